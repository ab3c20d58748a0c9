"""What must hold of arguments so that nothing is refused or raised, from the worlds that a run ended in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from shapeproof.analysis.naming import is_plain_size
from shapeproof.analysis.runs import End
from shapeproof.dims import (
    ALWAYS,
    GE,
    All,
    Condition,
    Facts,
    FloorDiv,
    Kind,
    Opinion,
    Relation,
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
from shapeproof.dims.conditions import dims_of, nonnegative

MAXIMAL_ALTERNATIVES = 8  # more ways to be met than this are not written down
MOST_ROWS = 48


def is_about_arguments(condition: Condition) -> bool:
    """Whether it speaks of a caller's arguments alone, not of inputs or data."""
    if isinstance(condition, Opinion):
        return False
    if isinstance(condition, All | AnyOf):
        return all(map(is_about_arguments, condition.conditions))
    symbols = [atom_of(each) for dim in dims_of(condition) for each in symbols_of(dim)]
    return bool(symbols) and all(isinstance(atom, Symbol) and atom.kind is Kind.RIGID for atom in symbols)


class Required(NamedTuple):
    """What is needed of arguments, and whether that is all of it."""

    conditions: tuple[Condition, ...] = ()
    is_all: bool = True


def requirements(good: Sequence[End], every: Iterable[End]) -> Required:
    """The conditions on arguments of which each good end demands the same, then those of which one must be met."""
    asked = questions_of(every)
    rows = [[c for c in demanded(end, asked) if is_about_arguments(c)] for end in good]
    if not rows:
        return Required()
    common = _common(rows)
    rest = [[condition for condition in row if condition not in common] for row in rows]
    rest = _without_repeats(rest)
    needs_one = all(rest)
    rest = _simplified(rest) if needs_one and len(rest) <= MOST_ROWS else rest
    is_all = not needs_one or len(rest) <= MAXIMAL_ALTERNATIVES
    if needs_one and is_all:
        alternative = disjunction(*(conjunction(*row) for row in rest))
        if not isinstance(alternative, bool) and not is_true_of_sizes(alternative):
            common.append(alternative)
    for condition in list(common):
        others = [other for other in common if other is not condition]
        if _is_said(condition, others):
            common = others
    return Required(tuple(common), is_all)


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
    return narrowed([in_order(c) for c in found if not is_true_of_sizes(c)])


def follows(condition: Condition, others: Iterable[Condition]) -> bool:
    """Whether another bound is at least as narrow."""
    if not isinstance(condition, Relation) or condition.op is not GE:
        return False
    bounds = [other.dim for other in others if isinstance(other, Relation) and other.op is GE]
    return any(nonnegative(condition.dim - bound) is True for bound in bounds)


def narrowed(row: list[Condition]) -> list[Condition]:
    """The same conditions, without those ways to meet one that the others leave no room for, or that come to another
    way: of ``kernel % 2 == 1 or length == 1`` the second is none where the window must fit into the length. What the
    others leave no choice about is not among them."""
    kept = list(row)
    for condition in row:
        if not isinstance(condition, AnyOf) or len(condition.conditions) > MAXIMAL_ALTERNATIVES:
            continue
        place = kept.index(condition)
        others = [*kept[:place], *kept[place + 1 :]]
        sizes = {each for c in row for dim in dims_of(c) for each in symbols_of(dim)}
        facts = _assumed((*(less_equal(1, each) for each in sorted(sizes, key=str)), *others))
        if facts is None:
            continue
        if facts.decide(condition) is ALWAYS or any(follows(way, others) for way in condition.conditions):
            kept = others
            continue
        ways = list(condition.conditions)
        for way in condition.conditions:
            taken = facts.assume(way)
            rest = [other for other in ways if other is not way]
            if taken is None or any(taken.decide(other) is ALWAYS for other in rest):
                ways = rest or ways
        one = disjunction(*ways)
        if not isinstance(one, bool):
            kept[place] = one
    return kept


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
    given = tuple(given)
    sizes = sorted({each for dim in dims_of(condition) for each in symbols_of(dim)}, key=str)
    facts = _assumed((*(less_equal(1, each) for each in sizes), *given))
    if facts is None and given:
        facts = _assumed(given)  # what is given speaks of a size of 0
    if facts is None:
        return False
    found = ordered_condition(facts, condition)
    if isinstance(found, bool) or facts.decide(found) is ALWAYS:
        return found is not False
    if isinstance(found, Relation) and _is_quotient_of_sizes(facts, found):
        return True
    return isinstance(condition, AnyOf) and _is_always_one(facts, condition)


def _is_quotient_of_sizes(facts: Facts, condition: Relation) -> bool:
    """``n//m >= 0`` where n and m are known to be none and one at the least."""
    atom = atom_of(condition.dim)
    if condition.op is not GE or type(atom) is not FloorDiv:
        return False
    low, by = facts.lower_bound(atom.numerator), facts.lower_bound(atom.denominator)
    return low is not None and low >= 0 and by is not None and by >= 1


def _assumed(conditions: Iterable[Condition | bool]) -> Facts | None:
    facts: Facts | None = Facts.EMPTY
    for condition in conditions:
        facts = None if facts is None else facts.assume(condition)
    return facts


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
