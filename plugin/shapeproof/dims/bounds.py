"""Bounds of sizes: interval arithmetic over the intrinsic bounds of symbols and what facts add to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

from shapeproof.dims.atoms import Atom, FloorDiv, Maximum, Minimum, Mod, Opaque, Symbol
from shapeproof.dims.budgets import DimBudgetError
from shapeproof.dims.division import divide_monomial, modulo
from shapeproof.dims.floats import COMPARISONS, FloatExpression
from shapeproof.dims.polynomial import (
    Dim,
    Monomial,
    Size,
    make,
    terms_of,
    times,
    whole_and_scale,
)

Interval = tuple[int | None, int | None]
KnownBounds = Mapping[Symbol, Interval]
NONE_KNOWN: KnownBounds = {}
ANY: Interval = (None, None)
T = TypeVar("T")


def lower_bound(size: Size, known: KnownBounds = NONE_KNOWN) -> int | None:
    return interval(size, known)[0]


def upper_bound(size: Size, known: KnownBounds = NONE_KNOWN) -> int | None:
    return interval(size, known)[1]


def interval(size: Size, known: KnownBounds = NONE_KNOWN) -> Interval:
    """The least and greatest value that is certain; None where there is no bound."""
    if isinstance(size, int):
        return size, size
    whole, scale = whole_and_scale(size)
    if isinstance(whole, int):
        return whole // scale, -(-whole // scale)
    if scale > 1:
        low, high = _of_whole(whole, known)
        return None if low is None else low // scale, None if high is None else -(-high // scale)
    return _of_whole(whole, known)


def _of_whole(size: Dim, known: KnownBounds) -> Interval:
    """The bounds of a Dim of whole coefficients, computed once for what is known of its own symbols.

    Quotients within quotients share their parts: without this, their bounds take exponential time.
    """
    of_symbols = tuple([(symbol, known[symbol]) for symbol in size.symbols if symbol in known]) if known else ()
    key = (size, of_symbols)
    found = _computed.get(key)
    if found is None:
        if len(_computed) >= _MOST_COMPUTED:
            _computed.clear()
        found = _computed[key] = _compute(size, known)
    return found


_computed: dict[tuple[Dim, tuple[tuple[Symbol, Interval], ...]], Interval] = {}
_MOST_COMPUTED = 200_000


def _compute(size: Dim, known: KnownBounds) -> Interval:
    within = {atom: _atom_interval(atom, known) for atom in size.atoms}
    found = _sum(_numbers(size), within)
    if len(size.terms) > 1 and None in found:
        found = intersection(found, _above_lower(size, within))
        if None in found:
            found = intersection(found, _by_remainders(size, known))
    return found


def _numbers(size: Dim) -> dict[Monomial, int]:
    return {monomial: int(coefficient) for monomial, coefficient in size.terms.items()}


def _sum(terms: Mapping[Monomial, int], within: Mapping[Atom, Interval]) -> Interval:
    low: int | None = 0
    high: int | None = 0
    for monomial, coefficient in terms.items():
        part: Interval = (coefficient, coefficient)
        for atom, exponent in monomial:
            part = product(part, _power(within[atom], exponent))
        low = None if low is None or part[0] is None else low + part[0]
        high = None if high is None or part[1] is None else high + part[1]
        if low is None and high is None:
            break
    return low, high


def intersection(a: Interval, b: Interval) -> Interval:
    return _tighter(max, a[0], b[0]), _tighter(min, a[1], b[1])


def loosest(a: Mapping[T, Interval], b: Mapping[T, Interval]) -> Mapping[T, Interval]:
    """The intervals in which what both tables know lies, whichever of them holds."""
    return {key: _hull(within, b[key]) for key, within in a.items() if key in b}


def _hull(a: Interval, b: Interval) -> Interval:
    low = None if a[0] is None or b[0] is None else min(a[0], b[0])
    return low, None if a[1] is None or b[1] is None else max(a[1], b[1])


def _tighter(pick: Callable[[int, int], int], a: int | None, b: int | None) -> int | None:
    if a is None or b is None:
        return b if a is None else a
    return pick(a, b)


def _power(part: Interval, exponent: int) -> Interval:
    if exponent == 1:
        return part
    low, high = part
    if exponent % 2:
        return None if low is None else low**exponent, None if high is None else high**exponent
    if low is not None and low >= 0:
        return low**exponent, None if high is None else high**exponent
    if high is not None and high <= 0:
        return high**exponent, None if low is None else low**exponent
    return 0, None if low is None or high is None else max(-low, high) ** exponent


def product(a: Interval, b: Interval) -> Interval:
    """The least and greatest product; 0 times no bound is 0."""
    low: int | None = None
    high: int | None = None
    low_open = high_open = False
    for x, x_end in ((a[0], -1), (a[1], 1)):
        for y, y_end in ((b[0], -1), (b[1], 1)):
            if x is not None and y is not None:
                value = x * y
                low = value if low is None else min(low, value)
                high = value if high is None else max(high, value)
                continue
            sign = (_sign(x, x_end)) * (_sign(y, y_end))
            low_open, high_open = low_open or sign < 0, high_open or sign > 0
            if sign == 0:
                low = 0 if low is None else min(low, 0)
                high = 0 if high is None else max(high, 0)
    return None if low_open else low, None if high_open else high


def _sign(value: int | None, end: int) -> int:
    if value is None:
        return end
    return (value > 0) - (value < 0)


# --- other forms of the same polynomial -----------------------------------------------------------------------------


def _above_lower(size: Dim, within: Mapping[Atom, Interval]) -> Interval:
    """Bounds from the polynomial in ``x - low``: ``a*b - a`` is not negative where a and b are at least 1."""
    lowest: dict[Atom, int] = {atom: low for atom, (low, _) in within.items() if low}
    if not lowest or len(size.terms) > 24 or max(sum(e for _, e in m) for m in size.terms) > 6:
        return ANY
    terms: dict[Monomial, int] = {}
    for monomial, coefficient in _numbers(size).items():
        expanded: dict[Monomial, int] = {(): coefficient}
        for atom, exponent in monomial:
            shift = lowest.get(atom, 0)
            for _ in range(exponent):
                longer: dict[Monomial, int] = {}
                for other, number in expanded.items():
                    raised = times(other, ((atom, 1),))
                    longer[raised] = longer.get(raised, 0) + number
                    if shift:
                        longer[other] = longer.get(other, 0) + number * shift
                expanded = longer
        for other, number in expanded.items():
            terms[other] = terms.get(other, 0) + number
    shifted: dict[Atom, Interval] = {
        atom: (low, high) if low is None else (0, None if high is None else high - low)
        for atom, (low, high) in within.items()
    }
    return _sum({m: c for m, c in terms.items() if c}, shifted)


def _by_remainders(size: Dim, known: KnownBounds) -> Interval:
    """Bounds after ``d*(n//d)`` became ``n - n % d``: ``x - 2*(x//2)`` is not negative."""
    try:
        replaced = _with_remainders(size)
    except DimBudgetError:
        return ANY
    if replaced is size:
        return ANY
    whole, scale = whole_and_scale(replaced)
    low, high = interval(whole, known)
    return None if low is None else -(-low // scale), None if high is None else high // scale


def _with_remainders(size: Dim) -> Size:
    result: Size = size
    for monomial, coefficient in size.terms.items():
        for atom, exponent in monomial:
            if type(atom) is not FloorDiv or exponent != 1:
                continue
            divisors = list(terms_of(atom.denominator).items())
            others = divide_monomial(monomial, ((atom, 1),))
            if len(divisors) != 1 or others is None:
                continue
            ((by, scale),) = divisors
            rest = divide_monomial(others, by)
            if rest is None:
                continue
            exact = make({rest: Fraction(coefficient) / scale})
            remainder = modulo(atom.numerator, atom.denominator)
            result = result - make({monomial: coefficient}) + exact * (atom.numerator - remainder)
            break
    return result


# --- atoms ----------------------------------------------------------------------------------------------------------


def _atom_interval(atom: Atom, known: KnownBounds) -> Interval:
    if isinstance(atom, Symbol):
        return intersection((atom.lower, None), known.get(atom, ANY))
    if isinstance(atom, Mod):
        return _remainder_interval(atom, known)
    if isinstance(atom, FloorDiv):
        return _quotient_interval(atom, known)
    if isinstance(atom, Minimum):
        parts = [interval(argument, known) for argument in atom.arguments]
        lows, highs = [p[0] for p in parts], [p[1] for p in parts]
        if isinstance(atom, Maximum):
            certain = [low for low in lows if low is not None]
            return (max(certain) if certain else None), _all_known(max, highs)
        certain = [high for high in highs if high is not None]
        return _all_known(min, lows), (min(certain) if certain else None)
    if isinstance(atom, Opaque):
        if atom.expression.op in COMPARISONS:
            return 0, 1
        return 0 if _is_nonnegative(atom.expression, known) else None, None
    return ANY


def _is_nonnegative(operand: object, known: KnownBounds) -> bool:
    """Whether a part of float arithmetic is certainly not below 0 where it has a value."""
    if isinstance(operand, FloatExpression):
        return operand.op in _KEEPING_SIGN and all(_is_nonnegative(part, known) for part in operand.arguments)
    if isinstance(operand, float):
        return operand >= 0
    low = interval(operand, known)[0] if isinstance(operand, int | Dim) else None
    return low is not None and low >= 0


_KEEPING_SIGN = frozenset({"+", "*", "/", "//", "float", "sqrt", "abs", "min", "max"})


def _all_known(pick: Callable[[Iterable[int]], int], values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return pick(known) if len(known) == len(values) else None


def _remainder_interval(atom: Mod, known: KnownBounds) -> Interval:
    low, high = interval(atom.denominator, known)
    if low is None or low < 1:
        return ANY
    most = None if high is None else high - 1
    if most is None or not isinstance(atom.denominator, int):
        n_low, n_high = interval(atom.numerator, known)
        if n_low is not None and n_low >= 0:
            most = _tighter(min, most, n_high)
    return 0, most


def _quotient_interval(atom: FloorDiv, known: KnownBounds) -> Interval:
    """The ends of the quotient lie at the ends of its parts where the divisor is positive."""
    low, high = interval(atom.numerator, known)
    d_low, d_high = interval(atom.denominator, known)
    if d_low is None or d_low < 1:
        return ANY
    if low is not None:
        low = low // d_low if low < 0 else 0 if d_high is None else low // d_high
    if high is not None:
        high = high // d_low if high >= 0 else -1 if d_high is None else high // d_high
    return low, high
