"""A shape held against what an annotation promises: names are bound once, rigid ones must be equal for all sizes."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from enum import Enum
from random import Random
from typing import Any

from shapeproof.dims import Dim, Kind, Size, Symbol, atom_of, disjunction, equal, evaluate, render, symbol, symbols_of
from shapeproof.shapes.channels import Gap, Refusal, Refused
from shapeproof.shapes.judge import Judge, is_open
from shapeproof.shapes.patterns import Axis, Pattern, Run, size_of
from shapeproof.shapes.shape import Item, Shape, Splat

Bindings = MutableMapping[str, Any]  # a name: a Size; with a * before it: a tuple of items
Find = Callable[[str], Size | None]  # the argument or attribute that ``{n}`` means
Refuse = Callable[[str, Any, Any, int | None], Refusal]  # what is wrong, in words; wanted, found, at which axis


class Side(Enum):
    """Who picks the sizes of names: a body that keeps its promise, a caller that meets another's, or a statement
    about sizes that were picked before it."""

    KEPT = "kept"
    ASKED = "asked"
    STATED = "stated"


class Promise:
    """One holding of shapes against patterns, in one scope of names."""

    def __init__(self, judge: Judge, bindings: Bindings, find: Find, side: Side) -> None:
        self.judge = judge
        self.bindings = bindings
        self.find = find
        self.side = side

    def hold(self, shape: Shape, pattern: Pattern, refuse: Refuse) -> None:
        """The shape must be what the pattern says; `Refused` where it certainly is not."""
        shape = self.judge.reading(shape)
        run = pattern.run
        if run is None:
            self._hold_axes(self._of_rank(shape, pattern, refuse), pattern.items, refuse, 0)
            return
        before, after = run, len(pattern.items) - run - 1
        wide = self._at_least(shape, before, after, refuse)
        self._hold_axes(wide.items[:before], pattern.items[:before], refuse, 0)
        if after:
            self._hold_axes(wide.items[-after:], pattern.items[-after:], refuse, -after)
        self._hold_run(pattern.items[run], wide.items[before : len(wide.items) - after], refuse)  # type: ignore[arg-type]

    # --- ranks --------------------------------------------------------------------------------------------------

    def _of_rank(self, shape: Shape, pattern: Pattern, refuse: Refuse) -> tuple[Item, ...]:
        rank = len(pattern.items)
        if shape.splat is None and len(shape.items) == rank:
            return shape.items
        names = [item.text if isinstance(item, Axis) and _is_name(item) else None for item in pattern.items]
        dims = None if self._is_rigid(shape) else self.judge.with_rank(shape, rank, names)
        if dims is None:
            raise Refused(refuse(_ranks(shape, f"{rank}"), rank, shape, None))
        return dims

    def _at_least(self, shape: Shape, before: int, after: int, refuse: Refuse) -> Shape:
        lacking = len(shape.before) < before or (shape.splat is not None and len(shape.after) < after)
        if shape.splat is not None and not lacking:
            return shape
        wide = None if self._is_rigid(shape) else self.judge.at_least(shape, after, before)
        if wide is None:
            raise Refused(refuse(_ranks(shape, f"at least {before + after}"), before + after, shape, None))
        return wide

    def _is_rigid(self, shape: Shape) -> bool:
        """Whether its rank is for the caller to pick, so that no number of axes can be promised."""
        return shape.splat is not None and shape.items[shape.splat].uid == 0  # type: ignore[union-attr]

    def _hold_run(self, run: Run, found: tuple[Item, ...], refuse: Refuse) -> None:
        if run.name is None:
            return
        key = f"*{run.name}"
        known = self.bindings.get(key)
        if known is None:
            self.bindings[key] = found
            return
        a, b = self.judge.reading(Shape(known)), self.judge.reading(Shape(found))
        if run.stretches or a.items == b.items:
            return
        wrong = refuse(f"*{run.name} is {a} and {b}", a, b, None)
        if a.splat is None and b.splat is None:
            if len(a.items) != len(b.items):
                raise Refused(wrong)
            for x, y in zip(b.dims, a.dims, strict=True):
                self._agree(x, y, wrong)
            return
        opened = next((s for s in (a, b) if s.splat is not None and not self._is_rigid(s)), None)
        if opened is not None:
            other = b if opened is a else a
            if len(opened.items) == 1 and opened.items[0] not in other.items:
                self.judge.bind_splat(opened.items[0], other.items)  # type: ignore[arg-type]
            return
        if self.side is not Side.ASKED or (a.splat is not None and b.splat is not None):
            raise Refused(wrong)
        raise Gap("whether two open ranks agree")

    # --- axes ---------------------------------------------------------------------------------------------------

    def _hold_axes(self, found: tuple[Item, ...], wanted: tuple[Axis | Run, ...], refuse: Refuse, first: int) -> None:
        """Plain names first: arithmetic may use one that stands behind it."""
        pairs = list(zip(found, wanted, range(first, first + len(wanted)), strict=True))
        for plain in (True, False):
            for size, item, at in pairs:
                assert isinstance(item, Axis) and not isinstance(size, Splat)
                if item.text is not None and _is_name(item) == plain:
                    self._hold_axis(size, item, at, refuse)

    def _hold_axis(self, size: Size, item: Axis, at: int, refuse: Refuse) -> None:
        text = item.text
        assert text is not None
        if item.stretches and size == 1:
            return
        if _is_name(item) and text not in self.bindings:
            if self.side is not Side.STATED or not _is_named_by_others(size):
                self.bindings[text] = size
                return
            self.bindings[text] = symbol(text, Kind.RIGID, lower=1)
        expected = self.meaning(item)

        def refusal() -> Refusal:
            means = "" if text in (str(expected), _text(expected)) else f" ({text})"
            got = self.judge.resolve(size)
            return refuse(f"dimension {at} is {_text(got)}, not {_text(expected)}{means}", expected, got, at)

        if item.stretches:
            self._stretch(size, expected, refusal)
        else:
            self._agree(size, expected, refusal)

    def meaning(self, item: Axis) -> Size:
        """The size an axis says; names that nothing has bound yet become sizes that their uses settle."""
        assert item.text is not None

        def named(name: str) -> Size:
            is_given = name in item.given
            found = self.find(name) if is_given else self.bindings.get(name)
            if found is None and not is_given and "." in name:
                found = self.find(name)
            if found is None and is_given:
                raise Gap(f"the argument {name} is not known here")
            if found is None:
                found = self.bindings[name] = self.judge.free(name)
            return found

        return self.judge.resolve(size_of(item.text, item.names, named))

    def _stretch(self, size: Size, expected: Size, refusal: Callable[[], Refusal]) -> None:
        agreed = disjunction(equal(size, expected), equal(size, 1))
        if self.judge.holds(agreed) is False:
            raise Refused(refusal())
        self.judge.suppose(agreed)

    def _agree(self, size: Size, expected: Size, refusal: Refusal | Callable[[], Refusal]) -> None:
        a, b = self.judge.resolve(size), self.judge.resolve(expected)
        if a is b or a == b:
            return
        if self.judge.holds(equal(a, b)) is None and self._for_all(a, b):
            raise Refused(refusal() if callable(refusal) else refusal)
        self.judge.require(equal(a, b), refusal)

    def _for_all(self, a: Size, b: Size) -> bool:
        """Whether these would have to be equal for all sizes that others pick, and are for none that is usual."""
        if is_open(a) or is_open(b) or self.judge.is_hole(a) or self.judge.is_hole(b):
            return False
        are_told = [isinstance(each, int) or _is_named_by_others(each) for each in (a, b)]
        if not all(are_told) and (self.side is Side.ASKED or isinstance(a, int) or isinstance(b, int)):
            return False  # an argument may be given the number that is meant
        return all(map(_is_plain_sum, (a, b))) or not _agree_somewhere(a, b)


def _is_plain_sum(size: Size) -> bool:
    return isinstance(size, int) or all(isinstance(atom, Symbol) for atom in size.atoms)


_USUAL = (3, 4, 5, 6, 8, 10, 12, 16, 24, 30, 32, 48, 60, 64, 96, 128, 512)
_SAMPLES = 300


def _agree_somewhere(a: Size, b: Size) -> bool:
    """Whether two sizes with quotients or extremes in them are equal at some usual sizes."""
    symbols = sorted({each for size in (a, b) if isinstance(size, Dim) for each in symbols_of(size)}, key=render)
    chosen = Random(0)
    for _ in range(_SAMPLES):
        table = {each: chosen.choice(_USUAL) for each in symbols}
        try:
            if evaluate(a, table) == evaluate(b, table):
                return True
        except (ValueError, ArithmeticError):
            return True
    return False


def _is_named_by_others(size: Size) -> bool:
    """Whether its symbols are names of annotations."""
    atoms = [atom_of(each) for each in symbols_of(size)] if isinstance(size, Dim) else []
    return bool(atoms) and all(
        isinstance(each, Symbol) and each.kind is Kind.RIGID and each.lower is not None for each in atoms
    )


def _is_name(item: Axis | Run) -> bool:
    return isinstance(item, Axis) and not item.given and item.names == (item.text,) and "." not in item.names[0]


def _ranks(shape: Shape, wanted: str) -> str:
    has = "any number of" if shape.splat is not None and shape.least_rank == 0 else str(shape.least_rank)
    more = " or more" if shape.splat is not None and shape.least_rank else ""
    plural = "" if has == "1" and not more else "s"
    return f"it has {has}{more} dimension{plural}, not {wanted}"


def _text(size: Size) -> str:
    return repr(size) if isinstance(size, Dim) else str(size)
