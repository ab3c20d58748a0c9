"""Solving equations between sizes for a symbol, and rewriting by known divisibility."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from shapeproof.dims.atoms import Atom, FloorDiv, Kind, Mod, Symbol
from shapeproof.dims.bounds import ANY, Interval
from shapeproof.dims.division import exact_quotient, floordiv, remainder
from shapeproof.dims.polynomial import Dim, Size, atom_of, make, of_atom, symbol
from shapeproof.dims.substitution import substituted

_PREFERENCE = {Kind.FREE: 0, Kind.FRESH: 1, Kind.RIGID: 2}


def solve_linear(dim: Dim) -> tuple[Symbol, Size] | None:
    """A symbol with coefficient ±1 that stands alone in ``dim == 0``, and what it equals: free symbols first, and
    of those the ones that nobody gave a name (``x.0``)."""
    found: list[tuple[int, bool, str, str, Symbol, Size]] = []
    for monomial, coefficient in dim.terms.items():
        if len(monomial) != 1 or monomial[0][1] != 1 or coefficient not in (1, -1):
            continue
        atom = monomial[0][0]
        if not isinstance(atom, Symbol):
            continue
        rest = dim - of_atom(atom) * int(coefficient)
        if isinstance(rest, Dim) and (atom in rest.symbols or any(type(c) is not int for c in rest.terms.values())):
            continue
        is_named = atom.kind is not Kind.RIGID and "." not in atom.name
        found.append((_PREFERENCE[atom.kind], is_named, atom.name, atom.order, atom, rest * -int(coefficient)))
    if not found:
        return None
    best = min(found, key=lambda candidate: candidate[:4])
    return best[4], best[5]


@lru_cache(maxsize=1024)
def _quotient(fact: Mod) -> Atom | None:
    """The atom that ``n//d`` is, where the fact is about ``n % d``."""
    return atom_of(floordiv(fact.numerator, fact.denominator))


def with_divisibility(size: Dim, fact: Mod) -> Size:
    """``d*(n//d)`` is ``n`` and ``n % d`` is 0 where d divides n."""
    n, d = fact.numerator, fact.denominator
    atom = _quotient(fact)
    if not any(
        factor is atom or (type(factor) is not Symbol and fact.symbols <= factor.symbols)
        for monomial in size.terms
        for factor, _ in monomial
    ):
        return size
    now = substituted(size, {fact: 0})
    if isinstance(now, int) or atom is None:
        return now
    product = d * of_atom(atom)
    result: Size = now
    for monomial, coefficient in now.terms.items():
        if any(factor is atom for factor, _ in monomial):
            term = make({monomial: coefficient})
            rest = exact_quotient(term, product)
            if rest is not None:
                result = result - term + rest * n
    return result


def joined_divisibility(mod: Mod, known: Iterable[Mod]) -> Mod | None:
    """``(n//j) % k == 0`` is ``n % (j*k) == 0`` where j divides n."""
    quotient = atom_of(mod.numerator)
    if type(quotient) is not FloorDiv:
        return None
    for fact in known:
        if fact.numerator is quotient.numerator and fact.denominator == quotient.denominator:
            joined = atom_of(remainder(fact.numerator, fact.denominator * mod.denominator))
            return joined if isinstance(joined, Mod) else None
    return None


def quotients_named(
    divisible: Iterable[Mod], bounds_of: Callable[[Size], Interval]
) -> tuple[dict[Atom, Size], dict[Symbol, Interval]]:
    """Symbols written as multiples, as the divisibilities demand: ``d`` is ``h*q`` where ``d % h == 0``."""
    table: dict[Atom, Size] = {}
    bounds: dict[Symbol, Interval] = {}
    for fact in divisible:
        try:
            rest = atom_of(remainder(substituted(fact.numerator, table), substituted(fact.denominator, table)))
            if not isinstance(rest, Mod):
                continue
            n, d = rest.numerator, rest.denominator
            solved = solve_linear(n) if isinstance(n, Dim) else None
            if solved is None or (isinstance(d, Dim) and solved[0] in d.symbols):
                continue
            atom, zero_of = solved
            assert isinstance(n, Dim)
            quotient = symbol(f"({n!r})/({d!r})", Kind.FRESH, uid=-1 - len(table))
            value = zero_of + quotient * d * int(n.terms[((atom, 1),)])
            table = {key: substituted(old, {atom: value}) for key, old in table.items()} | {atom: value}
        except (ArithmeticError, ValueError):
            continue
        if n is fact.numerator and d is fact.denominator:
            named = atom_of(quotient)
            assert isinstance(named, Symbol)
            bounds[named] = _whole_quotient(bounds_of(n), bounds_of(d))
    return table, bounds


def _whole_quotient(over: Interval, under: Interval) -> Interval:
    """The bounds of q in ``n == d*q`` where d is positive."""
    (low, high), (d_low, d_high) = over, under
    if d_low is None or d_low < 1:
        return ANY
    if low is not None:
        by = d_low if low < 0 else d_high
        low = min(low, 1) if by is None else -(-low // by)
    if high is not None:
        by = d_low if high > 0 else d_high
        high = max(high, -1) if by is None else high // by
    return low, high
