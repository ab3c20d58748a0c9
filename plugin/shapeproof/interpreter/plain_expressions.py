"""Expressions over plain values (numbers, text, rows of these) as closures that the host computes.

Whatever is not plain, or does not mean in the host exactly what it means in the program, is `NotPlain`: the
interpreter looks at it itself.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable
from typing import Any

from shapeproof.interpreter.world import BudgetSpent
from shapeproof.program import nodes
from shapeproof.values import Value

MAXIMAL_ROUNDS = 2_000_000
MAXIMAL_BITS = 4_096

Names = dict[str, Any]
Computing = Callable[["Run"], Any]
SCALARS = frozenset({type(None), bool, int, float, str})


class NotPlain(Exception):
    """Something the interpreter must look at itself."""


class Run:
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


class Reads:
    """The names that an expression reads or binds, Python's functions it calls, and the attributes it reads."""

    __slots__ = ("attributes", "bound", "builtins", "names")

    def __init__(self) -> None:
        self.names: dict[str, None] = {}
        self.bound: dict[str, None] = {}
        self.builtins: dict[str, None] = {}
        self.attributes: dict[tuple[str, ...], None] = {}


class PlainTest:
    """A test of arguments alone (``padding_idx is None or padding_idx < n``), for where they are plain."""

    __slots__ = ("compute", "names")

    def __init__(self, node: nodes.Expression) -> None:
        reads = Reads()
        self.compute = expression(reads, node)
        if reads.attributes or reads.builtins:
            raise NotPlain
        self.names = tuple(reads.names)

    def of(self, names: Names) -> Any:
        """Its value; `NotPlain` where a name is none of theirs, or no plain value."""
        for name in self.names:
            value = names.get(name, self)
            if type(value) not in SCALARS:
                raise NotPlain
        run = Run()
        run.names = names
        try:
            return self.compute(run)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            raise NotPlain from None


def expression(reads: Reads, node: nodes.Expression) -> Computing:
    maker = _EXPRESSIONS.get(type(node))
    if maker is None:
        raise NotPlain
    return maker(reads, node)


def key_of(value: Any) -> Any:
    """A key of a dict: equal only to what is the same, so that the host's dict is Python's."""
    if type(value) in (int, str) or (type(value) is tuple and all(type(part) in (int, str) for part in value)):
        return value
    raise NotPlain


def _constant(reads: Reads, node: nodes.Constant) -> Computing:
    value = node.value
    return lambda state: value


def _name(reads: Reads, node: nodes.Name) -> Computing:
    name = node.name
    reads.names[name] = None
    return lambda state: state.names[name]


def _attribute(reads: Reads, node: nodes.Attribute) -> Computing:
    path = [node.name]
    owner = node.value
    while isinstance(owner, nodes.Attribute):
        path.append(owner.name)
        owner = owner.value
    if not isinstance(owner, nodes.Name):
        raise NotPlain
    path.append(owner.name)
    path.reverse()
    reads.attributes[tuple(path)] = None
    key = ".".join(path)
    return lambda state: state.names[key]


def _item(reads: Reads, node: nodes.Subscript) -> Computing:
    owner, index = expression(reads, node.value), expression(reads, node.index)

    def compute(state: Run) -> Any:
        held, key = owner(state), index(state)
        if type(held) is dict:
            return held[key_of(key)]
        if type(key) is int and type(held) in (tuple, list, str, range):
            return held[key]
        raise NotPlain

    return compute


def _display(reads: Reads, node: nodes.Display) -> Computing:
    parts = [expression(reads, element) for element in node.elements]
    if node.kind == "tuple":
        return lambda state: tuple([part(state) for part in parts])
    if node.kind == "list":
        return lambda state: [part(state) for part in parts]
    raise NotPlain


def _unary(reads: Reads, node: nodes.Unary) -> Computing:
    operand, compute = expression(reads, node.operand), _UNARY.get(node.operator)
    if compute is None:
        raise NotPlain
    return lambda state: compute(operand(state))


def _binary(reads: Reads, node: nodes.Binary) -> Computing:
    left, right, compute = expression(reads, node.left), expression(reads, node.right), BINARY.get(node.operator)
    if compute is None:
        raise NotPlain
    return lambda state: compute(left(state), right(state))


