"""One world of two that differ in whole numbers alone: ``if new < 0.9 * width: new += 8``.

Which of the two it was is the answer to a comparison of floats, which no algebra uses any further. That answer is an
integer, 1 or 0, so the number is ``new + 8*int(new < 0.9*width)``: exact for every argument, and no path more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.dims import EQ, Dim, DimBudgetError, Relation, comparison_of, negate
from shapeproof.dims.polynomial import of_atom
from shapeproof.interpreter.world import Return, World

if TYPE_CHECKING:
    from shapeproof.dims import Size
    from shapeproof.interpreter.branching import Comparison
    from shapeproof.interpreter.machine import Interpreter

MOST_MERGED = 3  # names that two paths bind differently; with more of them they are two ways, not one number


def merged(machine: Interpreter, comparison: Comparison, a_result: Any, b_result: Any) -> tuple[World, Any] | None:
    """The two worlds of a comparison as one, with its result; None where they differ in more than numbers."""
    answer = _answer(comparison.start, comparison.a, comparison.b)
    if answer is None:
        return None
    try:
        result = _one_result(comparison, answer, a_result, b_result)
        heap = _one_heap(machine, comparison, answer)
    except (_Apart, DimBudgetError):
        return None
    world = comparison.a._replace(
        heap=heap,
        facts=comparison.start.facts,
        next_id=max(comparison.a.next_id, comparison.b.next_id),
    )
    return world, result


class _Apart(Exception):
    """The two differ in more than whole numbers."""


def _answer(start: World, a: World, b: World) -> Dim | None:
    """What is 1 in world ``a`` and 0 in ``b``, where a comparison of floats is all that was assumed since."""
    before = start.facts.conditions
    if len(a.facts.conditions) != len(before) + 1 or len(b.facts.conditions) != len(before) + 1:
        return None
    (taken, _), (other, _) = a.facts.conditions[-1], b.facts.conditions[-1]
    atom = comparison_of(taken)
    if atom is None or negate(taken) != other or a.facts.conditions[:-1] != before:
        return None
    holds = of_atom(atom)
    assert isinstance(taken, Relation)
    return holds if taken.op is EQ else 1 - holds  # type: ignore[return-value]


def _one_result(comparison: Comparison, answer: Dim, left: Any, right: Any) -> Any:
    if type(left) is not type(right) and not (_is_size(left) and _is_size(right)):
        raise _Apart
    if type(left) is Return:
        return Return(_one(comparison, answer, left.value, right.value))
    return _one(comparison, answer, left, right)


def _one_heap(machine: Interpreter, comparison: Comparison, answer: Dim) -> Any:
    """The heap of the first world, in which the names that differ have one value."""
    a, b, base = comparison.a.heap, comparison.b.heap, machine.base
    heap = a
    for ident in dict.fromkeys((*a, *b)):
        if ident >= comparison.start.next_id:
            continue
        left, right = a.get(ident, base.get(ident)), b.get(ident, base.get(ident))
        if left is right or comparison.same_state(left, right):
            continue
        if type(left) is not dict or type(right) is not dict or left.keys() != right.keys():
            raise _Apart
        names = {name: _one(comparison, answer, left[name], right[name]) for name in left}
        if sum(names[name] is not left[name] for name in left) > MOST_MERGED:
            raise _Apart
        heap = heap.set(ident, names)
    return heap


def _one(comparison: Comparison, answer: Dim, left: Any, right: Any) -> Any:
    if left is right or comparison.same(left, right):
        return left
    if not (_is_size(left) and _is_size(right)):
        raise _Apart
    return _chosen(answer, left, right)


def _chosen(answer: Dim, left: Size, right: Size) -> Size:
    return right + answer * (left - right)


def _is_size(value: Any) -> bool:
    return type(value) is int or isinstance(value, Dim)
