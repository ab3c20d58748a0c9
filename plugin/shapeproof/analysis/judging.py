"""From the ends of runs to findings: what is refused on every path is an error, told once and at one place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shapeproof.analysis import last_batch
from shapeproof.analysis.explanations import cause_of, finding_of
from shapeproof.analysis.facts import Finding, Note, Place
from shapeproof.analysis.runs import End, Outcome
from shapeproof.dims import EQ, Condition, Relation, Symbol, atom_of
from shapeproof.interpreter.world import RefusalEvent, Step, World, is_certain, items
from shapeproof.values import Object, Site, State

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


_Refused = tuple[World, RefusalEvent]
_Story = tuple[str, str, tuple[Note, ...], tuple[Step, ...]]
_OTHER_MATTERS = frozenset({"AttributeError", "NameError", "TypeError", "ImportError", "OSError", "StopIteration"})


class Verdicts:
    """The findings of one file, each once."""

    def __init__(self, machine: Interpreter) -> None:
        self.machine = machine
        self._found: dict[tuple[Place, str], Finding] = {}
        self._sites: set[Site] = set()
        self._last_batches: set[Site] = set()
        self._stories: dict[_Story, Place] = {}
        self._guesses: list[dict[Site, _Refused]] = []  # worlds refused at different places, the likeliest first

    def judge(self, outcome: Outcome, start: World | None = None, *, known: bool = False) -> None:
        """Errors are what every world refuses, as far as the program does not raise by itself first.

        What was refused before ``start`` is not judged again. ``known`` says that the program really runs this, with
        these arguments: then its own raise is a finding too, where every path ends in it.
        """
        self.judge_together([(outcome, start)], known=known)

    def judge_together(self, runs: Sequence[tuple[Outcome, World | None]], *, known: bool = False) -> None:
        """As `judge`, of runs that start where the paths of one have parted: each of them is a path."""
        self._remark(runs)
        if not runs or not all(outcome.judges for outcome, _ in runs):
            return
        left_out = [world.refusals for outcome, _ in runs for world in outcome.left_out]
        ends, rows = [], []
        if any(self._is_doubtful(end) for outcome, _ in runs for end in outcome.ends):
            return
        for outcome, start in runs:
            before = start.refusals.length if start is not None and start.refusals is not None else 0
            for end in outcome.ends:
                row = [event for event in end.refusals[before:] if not event.assumed]
                uncaught = end.uncaught(self.machine)
                if end.raised is not None and (uncaught is None or uncaught.refusal.code == "raises"):
                    continue
                ends.append(end)
                rows.append(row if uncaught is None else [*row, uncaught])
        if not ends and known and not left_out:
            self._raised([end for outcome, _ in runs for end in outcome.ends])
        if not ends or not all(rows):
            return
        at = min(range(len(ends)), key=lambda i: _strangeness(ends[i], rows[i]))
        rows.extend([event for event in items(chain) if is_certain(event)] for chain in left_out)
        common = set.intersection(*({event.site for event in row} for row in rows))
        for event in rows[at]:
            if event.site in common:
                self.report(ends[at].world, event)
        if not common and not left_out:
            order = [at, *(i for i in range(len(ends)) if i != at)]
            guess: dict[Site, _Refused] = {}
            for i in order:
                for event in rows[i]:
                    guess.setdefault(event.site, (ends[i].world, event))
            self._guesses.append(guess)

    def _is_doubtful(self, end: End) -> bool:
        """Whether a path ends in an error that no statement raises and no rule knows: it may be misunderstood."""
        if end.raised is None:
            return False
        event = end.uncaught(self.machine)
        if event is not None and event.refusal.code != "raises":
            return False
        state = end.world.heap.get(end.raised.id)
        stated = isinstance(state, State) and "\0site" in state.attributes
        return not stated and not _OTHER_MATTERS.isdisjoint(parent.name for parent in end.raised.cls.mro)

    def _raised(self, ends: Sequence[End]) -> None:
        events = [end.uncaught(self.machine) for end in ends]
        first = events[0]
        if first is None or not self.is_told(ends[0].raised):
            return
        if all(event is not None and event.site == first.site for event in events):
            self.report(ends[0].world, first)

    def is_told(self, exception: Object) -> bool:
        """Whether an uncaught exception of the program is a finding: what is no matter of its arguments is not.

        Where a command line is read, other arguments may be given than those we know.
        """
        names = {parent.name for parent in exception.cls.mro}
        return names.isdisjoint(_OTHER_MATTERS) and "Exception" in names and "argparse" not in self.machine.modules

    def _remark(self, runs: Sequence[tuple[Outcome, World | None]]) -> None:
        """Warnings are what every world has that does what the code says to its end."""
        if not runs or not all(outcome.complete and outcome.ends for outcome, _ in runs):
            return
        rows = [(end.world, end.remarks(start)) for outcome, start in runs for end in outcome.ends]
        for event in rows[0][1]:
            if all(any(event.site == other.site for other in row) for _, row in rows[1:]):
                self.report(rows[0][0], event)

    def report(self, world: World, event: RefusalEvent) -> None:
        """A refusal that is certain; where a more general run could not tell its place, as that run has it."""
        for guess in self._guesses:
            if event.site in guess:
                world, event = guess[event.site]
                break
        if event.site not in self._sites:
            if any(_is_within(event.site, told) or _is_within(told, event.site) for told in self._sites):
                return  # what it makes, or is made of, is refused by another way in: the same place
            event = last_batch.named(self.machine, world, event)
        elif event.site in self._last_batches and last_batch.is_met(self.machine, world, event):
            return
        finding = finding_of(self.machine, world, event)
        if finding is not None and not self._is_told_elsewhere(world, event, finding.place):
            self._sites.add(event.site)
            if finding.code == last_batch.CODE:
                self._last_batches.add(event.site)
            self.add(finding)

    def _is_told_elsewhere(self, world: World, event: RefusalEvent, place: Place) -> bool:
        """Whether the same call is refused before for the same sizes that come from the same places."""
        cause = cause_of(self.machine, world, event)
        story = event.refusal.code, event.refusal.message, cause, event.stack
        return bool(cause) and self._stories.setdefault(story, place) != place

    def add(self, finding: Finding) -> None:
        self._found.setdefault((finding.place, finding.code), finding)

    def findings(self) -> list[Finding]:
        """All of them; where worlds differ in the place, that of a run with known arguments stands."""
        guesses, self._guesses = self._guesses, []
        for guess in guesses:
            if self._sites.isdisjoint(guess):
                self.report(*next(iter(guess.values())))
        return list(self._found.values())


def _is_within(site: Site, other: Site) -> bool:
    """Whether one expression is a part of another."""
    starts = (other.line, other.column) <= (site.line, site.column)
    ends = (site.end_line, site.end_column) <= (other.end_line, other.end_column)
    return site.path == other.path and starts and ends


def _strangeness(end: End, row: list[RefusalEvent]) -> tuple[int, int]:
    """How far a world is from what the author meant: what it refuses, how many sizes it fixes to numbers."""
    return len(row), sum(_fixes_a_size(condition) for condition, _ in end.world.assumed)


def _fixes_a_size(condition: Condition) -> bool:
    if not isinstance(condition, Relation) or condition.op is not EQ:
        return False
    varying = condition.dim - condition.dim.terms.get((), 0)
    return isinstance(atom_of(varying), Symbol)
