"""Loops over plain numbers, such as those that fill tables of relative positions: tens of thousands of rounds.

Such a loop is made of closures and run on copies of the lists and dicts it names. Where it meets anything that is
not plain (a symbol, an object, an exception), the copies are dropped and the interpreter runs it as it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.plain_expressions import BINARY, SCALARS, NotPlain, Reads, Run, expression, iterable, key_of
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import Frame, Object, Range, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

ROUNDS_A_STEP = 16  # of these loops, for one statement of the interpreter's budget
MAXIMAL_FAILURES = 2  # a loop that was left to the interpreter so often is no longer tried

Doing = Callable[["Run"], Any]
_BREAK, _CONTINUE = object(), object()


class _Loop(Reads):
    """A loop as closures, and what it reads."""

    __slots__ = ("node", "run")

    def __init__(self, node: nodes.For) -> None:
        super().__init__()
        self.node = node
        self.run: Doing = _compile_for(self, node)


_LOOPS: dict[int, tuple[nodes.For, _Loop | None]] = {}


def run(machine: Interpreter, node: nodes.For, frame: Frame) -> bool:
    """Run a loop of plain values to its end; False, and nothing done, where it is not one."""
    known = _LOOPS.get(id(node))
    if known is None or known[0] is not node:
        known = _LOOPS[id(node)] = node, _compiled(node)
    loop = known[1]
    failures = machine.loops_left.get(id(node), 0)
    if loop is None or failures >= MAXIMAL_FAILURES or frame.is_class or frame.globals_declared:
        return False
    state = Run()
    try:
        _load(machine, loop, frame, state)
        loop.run(state)
    except (NotPlain, ArithmeticError, LookupError, TypeError, ValueError, RuntimeError):
        machine.loops_left[id(node)] = failures + 1
        return False
    machine.steps += state.rounds // ROUNDS_A_STEP
    _store(machine, loop, frame, state)
    return True


def _compiled(node: nodes.For) -> _Loop | None:
    try:
        loop = _Loop(node)
    except NotPlain:
        return None
    if any(path[0] in loop.bound for path in loop.attributes) or loop.builtins.keys() & loop.bound.keys():
        return None
    return loop


# --- in and out -----------------------------------------------------------------------------------------------------


def _load(machine: Interpreter, loop: _Loop, frame: Frame, state: Run) -> None:
    from shapeproof.interpreter.calls import builtin_function
    from shapeproof.interpreter.expressions import evaluate

    local = machine.entry(frame.id)
    for name in loop.builtins:
        meant = evaluate(machine, nodes.Name(loop.node.span, name), frame)
        if meant is not (machine.classes.find(name) or builtin_function(name)):
            raise NotPlain
    for name in loop.names:
        value = local.get(name, MISSING)
        if value is MISSING and name in loop.bound:
            continue
        if value is MISSING:
            try:
                value = evaluate(machine, nodes.Name(loop.node.span, name), frame)
            except (ProgramRaise, Gap):
                raise NotPlain from None
        state.names[name] = _plain(machine, value, state)
    for path in loop.attributes:
        value = local.get(path[0], MISSING)
        for attribute in path[1:]:
            held = machine.attributes(value) if isinstance(value, Object) else {}
            if attribute not in held or attribute.startswith("__"):
                raise NotPlain
            value = held[attribute]
        state.names[".".join(path)] = _plain(machine, value, state)


def _plain(machine: Interpreter, value: Value, state: Run) -> Any:
    """A value for the host to compute with; lists and dicts are copied, each once."""
    kind = type(value)
    if kind in SCALARS:
        return value
    if kind is tuple:
        return tuple([_plain(machine, item, state) for item in value])
    if kind is Range:
        if all(type(part) is int for part in (value.start, value.stop, value.step)):
            return range(value.start, value.stop, value.step)
        raise NotPlain
    if kind is not Object or value.cls not in (machine.classes.list, machine.classes.dict):
        raise NotPlain
    known = state.copies.get(value.id)
    if known is not None:
        return known
    held = machine.state(value)
    made: Any
    if held.attributes or type(held.content) not in (tuple, dict):
        raise NotPlain
    state.rounds += len(held.content)  # a copy costs as much as going over it
    if type(held.content) is tuple:
        made = state.copies[value.id] = []
        made.extend([_plain(machine, item, state) for item in held.content])
    elif type(held.content) is dict:
        made = state.copies[value.id] = {}
        for key, item in held.content.items():
            made[_plain(machine, key, state)] = _plain(machine, item, state)
    else:
        raise NotPlain
    state.objects[id(made)] = made, value
    return made


def _store(machine: Interpreter, loop: _Loop, frame: Frame, state: Run) -> None:
    from shapeproof.interpreter.statements import store_name

    for host, value in list(state.objects.values()):
        if id(host) in state.changed:
            machine.set_content(value, _content(machine, host, state))
    for name in loop.bound:
        if name in state.names:
            store_name(machine, frame, name, _value(machine, state.names[name], state))


def _content(machine: Interpreter, host: Any, state: Run) -> Any:
    if type(host) is list:
        return tuple([_value(machine, item, state) for item in host])
    return {key: _value(machine, item, state) for key, item in host.items()}


def _value(machine: Interpreter, host: Any, state: Run) -> Value:
    kind = type(host)
    if kind in SCALARS:
        return host
    if kind is tuple:
        return tuple([_value(machine, item, state) for item in host])
    if kind is range:
        return Range(host.start, host.stop, host.step)
    known = state.objects.get(id(host))
    if known is not None:
        return known[1]
    made = machine.new_list(()) if kind is list else machine.new_dict({})
    state.objects[id(host)] = host, made
    machine.set_content(made, _content(machine, host, state))
    return made


# --- statements -----------------------------------------------------------------------------------------------------


def _compile_for(loop: _Loop, node: nodes.For) -> Doing:
    if node.otherwise or node.asynchronous:
        raise NotPlain
    rows = iterable(loop, node.iterable)
    bind = _target(loop, node.target)
    body = _block(loop, node.body)

    def do(state: Run) -> Any:
        for item in rows(state):
            state.count()
            bind(state, item)
            for statement in body:
                ended = statement(state)
                if ended is not None:
                    break
            else:
                continue
            if ended is _BREAK:
                break
        return None

    return do


def _block(loop: _Loop, body: tuple[nodes.Statement, ...]) -> list[Doing]:
    return [_statement(loop, node) for node in body if not isinstance(node, nodes.Pass)]


def _statement(loop: _Loop, node: nodes.Statement) -> Doing:
    maker = _STATEMENTS.get(type(node))
    if maker is None:
        raise NotPlain
    return maker(loop, node)


def _assign(loop: _Loop, node: nodes.Assign) -> Doing:
    value = expression(loop, node.value)
    targets = [_target(loop, target) for target in node.targets]

    def do(state: Run) -> None:
        found = value(state)
        for target in targets:
            target(state, found)

    return do


def _augmented(loop: _Loop, node: nodes.AugmentedAssign) -> Doing:
    if not isinstance(node.target, nodes.Name | nodes.Subscript):
        raise NotPlain
    current = expression(loop, node.target)
    compute = BINARY.get(node.operator)
    operand = expression(loop, node.value)
    target = _target(loop, node.target)
    if compute is None:
        raise NotPlain

    def do(state: Run) -> None:
        before = current(state)
        if type(before) in (list, dict):
            raise NotPlain
        target(state, compute(before, operand(state)))

    return do


def _if(loop: _Loop, node: nodes.If) -> Doing:
    test = expression(loop, node.test)
    body, otherwise = _block(loop, node.body), _block(loop, node.otherwise)

    def do(state: Run) -> Any:
        for statement in body if test(state) else otherwise:
            ended = statement(state)
            if ended is not None:
                return ended
        return None

    return do


def _evaluate(loop: _Loop, node: nodes.Evaluate) -> Doing:
    """``row.append(value)``."""
    call = node.value
    if not (
        isinstance(call, nodes.Call)
        and isinstance(call.function, nodes.Attribute)
        and call.function.name == "append"
        and len(call.arguments) == 1
        and call.arguments[0].stars == 0
        and call.arguments[0].keyword is None
    ):
        raise NotPlain
    owner, value = expression(loop, call.function.value), expression(loop, call.arguments[0].value)

    def do(state: Run) -> None:
        row = owner(state)
        if type(row) is not list:
            raise NotPlain
        row.append(value(state))
        state.changed.add(id(row))

    return do


_STATEMENTS: dict[type, Callable[[_Loop, Any], Doing]] = {
    nodes.Assign: _assign,
    nodes.AugmentedAssign: _augmented,
    nodes.If: _if,
    nodes.For: _compile_for,
    nodes.Evaluate: _evaluate,
    nodes.Break: lambda loop, node: lambda state: _BREAK,
    nodes.Continue: lambda loop, node: lambda state: _CONTINUE,
}


def _target(loop: _Loop, node: nodes.Expression) -> Callable[[Run, Any], None]:
    if isinstance(node, nodes.Name):
        name = node.name
        loop.bound[name] = None
        loop.names[name] = None

        def bind(state: Run, value: Any) -> None:
            state.names[name] = value

        return bind
    if isinstance(node, nodes.Display) and node.kind != "set":
        parts = [_target(loop, element) for element in node.elements]

        def unpack(state: Run, value: Any) -> None:
            if type(value) not in (tuple, list) or len(value) != len(parts):
                raise NotPlain
            for part, item in zip(parts, value, strict=True):
                part(state, item)

        return unpack
    if isinstance(node, nodes.Subscript):
        owner, index = expression(loop, node.value), expression(loop, node.index)

        def put(state: Run, value: Any) -> None:
            held, key = owner(state), index(state)
            if type(held) is dict:
                held[key_of(key)] = value
            elif type(held) is list and type(key) is int:
                held[key] = value
            else:
                raise NotPlain
            state.changed.add(id(held))

        return put
    raise NotPlain
