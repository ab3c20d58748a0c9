"""Operators over values: arithmetic, comparison, membership. Items and slices are in `items`."""

from __future__ import annotations

import operator as host
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.dims import (
    Dim,
    FloatExpression,
    Opinion,
    conjunction,
    different,
    disjunction,
    equal,
    floordiv,
    less,
    less_equal,
    modulo,
    negate,
    power,
    real,
)
from shapeproof.interpreter import arguments, classes
from shapeproof.interpreter.builtins.dicts import pairs_of
from shapeproof.interpreter.builtins.equality import assemble, find_key
from shapeproof.interpreter.builtins.plain import compute, is_certain
from shapeproof.interpreter.builtins.rows import check_iterable
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.items import contains, delete_item, get_item, set_item, unpack
from shapeproof.interpreter.iteration import Repeated
from shapeproof.shapes import Gap, Refusal
from shapeproof.values import (
    LOST,
    BoundMethod,
    Class,
    Native,
    Object,
    Range,
    ShapeValue,
    SliceValue,
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

__all__ = ["binary", "compare", "delete_item", "get_item", "in_place", "set_item", "unary", "unpack"]

_NUMBERS = (int, float, complex)  # bool is an int
_METHODS = {
    "+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow", "@": "matmul",
    "&": "and", "|": "or", "^": "xor", "<<": "lshift", ">>": "rshift",
}  # fmt: skip
_HOST: dict[str, Callable[[Any, Any], Any]] = {
    "+": host.add, "-": host.sub, "*": host.mul, "/": host.truediv, "//": host.floordiv, "%": host.mod, "**": host.pow,
    "@": host.matmul, "&": host.and_, "|": host.or_, "^": host.xor, "<<": host.lshift, ">>": host.rshift,
}  # fmt: skip
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": host.eq, "!=": host.ne, "<": host.lt, "<=": host.le, ">": host.gt, ">=": host.ge,
}  # fmt: skip
_COMPARE_METHODS = {"==": "__eq__", "!=": "__ne__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__"}
_MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_REFLECTED = {
    "__eq__": "__eq__", "__ne__": "__eq__",
    "__lt__": "__gt__", "__le__": "__ge__", "__gt__": "__lt__", "__ge__": "__le__",
}  # fmt: skip
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
    left, right = _number_of(machine, left), _number_of(machine, right)
    if isinstance(left, Dim | int) and isinstance(right, Dim | int):
        return _sizes(machine, operator, left, right)
    if isinstance(left, Dim | FloatExpression | int | float) and isinstance(right, Dim | FloatExpression | int | float):
        if operator in ("+", "-", "*", "/", "**", "//", "%"):
            return real(operator, left, right)
        raise Gap(f"{operator} of floats that are not known")
    return _sequences(machine, operator, left, right, sign, named)


def _number_of(machine: Interpreter, value: Value) -> Value:
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
        return _unsupported(machine, sign, *(named or (left, right)))
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
        return _unsupported(machine, sign, *(named or (left, right)))


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
            machine.make_room(len(_row(left)) + len(_row(right)), "a tuple")
            joined = (*_row(left), *_row(right))
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
    return _unsupported(machine, sign, *(named or (left, right)))


def _row(value: ShapeValue | tuple[Value, ...]) -> tuple[Value, ...]:
    return value.items if isinstance(value, ShapeValue) else value


