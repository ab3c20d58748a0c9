"""Dims: integer polynomials over atoms, in normal form. Equal normal forms are one object; a number is a plain int."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from fractions import Fraction
from math import gcd
from typing import Any, TypeVar, Union

from shapeproof.dims.floats import FloatExpression

A = TypeVar("A", bound="Atom")
Coefficient = int | Fraction
Monomial = tuple[tuple["Atom", int], ...]


class Kind(Enum):
    """Who picks a symbol's value: the caller (RIGID), the use that solves it (FREE), the data (FRESH)."""

    RIGID = "rigid"
    FREE = "free"
    FRESH = "fresh"


class Atom:
    """What a polynomial is over. Atoms are interned; ``index`` orders them within a process."""

    __slots__ = ("index", "key")
    _table: dict[Any, Atom] = {}

    key: Any
    index: int

    def __reduce__(self) -> Any:
        return (_rebuild_atom, (type(self), self.key))


def _intern(cls: type[A], key: Any) -> A:
    found = Atom._table.get((cls, key))
    if found is None:
        found = cls.__new__(cls)
        found.key = key
        found.index = len(Atom._table)
        Atom._table[(cls, key)] = found
    return found  # type: ignore[return-value]


def _rebuild_atom(cls: type[Atom], key: Any) -> Atom:
    return _intern(cls, key)


class Symbol(Atom):
    """A named unknown; ``lower`` is its intrinsic bound (None: any integer)."""

    __slots__ = ()

    @property
    def name(self) -> str:
        return self.key[0]  # type: ignore[no-any-return]

    @property
    def kind(self) -> Kind:
        return self.key[1]  # type: ignore[no-any-return]

    @property
    def lower(self) -> int | None:
        return self.key[2]  # type: ignore[no-any-return]

    @property
    def uid(self) -> int:
        return self.key[3]  # type: ignore[no-any-return]


class FloorDiv(Atom):
    __slots__ = ()

    @property
    def numerator(self) -> Size:
        return self.key[0]  # type: ignore[no-any-return]

    @property
    def denominator(self) -> Size:
        return self.key[1]  # type: ignore[no-any-return]


class Mod(FloorDiv):
    __slots__ = ()


class Minimum(Atom):
    __slots__ = ()

    @property
    def arguments(self) -> tuple[Size, ...]:
        return self.key  # type: ignore[no-any-return]


class Maximum(Minimum):
    __slots__ = ()


class Opaque(Atom):
    """An integer made of float arithmetic: ``int(d*0.25)``, ``round``, ``ceil``, ``floor``."""

    __slots__ = ()

    @property
    def expression(self) -> FloatExpression:
        return self.key[0]  # type: ignore[no-any-return]

    @property
    def conversion(self) -> str:
        return self.key[1]  # type: ignore[no-any-return]


class Dim:
    """A polynomial that is no plain number. ``terms`` maps monomials to coefficients; never changed."""

    __slots__ = ("_key", "terms")
    _table: dict[frozenset[tuple[Monomial, Coefficient]], Dim] = {}

    terms: dict[Monomial, Coefficient]

    def __reduce__(self) -> Any:
        return (_rebuild, (tuple(self.terms.items()),))

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
            for monomial, coefficient in other.terms.items():
                total = terms.get(monomial, 0) + coefficient
                if total == 0:
                    del terms[monomial]
                else:
                    terms[monomial] = total
            return normal(terms)
        if isinstance(other, Fraction):
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
        if self is other:
            return 0
        if type(other) is Dim:
            return self + (-other)
        return NotImplemented

    def __rsub__(self, other: Any) -> Size:
        return (-self) + other

    def __mul__(self, other: Any) -> Size:
        if type(other) is int:
            if other == 1:
                return self
            if other == 0:
                return 0
            return _interned({m: c * other for m, c in self.terms.items()})
        if type(other) is Dim:
            terms: dict[Monomial, Coefficient] = {}
            for left, a in self.terms.items():
                for right, b in other.terms.items():
                    monomial = _times(left, right)
                    terms[monomial] = terms.get(monomial, 0) + a * b
            return make(terms)
        if isinstance(other, Fraction):
            return make({m: c * other for m, c in self.terms.items()})
        return NotImplemented

    __rmul__ = __mul__

    def __pow__(self, exponent: Any) -> Size:
        return power(self, exponent)

    def __floordiv__(self, other: Any) -> Size:
        return floordiv(self, other)

    def __rfloordiv__(self, other: Any) -> Size:
        return floordiv(other, self)

    def __mod__(self, other: Any) -> Size:
        return modulo(self, other)

    def __rmod__(self, other: Any) -> Size:
        return modulo(other, self)

    def __bool__(self) -> bool:
        raise TypeError("the truth of a Dim is a question for Facts.decide")

    def __repr__(self) -> str:
        from shapeproof.dims.rendering import render

        return render(self)


