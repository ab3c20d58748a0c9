"""Operators over values: arithmetic, comparison, membership. Items and slices are in `items`."""

from __future__ import annotations

import operator as host
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.dims import (
    Dim,
    FloatExpression,
    different,
    floordiv,
    modulo,
    power,
    real,
)
from shapeproof.interpreter import classes, special
from shapeproof.interpreter.builtins.dicts import pairs_of
from shapeproof.interpreter.builtins.equality import assemble
from shapeproof.interpreter.builtins.plain import compute, is_certain, plain
from shapeproof.interpreter.builtins.rows import check_iterable, listed
from shapeproof.interpreter.builtins.sets import is_view
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.items import delete_item, get_item, set_item, unpack
from shapeproof.interpreter.iteration import Repeated
from shapeproof.interpreter.operands import refuse_operands
from shapeproof.shapes import Gap, Refusal
from shapeproof.values import (
    LOST,
    Class,
    Native,
    Object,
    ShapeValue,
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

__all__ = ["binary", "delete_item", "get_item", "in_place", "set_item", "unary", "unpack"]

_NUMBERS = (int, float, complex)  # bool is an int
_METHODS = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "@": "matmul",
    "&": "and", "|": "or", "^": "xor", "<<": "lshift", ">>": "rshift",
}  # fmt: skip
_HOST: dict[str, Callable[[Any, Any], Any]] = {
    "+": host.add, "-": host.sub, "*": host.mul, "/": host.truediv, "//": host.floordiv, "%": host.mod, "**": host.pow,
    "@": host.matmul, "&": host.and_, "|": host.or_, "^": host.xor, "<<": host.lshift, ">>": host.rshift,
}  # fmt: skip
_HOST_IN_PLACE: dict[str, Callable[[Any, Any], Any]] = {
    "+": host.iadd, "-": host.isub, "*": host.imul, "/": host.itruediv, "//": host.ifloordiv, "%": host.imod,
    "**": host.ipow, "@": host.imatmul, "&": host.iand, "|": host.ior, "^": host.ixor, "<<": host.ilshift,
    ">>": host.irshift,
}  # fmt: skip
REFLECTED = {
    "__eq__": "__eq__", "__ne__": "__eq__",
    "__lt__": "__gt__", "__le__": "__ge__", "__gt__": "__lt__", "__ge__": "__le__",
}  # fmt: skip
_REPEATING = frozenset({"bytearray.__mul__", "bytearray.__rmul__"})  # of a sequence, and no number's
_MAXIMAL_BITS = 100_000


# --- arithmetic -----------------------------------------------------------------------------------------------------


def binary(
    machine: Interpreter,
    operator: str,
    left: Value,
    right: Value,
    sign: str | None = None,
    named: tuple[Value, Value] | None = None,
) -> Value:
    """``left operator right``; raises in the program where Python does for known values.

    ``sign`` is the operator as messages show it, where that is another one; ``named`` are the operands whose classes
    they name, where these are what the operands hold.
    """
    sign = operator if sign is None else sign
    if isinstance(left, _NUMBERS) and isinstance(right, _NUMBERS):
        return _numbers(machine, operator, left, right, sign, named)
    if isinstance(left, Object) or isinstance(right, Object):
        return _objects(machine, operator, left, right, sign, named)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        unknown = left if isinstance(left, Unknown) else right
        return Unknown(unknown.reason, unknown.site)
    left, right = number_of(machine, left), number_of(machine, right)
    if isinstance(left, Dim | int) and isinstance(right, Dim | int):
        return _sizes(machine, operator, left, right)
    if isinstance(left, Dim | FloatExpression | int | float) and isinstance(right, Dim | FloatExpression | int | float):
        if operator in ("+", "-", "*", "/", "**", "//", "%"):
            return real(operator, left, right)
        raise Gap(f"{operator} of floats that are not known")
    return _sequences(machine, operator, left, right, sign, named)


def number_of(machine: Interpreter, value: Value) -> Value:
    """A symbolic bool in arithmetic is decided."""
    return int(machine.truth(value)) if isinstance(value, Truth) else value


def _numbers(
    machine: Interpreter, operator: str, left: Any, right: Any, sign: str, named: tuple[Value, Value] | None
) -> Value:
    if operator == "**" and isinstance(left, int) and isinstance(right, int):
        if abs(right) * max(left.bit_length(), 1) > _MAXIMAL_BITS:
            raise Gap("budget: a power is too large to compute")
    elif (
        operator == "<<"
        and isinstance(right, int)
        and isinstance(left, int)
        and right + left.bit_length() > _MAXIMAL_BITS
    ):
        raise Gap("budget: a shift is too large to compute")
    elif operator == "@":
        return refuse_operands(machine, sign, *(named or (left, right)))
    elif operator == "*" and isinstance(left, int) and isinstance(right, int):
        machine.budget(left.bit_length() + right.bit_length(), "an integer")
    try:
        return _HOST[operator](left, right)
    except ZeroDivisionError as error:
        machine.throw("ZeroDivisionError", str(error))
    except OverflowError as error:
        machine.throw("OverflowError", str(error))
    except ValueError as error:
        machine.throw("ValueError", str(error))
    except TypeError:
        return refuse_operands(machine, sign, *(named or (left, right)))


