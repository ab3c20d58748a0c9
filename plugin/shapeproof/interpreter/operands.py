"""What Python says of operands that an operator does not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins.plain import is_certain
from shapeproof.shapes import Gap
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_SEQUENCES = frozenset({"str", "bytes", "bytearray", "tuple", "list"})
# Built-in classes whose values are no sequences in the sense of CPython's slots, not even ones that cannot be repeated.
_WITHOUT_SEQUENCE_SLOTS = frozenset({
    "int", "bool", "float", "complex", "NoneType", "ellipsis", "slice", "function", "method", "type", "generator",
    "builtin_function_or_method", "module", "NotImplementedType", "object", "property", "UnionType",
})  # fmt: skip


def refuse_operands(machine: Interpreter, operator: str, left: Value, right: Value) -> Value:
    """Raise the TypeError of operands whose classes certainly do not have the operator; else a Gap."""
    names = machine.class_of(left).name, machine.class_of(right).name
    if not (is_certain(machine, left) and is_certain(machine, right)):
        raise Gap(f"{operator} of a {names[0]} and a {names[1]}")
    sign = operator.removesuffix("=")
    if sign == "+":
        kind = _sequence_kind(machine, left)
        if kind in ("bytes", "bytearray"):
            machine.throw("TypeError", f"can't concat {names[1]} to {names[0]}")
        if kind is not None:
            machine.throw("TypeError", f'can only concatenate {kind} (not "{names[1]}") to {kind}')
    if sign == "*":
        if _sequence_kind(machine, left) is not None:
            machine.throw("TypeError", f"can't multiply sequence by non-int of type '{names[1]}'")
        asked_right = operator == "*" or names[0] in _WITHOUT_SEQUENCE_SLOTS
        if asked_right and _sequence_kind(machine, right) is not None:
            machine.throw("TypeError", f"can't multiply sequence by non-int of type '{names[0]}'")
    shown = "** or pow()" if operator == "**" else operator
    machine.throw("TypeError", f"unsupported operand type(s) for {shown}: '{names[0]}' and '{names[1]}'")


def _sequence_kind(machine: Interpreter, value: Value) -> str | None:
    """The built-in class that a sequence is of or derives from, None for what is none."""
    for parent in machine.class_of(value).mro:
        if parent.builtin and parent.name in _SEQUENCES:
            return parent.name
    return None
