"""An object's ``__dict__``: what it holds, what is written through it, and what is lost of it."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins import dicts, exceptions
from shapeproof.interpreter.builtins.dicts import HELD
from shapeproof.interpreter.builtins.plain import is_certain
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.slots import slots_named
from shapeproof.values import (
    LOST,
    Class,
    Function,
    Namespace,
    Object,
    PythonModule,
    State,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def names_of(machine: Interpreter, owner: Object) -> dict[str, Value]:
    """What an object's ``__dict__`` holds now."""
    found = machine.attributes(owner)
    hidden = {name for parent in owner.cls.mro for name in slots_named(machine, parent)}
    if isinstance(owner, Function):
        from shapeproof.interpreter.function_attributes import SETTINGS

        hidden |= SETTINGS.keys()
    if machine.builtin("BaseException") in owner.cls.mro:
        hidden |= exceptions.names_outside_dict(owner.cls)
    return {name: value for name, value in found.items() if not name.startswith("\0") and name not in hidden}


def write_held(machine: Interpreter, held: Object, name: str, value: Value) -> None:
    """Set (or, MISSING, delete) a name in the dict that is an object's ``__dict__``."""
    content = {key: old for key, old in machine.content(held).items() if key != name or value is not MISSING}
    dicts.write(machine, held, content if value is MISSING else {**content, name: value})


def set_namespace(machine: Interpreter, value: Object, new: Value, outside: Container[str] = ()) -> None:
    """``value.__dict__ = new``; ``outside`` are attributes that do not lie in it."""
    if isinstance(new, Object) and machine.classes.dict in new.cls.mro:
        state = machine.state(value)
        kept = {name: each for name, each in state.attributes.items() if name.startswith("\0") or name in outside}
        machine.write(value, State({**kept, HELD: new}, state.content))
        return
    if is_certain(machine, new):
        what = f"__dict__ must be set to a dictionary, not a '{machine.class_of(new).name}'"
        machine.throw("TypeError", what)
    forget_attributes(machine, value, "its __dict__ was set to what is not known")


def forget_attributes(machine: Interpreter, value: Value, reason: str) -> None:
    """Any attribute of the object may have changed, and it may have new ones."""
    if not isinstance(value, Object) or isinstance(value, Class | Function | PythonModule):
        return
    for name, old in machine.attributes(value).items():
        if not name.startswith("_") and not isinstance(old, Object):
            machine.set_attribute_raw(value, name, machine.unknown(reason))
    machine.set_attribute_raw(value, "__lost__", reason)


def lose(machine: Interpreter, value: Value, reason: str) -> None:
    """An object was handed to something not understood: what it holds may have changed."""
    if isinstance(value, Object) and not isinstance(value, Class | Function | PythonModule):
        state = machine.state(value)
        if isinstance(state.content, tuple | dict):
            machine.write(value, State(state.attributes, LOST))
        elif type(state.content) is Namespace:
            forget_attributes(machine, state.content.owner, reason)
