"""Symbols under the names people know them by: ``config.n_embd`` is ``n_embd`` where nothing else is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from shapeproof.analysis.facts import ShapeTree, TensorShape
from shapeproof.dims import (
    EQ,
    GE,
    All,
    Condition,
    Dim,
    FloorDiv,
    Kind,
    Mod,
    Opinion,
    Relation,
    Size,
    Symbol,
    atom_of,
    conjunction,
    evaluate,
    less_equal,
    render_condition,
    substitute,
    symbol,
    symbols_of,
)
from shapeproof.dims import Any as AnyOf
from shapeproof.shapes import Shape, Splat


class Naming:
    """Short names for the symbols of one model, given out as they are met."""

    def __init__(self) -> None:
        self.short: dict[Dim, Dim] = {}
        self.taken: dict[str, Dim] = {}

    def shown(self, size: Size) -> Size:
        """A size with its symbols under their short names."""
        if isinstance(size, int):
            return size
        return substitute(size, {each: self._shown_symbol(each) for each in symbols_of(size)})

    def _shown_symbol(self, each: Dim) -> Dim:
        found = self.short.get(each)
        if found is not None:
            return found
        atom = atom_of(each)
        assert isinstance(atom, Symbol)
        name = atom.name
        short = name.rpartition(".")[2] if atom.kind is Kind.RIGID else name
        if not short.isidentifier() or self.taken.get(short, each) is not each:
            short = name
        while _is_of_another_kind(self.taken.get(short, each), each):
            short = f"{short}_"
        self.taken[short] = each
        made = each if short == name else symbol(short, atom.kind, lower=atom.lower, uid=atom.uid)
        self.short[each] = made
        self.short.setdefault(made, made)
        return made

    def original(self, size: Size) -> Size:
        """A shown size in the symbols of the analysis."""
        if isinstance(size, int):
            return size
        return substitute(size, {made: each for each, made in self.short.items() if each is not made})

    def argument(self, name: str) -> Dim | None:
        """The symbol shown under a name, as the analysis has it."""
        return self.taken.get(name)

    def value(self, size: Size, numbers: Mapping[str, int]) -> int | None:
        """The number a shown size is; None where a symbol has none."""
        if isinstance(size, int):
            return size
        table: dict[Any, int] = {}
        for each in symbols_of(size):
            atom = atom_of(each)
            assert isinstance(atom, Symbol)
            original = self.taken.get(atom.name)
            names = [atom.name]
            if original is not None:
                full = atom_of(original)
                assert isinstance(full, Symbol)
                names.insert(0, full.name)
            found = next((numbers[name] for name in names if name in numbers), None)
            if found is None:
                return None
            table[each] = found
        try:
            result = evaluate(size, table)
        except (ValueError, ZeroDivisionError, KeyError):
            return None
        return result if isinstance(result, int) else None

    def tree(self, tree: ShapeTree, settled: Callable[[Size], Size] = lambda size: size) -> ShapeTree:
        """A tree of shapes, renamed; ``settled`` is done to each size before."""
        if isinstance(tree, TensorShape) and tree.shape is not None:
            return TensorShape(Shape(i if isinstance(i, Splat) else self.shown(settled(i)) for i in tree.shape.items))
        if isinstance(tree, list):
            return [self.tree(each, settled) for each in tree]
        if isinstance(tree, dict):
            return {key: self.tree(each, settled) for key, each in tree.items()}
        return tree

    def conditions(self, conditions: Iterable[Condition]) -> tuple[str, ...]:
        """What must hold of a model's arguments, each condition once; those on inputs and data are left out."""
        found: dict[str, None] = {}
        for condition in conditions:
            if all(self._is_argument(each) for dim in _dims(condition) for each in symbols_of(dim)) and _dims(
                condition
            ):
                found[render_condition(self._renamed(condition))] = None
        return tuple(found)

    def all_conditions(self, conditions: Iterable[Condition]) -> tuple[str, ...]:
        """Conditions on whatever they are about, each once; that a size is one is left out."""
        strongest: dict[Dim, Relation] = {}
        told: dict[Condition, None] = {}
        for each in map(plainer, conditions):
            if each in told or (is_plain_size(each) and not any(map(self._is_argument, symbols_of(_dims(each)[0])))):
                continue
            told[each] = None
            if isinstance(each, Relation) and each.op is GE:
                varying = each.dim - each.dim.terms.get((), 0)
                before = strongest.get(varying) if isinstance(varying, Dim) else None
                weaker = each
                if before is None or each.dim.terms.get((), 0) < before.dim.terms.get((), 0):
                    strongest[varying], weaker = each, before  # type: ignore[index,assignment]
                if weaker is not None:
                    del told[weaker]
        return tuple(render_condition(self._renamed(each)) for each in told)

    def _is_argument(self, each: Dim) -> bool:
        atom = atom_of(each)
        return isinstance(atom, Symbol) and atom.kind is Kind.RIGID

    def _renamed(self, condition: Condition) -> Condition:
        condition = plainer(condition)
        if isinstance(condition, Relation):
            dim = self.shown(condition.dim)
            return Relation(condition.op, dim) if isinstance(dim, Dim) else condition
        if isinstance(condition, All | AnyOf):
            return type(condition)(tuple(self._renamed(part) for part in condition.conditions))
        return condition


