"""What running a way in gave: the class or builder as it was built, and its models as they were fed."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from shapeproof.analysis.feeding import Ways
from shapeproof.analysis.runs import Outcome
from shapeproof.interpreter.world import World
from shapeproof.torch_model.registration import is_module, open_if_empty
from shapeproof.values import Object, Site

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


@dataclass
class Way:
    """A class or builder as it was built, and each model it gave as it was fed (also with its optional inputs)."""

    built: Outcome
    runs: list[tuple[Outcome, World | None]] = field(default_factory=list)
    with_optional: list[tuple[Outcome, World | None]] = field(default_factory=list)

    others: list[Outcome] = field(default_factory=list)
    """As it was built where arguments are something else than they were taken for first."""

    @property
    def builds(self) -> list[tuple[Outcome, World | None]]:
        """The ways of building it: each of them is a path."""
        return [(outcome, None) for outcome in (self.built, *self.others)]

    @property
    def ways(self) -> Ways:
        """All ways to the end: of building what is no model, and of building and feeding what is one."""
        found = Ways()
        found.add(self.built)
        fed = [start for _, start in self.runs]
        found = Ways([e for e in found.every if e.world not in fed], [e for e in found.good if e.world not in fed])
        for outcome, start in self.runs:
            found.add(outcome, start)
        return found

    def take(self, other: Way) -> None:
        """The paths of another way too."""
        self.others.append(other.built)
        self.runs += other.runs
        self.with_optional += other.with_optional

    @property
    def fails(self) -> bool:
        """Whether some path is refused or raises."""
        outcomes = (self.built, *(outcome for outcome, _ in (*self.runs, *self.with_optional)))
        return any(end.raised is not None or end.refusals for outcome in outcomes for end in outcome.ends)

    def places_of_failure(self, machine: Interpreter) -> set[Site]:
        """Where a path is refused, or raises for a reason that is told."""
        runs = ((self.built, None), *self.runs, *self.with_optional)
        return {place for outcome, start in runs for place in places_of_failure(machine, start, outcome)}


def places_of_failure(machine: Interpreter, start: World | None, outcome: Outcome) -> set[Site]:
    """Where a path of a run is refused since its start, or raises for a reason that is told."""
    before = _refused_before(start)
    events = (event for end in outcome.ends for event in (*end.refusals[before:], end.uncaught(machine)))
    return {event.site for event in events if event is not None}


def as_filled(machine: Interpreter, built: Outcome) -> Outcome:
    """What was built, before it is used: a container made empty may hold anything by then."""
    ends = []
    for end in built.ends:
        if end.raised is None and isinstance(end.value, Object) and is_module(machine, end.value):
            machine.enter(end.world)
            open_if_empty(machine, end.value)
            end = replace(end, world=machine.world())
        ends.append(end)
    return replace(built, ends=tuple(ends))


def _refused_before(start: World | None) -> int:
    return start.refusals.length if start is not None and start.refusals is not None else 0


def tells_something(runs: list[tuple[Outcome, World | None]]) -> bool:
    """Whether some path raises, is refused or has a remark since its start."""
    for outcome, start in runs:
        before = _refused_before(start)
        if any(end.raised is not None or end.refusals[before:] or end.remarks(start) for end in outcome.ends):
            return True
    return False
