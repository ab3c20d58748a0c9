"""The names that Python has without an import."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.interpreter.channels import MISSING
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

SUPER: Any = None  # what the name ``super`` evaluates to; set by expressions


def value_of(machine: Interpreter, name: str) -> Value:
    """What Python itself binds to a name, as far as the engine has it; MISSING for any other."""
    found = machine.builtins.get(name, MISSING)
    if found is MISSING:
        found = _builtin(machine, name)
        if found is not MISSING:
            machine.builtins[name] = found
    return found


def _builtin(machine: Interpreter, name: str) -> Value:
    from shapeproof.interpreter.calls import builtin_function

    if name == "super":
        return SUPER
    if name == "NotImplemented":
        return machine.classes.not_implemented
    if name in ("Ellipsis", "__debug__"):
        return ... if name == "Ellipsis" else True
    cls = machine.classes.find(name)
    if cls is not None:
        return cls
    function = builtin_function(name)
    return MISSING if function is None else function
