"""``value.__class__ = …``: the class lies in the handle, and follows the world that the interpreter stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import layouts
from shapeproof.interpreter.builtins.plain import is_certain
from shapeproof.interpreter.namespaces import forget_attributes
from shapeproof.interpreter.slots import own_places, private_name
from shapeproof.values import (
    Class,
    Object,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


_CLASS = "\0class"  # an attribute of an object: the class it was given after it was made


def set_class_of_builtin(machine: Interpreter, new: Value) -> None:
    if not isinstance(new, Class):
        kind = machine.class_of(new).name
        machine.throw("TypeError", f"__class__ must be set to a class, not '{kind}' object")
    what = "__class__ assignment only supported for mutable types or ModuleType subclasses"
    machine.throw("TypeError", what)


def set_class(machine: Interpreter, value: Object, new: Value) -> None:
    """``value.__class__ = new``: the class lies in the handle, and follows the world that the interpreter stands in."""
    if not isinstance(new, Class):
        if is_certain(machine, new):
            kind = machine.class_of(new).name
            machine.throw("TypeError", f"__class__ must be set to a class, not '{kind}' object")
        forget_attributes(machine, value, "its __class__ was set to what is not known")
        return
    if new is value.cls:
        return
    if is_certain(machine, new) and is_certain(machine, value):
        if new.builtin or value.cls.builtin:
            what = "__class__ assignment only supported for mutable types or ModuleType subclasses"
            machine.throw("TypeError", what)
        if _layout(machine, new) != _layout(machine, value.cls):
            what = f"'{new.name}' object layout differs from '{value.cls.name}'"
            machine.throw("TypeError", f"__class__ assignment: {what}")
    machine.spoil()
    if machine.replays.used:
        forget_attributes(machine, value, "its __class__ was set")
        return
    machine.reclassed.setdefault(value.id, (value, value.cls))
    machine.set_attribute_raw(value, _CLASS, new)
    value.cls = new


def _layout(machine: Interpreter, cls: Class) -> tuple[Class, frozenset[str]]:
    """What decides how an instance lies in memory: the last places that its classes add, and to what."""
    while not cls.builtin:
        places = own_places(machine, cls)
        above = layouts.best_base(machine, cls.bases) or cls.mro[-1]
        if places:
            return above, frozenset(private_name(cls.name, name) for name in places)
        cls = above
    return cls, frozenset()


def restore_classes(machine: Interpreter) -> None:
    """Give the handles of objects whose class was set the class they have in this world."""
    for ident, (handle, first) in machine.reclassed.items():
        state = machine.heap.get(ident) or machine.base.get(ident)
        handle.cls = first if state is None else state.attributes.get(_CLASS, first)
