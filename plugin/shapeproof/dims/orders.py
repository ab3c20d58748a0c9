"""Minima and maxima whose operands facts put in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shapeproof.dims.atoms import Atom, FloorDiv, Maximum, Minimum
from shapeproof.dims.conditions import (
    EQ,
    NE,
    All,
    Any,
    Condition,
    Opinion,
    Relation,
    conjunction,
    dims_of,
    disjunction,
    less,
    less_equal,
    negate,
    nonnegative,
    zero,
)
from shapeproof.dims.facts import ALWAYS, NEVER, Facts
from shapeproof.dims.polynomial import Dim, Size, of_atom
from shapeproof.dims.substitution import substituted

ROUNDS = 8
MOST_QUESTIONS = 5


def ordered(facts: Facts, size: Size) -> Size:
    """The size with each min and max replaced by the operand that it is, where the facts say which."""
    for _ in range(ROUNDS):
        table: dict[Atom, Size] = {}
        for atom in extremes_of(size):
            chosen = _chosen(facts, atom)
            if chosen is not None:
                table[atom] = chosen
        if not table:
            return size
        size = substituted(size, table)
    return size


def ordered_condition(facts: Facts, condition: Condition) -> Condition | bool:
    """As `ordered`, of a condition."""
    if isinstance(condition, Opinion) or not any(True for dim in dims_of(condition) for _ in extremes_of(dim)):
        return condition
    if isinstance(condition, All | Any):
        parts = [ordered_condition(facts, part) for part in condition.conditions]
        return conjunction(*parts) if isinstance(condition, All) else disjunction(*parts)
    bound = _bound(condition)
    if bound is not None:
        return bound
    size = ordered(facts, condition.dim)
    if size is condition.dim:
        return condition
    if condition.op is EQ:
        return zero(size)
    return negate(zero(size)) if condition.op is NE else nonnegative(size)


def _bound(condition: Relation) -> Condition | bool | None:
    """``min(a, b) == b`` is ``b <= a``; None where it is not of that form."""
    if condition.op is not EQ:
        return None
    for atom in condition.dim.atoms:
        if not isinstance(atom, Minimum) or len(atom.arguments) != 2:
            continue
        for own, other in (atom.arguments, atom.arguments[::-1]):
            if condition.dim in (of_atom(atom) - own, own - of_atom(atom)):
                return less_equal(other, own) if isinstance(atom, Maximum) else less_equal(own, other)
    return None


def ways_to_order(facts: Facts, conditions: Sequence[Condition]) -> list[Facts]:
    """The facts with each order of the operands of minima and maxima under which all conditions can hold."""
    found: list[Facts] = []
    _try_orders(facts, conditions, found, MOST_QUESTIONS)
    return found


def _try_orders(facts: Facts, conditions: Sequence[Condition], found: list[Facts], questions: int) -> None:
    left = [ordered_condition(facts, condition) for condition in conditions]
    if any(c is False or (not isinstance(c, bool) and facts.decide(c) is NEVER) for c in left):
        return
    open_ones = (atom for c in left if not isinstance(c, bool) for dim in dims_of(c) for atom in extremes_of(dim))
    atom = next((each for each in open_ones if len(each.arguments) == 2), None)
    if atom is None or questions == 0:
        found.append(facts)
        return
    a, b = atom.arguments
    for order in (less_equal(a, b), less(b, a)):
        assumed = facts.assume(order)
        if assumed is not None:
            _try_orders(assumed, conditions, found, questions - 1)


def _chosen(facts: Facts, atom: Minimum) -> Size | None:
    is_greatest = isinstance(atom, Maximum)
    for each in atom.arguments:
        others = [other for other in atom.arguments if other is not each]
        if all(facts.decide(less_equal(*((o, each) if is_greatest else (each, o)))) is ALWAYS for o in others):
            return each
    return None


def extremes_of(size: Size) -> Iterator[Minimum]:
    """The minima and maxima in a size, those in others first."""
    if isinstance(size, Dim):
        for atom in sorted(size.atoms, key=lambda each: each.order):
            if isinstance(atom, Minimum):
                for argument in atom.arguments:
                    yield from extremes_of(argument)
                yield atom
            elif isinstance(atom, FloorDiv):
                yield from extremes_of(atom.numerator)
                yield from extremes_of(atom.denominator)
