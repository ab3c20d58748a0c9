"""The sizes that names in annotations mean besides those of tensors: attributes and a constructor's arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.dims import Dim, Size
from shapeproof.values import Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

ARGUMENTS = "\0arguments"  # an attribute of an instance: what its constructor was called with, whole numbers alone


def plain_size(value: Value) -> Size | None:
    """A whole number; None for any other value."""
    return value if type(value) is int or type(value) is Dim else None


def member_size(machine: Interpreter, receiver: Object, name: str) -> Size | None:
    """The whole number an instance holds under a name, or was built with under it; ``self.`` may stand before it."""
    name = name.removeprefix("self.")
    attributes = machine.attributes(receiver)
    found = plain_size(attributes.get(name))
    if found is None:
        for parent in receiver.cls.mro:
            if not parent.builtin and name in machine.attributes(parent):
                found = plain_size(machine.attributes(parent)[name])
                break
    if found is None:
        found = attributes.get(ARGUMENTS, {}).get(name)
    return found


def dotted_size(machine: Interpreter, arguments: dict[str, Value], name: str) -> Size | None:
    """What ``{n}``, ``{self.n}`` and ``{config.n}`` mean among a function's arguments."""
    head, *rest = name.split(".")
    value = arguments.get(head)
    for part in rest:
        if not isinstance(value, Object):
            return None
        held = machine.attributes(value).get(part)
        value = member_size(machine, value, part) if held is None else held
    return plain_size(value)
