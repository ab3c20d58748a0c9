"""What must hold of arguments so that nothing is refused or raised, from the worlds that a run ended in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from shapeproof.analysis.naming import is_plain_size, plainer, quotient_values
from shapeproof.analysis.runs import End
from shapeproof.dims import (
    ALWAYS,
    EQ,
    GE,
    NE,
    All,
    Condition,
    Dim,
    Facts,
    FloorDiv,
    Kind,
    Opinion,
    Relation,
    Symbol,
    atom_of,
    conjunction,
    disjunction,
    equal,
    holds,
    less_equal,
    negate,
    ordered_condition,
    symbols_of,
)
from shapeproof.dims import Any as AnyOf
from shapeproof.dims.conditions import dims_of, nonnegative, zero
from shapeproof.dims.orders import extremes_of
from shapeproof.dims.polynomial import of_atom

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
    bounds: tuple[Condition, ...] = ()
    """``n >= 1``, and the like, of arguments that are sizes: what else is told takes it for granted."""

    @property
    def unsaid(self) -> tuple[Condition, ...]:
        """Conditions that every argument meets that is 1 or more: a reader needs none of them."""
        return tuple(condition for condition in self.conditions if _is_met_by_sizes(condition))

    @property
    def every(self) -> tuple[Condition, ...]:
        """All conditions, in an order in which none divides by what one before it does not let be 0."""
        return (*self.bounds, *self.conditions)


def requirements(good: Sequence[End], every: Iterable[End]) -> Required:
    """The conditions on arguments of which each good end demands the same, then those of which one must be met."""
    asked = questions_of(every)
    sizes = sizes_of(good)
    rows = [[c for c in demanded(end, asked, sizes) if is_about_arguments(c)] for end in good]
    if not rows:
        return Required()
    common = _common(rows, sizes)
    rest = [[condition for condition in row if condition not in common] for row in rows]
    rest = _without_repeats(rest)
    needs_one = all(rest)
    rest = _simplified(rest) if needs_one and len(rest) <= MOST_ROWS else rest
    is_all = not needs_one or len(rest) <= MAXIMAL_ALTERNATIVES
    if needs_one and is_all:
        alternative = disjunction(*(conjunction(*row) for row in rest))
        if not isinstance(alternative, bool) and not is_true_of_sizes(alternative, sizes=sizes):
            common.append(alternative)
    for condition in list(common):
        others = [other for other in common if other is not condition]
        if _is_said(condition, others, sizes):
            common = others
    told = [plainer(condition) for condition in common]
    bounds = [c for c, _ in sizes.conditions if not is_true_of_sizes(c, [other for other in told if other != c])]
    common.sort(key=lambda condition: not any(_divides_by(other, condition) for other in common))
    common, bounds = _met([c for c in common if c not in bounds], bounds)
    return Required(tuple(common), is_all, tuple(bounds))


def _met(conditions: list[Condition], bounds: list[Condition]) -> tuple[list[Condition], list[Condition]]:
    """``n <= 1`` and ``n >= 1`` as the equation that they are."""
    for bound in list(bounds):
        opposite = nonnegative(-bound.dim) if isinstance(bound, Relation) else False
        if not isinstance(opposite, bool) and opposite in conditions:
            one = zero(bound.dim)  # type: ignore[union-attr]
            assert not isinstance(one, bool)
            conditions = [one if each == opposite else each for each in conditions]
            bounds = [each for each in bounds if each is not bound]
    return conditions, bounds


def _divides_by(condition: Condition, other: Condition) -> bool:
    """Whether the other says that something is not 0, or above 0, by which this one divides."""
    if not isinstance(other, Relation) or other.op is EQ:
        return False
    by = other.dim if other.op is NE else other.dim + 1
    return any(isinstance(a, FloorDiv) and a.denominator is by for dim in dims_of(condition) for a in dim.atoms)


def sizes_of(good: Sequence[End]) -> Facts:
    """What all good ends have as the least that arguments can be."""
    return _least([end.world.facts for end in good])


def _least(rows: Sequence[Facts]) -> Facts:
    facts: Facts = Facts.EMPTY
    symbols = {atom for each in rows for atom in _bounded(each)}
    compared = {atom for each in rows for condition, _ in each.conditions for atom in _compared(condition)}
    for atom in sorted(symbols, key=lambda each: each.name):
        lows = [_lower_bound(each, of_atom(atom)) for each in rows if atom in _bounded(each) or _speaks_of(each, atom)]
        low = min((each for each in lows if each is not None), default=None)
        if low is not None and None not in lows:
            least = 1 if low == 0 and atom in compared else min(low, 1)
            facts = facts.assume(less_equal(least, of_atom(atom))) or facts
    return facts


def _speaks_of(facts: Facts, argument: Symbol) -> bool:
    """Whether anything is known of an argument: what is not used on a path may be what others need."""
    return any(argument in dim.symbols for condition, _ in facts.conditions for dim in dims_of(condition))


def _compared(condition: Condition) -> Iterator[Symbol]:
    """The arguments that minima and maxima are made of: of a size of 0 these would say what nobody means."""
    if is_about_arguments(condition):
        yield from (symbol for dim in dims_of(condition) for atom in extremes_of(dim) for symbol in atom.symbols)


def _lower_bound(facts: Facts, argument: Dim) -> int | None:
    """The least an argument can be, by an equation that was not solved for it too."""
    low = facts.lower_bound(argument)
    if low is not None or facts.simplify(argument) is not argument:
        return low
    equal = (each.dim for each in facts.known if isinstance(each, Relation) and each.op is EQ)
    lows = [facts.lower_bound(other) for dim in equal for other in (argument - dim, argument + dim)]
    return max((each for each in lows if each is not None), default=None)


def sizes_meant(facts: Facts) -> Facts:
    """That arguments are one at the least, as what counts something is meant, where these facts do not say otherwise:
    what inputs must be is told for such."""
    found = _least([facts])
    symbols = {each for condition, _ in facts.conditions for dim in dims_of(condition) for each in symbols_of(dim)}
    for each in sorted(symbols, key=str):
        if _kind(each) is Kind.RIGID and facts.lower_bound(each) in (None, 0) and facts.assume(less_equal(1, each)):
            found = found.assume(less_equal(1, each)) or found
    return found


def _bounded(facts: Facts) -> Iterator[Symbol]:
    """The arguments of which a least value or the value may be known."""
    for atom in (*facts.bounds, *facts.solutions):
        if atom.kind is Kind.RIGID:
            yield atom


def _common(rows: list[list[Condition]], sizes: Facts) -> list[Condition]:
    """The conditions that each row has, or that follow from what it has."""
    told = dict.fromkeys(condition for row in rows for condition in row)
    if len(rows) > MAXIMAL_ALTERNATIVES:
        return [condition for condition in told if all(condition in row for row in rows)]
    return [c for c in told if all(c in row or is_true_of_sizes(c, row, sizes) for row in rows)]


def _is_said(condition: Condition, others: list[Condition], sizes: Facts) -> bool:
    """Whether the others leave no choice that it would take away."""
    if any(_says_more(other, condition) for other in others):
        return True
    return is_true_of_sizes(condition, others, sizes)


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


def parts_of(condition: Condition) -> frozenset[Condition]:
    """What identifies a condition, in whatever order its alternatives stand."""
    return frozenset(_parts(condition)) or frozenset((condition,))


def opinions(ends: Sequence[End], every: Iterable[End]) -> tuple[str, ...]:
    """What nothing can decide and these took for granted, where others took the opposite."""
    held = [{c for c, _ in end.world.facts.conditions if isinstance(c, Opinion)} for end in ends]
    opposite = {negate(c) for end in every for c, _ in end.world.facts.conditions if isinstance(c, Opinion)}
    shared = [c for c in held[0] if c in opposite and all(c in others for others in held)]
    return tuple(sorted(c.text if c.holds else f"not ({c.text})" for c in shared))


def is_asked(condition: Condition, asked: set[Condition]) -> bool:
    """Whether some end has taken the opposite."""
    opposite = negate(condition)
    if isinstance(opposite, All):
        return all(part in asked for part in opposite.conditions)
    return opposite in asked


def demanded(end: End, asked: set[Condition], sizes: Facts) -> list[Condition]:
    """What an end took on so that nothing is refused, and the ways it took where others took another."""
    found = {condition: None for condition, _ in end.world.assumed}
    for condition, _ in end.world.facts.conditions:
        if is_asked(condition, asked):
            found[condition] = None
    return narrowed([in_order(c, sizes) for c in found if not is_true_of_sizes(c, sizes=sizes)], sizes)


def follows(condition: Condition, others: Iterable[Condition]) -> bool:
    """Whether another bound is at least as narrow."""
    if not isinstance(condition, Relation) or condition.op is not GE:
        return False
    bounds = [other.dim for other in others if isinstance(other, Relation) and other.op is GE]
    return any(nonnegative(condition.dim - bound) is True for bound in bounds)


def narrowed(row: list[Condition], sizes: Facts) -> list[Condition]:
    """The same conditions, without those ways to meet one that the others leave no room for, or that come to another
    way: of ``kernel % 2 == 1 or length == 1`` the second is none where the window must fit into the length. What the
    others leave no choice about is not among them."""
    kept = list(row)
    for condition in row:
        if not isinstance(condition, AnyOf) or len(condition.conditions) > MAXIMAL_ALTERNATIVES:
            continue
        place = kept.index(condition)
        others = [*kept[:place], *kept[place + 1 :]]
        facts = _assumed((*_of_inputs(row), *others), sizes)
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
            elif (left := _values_left(way, rest)) is not None:
                ways = [left if other is way else other for other in ways]
        one = disjunction(*ways)
        if not isinstance(one, bool):
            kept[place] = one
    return kept


def _values_left(way: Condition, others: list[Condition]) -> Condition | None:
    """Of ``(n + 1)//2 == 1``, which 1 and 2 meet, the one value that is not among those of another way."""
    values = quotient_values(way)
    if values is None:
        return None
    each, numbers = values
    about = [other for other in others if {s for dim in dims_of(other) for s in symbols_of(dim)} == {each}]
    left = [number for number in numbers if not any(holds(other, {each: number}) for other in about)]
    found = equal(each, left[0]) if len(left) == 1 else None
    return None if isinstance(found, bool) else found