def _sizes(machine: Interpreter, operator: str, left: Any, right: Any) -> Value:
    simplify = machine.judge.facts.simplify
    if operator == "+":
        return left + right
    if operator == "-":
        return left - right
    if operator == "*":
        return simplify(left * right)
    if operator == "/":
        _check_divisor(machine, right, "division by zero")
        return real("/", left, right)
    if operator in ("//", "%"):
        left, right = simplify(left), simplify(right)
        _check_divisor(machine, right, "integer division or modulo by zero")
        return simplify(floordiv(left, right) if operator == "//" else modulo(left, right))
    if operator == "**":
        if isinstance(right, int) and 0 <= right <= 16:
            return power(left, right)
        return real("**", left, right)
    if operator == "<<" and isinstance(right, int) and 0 <= right <= 32:
        return left * 2**right
    if operator == ">>" and isinstance(right, int) and 0 <= right <= 32:
        return floordiv(left, 2**right)
    raise Gap(f"{operator} of sizes that are not known")


def _check_divisor(machine: Interpreter, divisor: int | Dim, message: str) -> None:
    """Raise where a divisor is 0; one that may be is not where the program goes on, unless a handler is around."""
    nonzero = different(divisor, 0)
    if machine.judge.holds(nonzero) is False:
        machine.throw("ZeroDivisionError", message)
    if isinstance(divisor, Dim) and not machine.catching and not machine.catching_division:
        machine.judge.require(nonzero, Refusal("raises", f"ZeroDivisionError: {message}"))


def _sequences(
    machine: Interpreter, operator: str, left: Value, right: Value, sign: str, named: tuple[Value, Value] | None
) -> Value:
    if operator == "+":
        if isinstance(left, ShapeValue | tuple) and isinstance(right, ShapeValue | tuple):
            machine.make_room(len(items_of_row(left)) + len(items_of_row(right)), "a tuple")
            joined = (*items_of_row(left), *items_of_row(right))
            return joined if isinstance(left, tuple) and isinstance(right, tuple) else ShapeValue(joined)
        if type(left) is type(right) and isinstance(left, str | bytes):
            machine.make_room(len(left) + len(right), "a string")
            return left + right
    elif operator == "*":
        if isinstance(left, int | Dim) and isinstance(right, tuple | str | bytes):
            left, right = right, left
        if isinstance(left, tuple | str | bytes) and isinstance(right, int):
            machine.make_room(len(left) * max(right, 0), "a sequence")
            return left * right
        if isinstance(left, tuple) and isinstance(right, Dim):
            raise Gap("a tuple of symbolic length")
        if isinstance(left, str) and isinstance(right, Dim):
            raise Gap("a string of symbolic length")
    elif operator == "%" and isinstance(left, str | bytes):
        from shapeproof.interpreter.builtins.formatting import percent_format

        return percent_format(machine, left, right)
    return refuse_operands(machine, sign, *(named or (left, right)))


def items_of_row(value: ShapeValue | tuple[Value, ...]) -> tuple[Value, ...]:
    return value.items if isinstance(value, ShapeValue) else value


def _objects(
    machine: Interpreter, operator: str, left: Value, right: Value, sign: str, named: tuple[Value, Value] | None
) -> Value:
    if operator == "%" and isinstance(left, str | bytes):
        from shapeproof.interpreter.builtins.formatting import percent_format

        return percent_format(machine, left, right)
    name = _METHODS[operator]
    attempts = [(left, f"__{name}__", right), (right, f"__r{name}__", left)]
    left_class, right_class = machine.class_of(left), machine.class_of(right)
    if left_class is right_class:
        del attempts[1]
    elif left_class in right_class.mro and _says_otherwise(machine, right_class, left_class, f"__r{name}__"):
        attempts.reverse()
    for receiver, method_name, other in attempts:
        if isinstance(receiver, Unknown):
            return Unknown(receiver.reason, receiver.site)
        if not isinstance(receiver, Object):
            continue
        if isinstance(receiver, Class):
            if receiver.metaclass is None:
                continue
            method = classes.lookup(machine, receiver.metaclass, method_name)
        else:
            method = classes.lookup(machine, receiver.cls, method_name)
        if method is MISSING:
            continue
        if isinstance(method, Unknown):
            return Unknown(method.reason, method.site)
        if is_container_method(method) or (isinstance(method, Native) and method.name in _REPEATING):
            continue
        result = special.call(machine, method, receiver, other)
        if result != machine.classes.not_implemented:
            return result
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        unknown = left if isinstance(left, Unknown) else right
        return Unknown(unknown.reason, unknown.site)
    if operator == "|" and (isinstance(left, Class) or isinstance(right, Class)):
        return _union(machine, left, right)
    return _containers(machine, operator, left, right, sign, named or (left, right))


