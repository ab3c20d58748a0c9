"""Conditions on sizes: comparisons in normal form, and what is made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from math import gcd
from typing import Any as Anything
from typing import Union

from shapeproof.dims.atoms import Atom, FloorDiv, Mod, Opaque, intern
from shapeproof.dims.bounds import NONE_KNOWN, Interval, KnownBounds, interval
from shapeproof.dims.division import exact_quotient, floordiv, remainder, written_out
from shapeproof.dims.floats import COMPARISONS, real
from shapeproof.dims.polynomial import (
    Dim,
    Monomial,
    Size,
    atom_of,
    make,
    of_atom,
    repeated,
    terms_of,
    to_integer,
    whole_and_scale,
    whole_number,
)


class Sense(Enum):
    EQ = "=="
    NE = "!="
    GE = ">="


EQ, NE, GE = Sense.EQ, Sense.NE, Sense.GE


@dataclass(frozen=True, slots=True)
class Relation:
    """``dim op 0``, divided by what its terms share."""

    op: Sense
    dim: Dim

    def __repr__(self) -> str:
        from shapeproof.dims.rendering import render_condition

        return render_condition(self)


@dataclass(frozen=True, slots=True)
class All:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Opinion:
    """A question nothing can decide; ``holds`` is the answer it stands for, ``about`` whom it is, in which respect."""

    text: str
    uid: int
    holds: bool = True
    about: tuple[str, str, object] | None = None


Condition = Union[Relation, All, Any, Opinion]  # noqa: UP007 - forward references at run time


def equal(a: Size, b: Size) -> Condition | bool:
    return zero(a - b)


def different(a: Size, b: Size) -> Condition | bool:
    return negate(equal(a, b))


def less_equal(a: Size, b: Size) -> Condition | bool:
    return nonnegative(b - a)


def less(a: Size, b: Size) -> Condition | bool:
    return nonnegative(b - a - 1)


def compared(op: str, a: Anything, b: Anything) -> Condition | bool:
    """``a op b`` of floats (op is <, <= or ==): as an equation of what is 1 where it holds, else 0."""
    left, right = whole_number(a), whole_number(b)
    if left is not None and right is not None:
        return equal(left, right) if op == "==" else less(left, right) if op == "<" else less_equal(left, right)
    if op in _TURNED and getattr(b, "op", None) == "given" and isinstance(a, int | float):
        return negate(compared(_TURNED[op], b, a))  # one question on whichever side its number stands
    return zero(to_integer(real(op, a, b), "int") - 1)


_TURNED = {"<": "<=", "<=": "<"}


def comparison_of(condition: Condition) -> Opaque | None:
    """What is 1 where a comparison of floats holds, if the condition is that it does, or that it does not."""
    if not isinstance(condition, Relation) or condition.op is GE:
        return None
    atom = atom_of(condition.dim + 1)
    return atom if isinstance(atom, Opaque) and atom.expression.op in COMPARISONS else None


def divides(b: Size, a: Size) -> Condition | bool:
    """b divides a."""
    if b == 0:
        return False
    return zero(remainder(a, b))


def zero(size: Size, known: KnownBounds = NONE_KNOWN) -> Condition | bool:
    """``size == 0`` in normal form, where these bounds hold."""
    reduced = _primitive(size)
    if isinstance(reduced, Dim):
        reduced = _without_nonzero_factors(reduced, known)
    if isinstance(reduced, int):
        return reduced == 0
    rest = _as_divisibility(reduced)
    if rest is not None:
        return zero(rest, known)
    varying, constant = split(reduced)
    if constant % gcd(*map(int, varying.terms.values())):
        return False
    written = written_out(reduced)
    if isinstance(written, int):
        return written == 0
    low, high = interval(reduced, known)
    if (low is not None and low > 0) or (high is not None and high < 0):
        return False
    return Relation(EQ, -reduced if is_negative(reduced) else reduced)


def nonnegative(size: Size, known: KnownBounds = NONE_KNOWN) -> Condition | bool:
    """``size >= 0`` in normal form, where these bounds hold."""
    whole, _ = whole_and_scale(size)
    if isinstance(whole, int):
        return whole >= 0
    varying, constant = split(whole)
    shared = gcd(*map(int, varying.terms.values()))
    if shared > 1:
        whole = make({m: int(c) // shared for m, c in varying.terms.items()}) + constant // shared
        assert isinstance(whole, Dim)
    if constant == 0:
        divided = _without_nonzero_factors(whole, known, positive=True)
        if divided is not whole:
            return nonnegative(divided, known)
    low, high = interval(whole, known)
    if low is not None and low >= 0:
        return True
    if high is not None and high < 0:
        return False
    return Relation(GE, whole)


def split(dim: Dim) -> tuple[Dim, int]:
    """What varies in an integral Dim, and its constant."""
    constant = int(dim.terms.get((), 0))
    varying = dim - constant
    assert isinstance(varying, Dim)
    return varying, constant


def _primitive(size: Size) -> Size:
    """Whole coefficients without a common factor."""
    whole, _ = whole_and_scale(size)
    shared = gcd(*map(int, terms_of(whole).values()))
    return make({m: int(c) // shared for m, c in terms_of(whole).items()}) if shared > 1 else whole


def _without_nonzero_factors(size: Dim, known: KnownBounds, *, positive: bool = False) -> Size:
    """Divided by the atoms that every term has, where they are certainly not zero (or certainly positive)."""
    shared: dict[Atom, int] | None = None
    for monomial in size.terms:
        powers = dict(monomial)
        if shared is None:
            shared = powers
        else:
            shared = {a: min(e, powers[a]) for a, e in shared.items() if a in powers}
        if not shared:
            return size
    divisor: Size = 1
    for atom, exponent in (shared or {}).items():
        within = interval(of_atom(atom), known)
        if excludes_zero(within) and (not positive or (within[0] or 0) > 0):
            divisor = divisor * repeated(of_atom(atom), exponent)
    quotient = None if divisor == 1 else exact_quotient(size, divisor)
    return size if quotient is None else quotient


def excludes_zero(within: Interval) -> bool:
    low, high = within
    return (low is not None and low > 0) or (high is not None and high < 0)


def _as_divisibility(size: Dim) -> Size | None:
    """``n - d*(n//d)`` is ``n % d``, up to sign and factor; ``k*(n//(j*k))`` against ``n//j`` is ``(n//j) % k``;
    ``(n + d - 1)//d`` against ``n//d`` is ``n % d``.

    With a constant beside it, ``n - 2*(n//2) - 1``, it is what the remainder must be.
    """
    quotients = sorted((a for a in size.atoms if type(a) is FloorDiv), key=lambda a: a.order)
    for atom in quotients:
        expanded = atom.numerator - atom.denominator * of_atom(atom)
        if not isinstance(expanded, Dim):
            continue
        constant = size.terms.get((), 0) - expanded.terms.get((), 0)
        for rest in dict.fromkeys((0, constant)):
            factor = exact_quotient(size - rest, expanded)
            if isinstance(factor, int) and factor != 0 and rest % factor == 0:
                found = remainder(atom.numerator, atom.denominator) + rest // factor
                return found if found is not size else None
    if len(quotients) == 2 and len(size.terms) == 2:
        return _as_nested_divisibility(size, *quotients)
    return None


def _as_nested_divisibility(size: Dim, a: FloorDiv, b: FloorDiv) -> Size | None:
    for outer, inner in ((a, b), (b, a)):
        if not isinstance(outer.denominator, int) or not isinstance(inner.denominator, int):
            continue
        if outer.denominator == inner.denominator and outer.numerator - inner.numerator == inner.denominator - 1:
            if exact_quotient(size, of_atom(outer) - of_atom(inner)) in (1, -1):
                return remainder(inner.numerator, inner.denominator)  # rounded up it is the same as rounded down
            continue
        k, left = divmod(outer.denominator, inner.denominator)
        if left or k < 2 or floordiv(of_atom(inner), k) is not of_atom(outer):
            continue
        if exact_quotient(size, of_atom(inner) - k * of_atom(outer)) in (1, -1):
            return of_atom(intern(Mod, (of_atom(inner), k)))
    return None


def is_negative(size: Dim) -> bool:
    """Whether the coefficient of its first term is negative, as it is rendered."""
    degree = max(sum(e for _, e in monomial) for monomial in size.terms)
    first = [monomial for monomial in size.terms if sum(e for _, e in monomial) == degree]
    return size.terms[first[0] if len(first) == 1 else min(first, key=_names)] < 0


def _names(monomial: Monomial) -> tuple[list[str], list[str]]:
    from shapeproof.dims.rendering import render_atom

    names = sorted(name for atom, exponent in monomial for name in [render_atom(atom)] * exponent)
    return names, sorted(f"{atom.order}^{exponent}" for atom, exponent in monomial)


def negate(condition: Condition | bool) -> Condition | bool:
    if isinstance(condition, bool):
        return not condition
    if isinstance(condition, Relation):
        if condition.op is EQ:
            return Relation(NE, condition.dim)
        if condition.op is NE:
            return Relation(EQ, condition.dim)
        return nonnegative(-condition.dim - 1)
    if isinstance(condition, Opinion):
        return replace(condition, holds=not condition.holds)
    if isinstance(condition, All):
        return disjunction(*(negate(c) for c in condition.conditions))
    return conjunction(*(negate(c) for c in condition.conditions))


def conjunction(*conditions: Condition | bool) -> Condition | bool:
    return _combined(All, conditions)


def disjunction(*conditions: Condition | bool) -> Condition | bool:
    return _combined(Any, conditions)


def _combined(cls: type[All] | type[Any], conditions: tuple[Condition | bool, ...]) -> Condition | bool:
    absorbing = cls is Any
    kept: list[Condition] = []
    for condition in conditions:
        if isinstance(condition, bool):
            if condition is absorbing:
                return absorbing
            continue
        for part in condition.conditions if isinstance(condition, cls) else (condition,):
            if part not in kept:
                kept.append(part)
    if not kept:
        return not absorbing
    for part in kept:
        if negate(part) in kept:
            return absorbing
    return kept[0] if len(kept) == 1 else cls(tuple(kept))


def dims_of(condition: Condition) -> tuple[Dim, ...]:
    if isinstance(condition, Relation):
        return (condition.dim,)
    if isinstance(condition, Opinion):
        return ()
    return tuple(dim for part in condition.conditions for dim in dims_of(part))
