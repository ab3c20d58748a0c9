"""The judge: what the rules ask about sizes, answered for the world the interpreter stands in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from immutables import Map

from shapeproof.dims import (
    ALWAYS,
    NEVER,
    Condition,
    Dim,
    Facts,
    Kind,
    Size,
    Symbol,
    When,
    atom_of,
    equal,
    symbol,
    symbols_of,
)
from shapeproof.shapes.channels import Gap, Refusal, Refused
from shapeproof.shapes.shape import Item, Shape, Splat


class Judge:
    """Facts, what splats stand for, and the conditions that were taken on so that nothing is refused (the contract)."""

    def __init__(self) -> None:
        self.facts = Facts.EMPTY
        self.splats: Map[Splat, Shape] = Map()
        self.assumed: tuple[tuple[Condition, Refusal], ...] = ()
        self.takes_zeros = False  # whether an input may have a size of 0 where it must be one
        self._count = 0

    # --- identities ---------------------------------------------------------------------------------------------

    def number(self) -> int:
        """A number no other symbol of this world has."""
        self._count += 1
        return self._count

    def fresh(self, name: str, *, lower: int = 0) -> Dim:
        """A size that depends on data."""
        return symbol(name, Kind.FRESH, lower=lower, uid=self.number())

    def free(self, name: str, *, lower: int = 1) -> Dim:
        """A size of an input that its uses will solve."""
        return symbol(name, Kind.FREE, lower=lower, uid=self.number())

    def free_splat(self, name: str) -> Splat:
        return Splat(name, self.number())

    # --- questions ----------------------------------------------------------------------------------------------

    def require(self, condition: Condition | bool, refusal: Refusal | Callable[[], Refusal]) -> None:
        """Go on where the condition holds: refuse where it never does, else take it into the contract."""
        verdict = self.facts.decide(condition)
        if verdict is ALWAYS:
            return
        made = refusal() if callable(refusal) else refusal
        if verdict is NEVER:
            raise Refused(made)
        assert isinstance(verdict, When)
        facts = self.facts.assume(verdict.condition, made)
        if facts is None:
            raise Refused(made)
        self.facts = facts
        self.assumed = (*self.assumed, (verdict.condition, made))

    def demand(self, condition: Condition | bool, refusal: Refusal) -> None:
        """As `require`, written down even where it has been supposed before."""
        self.require(condition, refusal)
        if not isinstance(condition, bool) and all(condition != each for each, _ in self.assumed):
            self.assumed = (*self.assumed, (condition, refusal))

    def same(self, a: Size, b: Size, refusal: Refusal | Callable[[], Refusal]) -> None:
        """Two sizes must be equal."""
        if self.takes_zeros:
            a, b = self.resolve(a), self.resolve(b)
            if self._is_emptied(a, b) or self._is_emptied(b, a):
                return
        if a is not b:
            self.require(equal(a, b), refusal)

    def _is_emptied(self, a: Size, b: Size) -> bool:
        """Whether a size of an input could be made the 0 that the other is."""
        atom = atom_of(a)
        if b != 0 or not isinstance(atom, Symbol) or atom.kind is not Kind.FREE:
            return False
        facts = self.facts.emptied(atom)
        if facts is not None:
            self.facts = facts
        return facts is not None

    def holds(self, condition: Condition | bool) -> bool | None:
        """Whether it holds here, None where that is open; nothing is assumed."""
        verdict = self.facts.decide(condition)
        return True if verdict is ALWAYS else False if verdict is NEVER else None

    def decide(self, condition: Condition | bool) -> bool:
        """Whether it holds; where that is open, both worlds are followed (`choose`)."""
        known = self.holds(condition)
        if known is not None:
            return known
        assert not isinstance(condition, bool)
        return self.choose(condition)

    def choose(self, condition: Condition) -> bool:
        raise Gap("a question about sizes that is open")

    def suppose(self, condition: Condition | bool) -> None:
        """Note a condition that holds in every run without an error; nothing where it contradicts what is known."""
        facts = self.facts.assume(condition)
        if facts is not None:
            self.facts = facts

    def is_hole(self, size: Size) -> bool:
        """Whether a size is one that was left open for its uses to tell: it is never meant to be stretched."""
        return False

    # --- readings -----------------------------------------------------------------------------------------------

    def resolve(self, size: Size) -> Size:
        return self.facts.simplify(size)

    def reading(self, shape: Shape) -> Shape:
        """The shape as far as this world knows it."""
        splats, facts = self.splats, self.facts
        if shape.splat is not None:
            splat = shape.items[shape.splat]
            bound = splats.get(splat)  # type: ignore[arg-type]
            while bound is not None:
                shape = Shape((*shape.before, *bound.items, *shape.after))
                if shape.splat is None:
                    break
                bound = splats.get(shape.items[shape.splat])  # type: ignore[arg-type]
        if not (facts.solutions or facts.known):
            return shape
        items = tuple(item if type(item) is not Dim else facts.simplify(item) for item in shape.items)
        return shape if items == shape.items else Shape(items)

    # --- ranks --------------------------------------------------------------------------------------------------

    def bind_splat(self, splat: Splat, items: Sequence[Item]) -> None:
        self.splats = self.splats.set(splat, Shape(items))

    def with_rank(self, shape: Shape, rank: int, names: Sequence[str | None] | None = None) -> tuple[Size, ...] | None:
        """The sizes of a shape that must have this rank; None where it cannot. An open rank is fixed to it."""
        shape = self.reading(shape)
        if shape.splat is None:
            return shape.dims if len(shape.items) == rank else None
        missing = rank - shape.least_rank
        if missing < 0:
            return None
        splat = shape.items[shape.splat]
        assert isinstance(splat, Splat)
        first = len(shape.before)
        made = [
            self.free((names[first + i] if names is not None else None) or f"{splat.name}.{first + i}")
            for i in range(missing)
        ]
        self.bind_splat(splat, made)
        return (*shape.before, *made, *shape.after)

    def at_least(self, shape: Shape, after: int, before: int = 0) -> Shape | None:
        """The shape with so many named axes at its ends; None where its rank is too small."""
        shape = self.reading(shape)
        if shape.splat is None:
            return shape if len(shape.items) >= before + after else None
        lacking_after, lacking_before = after - len(shape.after), before - len(shape.before)
        if lacking_after <= 0 and lacking_before <= 0:
            return shape
        rank = self._overlapping_rank(shape, after, before)
        if rank is not None:
            self.with_rank(shape, rank)
            return self.reading(shape)
        splat = shape.items[shape.splat]
        assert isinstance(splat, Splat)
        rest = self.free_splat(splat.name)
        head = [self.free(f"{splat.name}.{len(shape.before) + i}") for i in range(max(lacking_before, 0))]
        tail = [
            self.free(f"{splat.name}.{i - after if after > 1 or i < after - 1 else 'last'}")
            for i in range(max(lacking_after, 0))
        ]
        self.bind_splat(splat, (*head, rest, *tail))
        return self.reading(shape)

    def _overlapping_rank(self, shape: Shape, after: int, before: int) -> int | None:
        """A rank so small that axes wanted from one end are among those already named from the other; None: no such.

        Best first: three axes and more are likelier than two, and an axis of its own likelier than these.
        """
        least = max(shape.least_rank, after + before)
        apart = max(len(shape.before), before) + max(len(shape.after), after)
        if least == apart:
            return None
        ranks = range(least, apart)
        return self.pick((*(rank for rank in ranks if rank >= 3), None, *(rank for rank in ranks if rank < 3)))  # type: ignore[no-any-return]

    def choose_rank(self, shape: Shape, candidates: Sequence[int]) -> Shape | None:
        """The shape with its rank fixed to one of the candidates, best first; None where none is possible."""
        shape = self.reading(shape)
        if shape.splat is None:
            return shape if len(shape.items) in candidates else None
        possible = [rank for rank in candidates if rank >= shape.least_rank]
        if not possible:
            return None
        rank = possible[0] if len(possible) == 1 else self.pick(possible)
        self.with_rank(shape, rank)
        return self.reading(shape)

    def pick(self, alternatives: Sequence[Any]) -> Any:
        """One of several courses, best first; each is followed in a world of its own."""
        raise Gap("a choice that is open")


def is_open(size: Size) -> bool:
    """Whether a size is for its uses, or the data, to settle: it has a free or fresh symbol in it."""
    return isinstance(size, Dim) and any(_kind(s) is not Kind.RIGID for s in symbols_of(size))


def _kind(size: Dim) -> Kind:
    atom = atom_of(size)
    assert isinstance(atom, Symbol)
    return atom.kind
