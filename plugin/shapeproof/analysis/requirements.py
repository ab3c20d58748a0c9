"""What must hold of arguments so that nothing is refused or raised, from the worlds that a run ended in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shapeproof.analysis.naming import is_plain_size
from shapeproof.analysis.runs import End
from shapeproof.dims import (
    ALWAYS,
    All,
    Condition,
    Facts,
    Kind,
    Opinion,
    Symbol,
    atom_of,
    conjunction,
    disjunction,
    less_equal,
    negate,
    ordered_condition,
    symbols_of,
)
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
    asked = questions_of(every)
    rows = [[c for c in demanded(end, asked) if is_about_arguments(c)] for end in good]
    if not rows:
        return ()
    common = _common(rows)
    rest = [[condition for condition in row if condition not in common] for row in rows]
    rest = _without_repeats(rest)
    if all(rest) and len(rest) <= MAXIMAL_ALTERNATIVES:
        alternative = disjunction(*(conjunction(*row) for row in _simplified(rest)))
        if not isinstance(alternative, bool) and not is_true_of_sizes(alternative):
            common.append(alternative)
    for condition in list(common):
        others = [other for other in common if other is not condition]
        if _is_said(condition, others):
            common = others
    return tuple(common)


def _common(rows: list[list[Condition]]) -> list[Condition]:
    """The conditions that each row has, or that follow from what it has."""
    told = dict.fromkeys(condition for row in rows for condition in row)
    if len(rows) > MAXIMAL_ALTERNATIVES:
        return [condition for condition in told if all(condition in row for row in rows)]
    return [c for c in told if all(c in row or is_true_of_sizes(c, row) for row in rows)]


def _is_said(condition: Condition, others: list[Condition]) -> bool:
    """Whether the others leave no choice that it would take away."""
    if any(_says_more(other, condition) for other in others):
        return True
    return is_true_of_sizes(condition, others)


def _says_more(condition: Condition, other: Condition) -> bool:
    """Whether it leaves a choice between fewer of the same ways to be met."""
    if not isinstance(other, AnyOf):
        return False
    ways = set(condition.conditions) if isinstance(condition, AnyOf) else {condition}
    return ways < set(other.conditions)


def questions_of(ends: Iterable[End]) -> set[Condition]:
    """What ends have taken, each part of a disjunction too."""
    taken = (condition for end in ends for condition, _ in end.world.facts.conditions)
    return {each for condition in taken for each in (condition, *_parts(condition))}


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.conditions if isinstance(condition, AnyOf) else ()


def is_asked(condition: Condition, asked: set[Condition]) -> bool:
    """Whether some end has taken the opposite."""
    opposite = negate(condition)
    if isinstance(opposite, All):
        return all(part in asked for part in opposite.conditions)
    return opposite in asked


def demanded(end: End, asked: set[Condition]) -> list[Condition]:
    """What an end took on so that nothing is refused, and the ways it took where others took another."""
    found = {condition: None for condition, _ in end.world.assumed}
    for condition, _ in end.world.facts.conditions:
        if is_asked(condition, asked):
            found[condition] = None
    return [in_order(c) for c in found if not is_true_of_sizes(c)]


def in_order(condition: Condition) -> Condition:
    """The same condition with the minima and maxima taken that are known where its symbols are sizes."""
    facts: Facts | None = Facts.EMPTY
    for each in sorted({each for dim in dims_of(condition) for each in symbols_of(dim)}, key=str):
        facts = None if facts is None else facts.assume(less_equal(1, each))
    found = condition if facts is None else ordered_condition(facts, condition)
    return condition if isinstance(found, bool) else found


def is_true_of_sizes(condition: Condition, given: Iterable[Condition] = ()) -> bool:
    """Whether it holds whenever each of its symbols is a size (and ``given`` holds): nobody needs to be told."""
    if is_plain_size(condition):
        return True
    facts: Facts | None = Facts.EMPTY
    sizes = sorted({each for dim in dims_of(condition) for each in symbols_of(dim)}, key=str)
    for fact in (*(less_equal(1, each) for each in sizes), *given):
        facts = None if facts is None else facts.assume(fact)
    if facts is None:
        return False
    found = ordered_condition(facts, condition)
    if isinstance(found, bool) or facts.decide(found) is ALWAYS:
        return found is not False
    return isinstance(condition, AnyOf) and _is_always_one(facts, condition)


def _is_always_one(facts: Facts, condition: AnyOf) -> bool:
    """Whether none of the ways to meet a condition can fail together with all others."""
    left: Facts | None = facts
    for part in condition.conditions:
        left = None if left is None else left.assume(negate(part))
    return left is None


def _without_repeats(rows: list[list[Condition]]) -> list[list[Condition]]:
    kept: list[list[Condition]] = []
    for row in rows:
        if not any(set(row) == set(other) for other in kept):
            kept.append(row)
    return kept


def _split(row: list[Condition]) -> list[list[Condition]]:
    """A row with a condition that is met in several ways, as a row for each of them."""
    choice = next((c for c in row if isinstance(c, AnyOf)), None)
    if choice is None:
        return [list(row)]
    return [[*(c for c in row if c is not choice), way] for way in choice.conditions]


def _simplified(rows: list[list[Condition]]) -> list[list[Condition]]:
    """``a``, or ``not a`` and ``b``: that is ``a`` or ``b``; and two ways that differ in a question's answer alone
    are one way without the question."""
    rows = [part for row in rows for part in _split(row)]
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
