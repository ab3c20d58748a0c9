"""The methods of int, float and complex."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, FloatExpression, real, to_integer
from shapeproof.interpreter.builtins.numbers import absolute, check_bits, make_bool, rounded, to_float, to_int
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    check_count,
    compute,
    known,
    plain,
)
from shapeproof.shapes import Gap
from shapeproof.values import Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


_OPERATORS = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "pow": "**",
    "and": "&",
    "or": "|",
    "xor": "^",
    "lshift": "<<",
    "rshift": ">>",
}
_COMPARISONS = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}


def _hosted(owner: type, name: str) -> Method:
    """A method that CPython computes where receiver and arguments are known."""
    function = getattr(owner, name)

    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        check_bits(*arguments)
        if any(type(argument) is int and abs(argument) > 1_000_000 for argument in arguments) and name == "to_bytes":
            raise Gap("budget: too many bytes")
        return compute(machine, function, plain(machine, receiver), *arguments, **keywords)

    return method


def _operating(kinds: frozenset[type], operator: str, swapped: bool) -> Method:
    """``__add__``, ``__radd__``, … of numbers: NotImplemented where the other operand is no number they deal with."""

    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        left, right = plain(machine, receiver), plain(machine, arguments[0])
        if isinstance(right, Unknown):
            raise Gap(right.reason)
        if operator == "**" and len(arguments) > 1 and arguments[1] is not None:
            if not known(left) or any(type(each) is int and each.bit_length() > 1_000 for each in arguments):
                raise Gap("a power of what is not known")
            return compute(machine, type(left).__rpow__ if swapped else type(left).__pow__, left, *arguments)
        if type(right) not in kinds or type(left) not in kinds:
            return machine.classes.not_implemented
        return machine.binary(operator, right, left) if swapped else machine.binary(operator, left, right)

    return method


def _comparing(kinds: frozenset[type], operator: str) -> Method:
    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        left, right = plain(machine, receiver), plain(machine, arguments[0])
        if isinstance(right, Unknown):
            raise Gap(right.reason)
        if type(right) not in kinds or type(left) not in kinds:
            return machine.classes.not_implemented
        return machine.compare(operator, left, right)

    return method


def _as_int(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return to_int(machine, receiver)


def _as_float(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return to_float(machine, receiver)


def _as_bool(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return make_bool(machine, machine.builtin("bool"), (plain(machine, receiver),), {})


def _abs(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return absolute(machine, receiver)


def _round(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "__round__", arguments, 0, 1)
    return rounded(machine, receiver, *arguments)


def _converted(conversion: str, function: Callable[[Any], Any]) -> Method:
    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        value = plain(machine, receiver)
        if isinstance(value, Dim):
            return value
        if isinstance(value, FloatExpression):
            return to_integer(value, conversion)
        return compute(machine, function, value)

    return method


def _is_integer(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    value = plain(machine, receiver)
    if type(value) in (int, bool, Dim):
        return True
    if not known(value):
        raise Gap("whether a symbolic float is whole")
    return compute(machine, float.is_integer, value)


def _negated(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    value = plain(machine, receiver)
    if isinstance(value, Dim):
        return -value
    if isinstance(value, FloatExpression):
        return real("neg", value)
    return compute(machine, lambda number: -number, value)


def _unchanged(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    value = plain(machine, receiver)
    return int(value) if type(value) is bool else value


def _unordered(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return machine.classes.not_implemented


def _divided(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    value, other = plain(machine, receiver), plain(machine, arguments[0])
    kinds = _INTEGERS if type(value) in _INTEGERS else _REALS
    if isinstance(other, Unknown):
        raise Gap(other.reason)
    if type(other) not in kinds:
        return machine.classes.not_implemented
    if known((value, other)):
        return compute(machine, divmod, value, other)
    return machine.binary("//", value, other), machine.binary("%", value, other)


_CEIL, _FLOOR = (
    _converted("ceil", lambda x: -((-x) // 1) if isinstance(x, int) else x.__ceil__()),
    _converted("floor", lambda x: x.__floor__()),
)


def _shared(kinds: frozenset[type], operators: dict[str, str]) -> dict[str, Method]:
    found: dict[str, Method] = {}
    for name, operator in operators.items():
        found[f"__{name}__"] = _operating(kinds, operator, False)
        found[f"__r{name}__"] = _operating(kinds, operator, True)
    for name, operator in _COMPARISONS.items() if complex not in kinds else _EQUALITY.items():
        found[f"__{name}__"] = _comparing(kinds, operator)
    return found


_EQUALITY = {"eq": "==", "ne": "!="}
_INTEGERS = frozenset({int, bool, Dim, Truth})
_REALS = _INTEGERS | {float, FloatExpression}
_REAL_OPERATORS = {name: _OPERATORS[name] for name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow")}

_INT: dict[str, Method] = {
    **_shared(_INTEGERS, _OPERATORS),
    **{name: _hosted(int, name) for name in ("bit_length", "bit_count", "to_bytes", "as_integer_ratio", "__invert__")},
    **{name: _hosted(int, name) for name in ("__repr__", "__hash__")},
    "from_bytes": _hosted(int, "from_bytes"),
    "conjugate": _unchanged,
    "is_integer": _is_integer,
    "__int__": _unchanged,
    "__index__": _unchanged,
    "__trunc__": _unchanged,
    "__pos__": _unchanged,
    "__neg__": _negated,
    "__float__": _as_float,
    "__bool__": _as_bool,
    "__abs__": _abs,
    "__round__": _round,
    "__divmod__": _divided,
    "__ceil__": _unchanged,
    "__floor__": _unchanged,
}

_FLOAT: dict[str, Method] = {
    **_shared(_REALS, _REAL_OPERATORS),
    **{name: _hosted(float, name) for name in ("hex", "as_integer_ratio", "__repr__", "__hash__")},
    "fromhex": _hosted(float, "fromhex"),
    "conjugate": _unchanged,
    "is_integer": _is_integer,
    "__float__": _unchanged,
    "__pos__": _unchanged,
    "__neg__": _negated,
    "__int__": _as_int,
    "__trunc__": _as_int,
    "__bool__": _as_bool,
    "__abs__": _abs,
    "__round__": _round,
    "__divmod__": _divided,
    "__ceil__": _CEIL,
    "__floor__": _FLOOR,
}

_COMPLEX_NAMES = ("conjugate", "__repr__", "__hash__", "__abs__", "__neg__", "__pos__", "__bool__")
_COMPLEX: dict[str, Method] = {
    **_shared(_REALS | {complex}, {name: _OPERATORS[name] for name in ("add", "sub", "mul", "truediv", "pow")}),
    **{name: _hosted(complex, name) for name in _COMPLEX_NAMES},
    **dict.fromkeys(("__lt__", "__le__", "__gt__", "__ge__"), _unordered),
}

METHODS: dict[str, dict[str, Method]] = {"int": _INT, "float": _FLOAT, "complex": _COMPLEX}
CONSTRUCTORS: dict[str, Any] = {}