def _unsupported(machine: Interpreter, operator: str, left: Value, right: Value) -> Value:
    """Raise the TypeError of operands whose classes certainly do not have the operator; else a Gap."""
    names = machine.class_of(left).name, machine.class_of(right).name
    if not (is_certain(machine, left) and is_certain(machine, right)):
        raise Gap(f"{operator} of a {names[0]} and a {names[1]}")
    sign = operator.removesuffix("=")
    if sign == "+":
        kind = _sequence_kind(machine, left)
        if kind == "bytes":
            machine.throw("TypeError", f"can't concat {names[1]} to {names[0]}")
        if kind is not None:
            machine.throw("TypeError", f'can only concatenate {kind} (not "{names[1]}") to {kind}')
    if sign == "*":
        for one, other in ((left, right), (right, left)):
            if _sequence_kind(machine, one) is not None:
                name = machine.class_of(other).name
                machine.throw("TypeError", f"can't multiply sequence by non-int of type '{name}'")
    shown = {"**": "** or pow()", "**=": "** or pow()"}.get(operator, operator)
    machine.throw("TypeError", f"unsupported operand type(s) for {shown}: '{names[0]}' and '{names[1]}'")


def _sequence_kind(machine: Interpreter, value: Value) -> str | None:
    """str, bytes, tuple or list, where a value is of that class or derives from it."""
    for parent in machine.class_of(value).mro:
        if parent.builtin and parent.name in ("str", "bytes", "tuple", "list"):
            return parent.name
    return None


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
        if _is_container_method(method):
            continue
        result = machine.call(method, (receiver, other))
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
            return _unsupported(machine, "|", left, right)
        else:
            return Unknown("a union of types", machine.here())
    unique = tuple(dict.fromkeys(members))
    return unique[0] if len(unique) == 1 else machine.new(machine.builtin("UnionType"), None, unique)


def _is_container_method(method: Value) -> bool:
    return isinstance(method, Native) and method.name.split(".")[0] in (
        "list", "dict", "set", "frozenset", "tuple", "str", "bytes", "int", "float", "object",
    )  # fmt: skip


def _kind(machine: Interpreter, value: Value) -> str | None:
    """The built-in container class an object is of."""
    if not isinstance(value, Object):
        return None
    for parent in value.cls.mro:
        if parent.builtin and parent.name in _KINDS:
            return parent.name
    return None


_SCALAR_KINDS = frozenset({"int", "float", "complex", "str", "bytes", "tuple"})
_KINDS = _SCALAR_KINDS | {"list", "dict", "set", "frozenset"}


def _containers(
    machine: Interpreter, operator: str, left: Value, right: Value, sign: str, named: tuple[Value, Value]
) -> Value:
    if operator == "*":
        row, count = (left, right) if isinstance(left, str | bytes | tuple) else (right, left)
        if isinstance(row, str | bytes | tuple) and isinstance(count, Object):
            times = _counted(machine, count)
            if times is not count:
                return binary(machine, operator, row, times, sign, named)
    if any(isinstance(each, Object) and each.cls.name == "bytearray" for each in (left, right)):
        return compute(machine, _HOST[operator], left, right)
    a, b = _kind(machine, left), _kind(machine, right)
    if a in _SCALAR_KINDS or b in _SCALAR_KINDS:
        plain_left = machine.content(left) if a in _SCALAR_KINDS else left
        plain_right = machine.content(right) if b in _SCALAR_KINDS else right
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
            return _unsupported(machine, sign, *named)
        raise Gap("a list of symbolic length")
    if a == "dict" and b == "dict" and operator == "|":
        return machine.new_dict(assemble(machine, pairs_of(machine, right), machine.content(left)))
    if isinstance(left, Object) and operator in _SET_ALGEBRA and (a or left.cls.name).startswith(_SET_KINDS):
        made = _algebra(machine, left, operator, right)
        if made != machine.classes.not_implemented:
            return made
    if isinstance(right, Object) and operator in _SET_ALGEBRA and right.cls.name.startswith("dict_"):
        made = _algebra(machine, right, operator, left, "r")
        if made != machine.classes.not_implemented:
            return made
    return _unsupported(machine, sign, *named)


_SET_ALGEBRA = {"|": "or", "&": "and", "-": "sub", "^": "xor"}
_SET_KINDS = ("set", "frozenset", "dict_keys", "dict_items")


