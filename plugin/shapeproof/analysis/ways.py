"""What running a way in gave: the class or builder as it was built, and its models as they were fed."""

from __future__ import annotations

from dataclasses import dataclass, field

from shapeproof.analysis.runs import Outcome
from shapeproof.interpreter.world import World


@dataclass
class Way:
    """A class or builder as it was built, and each model it gave as it was fed (also with its optional inputs)."""

    built: Outcome
    runs: list[tuple[Outcome, World | None]] = field(default_factory=list)
    with_optional: list[tuple[Outcome, World | None]] = field(default_factory=list)

    @property
    def fails(self) -> bool:
        """Whether some path is refused or raises."""
        outcomes = (self.built, *(outcome for outcome, _ in (*self.runs, *self.with_optional)))
        return any(end.raised is not None or end.refusals for outcome in outcomes for end in outcome.ends)


def tells_something(runs: list[tuple[Outcome, World | None]]) -> bool:
    """Whether some path raises, is refused or has a remark since its start."""
    for outcome, start in runs:
        before = start.refusals.length if start is not None and start.refusals is not None else 0
        if any(end.raised is not None or end.refusals[before:] or end.remarks(start) for end in outcome.ends):
            return True
    return False
