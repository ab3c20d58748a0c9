"""Loops over plain numbers, such as those that fill tables of relative positions: tens of thousands of rounds.

Such a loop is made of closures and run on copies of the lists and dicts it names. Where it meets anything that is
not plain (a symbol, an object, an exception), the copies are dropped and the interpreter runs it as it stands.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.world import BudgetSpent
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import Frame, Object, Range, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MAXIMAL_ROUNDS = 2_000_000
ROUNDS_A_STEP = 16  # of these loops, for one statement of the interpreter's budget
MAXIMAL_BITS = 4_096
MAXIMAL_FAILURES = 2  # a loop that was left to the interpreter so often is no longer tried

Names = dict[str, Any]
Computing = Callable[["_Run"], Any]
Doing = Callable[["_Run"], Any]
_SCALARS = frozenset({type(None), bool, int, float, str})
_BREAK, _CONTINUE = object(), object()


class _NotPlain(Exception):
    """Something the interpreter must look at itself."""


class _Run:
    """The names of one run of a loop, and what it has changed."""

    __slots__ = ("changed", "copies", "names", "objects", "rounds")

    def __init__(self) -> None:
        self.names: Names = {}
        self.copies: dict[int, Any] = {}  # by an object's id: the host list or dict that stands for it
        self.objects: dict[int, tuple[Any, Value]] = {}  # by the id of a host list or dict: it, and what it stands for
        self.changed: set[int] = set()
        self.rounds = 0

    def count(self) -> None:
        self.rounds += 1
        if self.rounds > MAXIMAL_ROUNDS:
            raise BudgetSpent  # its statements one by one would be more steps than any run is allowed


class _Loop:
    """A loop as closures, the names it reads or binds, Python's functions it calls, and the attributes it reads."""

    __slots__ = ("attributes", "bound", "builtins", "names", "node", "run")

    def __init__(self, node: nodes.For) -> None:
        self.node = node
        self.names: dict[str, None] = {}
        self.bound: dict[str, None] = {}
        self.builtins: dict[str, None] = {}
        self.attributes: dict[tuple[str, ...], None] = {}
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
    state = _Run()
    try:
        _load(machine, loop, frame, state)
        loop.run(state)
    except (_NotPlain, ArithmeticError, LookupError, TypeError, ValueError, RuntimeError):
        machine.loops_left[id(node)] = failures + 1
        return False
    machine.steps += state.rounds // ROUNDS_A_STEP
    _store(machine, loop, frame, state)
    return True


def _compiled(node: nodes.For) -> _Loop | None:
    try:
        loop = _Loop(node)
    except _NotPlain:
        return None
    if any(path[0] in loop.bound for path in loop.attributes) or loop.builtins.keys() & loop.bound.keys():
        return None
    return loop


# --- in and out -----------------------------------------------------------------------------------------------------


def _load(machine: Interpreter, loop: _Loop, frame: Frame, state: _Run) -> None:
    from shapeproof.interpreter.calls import builtin_function
    from shapeproof.interpreter.expressions import evaluate

    local = machine.entry(frame.id)
    for name in loop.builtins:
        meant = evaluate(machine, nodes.Name(loop.node.span, name), frame)
        if meant is not (machine.classes.find(name) or builtin_function(name)):
            raise _NotPlain
    for name in loop.names:
        value = local.get(name, MISSING)
        if value is MISSING and name in loop.bound:
            continue
        if value is MISSING:
            try:
                value = evaluate(machine, nodes.Name(loop.node.span, name), frame)
            except (ProgramRaise, Gap):
                raise _NotPlain from None
        state.names[name] = _plain(machine, value, state)
    for path in loop.attributes:
        value = local.get(path[0], MISSING)
        for attribute in path[1:]:
            held = machine.attributes(value) if isinstance(value, Object) else {}
            if attribute not in held or attribute.startswith("__"):
                raise _NotPlain
            value = held[attribute]
        state.names[".".join(path)] = _plain(machine, value, state)