def _algebra(machine: Interpreter, receiver: Object, operator: str, other: Value, side: str = "") -> Value:
    method = classes.lookup(machine, receiver.cls, f"__{side}{_SET_ALGEBRA[operator]}__")
    if not isinstance(method, Native):
        return machine.classes.not_implemented
    return method.call(machine, (receiver, other), {})


def _counted(machine: Interpreter, count: Value) -> Value:
    """How often a row is repeated: what ``__index__`` says of an object."""
    if isinstance(count, Object) and not isinstance(count, Class):
        method = classes.lookup(machine, count.cls, "__index__")
        if method is not MISSING and not isinstance(method, Unknown):
            return machine.call(method, (count,))
    return count


def in_place(machine: Interpreter, operator: str, left: Value, right: Value) -> Value:
    """``left operator= right``: the value the target is bound to."""
    if isinstance(left, Object) and not (isinstance(left, Class) and left.cls.builtin):
        method = classes.lookup(machine, left.cls, f"__i{_METHODS[operator]}__")
        if isinstance(method, Unknown):
            return Unknown(method.reason, method.site)
        if method is not MISSING and not _is_container_method(method):
            result = machine.call(method, (left, right))
            if result != machine.classes.not_implemented:
                return result
        kind = _kind(machine, left)
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
        added = tuple(machine.iterate(right))
        machine.set_content(left, (*machine.content(left), *added))
    except Gap:
        machine.write(left, machine.state(left)._replace(content=LOST))
    return left


def unary(machine: Interpreter, operator: str, operand: Value) -> Value:
    """``-x``, ``+x``, ``~x``."""
    if isinstance(operand, Unknown):
        return Unknown(operand.reason, operand.site)
    operand = _number_of(machine, operand)
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
            return machine.call(method, (operand,))
        inner = _plain_content(machine, operand)
        if inner is not operand:
            return unary(machine, operator, inner)
    if is_certain(machine, operand):
        machine.throw("TypeError", f"bad operand type for unary {operator}: '{machine.class_of(operand).name}'")
    raise Gap(f"{operator} of a {machine.class_of(operand).name}")


def _plain_content(machine: Interpreter, value: Object) -> Value:
    """The number that an instance of a subclass of int or float holds, else the value itself."""
    if type(value) is Object and _kind(machine, value) in ("int", "float"):
        content = machine.state(value).content
        if content is not None and content is not LOST:
            return content
    return value


# --- comparison -----------------------------------------------------------------------------------------------------


def compare(machine: Interpreter, operator: str, left: Value, right: Value) -> Value:
    """One comparison: a bool, a Truth, what an object's own method says, or Unknown."""
    if operator == "is" or operator == "is not":
        return _identity(machine, left, right, operator == "is not")
    if operator == "in" or operator == "not in":
        found = contains(machine, right, left)
        if isinstance(found, Unknown):
            return found
        if isinstance(found, Truth):
            return _truth(found.condition if operator == "in" else negate(found.condition))
        return machine.truth(found) is (operator == "in")
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        unknown = left if isinstance(left, Unknown) else right
        return Unknown(unknown.reason, unknown.site)
    if operator in ("==", "!="):
        asked = _of_argument(machine, left, right, operator == "!=")
        if asked is not None:
            return asked
    asked = _COMPARE_METHODS[operator]
    named = left, right
    left, right = _plain(machine, left, asked), _plain(machine, right, asked)
    if isinstance(left, Object) or isinstance(right, Object):
        return _compare_objects(machine, operator, left, right, named)
    if isinstance(left, Truth) or isinstance(right, Truth):
        left, right = _number_of(machine, left), _number_of(machine, right)
    if isinstance(left, Dim | int) and isinstance(right, Dim | int):
        if not (isinstance(left, Dim) or isinstance(right, Dim)):
            return _COMPARE[operator](left, right)
        return _truth(_size_condition(operator, left, right))
    if isinstance(left, FloatExpression) or isinstance(right, FloatExpression) or _mixed(left, right):
        return _compare_floats(machine, operator, left, right, named)
    if isinstance(left, tuple) and isinstance(right, tuple):
        return _compare_rows(machine, operator, left, right)
    if isinstance(left, ShapeValue) or isinstance(right, ShapeValue):
        return _compare_shapes(machine, operator, left, right)
    if isinstance(left, Range | SliceValue) or isinstance(right, Range | SliceValue):
        if operator in ("==", "!=") and left == right:
            return operator == "=="
        if type(left) is not type(right) and operator in ("==", "!="):
            return operator == "!="
        if type(left) is Range and type(right) is Range and operator in ("==", "!="):
            return _compare_ranges(machine, operator, left, right)
        if type(left) is SliceValue and type(right) is SliceValue:
            one, two = (left.start, left.stop, left.step), (right.start, right.stop, right.step)
            return _compare_rows(machine, operator, one, two)
        return _unordered(machine, operator, *named)
    return _compare_known(machine, operator, left, right, named)


