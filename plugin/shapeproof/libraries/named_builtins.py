"""The module ``builtins``: what Python binds to a name where the program does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import builtin_names
from shapeproof.interpreter.channels import MISSING
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def get(machine: Interpreter, name: Value) -> Value:
    found = builtin_names.value_of(machine, name) if isinstance(name, str) else MISSING
    return machine.unknown(f"builtins.{name} is not known") if found is MISSING else found
