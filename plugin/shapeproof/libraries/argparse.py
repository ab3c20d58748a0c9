"""Values that are typed on a command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.dims import Kind, symbol
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def integer(machine: Interpreter, dest: Value) -> Value:
    """An integer that must be typed: whoever runs the program picks it."""
    if not isinstance(dest, str):
        return machine.unknown("an argument that is typed")
    return symbol(dest, Kind.RIGID, uid=abs(machine.judge.number()))