def _says_otherwise(machine: Interpreter, cls: Class, base: Class, name: str) -> bool:
    """Whether a class has another method of that name than a class that it derives from."""
    return classes.lookup(machine, cls, name) is not classes.lookup(machine, base, name)


def _union(machine: Interpreter, left: Value, right: Value) -> Value:
    """``int | str``: the classes it stands for."""
    members: list[Value] = []
    for part in (left, right):
        if isinstance(part, Object) and part.cls is machine.builtin("UnionType"):
            members.extend(machine.content(part))
        elif part is None or isinstance(part, Class):
            members.append(machine.builtin("NoneType") if part is None else part)
        elif is_certain(machine, part):
            return refuse_operands(machine, "|", left, right)
        else:
            return Unknown("a union of types", machine.here())
    unique = tuple(dict.fromkeys(members))
    return unique[0] if len(unique) == 1 else machine.new(machine.builtin("UnionType"), None, unique)


def is_container_method(method: Value) -> bool:
    return isinstance(method, Native) and method.name.split(".")[0] in (
        "list", "dict", "set", "frozenset", "tuple", "str", "bytes", "int", "float", "object",
    )  # fmt: skip


def builtin_kind(machine: Interpreter, value: Value) -> str | None:
    """The built-in container class an object is of."""
    if not isinstance(value, Object):
        return None
    for parent in value.cls.mro:
        if parent.builtin and parent.name in _KINDS:
            return parent.name
    return None


SCALAR_KINDS = frozenset({"int", "float", "complex", "str", "bytes", "tuple"})
_KINDS = SCALAR_KINDS | {"list", "dict", "set", "frozenset"}


def _containers(
    machine: Interpreter, operator: str, left: Value, right: Value, sign: str, named: tuple[Value, Value]
) -> Value:
    if operator == "*":
        row, count = (left, right) if _is_row(machine, left) else (right, left)
        if _is_row(machine, row) and isinstance(count, Object):
            times = _counted(machine, count)
            if times is not count:
                return binary(machine, operator, row, times, sign, named)
    if any(isinstance(each, Object) and each.cls.name == "bytearray" for each in (left, right)):
        hosted = _HOST if sign == operator else _HOST_IN_PLACE
        return compute(machine, hosted[operator], left, right)
    a, b = builtin_kind(machine, left), builtin_kind(machine, right)
    if a in SCALAR_KINDS or b in SCALAR_KINDS:
        plain_left = machine.content(left) if a in SCALAR_KINDS else left
        plain_right = machine.content(right) if b in SCALAR_KINDS else right
        if plain_left is not None and plain_right is not None:
            return binary(machine, operator, plain_left, plain_right, sign, named)
    if a == "list" and b == "list" and operator == "+":
        machine.make_room(len(machine.content(left)) + len(machine.content(right)), "a list")
        return machine.new_list((*machine.content(left), *machine.content(right)))
    if operator == "*" and (a == "list" or b == "list"):
        row, count = (left, right) if a == "list" else (right, left)
        count = _counted(machine, count)
        items = machine.content(row)
        if isinstance(count, bool | int):
            machine.make_room(len(items) * max(count, 0), "a list")
            return machine.new_list(items * count)
        if isinstance(count, Dim) and len(items) == 1 and not isinstance(items[0], Object | Repeated):
            return machine.new_list((Repeated(items[0], count),))
        if not isinstance(count, Dim) and is_certain(machine, count):
            return refuse_operands(machine, sign, *named)
        raise Gap("a list of symbolic length")
    if a == "dict" and b == "dict" and operator == "|":
        return machine.new_dict(assemble(machine, pairs_of(machine, right), machine.content(left)))
    if isinstance(left, Object) and operator in _SET_ALGEBRA and (a in SET_KINDS or is_view(machine, left)):
        made = _algebra(machine, left, operator, right)
        if made != machine.classes.not_implemented:
            return made
    if isinstance(right, Object) and operator in _SET_ALGEBRA and is_view(machine, right):
        made = _algebra(machine, right, operator, left, "r")
        if made != machine.classes.not_implemented:
            return made
    return refuse_operands(machine, sign, *named)


