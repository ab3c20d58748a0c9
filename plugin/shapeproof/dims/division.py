"""Whole division and remainders, as Python has them; each rewriting holds for all integers where neither raises."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import combinations_with_replacement
from math import comb, gcd, prod

from shapeproof.dims.atoms import Atom, FloorDiv, Mod, intern
from shapeproof.dims.budgets import DimBudgetError
from shapeproof.dims.polynomial import (
    Coefficient,
    Dim,
    Monomial,
    Size,
    by_index,
    make,
    of_atom,
    repeated,
    terms_of,
    whole_and_scale,
)

MAXIMAL_QUOTIENT = 256  # terms
MAXIMAL_POINTS = 512


def exact_quotient(a: Size, b: Size) -> Size | None:
    """The q with a == b*q for all values of the symbols, if there is one with whole coefficients."""
    if isinstance(b, int):
        if b == 0:
            return None
        if isinstance(a, int):
            return a // b if a % b == 0 else None
        if any(type(c) is not int or c % b for c in a.terms.values()):
            return None
        return make({m: c // b for m, c in a.terms.items()})
    if len(b.terms) == 1:
        whole, rest = _split(a, b)
        return whole if rest == 0 else None
    try:
        return _long_division(a, b)
    except DimBudgetError:
        return None


def _long_division(a: Size, b: Dim) -> Size | None:
    quotient: Size = 0
    rest = a
    lead = max(b.terms, key=_rank)
    for _ in range(MAXIMAL_QUOTIENT):
        if isinstance(rest, int):
            return quotient if rest == 0 else None
        top = max(rest.terms, key=_rank)
        monomial = divide_monomial(top, lead)
        if monomial is None:
            return None
        coefficient, left = divmod(rest.terms[top], b.terms[lead])
        if left:
            return None
        step = make({monomial: coefficient})
        quotient = quotient + step
        rest = rest - step * b
    return None


def _rank(monomial: Monomial) -> tuple[int, tuple[tuple[int, int], ...]]:
    """By degree, then by the power of the first atom, the second …: an order that products keep."""
    return sum(e for _, e in monomial), tuple((-a.index, e) for a, e in monomial)


def divide_monomial(monomial: Monomial, by: Monomial) -> Monomial | None:
    """The monomial without these factors, if it has them all."""
    if not by:
        return monomial
    powers = dict(monomial)
    for atom, exponent in by:
        left = powers.get(atom, 0) - exponent
        if left < 0:
            return None
        if left:
            powers[atom] = left
        else:
            del powers[atom]
    return tuple(sorted(powers.items(), key=by_index))


def floordiv(a: Size, b: Size) -> Size:
    """``a // b``; ZeroDivisionError for a plain zero."""
    if isinstance(a, int) and isinstance(b, int):
        return a // b
    if isinstance(b, int):
        if b == 0:
            raise ZeroDivisionError("division by zero")
        return _floordiv_number(-a, -b) if b < 0 else _floordiv_number(a, b)
    (whole_a, a_scale), (whole_b, b_scale) = whole_and_scale(a), whole_and_scale(b)
    if a_scale > 1 or b_scale > 1:
        return floordiv(whole_a * b_scale, whole_b * a_scale)
    shorter = _by_outer_quotients(a, b)
    if shorter is not None:
        return shorter
    short_a, short_b = _shorter(a), _shorter(b)
    if short_a is not a or short_b is not b:
        return floordiv(short_a, short_b)
    whole, rest = _parted(a, b)
    if rest == 0:
        return whole
    _, over, under = _cancelled(rest, b)
    if isinstance(under, int):
        return whole + floordiv(over, under)
    return whole + of_atom(intern(FloorDiv, (over, under)))


def written_out(size: Dim) -> Size:
    """The size with each ``n % d`` written ``n - d*(n//d)``."""
    if len(size.terms) < 2 or not any(isinstance(atom, Mod) for atom in size.atoms):
        return size
    result: Size = 0
    try:
        for monomial, coefficient in size.terms.items():
            term = make({(): coefficient})
            for atom, exponent in monomial:
                written: Size = of_atom(atom)
                if isinstance(atom, Mod):
                    written = atom.numerator - atom.denominator * floordiv(atom.numerator, atom.denominator)
                term = term * repeated(written, exponent)
            result = result + term
    except DimBudgetError:
        return size
    return result


def _shorter(size: Size) -> Size:
    """The size with its remainders written out where that leaves fewer terms: ``n + (-n) % w`` is ``-w*((-n)//w)``."""
    if isinstance(size, int) or len(size.terms) < 2 or not any(type(atom) is Mod for atom in size.atoms):
        return size
    written = written_out(size)
    return written if len(terms_of(written)) < len(size.terms) else size