def _is_of_another_kind(holder: Dim, each: Dim) -> bool:
    """Whether one of two sizes is an argument and the other an input's: one name must not stand for both."""
    a, b = atom_of(holder), atom_of(each)
    assert isinstance(a, Symbol)
    assert isinstance(b, Symbol)
    return holder is not each and (a.kind is Kind.RIGID) is not (b.kind is Kind.RIGID)


def plainer(condition: Condition) -> Condition:
    """The same condition, as people would write it."""
    if isinstance(condition, Relation) and condition.op is GE:
        return Relation(GE, _undivided(condition.dim))
    values = quotient_values(condition)
    if values is None:
        return condition
    each, numbers = values
    within = conjunction(less_equal(numbers[0], each), less_equal(each, numbers[-1]))
    return condition if isinstance(within, bool) else within


def quotient_values(condition: Condition) -> tuple[Dim, range] | None:
    """The values of n that ``(n + 1)//2 == 1`` allows; None for other conditions."""
    if not isinstance(condition, Relation) or condition.op is not EQ:
        return None
    constant = condition.dim.terms.get((), 0)
    atom = atom_of(condition.dim - constant)
    if type(atom) is not FloorDiv or not isinstance(atom.denominator, int) or not isinstance(atom.numerator, Dim):
        return None
    offset = atom.numerator.terms.get((), 0)
    each = atom.numerator - offset
    if not isinstance(each, Dim) or not isinstance(atom_of(each), Symbol) or atom.denominator < 1:
        return None
    first = int(-constant * atom.denominator - offset)
    return each, range(first, first + atom.denominator)


def _undivided(dim: Dim) -> Dim:
    """``n//4 - 1 >= 0`` is ``n - 4 >= 0``."""
    constant = dim.terms.get((), 0)
    atom = atom_of(dim - constant)
    if not isinstance(atom, FloorDiv) or isinstance(atom, Mod) or not isinstance(constant, int):
        return dim
    by = atom.denominator
    whole = atom.numerator + constant * by if isinstance(by, int) and by > 0 else dim
    return _undivided(whole) if isinstance(whole, Dim) and whole is not dim else dim


def is_plain_size(condition: Condition) -> bool:
    """``n >= 1`` or ``n >= 0``, which every size is."""
    if not isinstance(condition, Relation) or condition.op is not GE:
        return False
    return any(isinstance(atom_of(condition.dim + offset), Symbol) for offset in (0, 1))


def _dims(condition: Condition) -> tuple[Dim, ...]:
    if isinstance(condition, Relation):
        return (condition.dim,)
    if isinstance(condition, Opinion):
        return ()
    return tuple(dim for part in condition.conditions for dim in _dims(part))