_SET_ALGEBRA = {"|": "or", "&": "and", "-": "sub", "^": "xor"}
SET_KINDS = ("set", "frozenset", "dict_keys", "dict_items")


def _algebra(machine: Interpreter, receiver: Object, operator: str, other: Value, side: str = "") -> Value:
    method = classes.lookup(machine, receiver.cls, f"__{side}{_SET_ALGEBRA[operator]}__")
    if not isinstance(method, Native):
        return machine.classes.not_implemented
    return method.call(machine, (receiver, other), {})


def _is_row(machine: Interpreter, value: Value) -> bool:
    return isinstance(value, str | bytes | tuple) or builtin_kind(machine, value) in ("list", "str", "bytes", "tuple")


def _counted(machine: Interpreter, count: Value) -> Value:
    """How often a row is repeated: what ``__index__`` says of an object."""
    inner = plain(machine, count)
    if isinstance(inner, int | Dim):
        return inner
    if isinstance(count, Object) and not isinstance(count, Class):
        method = classes.lookup(machine, count.cls, "__index__")
        if method is not MISSING and not isinstance(method, Unknown):
            found = special.call(machine, method, count)
            if is_certain(machine, found) and not isinstance(plain(machine, found), int | Dim):
                machine.throw("TypeError", f"__index__ returned non-int (type {machine.class_of(found).name})")
            return found
    return count


def in_place(machine: Interpreter, operator: str, left: Value, right: Value) -> Value:
    """``left operator= right``: the value the target is bound to."""
    if isinstance(left, Object) and not (isinstance(left, Class) and left.cls.builtin):
        method = classes.lookup(machine, left.cls, f"__i{_METHODS[operator]}__")
        if isinstance(method, Unknown):
            return Unknown(method.reason, method.site)
        if method is not MISSING and not is_container_method(method):
            result = special.call(machine, method, left, right)
            if result != machine.classes.not_implemented:
                return result
        kind = builtin_kind(machine, left)
        if kind == "list" and operator == "+":
            return _extend(machine, left, right)
        if kind == "list" and operator == "*":
            machine.set_content(left, machine.content(binary(machine, operator, left, right)))
            return left
        if kind == "dict" and operator == "|" and not isinstance(right, Unknown):
            updated = classes.lookup(machine, machine.builtin("dict"), "update")
            machine.call(updated, (left, right))
            return left
        if kind == "set" and operator in _SET_ALGEBRA:
            made = binary(machine, operator, left, right, f"{operator}=")
            machine.set_content(left, machine.content(made))
            return left
    return binary(machine, operator, left, right, f"{operator}=")


def _extend(machine: Interpreter, left: Object, right: Value) -> Value:
    try:
        check_iterable(machine, right)
        added = tuple(listed(machine, right))
        machine.set_content(left, (*machine.content(left), *added))
    except Gap:
        machine.write(left, machine.state(left)._replace(content=LOST))
    return left


def unary(machine: Interpreter, operator: str, operand: Value) -> Value:
    """``-x``, ``+x``, ``~x``."""
    if isinstance(operand, Unknown):
        return Unknown(operand.reason, operand.site)
    operand = number_of(machine, operand)
    if isinstance(operand, int):
        return -operand if operator == "-" else +operand if operator == "+" else ~operand
    if isinstance(operand, float | complex) and operator != "~":
        return -operand if operator == "-" else operand
    if isinstance(operand, Dim):
        if operator == "~":
            return -operand - 1
        return -operand if operator == "-" else operand
    if isinstance(operand, FloatExpression) and operator != "~":
        return real("neg", operand) if operator == "-" else operand
    if isinstance(operand, Object):
        name = {"-": "__neg__", "+": "__pos__", "~": "__invert__"}[operator]
        method = classes.lookup(machine, machine.class_of(operand), name)
        if method is not MISSING:
            return special.call(machine, method, operand)
        inner = _plain_content(machine, operand)
        if inner is not operand:
            return unary(machine, operator, inner)
    if is_certain(machine, operand):
        machine.throw("TypeError", f"bad operand type for unary {operator}: '{machine.class_of(operand).name}'")
    raise Gap(f"{operator} of a {machine.class_of(operand).name}")


def _plain_content(machine: Interpreter, value: Object) -> Value:
    """The number that an instance of a subclass of int or float holds, else the value itself."""
    if type(value) is Object and builtin_kind(machine, value) in ("int", "float"):
        content = machine.state(value).content
        if content is not None and content is not LOST:
            return content
    return value


# --- comparison -----------------------------------------------------------------------------------------------------