def modulo(a: Size, b: Size) -> Size:
    """``a % b``; ZeroDivisionError for a plain zero."""
    if isinstance(a, int) and isinstance(b, int):
        return a % b
    if isinstance(b, int):
        if b == 0:
            raise ZeroDivisionError("modulo by zero")
        return -_modulo_number(-a, -b) if b < 0 else _modulo_number(a, b)
    if whole_and_scale(a)[1] > 1 or whole_and_scale(b)[1] > 1:
        return a - b * floordiv(a, b)
    factor, over, under = _reduced(a, b)
    if isinstance(under, int):
        return factor * modulo(over, under)
    return factor * of_atom(intern(Mod, (over, under))) if factor != 0 else 0


def remainder(a: Size, b: Size) -> Size:
    """What is 0 exactly where ``a % b`` is, without the factors that a and b share: b is not 0 where it divides."""
    if isinstance(b, int) or whole_and_scale(a)[1] > 1 or whole_and_scale(b)[1] > 1:
        return modulo(a, b)
    factor, over, under = _reduced(a, b)
    if factor == 0:
        return 0
    return modulo(over, under) if isinstance(under, int) else of_atom(intern(Mod, (over, under)))


def _reduced(a: Size, b: Dim) -> tuple[Size, Size, Size]:
    """``a % b`` as a factor (0 where b divides a) of a simpler remainder."""
    a, by = _shorter(a), _shorter(b)
    b = by if isinstance(by, Dim) else b
    _, rest = _parted(_without_inner_remainders(a, b)[0], b)
    return (0, 0, b) if rest == 0 else _cancelled(rest, b)


def _parted(a: Size, b: Dim) -> tuple[Size, Size]:
    """a == b*whole + rest: all of it where b divides a, else what a single-term b divides."""
    if len(b.terms) == 1:
        return _split(a, b)
    exact = exact_quotient(a, b)
    return (0, a) if exact is None else (exact, 0)


def _split(a: Size, b: Dim) -> tuple[Size, Size]:
    """a == b*whole + rest, by the terms of a that b, of a single term, divides."""
    ((by, scale),) = b.terms.items()
    whole: dict[Monomial, Coefficient] = {}
    rest: dict[Monomial, Coefficient] = {}
    for monomial, coefficient in terms_of(a).items():
        quotient = divide_monomial(monomial, by)
        if quotient is not None and coefficient % scale == 0:
            whole[quotient] = coefficient // scale
        else:
            rest[monomial] = coefficient
    return make(whole), make(rest)


def _cancelled(a: Size, b: Dim) -> tuple[Size, Size, Size]:
    """The factor that all terms of a and b share (negative where b would be), a and b without it."""
    number = 0
    shared: dict[Atom, int] | None = None
    for terms in (terms_of(a), b.terms):
        for monomial, coefficient in terms.items():
            number = gcd(number, int(coefficient))
            if shared is None:
                shared = dict(monomial)
            elif shared:
                powers = dict(monomial)
                shared = {atom: min(e, powers[atom]) for atom, e in shared.items() if atom in powers}
    if all(coefficient < 0 for coefficient in b.terms.values()):
        number = -number
    common = tuple(sorted((shared or {}).items(), key=by_index))
    if number == 1 and not common:
        return 1, a, b
    return make({common: number}), _without(a, common, number), _without(b, common, number)


def _without(size: Size, common: Monomial, number: int) -> Size:
    terms: dict[Monomial, Coefficient] = {}
    for monomial, coefficient in terms_of(size).items():
        rest = divide_monomial(monomial, common)
        assert rest is not None
        terms[rest] = coefficient // number
    return make(terms)


# --- remainders within ----------------------------------------------------------------------------------------------


def _without_inner_remainders(a: Size, b: Size) -> tuple[Size, Size]:
    """``rest, whole`` with ``a == rest - b*whole``: ``c*(n % k)`` is ``c*n - c*k*(n//k)`` where b divides c*k."""
    rest = a
    whole: Size = 0
    for monomial, coefficient in terms_of(a).items():
        for atom, exponent in monomial:
            if exponent != 1 or not isinstance(atom, Mod):
                continue
            others = divide_monomial(monomial, ((atom, 1),))
            factor = make({others or (): coefficient})
            times_out = exact_quotient(factor * atom.denominator, b)
            if times_out is not None:
                rest = rest + factor * (atom.numerator - of_atom(atom))
                whole = whole + times_out * floordiv(atom.numerator, atom.denominator)
                break
    if rest is a:
        return a, 0
    rest, more = _without_inner_remainders(rest, b)
    return rest, whole + more


