"""What operator cannot say in Python under its own names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins import FUNCTIONS
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def absolute(machine: Interpreter, value: Value) -> Value:
    return FUNCTIONS["abs"](machine, (value,), {})
