"""The counts of a model that comes out of several worlds: what all have, what none is below, and what decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from shapeproof.analysis.requirements import opinions, parts_of, requirements
from shapeproof.dims import Condition, Size, render_condition

if TYPE_CHECKING:
    from shapeproof.analysis.runs import End

MOST_COUNTS = 4


class Counted(NamedTuple):
    """All parameters and the trainable ones of the model of one world, and whether that is all of them."""

    total: Size
    trainable: Size
    is_all: bool
    end: End


class Share(NamedTuple):
    """Counts that some worlds have, and what decides that a run is one of them."""

    total: Size
    trainable: Size
    conditions: tuple[Condition, ...]
    opinions: tuple[str, ...]


class Worlds(NamedTuple):
    """What the worlds of a model make of its counts."""

    in_all: tuple[Size, Size] | None = None
    """The counts that every world has; None where they differ, or one may have more."""
    least: tuple[int, int] | None = None
    """The counts that no world is below; None where they are no numbers."""
    shares: tuple[Share, ...] = ()
    """The counts of each kind of world where they differ; none where it cannot be said what decides."""

    @property
    def question(self) -> str | None:
        """What sizes must be for the first of the counts; None where it is not they that decide."""
        conditions = self.shares[0].conditions if self.shares else ()
        return f"it depends on {' and '.join(map(render_condition, conditions))}" if conditions else None


def counts_of(counted: Sequence[Counted]) -> Worlds:
    """What is told of models that were counted one by one."""
    pairs = {(each.total, each.trainable) for each in counted}
    if len(pairs) == 1 and all(each.is_all for each in counted):
        return Worlds(in_all=pairs.pop())
    return Worlds(least=_least(counted), shares=_shares(counted))


def _least(counted: Sequence[Counted]) -> tuple[int, int] | None:
    totals = [each.total for each in counted if isinstance(each.total, int)]
    trainable = [each.trainable for each in counted if isinstance(each.trainable, int)]
    if not counted or len(totals) < len(counted) or len(trainable) < len(counted):
        return None
    return min(totals), min(trainable)


def _shares(counted: Sequence[Counted]) -> tuple[Share, ...]:
    groups: dict[tuple[Size, Size], list[End]] = {}
    for each in counted:
        groups.setdefault((each.total, each.trainable), []).append(each.end)
    if not 1 < len(groups) <= MOST_COUNTS or not all(each.is_all for each in counted):
        return ()
    every = [each.end for each in counted]
    above = {parts_of(condition) for condition in requirements(every, every).every}
    found = []
    for (total, trainable), ends in groups.items():
        required = requirements(ends, every)
        decides = tuple(condition for condition in required.every if parts_of(condition) not in above)
        supposed = opinions(ends, every)
        if not required.is_all or not (decides or supposed):
            return ()
        found.append(Share(total, trainable, decides, supposed))
    return tuple(found)