def _by_outer_quotients(a: Size, b: Size) -> Size | None:
    """``a // b`` without the remainders within it, where that is shorter: ``(n + -n % k)//k`` is ``-(-n//k)``."""
    if isinstance(a, int) or not any(isinstance(atom, Mod) for atom in a.atoms):
        return None
    rest, whole = _without_inner_remainders(a, b)
    if rest is a:
        return None
    found = floordiv(rest, b) - whole
    as_it_stands = a.weight + (1 if isinstance(b, int) else b.weight)
    return found if isinstance(found, int) or found.weight <= as_it_stands else None


# --- by a number ----------------------------------------------------------------------------------------------------


def _floordiv_number(a: Size, b: int) -> Size:
    a, scale = whole_and_scale(a)
    b = b * scale
    shorter = _by_outer_quotients(a, b)
    if shorter is not None:
        return shorter
    whole: dict[Monomial, Coefficient] = {}
    rest: dict[Monomial, int] = {}
    constant = 0
    for monomial, coefficient in terms_of(a).items():
        number = int(coefficient)
        if not monomial:
            constant = number
        elif number % b == 0:
            whole[monomial] = number // b
        else:
            rest[monomial] = number
    whole[()], constant = divmod(constant, b)
    outside = make(whole)
    if not rest:
        return outside
    shared = gcd(b, *rest.values())
    if shared > 1:
        rest = {m: c // shared for m, c in rest.items()}
        constant, b = constant // shared, b // shared
    if b == 1:
        return outside + make(rest) + constant
    if _is_whole(rest, b):
        return outside + make({m: Fraction(c, b) for m, c in rest.items()})
    if all(c < 0 for c in rest.values()):
        return outside - _floordiv_number(b - 1 - constant - make(rest), b)
    nested = _nested(rest, constant, b)
    if nested is not None:
        return outside + nested
    inside = make({**rest, (): constant} if constant else rest)
    return outside + of_atom(intern(FloorDiv, (inside, b)))


def _nested(varying: Mapping[Monomial, int], constant: int, b: int) -> Size | None:
    """``(n//k + c)//b`` is ``(n + c*k)//(k*b)`` for positive numbers k and b."""
    if len(varying) != 1:
        return None
    ((monomial, coefficient),) = varying.items()
    if coefficient != 1 or len(monomial) != 1 or monomial[0][1] != 1:
        return None
    atom = monomial[0][0]
    if type(atom) is FloorDiv and isinstance(atom.denominator, int):
        return floordiv(atom.numerator + constant * atom.denominator, atom.denominator * b)
    return None


def _modulo_number(a: Size, b: int) -> Size:
    if whole_and_scale(a)[1] > 1:
        return a - b * _floordiv_number(a, b)
    rest: dict[Monomial, int] = {}
    constant = 0
    for monomial, coefficient in terms_of(_without_inner_remainders(a, b)[0]).items():
        number = int(coefficient) % b
        if not monomial:
            constant = number
        elif number:
            rest[monomial] = number if 2 * number <= b else number - b
    if not rest or _is_whole(rest, b):
        return constant
    shared = gcd(b, *rest.values())
    constant, left = divmod(constant, shared)
    inside = make({**{m: c // shared for m, c in rest.items()}, (): constant})
    return shared * of_atom(intern(Mod, (inside, b // shared))) + left


def _is_whole(terms: Mapping[Monomial, int], b: int) -> bool:
    """Whether b divides the polynomial at all integers: ``n*(n - 1)`` is even.

    It does if it does at all points of whole numbers from 0 whose sum is at most the degree (Newton's interpolation).
    """
    if sum(terms.values()) % b:
        return False
    degree = max(sum(e for _, e in monomial) for monomial in terms)
    if degree < 2:
        return False
    pure = [monomial[0] for monomial in terms if len(monomial) == 1]
    if any(exponent == 1 and sum(other is atom for other, _ in pure) == 1 for atom, exponent in pure):
        return False  # its coefficient is what is left where all else is 0
    atoms = sorted({atom for monomial in terms for atom, _ in monomial}, key=lambda atom: atom.index)
    if comb(len(atoms) + degree, degree) > MAXIMAL_POINTS:
        return False
    for chosen in combinations_with_replacement(range(len(atoms) + 1), degree):
        values = {atom: chosen.count(place) for place, atom in enumerate(atoms)}
        if sum(c * prod(values[atom] ** e for atom, e in m) for m, c in terms.items()) % b:
            return False
    return True
