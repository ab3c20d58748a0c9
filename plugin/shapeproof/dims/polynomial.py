"""Dims: integer polynomials over atoms, in normal form. Equal normal forms are one object; a number is a plain int."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import gcd
from typing import Any, ClassVar, Union

from shapeproof.dims.atoms import (
    Atom,
    FloorDiv,
    Kind,
    Maximum,
    Minimum,
    Mod,
    Opaque,
    Symbol,
    intern,
)
from shapeproof.dims.budgets import (
    MAXIMAL_EXPONENT,
    MAXIMAL_PRODUCT,
    MAXIMAL_TERMS,
    DimBudgetError,
    raised,
)
from shapeproof.dims.floats import FloatExpression, convert

__all__ = ["Atom", "Dim", "FloorDiv", "Kind", "Maximum", "Minimum", "Mod", "Opaque", "Size", "Symbol"]

Coefficient = int | Fraction
Monomial = tuple[tuple[Atom, int], ...]


class Dim:
    """A polynomial that is no plain number. ``terms`` maps monomials to coefficients; never changed."""

    __slots__ = ("terms",)
    _table: ClassVar[dict[frozenset[tuple[Monomial, Coefficient]], Dim]] = {}

    terms: dict[Monomial, Coefficient]

    def __reduce__(self) -> Any:
        return (_rebuild, (tuple(self.terms.items()),))

    def __copy__(self) -> Dim:
        return self

    def __deepcopy__(self, memo: Any) -> Dim:
        return self

    @property
    def atoms(self) -> set[Atom]:
        """What it is a polynomial over (not what stands within them)."""
        return {atom for monomial in self.terms for atom, _ in monomial}

    @property
    def depth(self) -> int:
        return max((atom.depth for atom in self.atoms), default=0)

    @property
    def weight(self) -> int:
        return sum(1 + sum(atom.weight for atom, _ in monomial) for monomial in self.terms)

    @property
    def symbols(self) -> frozenset[Symbol]:
        """All symbols in it, without order."""
        return frozenset[Symbol]().union(*(atom.symbols for atom in self.atoms))

    @property
    def order(self) -> str:
        """A text no other Dim has, the same in every process: the key for what must not depend on history."""
        terms = ("*".join([str(c), *sorted(f"{a.order}^{e}" for a, e in m)]) for m, c in self.terms.items())
        return " + ".join(sorted(terms))

    def __add__(self, other: Any) -> Size:
        if type(other) is int:
            if other == 0:
                return self
            terms = dict(self.terms)
            total = terms.get((), 0) + other
            if total == 0:
                del terms[()]
            else:
                terms[()] = total
            return _interned(terms)
        if type(other) is Dim:
            if len(other.terms) > len(self.terms):
                self, other = other, self
            terms = dict(self.terms)
            if len(terms) > MAXIMAL_TERMS:
                raise DimBudgetError("budget: a size of too many terms")
            for monomial, coefficient in other.terms.items():
                total = terms.get(monomial, 0) + coefficient
                if total == 0:
                    del terms[monomial]
                else:
                    terms[monomial] = total if type(total) is int else _whole(total)
            return normal(terms)
        if isinstance(other, int | Fraction):
            return self + make({(): other})
        return NotImplemented

    __radd__ = __add__

    def __neg__(self) -> Dim:
        return _interned({m: -c for m, c in self.terms.items()})

    def __pos__(self) -> Dim:
        return self

    def __sub__(self, other: Any) -> Size:
        if type(other) is int:
            return self + (-other)
        if type(other) is Dim:
            if self is other:
                return 0
            terms = dict(self.terms)
            if len(terms) > MAXIMAL_TERMS:
                raise DimBudgetError("budget: a size of too many terms")
            for monomial, coefficient in other.terms.items():
                total = terms.get(monomial, 0) - coefficient
                if total == 0:
                    del terms[monomial]
                else:
                    terms[monomial] = total if type(total) is int else _whole(total)
            return normal(terms)
        if isinstance(other, int | Fraction):
            return self + -other
        return NotImplemented

    def __rsub__(self, other: Any) -> Size:
        return (-self).__add__(other)

    def __mul__(self, other: Any) -> Size:
        if type(other) is int:
            if other == 1:
                return self
            if other == 0:
                return 0
            terms = {m: c * other for m, c in self.terms.items()}
            for coefficient in terms.values():
                if type(coefficient) is not int:
                    return make(terms)
            return _interned(terms)
        if type(other) is Dim:
            if len(self.terms) * len(other.terms) > MAXIMAL_PRODUCT:
                raise DimBudgetError("budget: a product of too many terms")
            terms = {}
            for left, a in self.terms.items():
                for right, b in other.terms.items():
                    monomial = times(left, right) if left and right else left or right
                    terms[monomial] = terms[monomial] + a * b if monomial in terms else a * b
            for coefficient in terms.values():
                if coefficient == 0 or type(coefficient) is not int:
                    return make(terms)
            return normal(terms)
        if isinstance(other, int | Fraction):
            return make({m: c * other for m, c in self.terms.items()})
        return NotImplemented

    __rmul__ = __mul__

    def __pow__(self, exponent: Any) -> Size:
        return power(self, exponent)

    def __floordiv__(self, other: Any) -> Size:
        from shapeproof.dims.division import floordiv

        return floordiv(self, other) if isinstance(other, int | Dim) else NotImplemented

    def __rfloordiv__(self, other: Any) -> Size:
        from shapeproof.dims.division import floordiv

        return floordiv(other, self) if isinstance(other, int) else NotImplemented

    def __mod__(self, other: Any) -> Size:
        from shapeproof.dims.division import modulo

        return modulo(self, other) if isinstance(other, int | Dim) else NotImplemented

    def __rmod__(self, other: Any) -> Size:
        from shapeproof.dims.division import modulo

        return modulo(other, self) if isinstance(other, int) else NotImplemented

    def __bool__(self) -> bool:
        raise TypeError("the truth of a Dim is a question for Facts.decide")

    def __repr__(self) -> str:
        from shapeproof.dims.rendering import render

        return render(self)


Size = Union[int, Dim]  # noqa: UP007 - used at run time with forward references


def _rebuild(items: tuple[tuple[Monomial, Coefficient], ...]) -> Size:
    """The Size of pickled terms: in another process the atoms may stand in another order."""
    return make({tuple(sorted(monomial, key=by_index)): coefficient for monomial, coefficient in items})


def _interned(terms: dict[Monomial, Coefficient]) -> Dim:
    key = frozenset(terms.items())
    found = Dim._table.get(key)
    if found is None:
        found = Dim.__new__(Dim)
        found.terms = terms
        found = Dim._table.setdefault(key, found)
    return found


def _whole(coefficient: Coefficient) -> Coefficient:
    return int(coefficient) if coefficient.denominator == 1 else coefficient


def normal(terms: dict[Monomial, Coefficient]) -> Size:
    """The Size of terms without zeros, their whole coefficients plain ints."""
    if not terms:
        return 0
    if len(terms) == 1:
        constant = terms.get(())
        if type(constant) is int:
            return constant
    return _interned(terms)


def make(terms: Mapping[Monomial, Coefficient]) -> Size:
    """The Size of any terms."""
    cleaned: dict[Monomial, Coefficient] = {}
    for monomial, coefficient in terms.items():
        if coefficient == 0:
            continue
        cleaned[monomial] = coefficient if type(coefficient) is int else _whole(coefficient)
    return normal(cleaned)


def times(left: Monomial, right: Monomial) -> Monomial:
    if not left:
        return right
    if not right:
        return left
    if len(left) == 1 == len(right) and left[0][0] is not right[0][0]:
        return (*left, *right) if left[0][0].index < right[0][0].index else (*right, *left)
    powers: dict[Atom, int] = dict(left)
    for atom, exponent in right:
        if atom in powers:
            exponent = exponent + powers[atom]
            if exponent > MAXIMAL_EXPONENT:
                raise DimBudgetError("budget: a power too high")
        powers[atom] = exponent
    return tuple(sorted(powers.items(), key=by_index))


def by_index(item: tuple[Atom, int]) -> int:
    return item[0].index


def of_atom(atom: Atom) -> Dim:
    return _interned({((atom, 1),): 1})


def symbol(name: str, kind: Kind = Kind.RIGID, *, lower: int | None = None, uid: int = 0) -> Dim:
    """The symbol of that name, kind, bound and number, as a Dim."""
    return of_atom(intern(Symbol, (name, kind, lower, uid)))


def terms_of(size: Size) -> Mapping[Monomial, Coefficient]:
    if isinstance(size, Dim):
        return size.terms
    return {(): size} if size else {}


def atom_of(size: Size) -> Atom | None:
    """The atom that a Dim consists of alone, if it does."""
    if isinstance(size, Dim) and len(size.terms) == 1:
        ((monomial, coefficient),) = size.terms.items()
        if coefficient == 1 and len(monomial) == 1 and monomial[0][1] == 1:
            return monomial[0][0]
    return None


def power(base: Size, exponent: Any) -> Size:
    """``base ** exponent``; ValueError where the exponent is no small non-negative int."""
    if not isinstance(exponent, int) or exponent < 0 or exponent > 64:
        raise ValueError("a power of a Dim must be a small non-negative int")
    return repeated(base, exponent)


def repeated(base: Size, exponent: int) -> Size:
    """The product of so many of them, within the budgets."""
    if isinstance(base, int):
        return make({(): raised(base, exponent)})
    if len(base.terms) == 1:
        ((monomial, coefficient),) = base.terms.items()
        if monomial and max(e for _, e in monomial) * exponent > MAXIMAL_EXPONENT:
            raise DimBudgetError("budget: a power too high")
        return make({tuple((a, e * exponent) for a, e in monomial if exponent): raised(coefficient, exponent)})
    result: Size = 1
    for _ in range(exponent):
        result = result * base
    return result


def whole_and_scale(size: Size) -> tuple[Size, int]:
    """Integer coefficients and the positive number they were multiplied by."""
    scale = 1
    for coefficient in terms_of(size).values():
        if type(coefficient) is not int:
            scale = scale * coefficient.denominator // gcd(scale, coefficient.denominator)
    return (size, 1) if scale == 1 else (size * scale, scale)


def to_integer(expression: FloatExpression | float, conversion: str) -> Size:
    """The integer that int, round, ceil or floor makes of a float expression: a number where it is one.

    Raises ValueError or OverflowError where Python does.
    """
    known = expression.number() if isinstance(expression, FloatExpression) else expression
    if known is not None:
        return convert(known, conversion)
    assert isinstance(expression, FloatExpression)
    if not expression.symbols:
        raise ValueError(f"{expression} has no value")
    whole = whole_number(expression)
    if whole is not None:
        return whole
    return of_atom(intern(Opaque, (expression, conversion)))


EXACT = 2**53
"""Whole numbers below it are floats without rounding; no size, and no sum or product of sizes, is as large."""


def whole_number(value: FloatExpression | float | Size) -> Size | None:
    """The integer that a float always equals (``channels * 1.0 + 4.0``); None where it has a fraction or may have."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < EXACT else None
    if not isinstance(value, FloatExpression):
        return value
    parts = [whole_number(argument) for argument in value.arguments]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts) or value.op not in _WHOLE:
        return None
    try:
        return _WHOLE[value.op](*known)
    except DimBudgetError:
        return None


_WHOLE: dict[str, Callable[..., Size]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "neg": lambda a: -a,
    "float": lambda a: a,
}