def _of_argument(machine: Interpreter, left: Value, right: Value, negated: bool) -> Value:
    """Whether an open argument is what is certainly no size; None for all other questions."""
    for argument, other in ((left, right), (right, left)):
        if type(other) is str or other is None or type(other) is bool or type(other) is Class or other is ...:
            name = arguments.open_name(machine, argument)
            if name is None or (isinstance(argument, Object) and type(other) is not str):
                continue
            if type(other) is bool:
                return _truth(different(argument, 0) if other is not negated else equal(argument, 0))
            answer = arguments.is_value(machine, name, other)
            if isinstance(answer, bool):
                return answer is not negated
            return _truth(negate(answer.condition) if negated else answer.condition)
    return None


def _plain(machine: Interpreter, value: Value, asked: str) -> Value:
    """An instance of a subclass of int, str … compared by what it holds, unless it says otherwise."""
    if type(value) is Object and not value.cls.builtin:
        kind = _kind(machine, value)
        if kind in ("int", "float", "str", "tuple"):
            methods = [classes.lookup(machine, value.cls, name) for name in (asked, _REFLECTED[asked])]
            if all(method is MISSING or _is_container_method(method) for method in methods):
                content = machine.state(value).content
                if content is not None and content is not LOST:
                    return content
    return value


def _mixed(left: Value, right: Value) -> bool:
    return (isinstance(left, Dim) and isinstance(right, float)) or (isinstance(left, float) and isinstance(right, Dim))


def _truth(condition: Any) -> Value:
    return condition if isinstance(condition, bool) else Truth(condition)


def _size_condition(operator: str, left: Any, right: Any) -> Any:
    if operator == "==":
        return equal(left, right)
    if operator == "!=":
        return different(left, right)
    if operator == "<":
        return less(left, right)
    if operator == "<=":
        return less_equal(left, right)
    if operator == ">":
        return less(right, left)
    return less_equal(right, left)


def _compare_floats(
    machine: Interpreter, operator: str, left: Value, right: Value, named: tuple[Value, Value]
) -> Value:
    numbers = (Dim, int, float, FloatExpression)
    if not (isinstance(left, numbers) and isinstance(right, numbers)):
        if operator in ("==", "!="):
            return operator == "!="
        return _unordered(machine, operator, *named)
    if isinstance(right, float) and right.is_integer() and isinstance(left, Dim) and abs(right) < 2**53:
        return _truth(_size_condition(operator, left, int(right)))
    if isinstance(left, float) and left.is_integer() and isinstance(right, Dim) and abs(left) < 2**53:
        return _truth(_size_condition(operator, int(left), right))
    if operator in ("!=", ">=", ">"):  # one question however it is put
        opposite = {"!=": "==", ">=": "<", ">": "<="}[operator]
        return Truth(Opinion(f"{left} {opposite} {right}", hash((opposite, left, right)), False))
    return Truth(Opinion(f"{left} {operator} {right}", hash((operator, left, right))))


