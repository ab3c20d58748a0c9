"""Sizes and conditions with their symbols replaced by sizes or by numbers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any as Anything

from shapeproof.dims.atoms import Atom, FloorDiv, Maximum, Minimum, Mod, Opaque, Symbol
from shapeproof.dims.conditions import EQ, NE, All, Any, Condition, Opinion, Relation
from shapeproof.dims.division import floordiv, modulo
from shapeproof.dims.extremes import maximum, minimum
from shapeproof.dims.floats import FloatExpression, convert
from shapeproof.dims.polynomial import (
    Coefficient,
    Dim,
    Monomial,
    Size,
    atom_of,
    make,
    of_atom,
    repeated,
    to_integer,
)


def symbols_of(size: Anything) -> tuple[Dim, ...]:
    """The symbols a size or a float expression is made of, as Dims, by name."""
    if not isinstance(size, Dim | FloatExpression):
        return ()
    return tuple(of_atom(atom) for atom in sorted(size.symbols, key=lambda s: (s.name, s.uid, s.order)))


def substitute(size: Size, bindings: Mapping[Dim, Size]) -> Size:
    """The size with symbols replaced, all at once; raises ZeroDivisionError where a divisor becomes 0."""
    if isinstance(size, int) or not bindings:
        return size
    table = {atom: value for key, value in bindings.items() if (atom := atom_of(key)) is not None}
    return substituted(size, table)


def substituted(size: Size, table: Mapping[Atom, Size]) -> Size:
    """The size with atoms replaced, wherever they stand in it."""
    return _Substitution(table).of(size)


class _Substitution:
    """One substitution: each atom's value is computed once, however often it stands in a size and its parts."""

    __slots__ = ("_done", "_table")

    def __init__(self, table: Mapping[Atom, Size]) -> None:
        self._table = table
        self._done: dict[Atom, Size | None] = {}

    def of(self, size: Size) -> Size:
        if isinstance(size, int):
            return size
        kept: dict[Monomial, Coefficient] = {}
        result: Size = 0
        for monomial, coefficient in size.terms.items():
            replaced = [self._of_atom(atom) for atom, _ in monomial]
            if all(value is None for value in replaced):
                kept[monomial] = coefficient
                continue
            product: Size = 1
            for (atom, exponent), value in zip(monomial, replaced, strict=True):
                product = product * repeated(of_atom(atom) if value is None else value, exponent)
            result = result + (make({(): product * coefficient}) if isinstance(product, int) else product * coefficient)
        return size if len(kept) == len(size.terms) else result + make(kept)

    def _of_atom(self, atom: Atom) -> Size | None:
        """What replaces an atom; None where it stays as it is."""
        if atom in self._done:
            return self._done[atom]
        found = self._table.get(atom)
        if found is None and type(atom) is not Symbol and self._may_hold_a_key(atom):
            found = self._of_parts(atom)
        self._done[atom] = found
        return found

    def _may_hold_a_key(self, atom: Atom) -> bool:
        """Only an atom with all the symbols of a key can hold it."""
        symbols = atom.symbols
        return any(key.symbols <= symbols for key in self._table)

    def _of_parts(self, atom: Atom) -> Size | None:
        if isinstance(atom, FloorDiv):
            n, d = self.of(atom.numerator), self.of(atom.denominator)
            if n is atom.numerator and d is atom.denominator:
                return None
            return modulo(n, d) if isinstance(atom, Mod) else floordiv(n, d)
        if isinstance(atom, Minimum):
            parts = tuple(self.of(argument) for argument in atom.arguments)
            if all(part is argument for part, argument in zip(parts, atom.arguments, strict=True)):
                return None
            return maximum(*parts) if isinstance(atom, Maximum) else minimum(*parts)
        if isinstance(atom, Opaque):
            expression = self._of_float(atom.expression)
            return None if expression is atom.expression else to_integer(expression, atom.conversion)
        return None

    def _of_float(self, expression: FloatExpression) -> FloatExpression:
        arguments = tuple(
            self._of_float(argument)
            if isinstance(argument, FloatExpression)
            else self.of(argument)
            if isinstance(argument, Dim)
            else argument
            for argument in expression.arguments
        )
        if all(new is old for new, old in zip(arguments, expression.arguments, strict=True)):
            return expression
        return FloatExpression(expression.op, arguments)


# --- numbers --------------------------------------------------------------------------------------------------------


def evaluate(size: Size, values: Mapping[Anything, int]) -> Anything:
    """The number a size is when its symbols (by name, or as Dims) have values; KeyError where one is missing."""
    return _evaluate(size, lambda symbol: values[dim] if (dim := of_atom(symbol)) in values else values[symbol.name])


def holds(condition: Condition | bool, values: Mapping[Anything, int]) -> bool:
    """Whether a condition is true at these values; ValueError for an opinion."""
    if isinstance(condition, bool):
        return condition
    if isinstance(condition, Relation):
        value = evaluate(condition.dim, values)
        return bool(value == 0 if condition.op is EQ else value != 0 if condition.op is NE else value >= 0)
    if isinstance(condition, Opinion):
        raise ValueError(f"no numbers decide {condition.text!r}")
    quantifier = all if isinstance(condition, All) else any
    assert isinstance(condition, All | Any)
    return quantifier(holds(part, values) for part in condition.conditions)


def _evaluate(size: Size, value_of: Callable[[Symbol], int]) -> Anything:
    if isinstance(size, int):
        return size
    total: int | Fraction = 0
    for monomial, coefficient in size.terms.items():
        for atom, exponent in monomial:
            coefficient = coefficient * _evaluate_atom(atom, value_of) ** exponent
        total = total + coefficient
    return total if isinstance(total, int) or total.denominator > 1 else int(total)


def _evaluate_atom(atom: Atom, value_of: Callable[[Symbol], int]) -> Anything:
    if isinstance(atom, Symbol):
        return value_of(atom)
    if isinstance(atom, FloorDiv):
        n, d = _evaluate(atom.numerator, value_of), _evaluate(atom.denominator, value_of)
        return n % d if isinstance(atom, Mod) else n // d
    if isinstance(atom, Minimum):
        return (max if isinstance(atom, Maximum) else min)(_evaluate(a, value_of) for a in atom.arguments)
    assert isinstance(atom, Opaque)
    known = atom.expression.value(lambda size: _evaluate(size, value_of))
    if known is None:
        raise ValueError(f"{of_atom(atom)!r} has no integer value there")
    return convert(known, atom.conversion)
