"""Comparisons: ``==``, ``<``, ``in``, ``is`` of values and of sizes."""

from __future__ import annotations

import operator as host
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.dims import (
    Dim,
    FloatExpression,
    Opinion,
    compared,
    conjunction,
    different,
    disjunction,
    equal,
    less,
    less_equal,
    negate,
)
from shapeproof.interpreter import arguments, classes, operators, special
from shapeproof.interpreter.builtins.equality import find_key
from shapeproof.interpreter.builtins.plain import is_certain
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.items import contains
from shapeproof.interpreter.iteration import Repeated
from shapeproof.shapes import Gap
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


_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "==": host.eq, "!=": host.ne, "<": host.lt, "<=": host.le, ">": host.gt, ">=": host.ge,
}  # fmt: skip


_COMPARE_METHODS = {"==": "__eq__", "!=": "__ne__", "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__"}


_MIRRORED = {"==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


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
        left, right = operators.number_of(machine, left), operators.number_of(machine, right)
    if isinstance(left, Dim) or isinstance(right, Dim):
        arguments.note_question(machine, left, operator, right)
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
        kind = operators.builtin_kind(machine, value)
        if kind in ("int", "float", "str", "tuple"):
            methods = [classes.lookup(machine, value.cls, name) for name in (asked, operators.REFLECTED[asked])]
            if all(method is MISSING or operators.is_container_method(method) for method in methods):
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
    opposite = {"!=": "==", ">=": "<", ">": "<="}.get(operator)  # one question however it is put
    try:
        condition = compared(opposite or operator, left, right)
    except (ValueError, OverflowError):
        raise Gap("comparing a float that has no value") from None
    return _truth(negate(condition) if opposite else condition)


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

    if not all(
        isinstance(item, int | Dim | Splat) for item in (*operators.items_of_row(left), *operators.items_of_row(right))
    ):
        raise Gap("comparing a shape with what is not known")
    a, b = (
        machine.judge.reading(Shape(operators.items_of_row(left))),
        machine.judge.reading(Shape(operators.items_of_row(right))),
    )
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
            if (
                equality is not MISSING
                and not isinstance(equality, Unknown)
                and not operators.is_container_method(equality)
            ):
                same = special.call(machine, equality, receiver, other)
                if same == machine.classes.not_implemented:
                    continue
                if isinstance(same, Unknown | Object):
                    return Unknown("!= of an object", machine.here())
                return not machine.truth(same)
        of_program = not receiver.cls.builtin and operators.builtin_kind(machine, receiver) in operators.SCALAR_KINDS
        if method is MISSING or (operators.is_container_method(method) and not of_program):
            continue
        if isinstance(method, Unknown):
            if left == right and isinstance(left, Object):
                return operator in ("==", "<=", ">=")
            return Unknown(method.reason, method.site)
        result = special.call(machine, method, receiver, other)
        if result != machine.classes.not_implemented:
            return result
    return _compare_containers(machine, operator, left, right, named)


def _compare_containers(
    machine: Interpreter, operator: str, left: Value, right: Value, named: tuple[Value, Value]
) -> Value:
    a, b = operators.builtin_kind(machine, left), operators.builtin_kind(machine, right)
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
        if isinstance(method, Native) and method.name.startswith(operators.SET_KINDS):
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
