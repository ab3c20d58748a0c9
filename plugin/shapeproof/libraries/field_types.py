"""The types of a dataclass's fields, read when a program asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter.function_attributes import annotation_value
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def type_of_field(machine: Interpreter, handle: Value) -> Value:
    """``Field.type``: the annotation's value, or what the program has set."""
    held = machine.attributes(handle)
    if "_type" in held:
        return held["_type"]
    annotation, owner = held.get("\0annotation"), held.get("\0owner")
    if annotation is None or owner is None:
        return None if owner is None else machine.unknown("the type of a field")
    return annotation_value(machine, owner.module, annotation)