Size = Union[int, Dim]  # noqa: UP007 - used at run time with forward references


def _rebuild(items: tuple[tuple[Monomial, Coefficient], ...]) -> Size:
    return make(dict(items))


def _interned(terms: dict[Monomial, Coefficient]) -> Dim:
    key = frozenset(terms.items())
    found = Dim._table.get(key)
    if found is None:
        found = Dim.__new__(Dim)
        found.terms = terms
        Dim._table[key] = found
    return found


def normal(terms: dict[Monomial, Coefficient]) -> Size:
    """The Size of terms without zeros."""
    if not terms:
        return 0
    if len(terms) == 1:
        constant = terms.get(())
        if constant is not None and (type(constant) is int or constant.denominator == 1):
            return int(constant)
    return _interned(terms)


def make(terms: Mapping[Monomial, Coefficient]) -> Size:
    cleaned: dict[Monomial, Coefficient] = {}
    for monomial, coefficient in terms.items():
        if coefficient == 0:
            continue
        if type(coefficient) is not int and coefficient.denominator == 1:
            coefficient = int(coefficient)
        cleaned[monomial] = coefficient
    return normal(cleaned)


def _times(left: Monomial, right: Monomial) -> Monomial:
    if not left:
        return right
    if not right:
        return left
    powers: dict[Atom, int] = dict(left)
    for atom, exponent in right:
        powers[atom] = powers.get(atom, 0) + exponent
    return tuple(sorted(powers.items(), key=_by_index))


def _by_index(item: tuple[Atom, int]) -> int:
    return item[0].index


def of_atom(atom: Atom) -> Dim:
    return _interned({((atom, 1),): 1})


def symbol(name: str, kind: Kind = Kind.RIGID, *, lower: int | None = None, uid: int = 0) -> Dim:
    """The symbol of that name, kind, bound and number, as a Dim."""
    return of_atom(_intern(Symbol, (name, kind, lower, uid)))


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
    if not isinstance(exponent, int) or exponent < 0 or exponent > 64:
        raise ValueError("a power of a Dim must be a small non-negative int")
    result: Size = 1
    for _ in range(exponent):
        result = result * base
    return result


# --- division ------------------------------------------------------------------------------------------------------------


def _divide_monomial(monomial: Monomial, by: Monomial) -> Monomial | None:
    powers = dict(monomial)
    for atom, exponent in by:
        left = powers.get(atom, 0) - exponent
        if left < 0:
            return None
        if left:
            powers[atom] = left
        else:
            del powers[atom]
    return tuple(sorted(powers.items(), key=_by_index))