def _compare_rows(machine: Interpreter, operator: str, left: Any, right: Any) -> Value:
    if operator in ("==", "!="):
        if len(left) != len(right):
            return operator == "!="
        conditions: list[Any] = []
        for a, b in zip(left, right, strict=True):
            if _is_one(a, b):
                continue
            same = compare(machine, "==", a, b)
            if isinstance(same, Truth):
                conditions.append(same.condition)
            elif isinstance(same, Unknown):
                return same
            elif not machine.truth(same):
                return operator == "!="
        condition = conjunction(*conditions)
        return _truth(condition if operator == "==" else negate(condition))
    for a, b in zip(left, right, strict=False):
        if _is_one(a, b) or machine.truth(compare(machine, "==", a, b)):
            continue
        return compare(machine, operator, a, b)
    return _COMPARE[operator](len(left), len(right))


def _is_one(a: Value, b: Value) -> bool:
    """Whether two values are certainly one object, which rows take for equal without asking it."""
    return a is b or (isinstance(a, Object) and isinstance(b, Object) and a.id == b.id)


def _compare_shapes(machine: Interpreter, operator: str, left: Value, right: Value) -> Value:
    if operator not in ("==", "!=") or not all(isinstance(v, ShapeValue | tuple) for v in (left, right)):
        if operator in ("==", "!="):
            return operator == "!="
        raise Gap("ordering shapes of unknown rank")
    from shapeproof.shapes import Shape, Splat

    if not all(isinstance(item, int | Dim | Splat) for item in (*_row(left), *_row(right))):
        raise Gap("comparing a shape with what is not known")
    a, b = machine.judge.reading(Shape(_row(left))), machine.judge.reading(Shape(_row(right)))
    if a.items == b.items:
        return operator == "=="
    if a.splat is None and b.splat is None:
        return _compare_rows(machine, operator, a.items, b.items)
    question = Opinion(f"{a} == {b}", hash((a, b)))
    return Truth(question if operator == "==" else Opinion(question.text, question.uid, False))


def _compare_ranges(machine: Interpreter, operator: str, left: Range, right: Range) -> Value:
    parts = (left.start, left.stop, left.step, right.start, right.stop, right.step)
    if not all(isinstance(part, int) for part in parts):
        raise Gap("comparing ranges")
    same = range(*parts[:3]) == range(*parts[3:])
    return same is (operator == "==")


def _unordered(machine: Interpreter, operator: str, left: Value, right: Value) -> Value:
    """Raise the TypeError of values whose classes certainly have no such order; else a Gap."""
    names = machine.class_of(left).name, machine.class_of(right).name
    if is_certain(machine, left) and is_certain(machine, right):
        machine.throw("TypeError", f"'{operator}' not supported between instances of '{names[0]}' and '{names[1]}'")
    raise Gap(f"{operator} of a {names[0]} and a {names[1]}")


def _compare_known(machine: Interpreter, operator: str, left: Value, right: Value, named: tuple[Value, Value]) -> Value:
    plain = (int, float, complex, str, bytes, type(None), type(...))
    if isinstance(left, plain) and isinstance(right, plain):
        try:
            return _COMPARE[operator](left, right)
        except TypeError:
            return _unordered(machine, operator, *named)
    if operator in ("==", "!="):
        return (left == right) is (operator == "==")
    return _unordered(machine, operator, *named)


