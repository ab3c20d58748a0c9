"""Bounds of sizes: interval arithmetic over the intrinsic bounds of symbols and what facts add to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from shapeproof.dims.polynomial import (
    Atom,
    FloorDiv,
    Maximum,
    Minimum,
    Mod,
    Size,
    Symbol,
    terms_of,
)

Interval = tuple[int | None, int | None]
KnownBounds = Mapping[Symbol, Interval]
NONE_KNOWN: KnownBounds = {}


def lower_bound(size: Size, known: KnownBounds = NONE_KNOWN) -> int | None:
    return interval(size, known)[0]


def upper_bound(size: Size, known: KnownBounds = NONE_KNOWN) -> int | None:
    return interval(size, known)[1]


def interval(size: Size, known: KnownBounds = NONE_KNOWN) -> Interval:
    """The least and greatest value that is certain; None where there is no bound."""
    if isinstance(size, int):
        return size, size
    low: int | None = 0
    high: int | None = 0
    for monomial, coefficient in terms_of(size).items():
        if type(coefficient) is not int:
            return None, None
        part: Interval = (1, 1)
        for atom, exponent in monomial:
            part = _product(part, _power(_atom_interval(atom, known), exponent))
        part = _scaled(part, coefficient)
        low = None if low is None or part[0] is None else low + part[0]
        high = None if high is None or part[1] is None else high + part[1]
        if low is None and high is None:
            return None, None
    return low, high


def _scaled(part: Interval, factor: int) -> Interval:
    low = None if part[0] is None else part[0] * factor
    high = None if part[1] is None else part[1] * factor
    return (low, high) if factor >= 0 else (high, low)


def _power(part: Interval, exponent: int) -> Interval:
    low, high = part
    if low is not None and low >= 0:
        return low**exponent, None if high is None else high**exponent
    if exponent == 1:
        return part
    if exponent % 2 == 0:
        return 0, None
    return None, None


def _product(a: Interval, b: Interval) -> Interval:
    if a[0] is not None and b[0] is not None and a[0] >= 0 and b[0] >= 0:
        return a[0] * b[0], None if a[1] is None or b[1] is None else a[1] * b[1]
    if a == (1, 1):
        return b
    if None not in a and None not in b:
        products = [x * y for x in a for y in b if x is not None and y is not None]
        return min(products), max(products)
    return None, None


def _atom_interval(atom: Atom, known: KnownBounds) -> Interval:
    if isinstance(atom, Symbol):
        low, high = known.get(atom, (None, None))
        own = atom.lower
        if own is not None:
            low = own if low is None else max(low, own)
        return low, high
    if isinstance(atom, Mod):
        if isinstance(atom.denominator, int) and atom.denominator > 0:
            return 0, atom.denominator - 1
        low, high = interval(atom.denominator, known)
        if low is not None and low >= 1:
            return 0, None if high is None else high - 1
        return None, None
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
    return None, None


def _all_known(pick: Callable[[Iterable[int]], int], values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return pick(known) if len(known) == len(values) else None


def _quotient_interval(atom: FloorDiv, known: KnownBounds) -> Interval:
    low, high = interval(atom.numerator, known)
    if isinstance(atom.denominator, int):
        d = atom.denominator
        if d <= 0:
            return None, None
        return None if low is None else low // d, None if high is None else high // d
    d_low, d_high = interval(atom.denominator, known)
    if low is not None and low >= 0 and d_low is not None and d_low >= 1:
        return (low // d_high if d_high is not None else 0), (None if high is None else high // d_low)
    return None, None
