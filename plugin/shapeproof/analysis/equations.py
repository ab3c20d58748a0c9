"""The equations that holes stand in, solved together: what each must be, what is left free, which two uses clash."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import gcd

from shapeproof.dims import (
    Dim,
    FloorDiv,
    Mod,
    Size,
    atom_of,
    divides,
    exact_quotient,
    floordiv,
    substitute,
    symbols_of,
)
from shapeproof.dims import Symbol as SymbolAtom
from shapeproof.dims import symbol as new_symbol
from shapeproof.dims.substitution import substituted
from shapeproof.interpreter.holes import Equation, Hole


@dataclass(slots=True)
class Answer:
    """What is known of one hole.

    ``value`` is None where it is free, together with the holes in ``together``; ``guessed`` tells that it is the
    natural choice among several, ``by_numbers`` that only runs with numbers tell it. ``clash`` are two equations that
    no size meets, ``multiples`` those that ask no more than that so many times the size is a multiple of something.
    """

    hole: Hole
    value: Size | None
    uses: tuple[tuple[Equation, Size], ...] = ()
    together: tuple[Hole, ...] = ()
    guessed: bool = False
    clash: tuple[tuple[Equation, Size], tuple[Equation, Size]] | None = None
    exact: bool = True
    by_numbers: bool = False
    multiples: tuple[tuple[Equation, Size, Size], ...] = ()


@dataclass(slots=True)
class _System:
    """Holes that equations tie to each other, with those equations."""

    symbols: list[Dim] = field(default_factory=list)
    equations: list[Equation] = field(default_factory=list)


def solve(holes: dict[Dim, Hole], equations: Iterable[Equation]) -> Iterator[Answer]:
    """An answer for each hole of each run."""
    for system in _systems(holes, equations):
        yield from _answers(holes, system)


def _systems(holes: dict[Dim, Hole], equations: Iterable[Equation]) -> list[_System]:
    systems: list[_System] = []
    home: dict[Dim, _System] = {}
    for each in holes:
        home[each] = _System([each])
        systems.append(home[each])
    seen: set[tuple[Dim, object]] = set()
    for equation in equations:
        if (equation.dim, equation.site) in seen:
            continue
        seen.add((equation.dim, equation.site))
        met = [each for each in symbols_of(equation.dim) if each in home]
        if not met:
            continue
        first = home[met[0]]
        for other in {id(home[each]): home[each] for each in met[1:]}.values():
            if other is not first:
                first.symbols += other.symbols
                first.equations += other.equations
                systems.remove(other)
                for each in other.symbols:
                    home[each] = first
        first.equations.append(equation)
    return systems


def isolate(dim: Dim, hole: Dim) -> tuple[Size, bool] | None:
    """What a hole is by ``dim == 0``, and whether it always is; None where it does not stand alone in it."""
    line = _as_line(dim, hole)
    if line is None:
        return _from_quotient(dim, hole)
    slope, rest = line
    if slope in (1, -1):
        return -rest * slope, True
    exact = exact_quotient(-rest, slope)
    if exact is not None:
        return exact, True
    if divides(slope, -rest) is False:
        return None
    return floordiv(-rest, slope), False


def _has(size: Size, hole: Dim) -> bool:
    return isinstance(size, Dim) and hole in symbols_of(size)


def _from_quotient(dim: Dim, hole: Dim) -> tuple[Size, bool] | None:
    """As `isolate`, where the hole is met in one quotient alone: what is divided is meant to divide evenly."""
    met = atom_of(hole)
    quotients = {atom for monomial in dim.terms for atom, _ in monomial if met in atom.symbols}
    atom = quotients.pop() if len(quotients) == 1 else None
    if type(atom) is not FloorDiv or _has(atom.denominator, hole) or isinstance(atom.numerator, int):
        return None
    quotient, inner = new_symbol("quotient", uid=-3), _as_line(atom.numerator, hole)
    outer = _as_line(substituted(dim, {atom: quotient}), quotient)
    if outer is None or inner is None or _has(outer[0], hole) or _has(outer[1], hole):
        return None
    (slope, rest), (factor, more) = outer, inner
    whole = exact_quotient(-rest * atom.denominator, slope)  # what the numerator is, at the least
    if whole is None:
        return None
    if not (isinstance(more, int) and isinstance(atom.denominator, int) and 0 <= more < atom.denominator):
        whole = whole - more
    found = exact_quotient(whole, factor)
    return None if found is None else (found, True)


def _as_line(dim: Size, unknown: Dim) -> tuple[Size, Size] | None:
    """``slope * unknown + rest`` as slope and rest, which do not hold the unknown; None for anything else."""
    try:
        rest = substitute(dim, {unknown: 0})
        slope = substitute(dim, {unknown: 1}) - rest
    except (ArithmeticError, ValueError):
        return None
    return None if slope == 0 or slope * unknown + rest != dim else (slope, rest)


def _answers(holes: dict[Dim, Hole], system: _System) -> Iterator[Answer]:
    solved: dict[Dim, tuple[Size, Equation, bool]] = {}
    values: dict[Dim, Size] = {}
    while (found := _next(holes, system.equations, values)) is not None:
        told, size, equation, exactly = found
        solved[told] = (size, equation, exactly)
        values = {each: _put(old, {told: size}) for each, old in values.items()} | {told: size}
    free = [each for each in system.symbols if each not in values]
    guess = _natural(holes[system.symbols[0]], values.values()) if free else None
    filled = dict.fromkeys(free, guess) if guess is not None and len(system.symbols) > 1 else {}
    for symbol in system.symbols:
        hole = holes[symbol]
        value = _put(values.get(symbol, symbol), filled)
        known: Size | None = value
        if isinstance(value, Dim) and any(each in holes for each in symbols_of(value)):
            known = None
        is_guess = known is not None and symbol in _depending(values, filled)
        uses = tuple(_uses(system, symbol, {**values, **filled}))
        together = (
            tuple(holes[each] for each in system.symbols if each is not symbol) if known is None or is_guess else ()
        )
        clash = _clash(uses) if not is_guess and known is not None else None
        exact = solved[symbol][2] if symbol in solved else True
        multiples = tuple(_multiples(system, symbol, values)) if known is None and not uses else ()
        yield Answer(hole, known, uses, together, is_guess, clash, exact, multiples=multiples)


def _depending(values: dict[Dim, Size], filled: dict[Dim, Size]) -> set[Dim]:
    found = set(filled)
    for each, value in values.items():
        if isinstance(value, Dim) and any(inner in filled for inner in symbols_of(value)):
            found.add(each)
    return found


def _next(
    holes: dict[Dim, Hole], equations: list[Equation], values: dict[Dim, Size]
) -> tuple[Dim, Size, Equation, bool] | None:
    """The hole that is told by the fewest others, by the first equation that does."""
    best: tuple[tuple[int, bool, bool], Dim, Size, Equation, bool] | None = None
    for equation in equations:
        dim = _put(equation.dim, values)
        if not isinstance(dim, Dim):
            continue
        for symbol in symbols_of(dim):
            if symbol not in holes or symbol in values:
                continue
            alone = isolate(dim, symbol)
            if alone is None:
                continue
            value, exact = alone
            others = sum(each in holes for each in symbols_of(value)) if isinstance(value, Dim) else 0
            if isinstance(value, int) and value < 1:
                continue
            falls = isinstance(value, Dim) and any(c < 0 for c in value.terms.values())
            cost = (others, others > 0 and falls, not exact)
            if best is None or cost < best[0]:
                best = (cost, symbol, value, equation, exact)
        if best is not None and best[0] == (0, False, False):
            break
    return None if best is None else best[1:]


def _put(size: Size, table: dict[Dim, Size]) -> Size:
    if isinstance(size, int) or not table:
        return size
    try:
        return substitute(size, table)
    except (ArithmeticError, ValueError):
        return size


def _natural(hole: Hole, values: Iterable[Size]) -> Size | None:
    """The one size that has a name where a hole is written."""
    local = [each for name, each in hole.names.items() if "." not in name]
    named = {each for each in local if isinstance(each, Dim) and isinstance(atom_of(each), SymbolAtom)}
    if len(named) == 1:
        return named.pop()
    numbers = {each for each in local if isinstance(each, int) and each > 1}
    return numbers.pop() if not named and len(numbers) == 1 else None


def _uses(system: _System, symbol: Dim, values: dict[Dim, Size]) -> Iterator[tuple[Equation, Size]]:
    """What each equation says of a hole, the others being what they are."""
    others = {
        each: value
        for each, value in values.items()
        if each is not symbol and not (isinstance(value, Dim) and symbol in symbols_of(value))
    }
    for equation in system.equations:
        if symbol not in symbols_of(equation.dim):
            continue
        dim = _put(equation.dim, others)
        if isinstance(dim, Dim) and symbol in symbols_of(dim):
            alone = isolate(dim, symbol)
            if alone is not None:
                yield equation, alone[0]


def _multiples(system: _System, symbol: Dim, values: dict[Dim, Size]) -> Iterator[tuple[Equation, Size, Size]]:
    """What a hole is asked to be a multiple of: a factor of it, and of what."""
    for equation in system.equations:
        dim = _put(equation.dim, values)
        met = atom_of(dim) if isinstance(dim, Dim) else None
        line = _as_line(met.numerator, symbol) if type(met) is Mod else None
        if line is None or type(met) is not Mod or line[1] != 0 or _has(met.denominator, symbol):
            continue
        factor, whole = line[0], met.denominator
        if isinstance(factor, int) and isinstance(whole, int):
            factor, whole = 1, whole // gcd(factor, whole)
        yield equation, factor, whole


def _clash(uses: tuple[tuple[Equation, Size], ...]) -> tuple[tuple[Equation, Size], tuple[Equation, Size]] | None:
    for use in uses[1:]:
        if use[1] != uses[0][1]:
            return uses[0], use
    return None
