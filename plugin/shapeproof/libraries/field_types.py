"""The types of a dataclass's fields, read when a program asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter.function_attributes import annotation_value
from shapeproof.program import nodes
from shapeproof.values import Class, Value

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
    found = annotation_value(machine, owner.module, annotation)
    if not _is_itself(annotation, found):
        return machine.unknown("the type of a field")
    return found


def _is_itself(annotation: nodes.Expression, found: Value) -> bool:
    """Whether an annotation is what it names, not a form of typing's that stands for a class here."""
    if isinstance(found, Class):
        of_program = found.module is not None and not found.module.is_stub
        return isinstance(annotation, nodes.Name) and (of_program or (found.builtin and found.name == annotation.name))
    return isinstance(annotation, nodes.Constant) or isinstance(found, str)