def in_order(condition: Condition, sizes: Facts) -> Condition:
    """The same condition with the minima and maxima taken that are known where its symbols are sizes."""
    facts = _assumed(_of_inputs([condition]), sizes)
    found = condition if facts is None else ordered_condition(facts, condition)
    return condition if isinstance(found, bool) else found


def is_true_of_sizes(condition: Condition, given: Iterable[Condition] = (), sizes: Facts = Facts.EMPTY) -> bool:
    """Whether it holds whenever the arguments are the ``sizes`` they must be, each size of an input is one, and
    ``given`` holds: nobody needs to be told."""
    if is_plain_size(condition) and not is_about_arguments(condition):
        return True
    given = tuple(given)
    facts = _assumed((*_of_inputs([condition]), *given), sizes)
    if facts is None and given:
        facts = _assumed(given, sizes)  # what is given speaks of a size of 0
    if facts is None:
        return False
    found = ordered_condition(facts, condition)
    if isinstance(found, bool) or facts.decide(found) is ALWAYS:
        return found is not False
    if isinstance(found, Relation) and _is_quotient_of_sizes(facts, found):
        return True
    return isinstance(condition, AnyOf) and _is_always_one(facts, condition)


def _of_inputs(row: Iterable[Condition]) -> list[Condition | bool]:
    """That the sizes of inputs in these conditions are sizes."""
    found = {each for condition in row for dim in dims_of(condition) for each in symbols_of(dim)}
    return [less_equal(1, each) for each in sorted(found, key=str) if _kind(each) is not Kind.RIGID]


def _kind(each: Dim) -> Kind:
    atom = atom_of(each)
    assert isinstance(atom, Symbol)
    return atom.kind


def _is_met_by_sizes(condition: Condition) -> bool:
    if isinstance(condition, Relation) and condition.op is NE:
        return False  # ``bias != 0`` is no question of sizes
    symbols = {each for dim in dims_of(condition) for each in symbols_of(dim)}
    return is_true_of_sizes(condition, [c for each in symbols if not isinstance(c := less_equal(1, each), bool)])


def _is_quotient_of_sizes(facts: Facts, condition: Relation) -> bool:
    """``n//m >= 0`` where n and m are known to be none and one at the least."""
    atom = atom_of(condition.dim)
    if condition.op is not GE or type(atom) is not FloorDiv:
        return False
    low, by = facts.lower_bound(atom.numerator), facts.lower_bound(atom.denominator)
    return low is not None and low >= 0 and by is not None and by >= 1


def _assumed(conditions: Iterable[Condition | bool], base: Facts) -> Facts | None:
    facts: Facts | None = base
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
