"""Backwards: which numbers for free symbols give a wanted count."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from shapeproof.analysis.facts import Solution
from shapeproof.dims import Dim, Size, Symbol, atom_of, evaluate, substitute, symbols_of

LARGEST = 10**7
EVERY = 256
SHOWN = frozenset({1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32, 40, 48, 64, 80, 96, 128, 192, 256})
MAXIMAL_POINTS = 40
MAXIMAL_STEPS_DOWN = 4_096
Broken = Callable[[Mapping[str, int]], str | None]  # the requirement that numbers for symbols, by name, do not meet


def solve(
    wanted: tuple[str, int],
    total: Size,
    trainable: Size,
    layer: Callable[[str], Size | None],
    numbers: Mapping[str, int] | None = None,
    broken: Broken = lambda _: None,
) -> Solution | None:
    """The whole numbers that give the count, or the one that comes nearest from below, of those that the model takes.

    Symbols that ``numbers`` gives are held. Of two free ones the curve is told: for each of some numbers of one the
    number of the other. Of more, their names.
    """
    name, count = wanted
    formula = total if name == "total" else trainable if name == "trainable" else layer(name)
    if isinstance(formula, Dim):
        formula = _held(formula, numbers or {})
    if not isinstance(formula, Dim):
        return None
    found = symbols_of(formula)
    names = tuple(sorted(_name(each) for each in found))
    if len(found) > 2:
        return Solution("", (), None, None, free=names)
    if len(found) == 2:
        return Solution("", (), None, None, curve=_curve(formula, found, count, broken), free=names)
    (name,) = names

    def at(number: int) -> int | None:
        return _count(formula, {found[0]: number})

    exact = tuple(n for n in _around(_nearest(at, count)[0]) if at(n) == count)
    why = {number: broken({name: number}) for number in exact}
    nearest, best = _taken_below(at, count, lambda number: broken({name: number}) is None)
    taken = tuple(number for number in exact if why[number] is None)
    return Solution(name, taken, nearest, best, refused=tuple((n, text) for n, text in why.items() if text is not None))


def _name(each: Dim) -> str:
    atom = atom_of(each)
    assert isinstance(atom, Symbol)
    return atom.name


def _held(formula: Dim, numbers: Mapping[str, int]) -> Size:
    table: dict[Dim, Size] = {each: numbers[_name(each)] for each in symbols_of(formula) if _name(each) in numbers}
    return substitute(formula, table) if table else formula


def _count(formula: Dim, numbers: Mapping[Dim, int]) -> int | None:
    try:
        value = evaluate(formula, numbers)
    except (ValueError, ZeroDivisionError):
        return None
    return value if isinstance(value, int) else None


def _curve(
    formula: Dim, symbols: Sequence[Dim], count: int, broken: Broken
) -> tuple[tuple[tuple[tuple[str, int], ...], int], ...]:
    """Points of the curve: the symbol that counts grow with least takes numbers, the other one is solved for."""
    slow, fast = sorted(symbols, key=lambda each: (_degree(formula, each), _name(each)))
    points: list[tuple[tuple[tuple[str, int], ...], int]] = []
    for number in range(1, EVERY + 1):

        def at(other: int, held: int = number) -> int | None:
            return _count(formula, {slow: held, fast: other})

        def is_taken(other: int, held: int = number) -> bool:
            return broken({_name(slow): held, _name(fast): other}) is None

        if _nearest(at, count)[0] is None:
            break
        nearest, best = _taken_below(at, count, is_taken)
        if nearest is None or best is None:
            continue
        if best == count or number in SHOWN:
            points.append((((_name(slow), number), (_name(fast), nearest)), best))
    exact = [point for point in points if point[1] == count]
    return tuple(exact[:MAXIMAL_POINTS] if len(exact) >= MAXIMAL_POINTS else points)


def _degree(formula: Dim, each: Dim) -> int:
    atom = atom_of(each)
    return max(exponent for monomial in formula.terms for factor, exponent in (*monomial, (atom, 0)) if factor is atom)


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


def _taken_below(
    at: Callable[[int], int | None], count: int, is_taken: Callable[[int], bool]
) -> tuple[int | None, int | None]:
    """As `_nearest`, of the numbers that the model takes."""
    nearest, best = _nearest(at, count)
    for number in range(nearest or 0, max((nearest or 0) - MAXIMAL_STEPS_DOWN, 0), -1):
        if is_taken(number):
            return number, best if number == nearest else at(number)
    return None, None


def _around(number: int | None) -> range:
    return range(0) if number is None else range(max(number - 64, 1), number + 65)
