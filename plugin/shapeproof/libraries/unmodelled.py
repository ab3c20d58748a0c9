"""What a library has and this room does not describe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def name(machine: Interpreter, qualified_name: Value) -> Value:
    """The value of a name that is not described: Unknown, for the library may well have it."""
    return machine.unknown(f"{qualified_name} is not known")


def effect(machine: Interpreter, *arguments: Value) -> None:
    """A call that changes nothing a program can see in shapes: printing, logging, seeding."""