def _plain(machine: Interpreter, value: Value, state: _Run) -> Any:
    """A value for the host to compute with; lists and dicts are copied, each once."""
    kind = type(value)
    if kind in _SCALARS:
        return value
    if kind is tuple:
        return tuple([_plain(machine, item, state) for item in value])
    if kind is Range:
        if all(type(part) is int for part in (value.start, value.stop, value.step)):
            return range(value.start, value.stop, value.step)
        raise _NotPlain
    if kind is not Object or value.cls not in (machine.classes.list, machine.classes.dict):
        raise _NotPlain
    known = state.copies.get(value.id)
    if known is not None:
        return known
    held = machine.state(value)
    made: Any
    if held.attributes or type(held.content) not in (tuple, dict):
        raise _NotPlain
    state.rounds += len(held.content)  # a copy costs as much as going over it
    if type(held.content) is tuple:
        made = state.copies[value.id] = []
        made.extend([_plain(machine, item, state) for item in held.content])
    elif type(held.content) is dict:
        made = state.copies[value.id] = {}
        for key, item in held.content.items():
            made[_plain(machine, key, state)] = _plain(machine, item, state)
    else:
        raise _NotPlain
    state.objects[id(made)] = made, value
    return made


def _store(machine: Interpreter, loop: _Loop, frame: Frame, state: _Run) -> None:
    from shapeproof.interpreter.statements import store_name

    for host, value in list(state.objects.values()):
        if id(host) in state.changed:
            machine.set_content(value, _content(machine, host, state))
    for name in loop.bound:
        if name in state.names:
            store_name(machine, frame, name, _value(machine, state.names[name], state))


def _content(machine: Interpreter, host: Any, state: _Run) -> Any:
    if type(host) is list:
        return tuple([_value(machine, item, state) for item in host])
    return {key: _value(machine, item, state) for key, item in host.items()}


def _value(machine: Interpreter, host: Any, state: _Run) -> Value:
    kind = type(host)
    if kind in _SCALARS:
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
        raise _NotPlain
    iterable = _iterable(loop, node.iterable)
    bind = _target(loop, node.target)
    body = _block(loop, node.body)

    def do(state: _Run) -> Any:
        for item in iterable(state):
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
        raise _NotPlain
    return maker(loop, node)


def _assign(loop: _Loop, node: nodes.Assign) -> Doing:
    value = _expression(loop, node.value)
    targets = [_target(loop, target) for target in node.targets]

    def do(state: _Run) -> None:
        found = value(state)
        for target in targets:
            target(state, found)

    return do


def _augmented(loop: _Loop, node: nodes.AugmentedAssign) -> Doing:
    if not isinstance(node.target, nodes.Name | nodes.Subscript):
        raise _NotPlain
    current = _expression(loop, node.target)
    compute = _BINARY.get(node.operator)
    operand = _expression(loop, node.value)
    target = _target(loop, node.target)
    if compute is None:
        raise _NotPlain

    def do(state: _Run) -> None:
        before = current(state)
        if type(before) in (list, dict):
            raise _NotPlain
        target(state, compute(before, operand(state)))

    return do


def _if(loop: _Loop, node: nodes.If) -> Doing:
    test = _expression(loop, node.test)
    body, otherwise = _block(loop, node.body), _block(loop, node.otherwise)

    def do(state: _Run) -> Any:
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
        raise _NotPlain
    owner, value = _expression(loop, call.function.value), _expression(loop, call.arguments[0].value)

    def do(state: _Run) -> None:
        row = owner(state)
        if type(row) is not list:
            raise _NotPlain
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


def _target(loop: _Loop, node: nodes.Expression) -> Callable[[_Run, Any], None]:
    if isinstance(node, nodes.Name):
        name = node.name
        loop.bound[name] = None
        loop.names[name] = None

        def bind(state: _Run, value: Any) -> None:
            state.names[name] = value

        return bind
    if isinstance(node, nodes.Display) and node.kind != "set":
        parts = [_target(loop, element) for element in node.elements]

        def unpack(state: _Run, value: Any) -> None:
            if type(value) not in (tuple, list) or len(value) != len(parts):
                raise _NotPlain
            for part, item in zip(parts, value, strict=True):
                part(state, item)

        return unpack
    if isinstance(node, nodes.Subscript):
        owner, index = _expression(loop, node.value), _expression(loop, node.index)

        def put(state: _Run, value: Any) -> None:
            held, key = owner(state), index(state)
            if type(held) is dict:
                held[_key(key)] = value
            elif type(held) is list and type(key) is int:
                held[key] = value
            else:
                raise _NotPlain
            state.changed.add(id(held))

        return put
    raise _NotPlain