def _compare_objects(
    machine: Interpreter, operator: str, left: Value, right: Value, named: tuple[Value, Value]
) -> Value:
    attempts = [(left, right, operator), (right, left, _MIRRORED[operator])]
    left_class, right_class = machine.class_of(left), machine.class_of(right)
    if left_class is not right_class and left_class in right_class.mro:
        attempts.reverse()
    for receiver, other, asked in attempts:
        if not isinstance(receiver, Object) or (isinstance(receiver, Class) and receiver.cls.builtin):
            continue
        method = classes.lookup(machine, machine.class_of(receiver), _COMPARE_METHODS[asked])
        if method is MISSING and asked == "!=":
            equality = classes.lookup(machine, machine.class_of(receiver), "__eq__")
            if equality is not MISSING and not isinstance(equality, Unknown) and not _is_container_method(equality):
                same = machine.call(equality, (receiver, other))
                if same == machine.classes.not_implemented:
                    continue
                if isinstance(same, Unknown | Object):
                    return Unknown("!= of an object", machine.here())
                return not machine.truth(same)
        of_program = not receiver.cls.builtin and _kind(machine, receiver) in _SCALAR_KINDS
        if method is MISSING or (_is_container_method(method) and not of_program):
            continue
        if isinstance(method, Unknown):
            if left == right and isinstance(left, Object):
                return operator in ("==", "<=", ">=")
            return Unknown(method.reason, method.site)
        result = machine.call(method, (receiver, other))
        if result != machine.classes.not_implemented:
            return result
    return _compare_containers(machine, operator, left, right, named)


def _compare_containers(
    machine: Interpreter, operator: str, left: Value, right: Value, named: tuple[Value, Value]
) -> Value:
    a, b = _kind(machine, left), _kind(machine, right)
    if a is not None and a == b and isinstance(left, Object) and isinstance(right, Object):
        x, y = machine.content(left), machine.content(right)
        if a in ("list", "tuple"):
            if any(isinstance(item, Repeated) for item in (*x, *y)):
                raise Gap("comparing lists of symbolic length")
            return _compare_rows(machine, operator, x, y)
        if a == "dict" and operator in ("==", "!="):
            return _compare_dicts(machine, operator, x, y)
    if isinstance(left, Object) and isinstance(right, Object) and {a, b} <= {"set", "frozenset", None}:
        method = classes.lookup(machine, left.cls, _COMPARE_METHODS[operator])
        if isinstance(method, Native) and method.name.startswith(_SET_KINDS):
            found = method.call(machine, (left, right), {})
            if found != machine.classes.not_implemented:
                return found
    if operator in ("==", "!="):
        return (left == right) is (operator == "==")
    return _unordered(machine, operator, *named)


def _compare_dicts(machine: Interpreter, operator: str, left: dict[Any, Value], right: dict[Any, Value]) -> Value:
    if len(left) != len(right):
        return operator == "!="
    values: list[Value] = []
    for key in left:
        found = find_key(machine, right, key)
        if found is MISSING:
            return operator == "!="
        values.append(right[found])
    return _compare_rows(machine, operator, tuple(left.values()), tuple(values))


def _identity(machine: Interpreter, left: Value, right: Value, negated: bool) -> Value:
    for a, b in ((left, right), (right, left)):
        if isinstance(a, Unknown):
            return Unknown(a.reason, a.site)
        if isinstance(a, Truth) and isinstance(b, bool):
            return _truth(a.condition if b is not negated else negate(a.condition))
    asked = _of_argument(machine, left, right, negated)
    if asked is not None:
        return asked
    if isinstance(left, Object) or isinstance(right, Object):
        return (left == right and type(left) is type(right)) is not negated
    if isinstance(left, BoundMethod) and isinstance(right, BoundMethod):
        return (left is right) is not negated
    if (
        left is None
        or right is None
        or isinstance(left, bool)
        or isinstance(right, bool)
        or left is ...
        or right is ...
    ):
        return (left is right) is not negated
    if left is right or type(left) is not type(right) or left != right:
        return (left is right) is not negated
    if type(left) is int and -5 <= left <= 256:
        return not negated
    if type(left) in (str, bytes) and len(left) < 2:
        return not negated
    if type(left) in (int, float, complex, str, bytes, tuple):
        return Unknown("whether two equal values are one object", machine.here())
    return not negated


def any_of(conditions: list[Any]) -> Value:
    """The truth of one of several conditions."""
    return _truth(disjunction(*conditions))
