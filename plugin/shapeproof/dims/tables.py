"""Sizes as rows of plain data and back: Dims refer to each other by row, so that nothing recurses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from shapeproof.dims.atoms import Atom, FloorDiv, Kind, Maximum, Minimum, Mod, Opaque, Symbol, intern
from shapeproof.dims.floats import FloatExpression
from shapeproof.dims.polynomial import Dim, Size, by_index, make

Row = list[Any]

_ATOMS: dict[str, type[Atom]] = {each.__name__: each for each in (FloorDiv, Mod, Minimum, Maximum, Opaque)}
_DIM, _SYMBOL, _FLOATS = "Dim", "Symbol", "float"


class SizeTable:
    """Rows for the sizes that are added, and for all they are made of; a row only refers to rows before it."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._numbers: dict[Any, int] = {}

    def add(self, size: Dim) -> int:
        """The number of a Dim's row."""
        pending: list[Any] = [size]
        while pending:
            part = pending[-1]
            missing = [each for each in _parts(part) if each not in self._numbers]
            if part in self._numbers or not missing:
                pending.pop()
                if part not in self._numbers:
                    self._numbers[part] = len(self.rows)
                    self.rows.append(self._row(part))
            else:
                pending.extend(missing)
        return self._numbers[size]

    def _row(self, part: Any) -> Row:
        if isinstance(part, Dim):
            terms = [
                [str(coefficient), [[self._numbers[atom], exponent] for atom, exponent in monomial]]
                for monomial, coefficient in part.terms.items()
            ]
            return [_DIM, terms]
        if isinstance(part, Symbol):
            lower = None if part.lower is None else str(part.lower)
            return [_SYMBOL, part.name, part.kind.value, lower, part.uid]
        if isinstance(part, FloatExpression):
            return [_FLOATS, part.op, [self._reference(each) for each in part.arguments]]
        return [type(part).__name__, [self._reference(each) for each in part.key]]

    def _reference(self, part: Any) -> Any:
        if isinstance(part, float):
            return ["f", part.hex()]
        if isinstance(part, int | str):
            return ["s" if isinstance(part, str) else "i", str(part)]
        return self._numbers[part]


def sizes_of(rows: Sequence[Row]) -> list[Any]:
    """What each row stands for. Raises ValueError, KeyError, TypeError or IndexError where one stands for nothing."""
    made: list[Any] = []
    for kind, *rest in rows:
        if kind == _DIM:
            made.append(_dim(rest[0], made))
        elif kind == _SYMBOL:
            name, of, lower, uid = rest
            made.append(intern(Symbol, (name, Kind(of), None if lower is None else int(lower), uid)))
        elif kind == _FLOATS:
            made.append(FloatExpression(rest[0], tuple(_part(each, made) for each in rest[1])))
        else:
            made.append(intern(_ATOMS[kind], tuple(_part(each, made) for each in rest[0])))
    return made


def _dim(terms: Any, made: list[Any]) -> Size:
    found = {}
    for coefficient, monomial in terms:
        atoms = [(made[number], exponent) for number, exponent in monomial]
        found[tuple(sorted(atoms, key=by_index))] = Fraction(coefficient) if "/" in coefficient else int(coefficient)
    return make(found)


def _part(reference: Any, made: list[Any]) -> Any:
    if isinstance(reference, int):
        return made[reference]
    kind, text = reference
    return float.fromhex(text) if kind == "f" else int(text) if kind == "i" else text


def _parts(part: Any) -> Iterator[Any]:
    """What a Dim, an atom or a float expression is made of, besides plain numbers and texts."""
    if isinstance(part, Dim):
        yield from part.atoms
    elif isinstance(part, FloatExpression):
        yield from (each for each in part.arguments if not isinstance(each, int | float | str))
    elif not isinstance(part, Symbol):
        yield from (each for each in part.key if not isinstance(each, int | float | str))
