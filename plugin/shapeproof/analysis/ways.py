"""What running a way in gave: the class or builder as it was built, and its models as they were fed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapeproof.analysis.feeding import Ways
from shapeproof.analysis.runs import End, Outcome
from shapeproof.interpreter.world import World
from shapeproof.values import Site

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
        return any(end.raised is not None or end.refusals for end in self._ends)

    def places_of_failure(self, machine: Interpreter) -> set[Site]:
        """Where a path is refused, or raises for a reason that is told."""
        events = (event for end in self._ends for event in (*end.refusals, end.uncaught(machine)))
        return {event.site for event in events if event is not None}

    @property
    def _ends(self) -> Iterator[End]:
        for outcome in (self.built, *(outcome for outcome, _ in (*self.runs, *self.with_optional))):
            yield from outcome.ends


def tells_something(runs: list[tuple[Outcome, World | None]]) -> bool:
    """Whether some path raises, is refused or has a remark since its start."""
    for outcome, start in runs:
        before = start.refusals.length if start is not None and start.refusals is not None else 0
        if any(end.raised is not None or end.refusals[before:] or end.remarks(start) for end in outcome.ends):
            return True
    return False
