"""Special methods: what a class holds under such a name, called as Python calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter.channels import MISSING
from shapeproof.values import Function, Native, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def call(machine: Interpreter, method: Value, receiver: Value, /, *arguments: Value, **keywords: Value) -> Value:
    """The value of ``receiver``'s special method, as its class holds it: a descriptor is asked for what is called."""
    if type(method) is Function or type(method) is Native:
        return machine.call(method, (receiver, *arguments), keywords)
    from shapeproof.interpreter.attributes import bind

    return machine.call(bind(machine, method, receiver, machine.class_of(receiver)), arguments, keywords)


def is_written(found: Value) -> bool:
    """Whether what a class was found to hold is the program's or a stub's: neither built in, missing nor unknown."""
    return found is not MISSING and not isinstance(found, Native | Unknown)
