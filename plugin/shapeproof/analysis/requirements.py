"""What must hold of arguments so that nothing is refused or raised, from the worlds that a run ended in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shapeproof.analysis.naming import is_plain_size
from shapeproof.analysis.runs import End
from shapeproof.dims import All, Condition, Kind, Opinion, Symbol, atom_of, conjunction, disjunction, negate, symbols_of
from shapeproof.dims import Any as AnyOf
from shapeproof.dims.conditions import dims_of

MAXIMAL_ALTERNATIVES = 6  # more ways to be met than this are not written down


def is_about_arguments(condition: Condition) -> bool:
    """Whether it speaks of a caller's arguments alone, not of inputs or data."""
    if isinstance(condition, Opinion):
        return False
    if isinstance(condition, All | AnyOf):
        return all(map(is_about_arguments, condition.conditions))
    symbols = [atom_of(each) for dim in dims_of(condition) for each in symbols_of(dim)]
    return bool(symbols) and all(isinstance(atom, Symbol) and atom.kind is Kind.RIGID for atom in symbols)


def requirements(good: Sequence[End], every: Iterable[End]) -> tuple[Condition, ...]:
    """The conditions on arguments of which each good end demands the same, then those of which one must be met."""
    asked = {condition for end in every for condition, _ in end.world.facts.conditions}
    rows = [[c for c in demanded(end, asked) if is_about_arguments(c)] for end in good]
    if not rows:
        return ()
    common = [condition for condition in rows[0] if all(condition in row for row in rows)]
    rest = [[condition for condition in row if condition not in common] for row in rows]
    rest = _without_repeats(rest)
    if not all(rest) or len(rest) > MAXIMAL_ALTERNATIVES:
        return tuple(common)
    alternative = disjunction(*(conjunction(*row) for row in _simplified(rest)))
    return tuple(common) if isinstance(alternative, bool) else (*common, alternative)


def demanded(end: End, asked: set[Condition]) -> list[Condition]:
    """What an end took on so that nothing is refused, and the ways it took where others took another."""
    found = {condition: None for condition, _ in end.world.assumed}
    for condition, _ in end.world.facts.conditions:
        if negate(condition) in asked:
            found[condition] = None
    return [c for c in found if not is_plain_size(c)]


def _without_repeats(rows: list[list[Condition]]) -> list[list[Condition]]:
    kept: list[list[Condition]] = []
    for row in rows:
        if not any(set(row) == set(other) for other in kept):
            kept.append(row)
    return kept


def _simplified(rows: list[list[Condition]]) -> list[list[Condition]]:
    """``a``, or ``not a`` and ``b``: that is ``a`` or ``b``; and two ways that differ in a question's answer alone
    are one way without the question."""
    rows = [list(row) for row in rows]
    changed = True
    while changed:
        changed = False
        for i, row in enumerate(rows):
            for j, other in enumerate(rows):
                if i == j:
                    continue
                opposite = [c for c in row if negate(c) in other]
                if len(opposite) == 1 and set(row) - {opposite[0]} <= set(other) - {negate(opposite[0])}:
                    other.remove(negate(opposite[0]))  # type: ignore[arg-type]
                    changed = True
    return _without_repeats([row for row in rows if not any(set(o) < set(row) for o in rows)])
