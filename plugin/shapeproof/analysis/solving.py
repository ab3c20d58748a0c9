"""Backwards: which number for the one free symbol gives a wanted count."""

from __future__ import annotations

from collections.abc import Callable

from shapeproof.analysis.facts import Solution
from shapeproof.dims import Dim, Size, Symbol, atom_of, evaluate, symbols_of

LARGEST = 10**7


def solve(
    wanted: tuple[str, int], total: Size, trainable: Size, layer: Callable[[str], Size | None]
) -> Solution | None:
    """The whole numbers that give the count, or the one that comes nearest from below."""
    name, count = wanted
    formula = total if name == "total" else trainable if name == "trainable" else layer(name)
    if not isinstance(formula, Dim):
        return None
    found = symbols_of(formula)
    if len(found) != 1:
        return None
    atom = atom_of(found[0])
    assert isinstance(atom, Symbol)

    def at(number: int) -> int | None:
        try:
            value = evaluate(formula, {found[0]: number})
        except (ValueError, ZeroDivisionError):
            return None
        return value if isinstance(value, int) else None

    nearest, best = _nearest(at, count)
    exact = tuple(n for n in _around(nearest) if at(n) == count)
    return Solution(atom.name, exact, nearest, best)


def _nearest(at: Callable[[int], int | None], count: int) -> tuple[int | None, int | None]:
    """The largest number whose count does not pass the wanted one; counts grow with a size."""
    low, high = 0, 1
    while high < LARGEST and (value := at(high)) is not None and value <= count:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        value = at(middle)
        if value is not None and value <= count:
            low = middle
        else:
            high = middle
    best = None
    for number in sorted(_around(low)):
        value = at(number)
        if value is not None and value <= count and (best is None or value >= best[1]):
            best = (number, value)
    return best if best is not None else (None, None)


def _around(number: int | None) -> range:
    return range(0) if number is None else range(max(number - 64, 1), number + 65)