def _compare(reads: Reads, node: nodes.Compare) -> Computing:
    if len(node.operators) != 1 or node.operators[0] not in _COMPARE:
        raise NotPlain
    left, right = expression(reads, node.left), expression(reads, node.operands[0])
    compute = _COMPARE[node.operators[0]]
    return lambda state: compute(left(state), right(state))


def _boolean(reads: Reads, node: nodes.Boolean) -> Computing:
    parts = [expression(reads, operand) for operand in node.operands]
    stops_at = node.operator == "or"

    def compute(state: Run) -> Any:
        value: Any = None
        for part in parts:
            value = part(state)
            if bool(value) is stops_at:
                return value
        return value

    return compute


def _conditional(reads: Reads, node: nodes.Conditional) -> Computing:
    test, then, otherwise = (expression(reads, part) for part in (node.test, node.then, node.otherwise))
    return lambda state: then(state) if test(state) else otherwise(state)


def _call(reads: Reads, node: nodes.Call) -> Computing:
    function, arguments = _builtin(reads, node, _FUNCTIONS)
    return lambda state: function(*[argument(state) for argument in arguments])


def _builtin(
    reads: Reads, node: nodes.Call, table: dict[str, Callable[..., Any]]
) -> tuple[Callable[..., Any], list[Computing]]:
    """A call of one of Python's own functions, which no name of the module or of the loop hides."""
    if not isinstance(node.function, nodes.Name) or node.function.name not in table:
        raise NotPlain
    if any(argument.stars or argument.keyword is not None for argument in node.arguments):
        raise NotPlain
    reads.builtins[node.function.name] = None
    return table[node.function.name], [expression(reads, argument.value) for argument in node.arguments]


def iterable(reads: Reads, node: nodes.Expression) -> Callable[[Run], Iterable[Any]]:
    """What a loop goes over: a row, or ``enumerate``, ``zip``, ``reversed`` of rows."""
    if isinstance(node, nodes.Call):
        if isinstance(node.function, nodes.Name) and node.function.name == "range":
            return _call(reads, node)
        function, arguments = _builtin(reads, node, _ITERATORS)
        rows = [_row_of(argument) for argument in arguments]
        return lambda state: function(*[row(state) for row in rows])
    return _row_of(expression(reads, node))


def _row_of(compute: Computing) -> Callable[[Run], Iterable[Any]]:
    def row(state: Run) -> Iterable[Any]:
        found = compute(state)
        if type(found) in (list, dict, tuple, range, str):
            return found  # type: ignore[no-any-return]
        raise NotPlain

    return row


def _numbers(compute: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def computed(left: Any, right: Any) -> Any:
        if type(left) not in _NUMBERS or type(right) not in _NUMBERS:
            raise NotPlain
        made = compute(left, right)
        if type(made) is int and made.bit_length() > MAXIMAL_BITS:
            raise NotPlain
        return made

    return computed


def _power(left: Any, right: Any) -> Any:
    if type(right) is not int or not 0 <= right <= 64:
        raise NotPlain
    return left**right


def _sum_of(left: Any, right: Any) -> Any:
    if type(left) is tuple and type(right) is tuple and len(left) + len(right) < MAXIMAL_BITS:
        return left + right
    return _add(left, right)


def _is_in(left: Any, right: Any) -> bool:
    if type(right) is dict:
        return key_of(left) in right
    if type(right) in (tuple, list, range) and type(left) in (int, str):
        return left in right
    raise NotPlain


def _ordered(compute: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def compared(left: Any, right: Any) -> Any:
        if type(left) in _COMPARABLE and type(right) in _COMPARABLE:
            return compute(left, right)
        raise NotPlain

    return compared


def _is(left: Any, right: Any) -> bool:
    if left is None or right is None:
        return left is right
    raise NotPlain


_NUMBERS = frozenset({bool, int, float})
_COMPARABLE = SCALARS | {tuple}
_add = _numbers(operator.add)
BINARY: dict[str, Callable[[Any, Any], Any]] = {
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
_EXPRESSIONS: dict[type, Callable[[Reads, Any], Computing]] = {
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
