"""torch.fx: classes that work by calling methods that the program overrides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import namespaces
from shapeproof.values import Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def calls_back(machine: Interpreter, receiver: Value, name: Value) -> Value:
    """An attribute that is not described: what it does may change all that the object holds."""
    reason = f"{name} of a {machine.class_of(receiver).name}"
    if isinstance(receiver, Object):
        for held in machine.attributes(receiver).values():
            namespaces.lose(machine, held, reason)
        namespaces.forget_attributes(machine, receiver, reason)
    return machine.unknown(reason)