def exact_quotient(a: Size, b: Size) -> Size | None:
    """The q with a == b*q for all values of the symbols, if there is one."""
    if isinstance(b, int):
        if b == 0:
            return None
        if isinstance(a, int):
            return a // b if a % b == 0 else None
        if any(type(c) is not int or c % b for c in a.terms.values()):
            return None
        return make({m: c // b for m, c in a.terms.items()})
    quotient: Size = 0
    rest = a
    lead = max(b.terms, key=_degree_key)
    for _ in range(64):
        if isinstance(rest, int):
            return quotient if rest == 0 else None
        top = max(rest.terms, key=_degree_key)
        monomial = _divide_monomial(top, lead)
        if monomial is None:
            return None
        coefficient = Fraction(rest.terms[top]) / b.terms[lead]
        if coefficient.denominator != 1:
            return None
        step = make({monomial: int(coefficient)})
        quotient = quotient + step
        rest = rest - step * b
    return None


def _degree_key(monomial: Monomial) -> tuple[int, tuple[tuple[int, int], ...]]:
    return (sum(e for _, e in monomial), tuple((a.index, e) for a, e in monomial))


def floordiv(a: Size, b: Size) -> Size:
    """``a // b`` as Python has it; raises ZeroDivisionError for a plain zero."""
    if isinstance(a, int) and isinstance(b, int):
        return a // b
    if b == 1:
        return a
    if isinstance(b, int):
        if b == 0:
            raise ZeroDivisionError("division by zero")
        if b < 0:
            return of_atom(_intern(FloorDiv, (a, b)))
        return _floordiv_number(a, b)
    exact = exact_quotient(a, b)
    if exact is not None:
        return exact
    whole, rest = _split(a, b)
    if whole != 0:
        return whole + floordiv(rest, b)
    return of_atom(_intern(FloorDiv, (a, b)))


def _split(a: Size, b: Dim) -> tuple[Size, Size]:
    """a == b*whole + rest, by the terms of a that a monomial b divides."""
    if len(b.terms) != 1:
        return 0, a
    ((by, scale),) = b.terms.items()
    whole: dict[Monomial, Coefficient] = {}
    rest: dict[Monomial, Coefficient] = {}
    for monomial, coefficient in terms_of(a).items():
        quotient = _divide_monomial(monomial, by)
        if quotient is not None and coefficient % scale == 0:
            whole[quotient] = coefficient // scale
        else:
            rest[monomial] = coefficient
    return make(whole), make(rest)


def _floordiv_number(a: Size, b: int) -> Size:
    whole: dict[Monomial, Coefficient] = {}
    rest: dict[Monomial, Coefficient] = {}
    for monomial, coefficient in terms_of(a).items():
        if type(coefficient) is not int:
            return of_atom(_intern(FloorDiv, (a, b)))
        if not monomial:
            quotient, left = divmod(coefficient, b)
        elif coefficient % b == 0:
            quotient, left = coefficient // b, 0
        else:
            quotient, left = 0, coefficient
        if quotient:
            whole[monomial] = quotient
        if left:
            rest[monomial] = left
    outside, inside = make(whole), make(rest)
    if isinstance(inside, int):
        return outside + inside // b
    shared = b
    for monomial, coefficient in inside.terms.items():
        if monomial:
            shared = gcd(shared, int(coefficient))
    if shared > 1:
        constant = int(inside.terms.get((), 0))
        varying = make({m: c // shared for m, c in inside.terms.items() if m})
        return outside + floordiv(varying + constant // shared, b // shared)
    merged = _nested(inside, b)
    return outside + (merged if merged is not None else of_atom(_intern(FloorDiv, (inside, b))))


def _nested(inside: Dim, b: int) -> Size | None:
    """``(n//k + c)//b`` is ``(n + c*k)//(k*b)`` for positive numbers k and b."""
    constant = int(inside.terms.get((), 0))
    atom = atom_of(inside - constant)
    if type(atom) is FloorDiv and isinstance(atom.denominator, int) and atom.denominator > 0:
        k = atom.denominator
        return floordiv(atom.numerator + constant * k, k * b)
    return None


def modulo(a: Size, b: Size) -> Size:
    """``a % b`` as Python has it."""
    if isinstance(a, int) and isinstance(b, int):
        return a % b
    if isinstance(b, int):
        if b == 0:
            raise ZeroDivisionError("modulo by zero")
        if b == 1:
            return 0
        if b < 0 or any(type(c) is not int for c in terms_of(a).values()):
            return of_atom(_intern(Mod, (a, b)))
        rest = make({m: c % b for m, c in terms_of(a).items()})
        if isinstance(rest, int):
            return rest % b
        return of_atom(_intern(Mod, (rest, b)))
    if exact_quotient(a, b) is not None:
        return 0
    _, rest = _split(a, b)
    if rest == 0:
        return 0
    return of_atom(_intern(Mod, (rest, b)))


# --- extremes ------------------------------------------------------------------------------------------------------------


def minimum(*sizes: Size) -> Size:
    return _extreme(Minimum, min, sizes)


def maximum(*sizes: Size) -> Size:
    return _extreme(Maximum, max, sizes)


def _extreme(cls: type[Minimum], pick: Callable[..., int], sizes: Iterable[Size]) -> Size:
    from shapeproof.dims.bounds import lower_bound

    numbers: list[int] = []
    rest: list[Dim] = []
    for size in sizes:
        atom = atom_of(size)
        parts = atom.arguments if type(atom) is cls else (size,)
        for part in parts:
            if isinstance(part, int):
                numbers.append(part)
            elif part not in rest:
                rest.append(part)
    candidates: list[Size] = list(rest)
    if numbers:
        candidates.append(pick(numbers))
    kept: list[Size] = []
    for index, size in enumerate(candidates):
        for at, other in enumerate(candidates):
            if at == index:
                continue
            difference = size - other if cls is Minimum else other - size
            bound = difference if isinstance(difference, int) else lower_bound(difference)
            if bound is not None and (bound > 0 or (bound == 0 and at < index)):
                break
        else:
            kept.append(size)
    if len(kept) == 1:
        return kept[0]
    ordered = tuple(sorted(kept, key=lambda s: (isinstance(s, int), repr(s))))
    return of_atom(_intern(cls, ordered))


def to_integer(expression: FloatExpression, conversion: str) -> Size:
    """The integer that int, round, ceil or floor makes of a float expression: a number where it is one."""
    from shapeproof.dims.floats import convert

    known = expression.constant()
    if known is not None:
        return convert(known, conversion)
    return of_atom(_intern(Opaque, (expression, conversion)))