def _key(value: Any) -> Any:
    """A key of a dict: equal only to what is the same, so that the host's dict is Python's."""
    if type(value) in (int, str) or (type(value) is tuple and all(type(part) in (int, str) for part in value)):
        return value
    raise _NotPlain


# --- expressions ----------------------------------------------------------------------------------------------------


def _expression(loop: _Loop, node: nodes.Expression) -> Computing:
    maker = _EXPRESSIONS.get(type(node))
    if maker is None:
        raise _NotPlain
    return maker(loop, node)


def _constant(loop: _Loop, node: nodes.Constant) -> Computing:
    value = node.value
    return lambda state: value


def _name(loop: _Loop, node: nodes.Name) -> Computing:
    name = node.name
    loop.names[name] = None
    return lambda state: state.names[name]


def _attribute(loop: _Loop, node: nodes.Attribute) -> Computing:
    path = [node.name]
    owner = node.value
    while isinstance(owner, nodes.Attribute):
        path.append(owner.name)
        owner = owner.value
    if not isinstance(owner, nodes.Name):
        raise _NotPlain
    path.append(owner.name)
    path.reverse()
    loop.attributes[tuple(path)] = None
    key = ".".join(path)
    return lambda state: state.names[key]


def _item(loop: _Loop, node: nodes.Subscript) -> Computing:
    owner, index = _expression(loop, node.value), _expression(loop, node.index)

    def compute(state: _Run) -> Any:
        held, key = owner(state), index(state)
        if type(held) is dict:
            return held[_key(key)]
        if type(key) is int and type(held) in (tuple, list, str, range):
            return held[key]
        raise _NotPlain

    return compute


def _display(loop: _Loop, node: nodes.Display) -> Computing:
    parts = [_expression(loop, element) for element in node.elements]
    if node.kind == "tuple":
        return lambda state: tuple([part(state) for part in parts])
    if node.kind == "list":
        return lambda state: [part(state) for part in parts]
    raise _NotPlain


def _unary(loop: _Loop, node: nodes.Unary) -> Computing:
    operand, compute = _expression(loop, node.operand), _UNARY.get(node.operator)
    if compute is None:
        raise _NotPlain
    return lambda state: compute(operand(state))


def _binary(loop: _Loop, node: nodes.Binary) -> Computing:
    left, right, compute = _expression(loop, node.left), _expression(loop, node.right), _BINARY.get(node.operator)
    if compute is None:
        raise _NotPlain
    return lambda state: compute(left(state), right(state))


def _compare(loop: _Loop, node: nodes.Compare) -> Computing:
    if len(node.operators) != 1 or node.operators[0] not in _COMPARE:
        raise _NotPlain
    left, right = _expression(loop, node.left), _expression(loop, node.operands[0])
    compute = _COMPARE[node.operators[0]]
    return lambda state: compute(left(state), right(state))


def _boolean(loop: _Loop, node: nodes.Boolean) -> Computing:
    parts = [_expression(loop, operand) for operand in node.operands]
    stops_at = node.operator == "or"

    def compute(state: _Run) -> Any:
        value: Any = None
        for part in parts:
            value = part(state)
            if bool(value) is stops_at:
                return value
        return value

    return compute


def _conditional(loop: _Loop, node: nodes.Conditional) -> Computing:
    test, then, otherwise = (_expression(loop, part) for part in (node.test, node.then, node.otherwise))
    return lambda state: then(state) if test(state) else otherwise(state)


def _call(loop: _Loop, node: nodes.Call) -> Computing:
    function, arguments = _builtin(loop, node, _FUNCTIONS)
    return lambda state: function(*[argument(state) for argument in arguments])


