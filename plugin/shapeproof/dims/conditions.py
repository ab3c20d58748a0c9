"""Conditions on sizes: comparisons in normal form, and what is made of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import gcd
from typing import Union

from shapeproof.dims.bounds import interval
from shapeproof.dims.polynomial import (
    Atom,
    Dim,
    FloorDiv,
    Monomial,
    Size,
    exact_quotient,
    make,
    modulo,
    of_atom,
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
    """A question nothing can decide; ``holds`` is the answer it stands for."""

    text: str
    uid: int
    holds: bool = True


Condition = Union[Relation, All, Any, Opinion]  # noqa: UP007 - forward references at run time


def equal(a: Size, b: Size) -> Condition | bool:
    return zero(a - b)


def different(a: Size, b: Size) -> Condition | bool:
    return negate(equal(a, b))


def less_equal(a: Size, b: Size) -> Condition | bool:
    return nonnegative(b - a)


def less(a: Size, b: Size) -> Condition | bool:
    return nonnegative(b - a - 1)


def divides(b: Size, a: Size) -> Condition | bool:
    """b divides a."""
    if b == 0:
        return False
    return zero(modulo(a, b))


def zero(size: Size) -> Condition | bool:
    """``size == 0`` in normal form."""
    if isinstance(size, int):
        return size == 0
    reduced = _primitive(size)
    if isinstance(reduced, int):
        return reduced == 0
    reduced = _without_positive_factors(reduced)
    if isinstance(reduced, int):
        return reduced == 0
    divisor = _as_divisibility(reduced)
    if divisor is not None:
        return zero(divisor) if divisor is not reduced else Relation(EQ, reduced)
    constant = reduced.terms.get((), 0)
    shared = 0
    for monomial, coefficient in reduced.terms.items():
        if monomial:
            shared = gcd(shared, int(coefficient))
    if shared > 1 and int(constant) % shared:
        return False
    low, high = interval(reduced)
    if (low is not None and low > 0) or (high is not None and high < 0):
        return False
    return Relation(EQ, _signed(reduced))


def nonnegative(size: Size) -> Condition | bool:
    """``size >= 0`` in normal form."""
    if isinstance(size, int):
        return size >= 0
    whole = _integral(size)
    shared = 0
    for monomial, coefficient in whole.terms.items():
        if monomial:
            shared = gcd(shared, int(coefficient))
    if shared > 1:
        constant = int(whole.terms.get((), 0))
        varying = make({m: int(c) // shared for m, c in whole.terms.items() if m})
        reduced = varying + constant // shared
        if isinstance(reduced, int):
            return reduced >= 0
        whole = reduced
    low, high = interval(whole)
    if low is not None and low >= 0:
        return True
    if high is not None and high < 0:
        return False
    return Relation(GE, whole)


def _integral(size: Dim) -> Dim:
    scale = 1
    for coefficient in size.terms.values():
        if isinstance(coefficient, Fraction):
            scale = scale * coefficient.denominator // gcd(scale, coefficient.denominator)
    scaled = size * scale
    assert isinstance(scaled, Dim)
    return scaled


def _primitive(size: Dim) -> Size:
    whole = _integral(size)
    shared = 0
    for coefficient in whole.terms.values():
        shared = gcd(shared, int(coefficient))
    return make({m: int(c) // shared for m, c in whole.terms.items()}) if shared > 1 else whole


def _without_positive_factors(size: Dim) -> Size:
    """Divided by the atoms that every term has, where they are certainly not zero."""
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
        low, _ = interval(of_atom(atom))
        if low is not None and low >= 1:
            divisor = divisor * of_atom(atom) ** exponent
    if divisor == 1:
        return size
    quotient = exact_quotient(size, divisor)
    return size if quotient is None else quotient


def _as_divisibility(size: Dim) -> Size | None:
    """``n - d*(n//d)`` is ``n % d``, up to sign and factor."""
    for monomial in size.terms:
        for atom, exponent in monomial:
            if type(atom) is not FloorDiv or exponent != 1:
                continue
            expanded = atom.numerator - atom.denominator * of_atom(atom)
            if isinstance(expanded, Dim):
                quotient = exact_quotient(size, expanded)
                if isinstance(quotient, int) and quotient != 0:
                    remainder = modulo(atom.numerator, atom.denominator)
                    return remainder if remainder != size else None
    return None


def _signed(size: Dim) -> Dim:
    lead = max(size.terms, key=_rank)
    return -size if size.terms[lead] < 0 else size


def _rank(monomial: Monomial) -> tuple[int, list[tuple[str, int]]]:
    return sum(e for _, e in monomial), [(repr(of_atom(a)), e) for a, e in monomial]


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
        return Opinion(condition.text, condition.uid, not condition.holds)
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


