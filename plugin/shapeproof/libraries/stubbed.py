"""What the libraries' stubs define, by qualified name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.values import Class, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def stubbed(machine: Interpreter, name: str) -> Value:
    """The value a stub binds to a name (``dataclasses.MISSING``)."""
    module, _, last = name.rpartition(".")
    return machine.get_attribute(machine.import_module(module), last)


def stubbed_class(machine: Interpreter, name: str) -> Class:
    """A class of the stubs; kept for the run."""
    found = machine.known_classes.get(name)
    if found is None:
        value = stubbed(machine, name)
        if not isinstance(value, Class):
            raise RuntimeError(f"the stubs have no class {name}")
        found = machine.known_classes[name] = value
    return found
