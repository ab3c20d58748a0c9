"""Bounds hold at every point, and are as tight as the laws that give them promise."""

from __future__ import annotations

from dims.trees import SYMBOLS, Tree, built, compiled, grid, polynomials, python, sizes
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapeproof.dims import Size, Symbol, atom_of, maximum, minimum, symbol
from shapeproof.dims.bounds import Interval, interval, product

a, b, n, k, m = SYMBOLS.values()
NAMES = ("a", "k", "m")
LOW, HIGH = -4, 4
POINTS = grid(NAMES, LOW, HIGH)


def symbol_of(size: Size) -> Symbol:
    atom = atom_of(size)
    assert isinstance(atom, Symbol)
    return atom


def boxes() -> st.SearchStrategy[dict[str, Interval]]:
    """Bounds for some of the symbols, within the grid."""
    end = st.none() | st.integers(LOW, HIGH)
    return st.dictionaries(st.sampled_from(NAMES), st.tuples(end, end))


def inside(point: dict[str, int], box: dict[str, Interval]) -> bool:
    return all(
        (low is None or low <= point[name]) and (high is None or point[name] <= high)
        for name, (low, high) in box.items()
    )


@settings(max_examples=250)
@given(st.one_of(sizes(NAMES, leaves=6), polynomials(NAMES, leaves=8)), boxes())
def test_bounds_hold_at_every_point(tree: Tree, box: dict[str, Interval]) -> None:
    size = built(tree)
    assume(size is not None)
    assert size is not None
    low, high = interval(size, {symbol_of(SYMBOLS[name]): within for name, within in box.items()})
    code = compiled(tree.source)
    for point in POINTS:
        if inside(point, box):
            value = python(code, point)
            if value is not None:
                assert low is None or low <= value
                assert high is None or value <= high


ends = st.none() | st.integers(-3, 3)


@given(ends, ends, ends, ends)
def test_products_of_intervals(a_low: int | None, a_high: int | None, b_low: int | None, b_high: int | None) -> None:
    def values(low: int | None, high: int | None) -> list[int]:
        return list(range(-20 if low is None else low, (20 if high is None else high) + 1))

    first, second = values(a_low, a_high), values(b_low, b_high)
    assume(first and second)
    products = [x * y for x in first for y in second]
    low, high = product((a_low, a_high), (b_low, b_high))
    # 3 times 3 is the most that known ends give: what is beyond has grown with the range
    assert low == (min(products) if min(products) >= -9 else None)
    assert high == (max(products) if max(products) <= 9 else None)


def test_what_the_laws_give() -> None:
    x = symbol("x")
    atom = symbol_of(x)
    cases: list[tuple[Size, Interval, Interval]] = [
        (x * x, (None, None), (0, None)),
        (x * x, (-3, 2), (0, 9)),
        (x * x, (None, -2), (4, None)),
        (x * x * x, (-2, 3), (-8, 27)),
        (-2 * x + 1, (0, 5), (-9, 1)),
        (x // 4, (-5, 9), (-2, 2)),
        (x % 4, (None, None), (0, 3)),
        (x // a, (-5, 9), (-5, 9)),
        (x // a, (None, -2), (None, -1)),
        (x % a, (0, 6), (0, 6)),
        (minimum(x, 4), (None, None), (None, 4)),
        (maximum(x, 4), (None, 9), (4, 9)),
        (a * b - a, (None, None), (0, None)),
        (x - 2 * (x // 2), (None, None), (0, 1)),
        (x - x // 2, (1, None), (1, None)),
        (a * (a - 1) // 2, (None, None), (0, None)),
        (5 * x - a * (x + 3), (-3, 2), (None, 5)),
        (x // (a - a * b - 1), (None, None), (None, None)),
    ]
    for size, known, expected in cases:
        assert interval(size, {atom: known}) == expected