def _builtin(
    loop: _Loop, node: nodes.Call, table: dict[str, Callable[..., Any]]
) -> tuple[Callable[..., Any], list[Computing]]:
    """A call of one of Python's own functions, which no name of the module or of the loop hides."""
    if not isinstance(node.function, nodes.Name) or node.function.name not in table:
        raise _NotPlain
    if any(argument.stars or argument.keyword is not None for argument in node.arguments):
        raise _NotPlain
    loop.builtins[node.function.name] = None
    return table[node.function.name], [_expression(loop, argument.value) for argument in node.arguments]


def _iterable(loop: _Loop, node: nodes.Expression) -> Callable[[_Run], Iterable[Any]]:
    """What a loop goes over: a row, or ``enumerate``, ``zip``, ``reversed`` of rows."""
    if isinstance(node, nodes.Call):
        if isinstance(node.function, nodes.Name) and node.function.name == "range":
            return _call(loop, node)
        function, arguments = _builtin(loop, node, _ITERATORS)
        rows = [_row_of(argument) for argument in arguments]
        return lambda state: function(*[row(state) for row in rows])
    return _row_of(_expression(loop, node))


def _row_of(compute: Computing) -> Callable[[_Run], Iterable[Any]]:
    def row(state: _Run) -> Iterable[Any]:
        found = compute(state)
        if type(found) in (list, dict, tuple, range, str):
            return found  # type: ignore[no-any-return]
        raise _NotPlain

    return row


def _numbers(compute: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def computed(left: Any, right: Any) -> Any:
        if type(left) not in _NUMBERS or type(right) not in _NUMBERS:
            raise _NotPlain
        made = compute(left, right)
        if type(made) is int and made.bit_length() > MAXIMAL_BITS:
            raise _NotPlain
        return made

    return computed


def _power(left: Any, right: Any) -> Any:
    if type(right) is not int or not 0 <= right <= 64:
        raise _NotPlain
    return left**right


def _sum_of(left: Any, right: Any) -> Any:
    if type(left) is tuple and type(right) is tuple and len(left) + len(right) < MAXIMAL_BITS:
        return left + right
    return _add(left, right)


def _is_in(left: Any, right: Any) -> bool:
    if type(right) is dict:
        return _key(left) in right
    if type(right) in (tuple, list, range) and type(left) in (int, str):
        return left in right
    raise _NotPlain


def _ordered(compute: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def compared(left: Any, right: Any) -> Any:
        if type(left) in _COMPARABLE and type(right) in _COMPARABLE:
            return compute(left, right)
        raise _NotPlain

    return compared


def _is(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return left is right
    raise _NotPlain


_NUMBERS = frozenset({bool, int, float})
_COMPARABLE = _SCALARS | {tuple}
_add = _numbers(operator.add)
_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": _sum_of,
    "-": _numbers(operator.sub),
    "*": _numbers(operator.mul),
    "/": _numbers(operator.truediv),
    "//": _numbers(operator.floordiv),
    "%": _numbers(operator.mod),
    "**": _numbers(_power),
}
_UNARY: dict[str, Callable[[Any], Any]] = {"-": operator.neg, "+": operator.pos, "not": operator.not_}
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": _ordered(operator.eq),
    "!=": _ordered(operator.ne),
    "<": _ordered(operator.lt),
    "<=": _ordered(operator.le),
    ">": _ordered(operator.gt),
    ">=": _ordered(operator.ge),
    "in": _is_in,
    "not in": lambda left, right: not _is_in(left, right),
    "is": _is,
    "is not": lambda left, right: not _is(left, right),
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "abs": abs, "len": len, "min": min, "max": max, "int": int, "float": float, "divmod": divmod, "range": range,
}  # fmt: skip
_ITERATORS: dict[str, Callable[..., Iterable[Any]]] = {"enumerate": enumerate, "zip": zip, "reversed": reversed}
_EXPRESSIONS: dict[type, Callable[[_Loop, Any], Computing]] = {
    nodes.Constant: _constant,
    nodes.Name: _name,
    nodes.Attribute: _attribute,
    nodes.Subscript: _item,
    nodes.Display: _display,
    nodes.Unary: _unary,
    nodes.Binary: _binary,
    nodes.Compare: _compare,
    nodes.Boolean: _boolean,
    nodes.Conditional: _conditional,
    nodes.Call: _call,
}
