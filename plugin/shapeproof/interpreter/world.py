"""Worlds: what one path of the program has assumed and done, and the choices between paths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from immutables import Map

from shapeproof.dims import Condition, Facts
from shapeproof.shapes import Refusal, Shape, Splat
from shapeproof.values import Object, Site, Value


@dataclass(frozen=True, slots=True)
class Step:
    """One call on the way to an event: where it is written, what was called, and whether an author reads that file."""

    site: Site
    label: str
    observed: bool


TAKEN_BACK = "taken-back"
"""The code of a remark that takes back what was remarked at its place."""


@dataclass(frozen=True, slots=True, eq=False)
class RefusalEvent:
    """torch would raise here: the reason, the place, the calls that lead to it, and the operands."""

    refusal: Refusal
    site: Site
    stack: tuple[Step, ...]
    operands: tuple[Value, ...]
    layer: Object | None
    assumed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class LayerCall:
    """One forward call of a module."""

    layer: Object
    arguments: tuple[Value, ...]
    keywords: dict[str, Value]
    result: Value
    repeats: Value = 1


@dataclass(frozen=True, slots=True, eq=False)
class Chain:
    """A persistent list that grows at its end: worlds share what they have in common."""

    before: Chain | None
    item: Any
    length: int


def extend(chain: Chain | None, item: Any) -> Chain:
    return Chain(chain, item, 1 if chain is None else chain.length + 1)


def items(chain: Chain | None) -> list[Any]:
    """From the first to the last."""
    found = []
    while chain is not None:
        found.append(chain.item)
        chain = chain.before
    found.reverse()
    return found


def remarks(calls: Chain | None, known: int = 0) -> list[RefusalEvent]:
    """What was remarked after the first ``known`` entries and not taken back."""
    found = [each for each in items(calls)[known:] if isinstance(each, RefusalEvent)]
    back = {each.site for each in found if each.refusal.code == TAKEN_BACK}
    return [each for each in found if each.site not in back]


def on_all(chains: Sequence[Chain | None], before: Chain | None = None) -> Chain | None:
    """What was written down ``before``, and what every path that goes on from there certainly refuses."""
    known = 0 if before is None else before.length
    rows = [[each for each in items(chain)[known:] if is_certain(each)] for chain in chains]
    common = set.intersection(*({event.site for event in row} for row in rows))
    kept = before
    for event in rows[0]:
        if event.site in common:
            kept = extend(kept, event)
    return kept


def is_certain(event: object) -> bool:
    """Whether it is a refusal or remark that stands on nothing assumed."""
    return isinstance(event, RefusalEvent) and not event.assumed


class World(NamedTuple):
    """All that a path may change. Taking one is free; going back to one is assigning its parts."""

    heap: Map[int, Any]
    next_id: int
    facts: Facts
    splats: Map[Splat, Shape]
    assumed: tuple[tuple[Condition, Refusal], ...]
    refusals: Chain | None
    calls: Chain | None
    equations: Chain | None = None
    """What was demanded of holes, each an `Equation`."""


class Completion:
    """How a statement ended, when not by reaching its end (which is None)."""

    __slots__ = ()


class Break(Completion):
    __slots__ = ()


class Continue(Completion):
    __slots__ = ()


BREAK = Break()
CONTINUE = Continue()


class Return(Completion):
    __slots__ = ("value",)

    def __init__(self, value: Value) -> None:
        self.value = value


class Raising(Completion):
    """The program raised ``exception`` (an Object)."""

    __slots__ = ("exception",)

    def __init__(self, exception: Object) -> None:
        self.exception = exception


class Branches(Completion):
    """Several ends, each in its world; a result may be a completion, None, or any value an action gave."""

    __slots__ = ("ends",)

    def __init__(self, ends: list[tuple[World, Any]]) -> None:
        self.ends = ends


@dataclass(slots=True)
class ChoiceLog:
    """The picks of one re-runnable action: those to repeat, and the prefixes still to be tried.

    A pick is a world, the result in it, and, where it is the end of a call, which call of the action that was: a
    re-run enters that end without running the call again.
    """

    picks: list[tuple[World, Any, int | None]] = field(default_factory=list)
    cursor: int = 0
    pending: list[list[tuple[World, Any, int | None]]] = field(default_factory=list)


class BudgetSpent(Exception):
    """The steps of one run are used up; nothing inside the run may catch this."""
