"""What is an instance of the abstract numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import classes
from shapeproof.libraries import abc
from shapeproof.shapes import Gap
from shapeproof.values import Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def is_instance(machine: Interpreter, cls: Value, instance: Value) -> Value:
    if isinstance(instance, Unknown):
        raise Gap(instance.reason)
    own = machine.class_of(instance)
    if cls.module is not None and cls.module.name == "numbers":
        if any(number in own.mro for number in classes.lookup(machine, cls, "_numbers")):
            return True
        if own.module is not None and own.module.name.partition(".")[0] == "numpy":
            raise Gap("which kind of number a numpy scalar is")
    return abc.is_instance(machine, cls, instance)
