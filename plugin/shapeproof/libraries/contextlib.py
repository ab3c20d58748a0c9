"""``contextlib.contextmanager``: a generator function run in two parts, before its yield and after.

What stands before the yield is run on entering, in a frame that is kept; what stands behind it on leaving. The parts
are made from the function's own statements, so that ``try``, ``finally`` and ``with`` around the yield keep their
meaning. A function that yields elsewhere than once, or in a branch or loop, is a gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import branching, calls, statements
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.interpreter.world import Branches
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import BoundMethod, Frame, Function, Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Body = tuple[nodes.Statement, ...]
NOWHERE: nodes.Span = (0, 0, 0, 0)
RAISED = "\0raised"


@dataclass(frozen=True, slots=True)
class Parts:
    """The statements before the yield, what it yields, and those to run on leaving: as usual, or after a raise."""

    before: Body
    value: nodes.Expression | None
    after: Body
    after_raise: Body


def parts_of(body: Body) -> Parts | None:
    """A body cut at its one yield, None where that cannot be done."""
    for index, statement in enumerate(body):
        before, rest = body[:index], body[index + 1 :]
        found: Parts | None = None
        if isinstance(statement, nodes.Evaluate | nodes.Assign) and isinstance(statement.value, nodes.Yield):
            exception = nodes.Name(NOWHERE, RAISED)
            found = Parts((), statement.value.value, (), (nodes.Raise(statement.span, exception, None),))
        elif isinstance(statement, nodes.Try):
            found = _of_try(statement)
        elif isinstance(statement, nodes.With):
            found = _of_with(statement)
        if found is not None:
            return Parts((*before, *found.before), found.value, (*found.after, *rest), (*found.after_raise, *rest))
    return None


def _of_try(node: nodes.Try) -> Parts | None:
    inner = parts_of(node.body)
    if inner is None:
        return None

    def guarded(body: Body) -> Body:
        return (
            nodes.Try(
                node.span, body or (nodes.Pass(node.span),), node.handlers, node.otherwise, node.final, node.group
            ),
        )

    return Parts(inner.before, inner.value, guarded(inner.after), guarded(inner.after_raise))


def _of_with(node: nodes.With) -> Parts | None:
    inner = parts_of(node.body)
    if inner is None:
        return None
    before: list[nodes.Statement] = []
    leaving: list[nodes.Statement] = []
    for number, item in enumerate(node.items):
        name = nodes.Name(node.span, f"\0context {node.span[0]} {number}")
        entered = nodes.Call(node.span, nodes.Attribute(node.span, name, "__enter__"), ())
        before.append(nodes.Assign(node.span, (name,), item.context))
        before.append(
            nodes.Evaluate(node.span, entered)
            if item.target is None
            else nodes.Assign(node.span, (item.target,), entered)
        )
        nothing = tuple(nodes.Argument(NOWHERE, nodes.Constant(NOWHERE, None), None, 0) for _ in range(3))
        leave = nodes.Call(node.span, nodes.Attribute(node.span, name, "__exit__"), nothing)
        leaving.insert(0, nodes.Evaluate(node.span, leave))

    def guarded(body: Body) -> Body:
        return (nodes.Try(node.span, body or (nodes.Pass(node.span),), (), (), tuple(leaving), False),)

    return Parts((*before, *inner.before), inner.value, guarded(inner.after), guarded(inner.after_raise))


_PARTS: dict[int, tuple[nodes.FunctionDefinition, Parts | None]] = {}


def _cut(function: Function) -> Parts:
    node = function.node
    if not isinstance(node, nodes.FunctionDefinition):
        raise Gap("a context manager of a lambda")
    known = _PARTS.get(id(node))
    if known is None or known[0] is not node:
        known = _PARTS[id(node)] = (node, parts_of(node.body))
    if known[1] is None:
        raise Gap(f"the context manager {function.name} yields elsewhere than once at its top")
    return known[1]


def _generator(machine: Interpreter, manager: Value) -> tuple[Function, tuple[Value, ...], dict[str, Value]]:
    held = machine.attributes(manager)
    function, arguments = held["func"], tuple(held["args"])
    if isinstance(function, BoundMethod):
        function, arguments = function.function, (function.receiver, *arguments)
    if not isinstance(function, Function):
        raise Gap("a context manager that is not understood")
    return function, arguments, machine.content(held["kwds"])


def enter(machine: Interpreter, manager: Value) -> Value:
    """``__enter__``: the statements before the yield, and what is yielded."""
    function, arguments, keywords = _generator(machine, manager)
    parts = _cut(function)
    node = function.node
    assert isinstance(node, nodes.FunctionDefinition)
    bound = calls.bind(machine, function, node.parameters, arguments, keywords)
    if isinstance(bound, Unknown):
        return bound
    frame = Frame(machine.fresh_id(), function.module, function.first_line, function.closure)
    frame.function = function
    frame.local_names = calls.local_names(node)
    if function.owner is not None:
        frame.cls, frame.receiver = function.owner, arguments[0] if arguments else None
    elif function.closure is not None:
        frame.cls, frame.receiver = function.closure.cls, function.closure.receiver
    machine.heap = machine.heap.set(frame.id, bound)
    machine.set_attribute_raw(manager, "\0frame", frame)
    yielded = () if parts.value is None else (nodes.Return(parts.value.span, parts.value),)
    return _run(machine, (*parts.before, *yielded), frame)


def leave(machine: Interpreter, manager: Value, kind: Value, exception: Value, traceback: Value) -> Value:
    """``__exit__``: the statements behind the yield; True where they swallow what was raised."""
    frame = machine.attributes(manager).get("\0frame")
    if not isinstance(frame, Frame) or frame.function is None:
        return None
    parts = _cut(frame.function)
    if kind is None:
        _run(machine, parts.after, frame)
        return False
    if not isinstance(exception, Object):
        raise Gap("an exception that is not known")
    machine.heap = machine.heap.set(frame.id, {**machine.entry(frame.id), RAISED: exception})
    try:
        _run(machine, parts.after_raise, frame)
    except ProgramRaise as raised:
        if raised.exception == exception:
            return False
        raise
    return True


def _run(machine: Interpreter, body: Body, frame: Frame) -> Value:
    saved = machine.frame, machine.span
    machine.frame = frame
    machine.depth += 1
    try:
        outcome: Any = branching.attempt(machine, _result, machine, body, frame)
        if type(outcome) is Branches:
            outcome = branching.settle(machine, outcome)
        return outcome
    finally:
        machine.frame, machine.span = saved
        machine.depth -= 1


def _result(machine: Interpreter, body: Body, frame: Frame) -> Any:
    completion = statements.run_block(machine, body, frame)
    if type(completion) is Branches:
        return Branches([(world, calls.result_of(end)) for world, end in completion.ends])
    return calls.result_of(completion)
