"""Comprehensions and generator expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.dims import DimBudgetError
from shapeproof.interpreter import expressions
from shapeproof.interpreter.builtins.rows import check_iterable
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import Repeated, begin, item_at, iterator_of
from shapeproof.interpreter.yields import SOURCE, body_of_comprehension
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import (
    Frame,
    Object,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


_TARGETS: dict[int, tuple[nodes.Comprehension, frozenset[str]]] = {}


def _targets(node: nodes.Comprehension) -> frozenset[str]:
    """The names that a comprehension's clauses bind: its own, not the frame's around it."""
    known = _TARGETS.get(id(node))
    if known is None or known[0] is not node:
        from shapeproof.interpreter.forgetting import names_of

        names = frozenset(name for clause in node.clauses for name in names_of(clause.target))
        known = _TARGETS[id(node)] = (node, names)
    return known[1]


def comprehension(machine: Interpreter, node: nodes.Comprehension, frame: Frame) -> Value:
    inner = Frame(machine.fresh_id(), frame.module, frame.first_line, frame)
    inner.cls, inner.receiver, inner.function = frame.cls, frame.receiver, frame.function
    inner.local_names = _targets(node)
    machine.put(inner.id, {})
    found: list[Any] = []
    first = expressions.evaluate(machine, node.clauses[0].iterable, frame)
    machine.span = node.clauses[0].iterable.span
    try:
        check_iterable(machine, first)
        begun = begin(machine, first)
        if node.kind == "generator" and not _is_repeated(begun):
            return _lazily(machine, node, inner, first, begun)
        _clauses(machine, node, 0, inner, found, begun)
        if not inner.captured:
            machine.forget(inner.id)
    except (Gap, DimBudgetError, ZeroDivisionError) as gap:
        machine.span = node.span
        return machine.unknown(str(gap))
    if node.kind == "list":
        return machine.new_list(found)
    if node.kind == "dict":
        return expressions.guarded(machine, expressions.new_dict, machine, found)
    if node.kind == "set":
        return expressions.guarded(machine, expressions.new_set, machine, found)
    return machine.new(machine.builtin("generator"), None, (tuple(found), 0))


def _is_repeated(begun: Any) -> bool:
    return type(begun) is tuple and Repeated in map(type, begun)


def _lazily(machine: Interpreter, node: nodes.Comprehension, frame: Frame, first: Value, begun: Any) -> Value:
    from shapeproof.interpreter import generators

    source = begun if isinstance(begun, Object) else iterator_of(machine, first)
    machine.put(frame.id, {SOURCE: source})
    return generators.make_of_body(machine, frame, body_of_comprehension(node))


def _clauses(
    machine: Interpreter, node: nodes.Comprehension, depth: int, frame: Frame, found: list[Any], begun: Any
) -> None:
    from shapeproof.interpreter import loops
    from shapeproof.interpreter.statements import bind_target

    clause = node.clauses[depth]
    index = 0
    while (value := item_at(machine, begun, index)) is not MISSING:
        index += 1
        machine.step()
        machine.budget(index, "a comprehension")
        repeated = value if isinstance(value, Repeated) else None
        bind_target(machine, clause.target, value.item if repeated else value, frame)
        kept = True
        for condition in clause.conditions:
            test = expressions.evaluate(machine, condition, frame)
            if repeated is not None:
                raise Gap("a condition in a loop of symbolic length")
            machine.span = condition.span
            if not machine.truth(test):
                kept = False
                break
        if not kept:
            continue
        if repeated is None:
            _inside(machine, node, depth + 1, frame, found)
            continue
        inner: list[Any] = []
        start = machine.world()
        _inside(machine, node, depth + 1, frame, inner)
        if loops.lose_changes(machine, start, "what a loop of symbolic length changes", frame.id):
            raise Gap("a loop of symbolic length whose rounds differ")
        for item in inner:
            if isinstance(item, Repeated):
                found.append(Repeated(item.item, item.count * repeated.count))  # type: ignore[arg-type]
            else:
                found.append(Repeated(item, repeated.count))


def _inside(machine: Interpreter, node: nodes.Comprehension, depth: int, frame: Frame, found: list[Any]) -> None:
    """The clauses from ``depth`` on, or the element behind the last."""
    if depth < len(node.clauses):
        iterable = node.clauses[depth].iterable
        value = expressions.evaluate(machine, iterable, frame)
        machine.span = iterable.span
        check_iterable(machine, value)
        _clauses(machine, node, depth, frame, found, begin(machine, value))
        return
    element = expressions.evaluate(machine, node.element, frame)
    if node.value is not None:
        found.append((element, expressions.evaluate(machine, node.value, frame)))
    else:
        found.append(element)
