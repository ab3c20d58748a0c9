"""Assigning and deleting attributes as Python's data model says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import arguments, classes, imports, special
from shapeproof.interpreter.builtins import exceptions
from shapeproof.interpreter.builtins.dicts import HELD
from shapeproof.interpreter.builtins.plain import compute, is_certain
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.function_attributes import remove_from_function, store_in_function
from shapeproof.interpreter.namespaces import set_namespace
from shapeproof.interpreter.reclassing import set_class, set_class_of_builtin
from shapeproof.interpreter.slots import WITHOUT_DICT, slots_named, slots_of
from shapeproof.values import (
    BoundMethod,
    Class,
    Function,
    Object,
    Property,
    PythonModule,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def assign(machine: Interpreter, value: Value, name: str, new: Value) -> None:
    """``value.name = new``."""
    if isinstance(value, Unknown):
        return
    if isinstance(value, PythonModule):
        imports.store_global(machine, value, name, new)
        return
    if isinstance(value, Object) and not isinstance(value, Function):
        if isinstance(value, Class) and (value.metaclass is None or value.metaclass.builtin):
            store(machine, value, name, new)
            return
        hook = classes.lookup(machine, value.cls, "__setattr__")
        if hook is not MISSING and not isinstance(hook, Unknown):
            special.call(machine, hook, value, name, new)
            return
    store(machine, value, name, new)


def store(machine: Interpreter, value: Value, name: str, new: Value) -> None:
    """``object.__setattr__``."""
    if isinstance(value, BoundMethod):
        if type(value.function) is Function and not value.function.module.is_stub:
            machine.throw("AttributeError", f"'method' object has no attribute '{name}'")
        value = value.function
    argument = arguments.open_name(machine, value)
    if argument is not None:
        arguments.assign_attribute(machine, argument, name, new)
    if not isinstance(value, Object):
        if argument is None and is_certain(machine, value):
            if name == "__class__":
                set_class_of_builtin(machine, new)
            compute(machine, setattr, value, name, None)
        return
    if isinstance(value, Function):
        store_in_function(machine, value, name, new)
        return
    if not isinstance(value, Class):
        if name == "__class__":
            set_class(machine, value, new)
            return
        declared = classes.lookup(machine, value.cls, name)
        if type(declared) is Property and not declared.cached:
            if declared.setter is not None:
                machine.call(declared.setter, (value, new))
                return
            machine.throw("AttributeError", f"property '{name}' of '{value.cls.qualname}' object has no setter")
        if type(declared) is Object and not declared.cls.builtin:
            setter = classes.lookup(machine, declared.cls, "__set__")
            if setter is not MISSING:
                special.call(machine, setter, declared, value, new)
                return
        if name in exceptions.CHECKED and machine.builtin("BaseException") in value.cls.mro:
            exceptions.set_attribute(machine, value, name, new)
            return
        slots = slots_of(machine, value.cls)
        if (slots is not None and name not in slots) or (value.cls.builtin and value.cls.name in WITHOUT_DICT):
            if declared is MISSING:
                machine.throw("AttributeError", missing_message(machine, value, name))
            machine.throw("AttributeError", f"'{value.cls.name}' object attribute '{name}' is read-only")
        if name == "__dict__":
            set_namespace(machine, value, new)
            return
    elif isinstance(value, Class) and value.metaclass is not None:
        declared = classes.lookup(machine, value.metaclass, name)
        if type(declared) is Property and declared.setter is not None:
            machine.call(declared.setter, (value, new))
            return
    elif isinstance(value, Class) and value.builtin:
        machine.throw("TypeError", f"cannot set '{name}' attribute of immutable type '{value.name}'")
    machine.set_attribute_raw(value, name, new)


def delete(machine: Interpreter, value: Value, name: str) -> None:
    """``del value.name``."""
    if not isinstance(value, Object):
        if is_certain(machine, value):
            compute(machine, delattr, value, name)
        return
    if not isinstance(value, Class | Function | PythonModule) or (
        isinstance(value, Class) and value.metaclass is not None and not value.metaclass.builtin
    ):
        hook = classes.lookup(machine, value.cls, "__delattr__")
        if hook is not MISSING and not isinstance(hook, Unknown):
            special.call(machine, hook, value, name)
            return
    remove(machine, value, name)


def remove(machine: Interpreter, value: Object, name: str) -> None:
    """``object.__delattr__``."""
    if isinstance(value, PythonModule):
        if not imports.delete_global(machine, value, name):
            machine.throw("AttributeError", missing_message(machine, value, name))
        return
    if isinstance(value, Function) and remove_from_function(machine, value, name):
        return
    if not isinstance(value, Class | Function):
        if name in exceptions.CHECKED and machine.builtin("BaseException") in value.cls.mro:
            what = f"{name} may not be deleted" if "suppress" not in name else "can't delete numeric/char attribute"
            machine.throw("TypeError", what)
        declared = classes.lookup(machine, value.cls, name)
        if type(declared) is Property and not declared.cached:
            if declared.deleter is None:
                machine.throw("AttributeError", f"property '{name}' of '{value.cls.qualname}' object has no deleter")
            machine.call(declared.deleter, (value,))
            return
        if type(declared) is Object and is_data_descriptor(machine, declared):
            deleter = classes.lookup(machine, declared.cls, "__delete__")
            if deleter is MISSING:
                machine.throw("AttributeError", "__delete__")
            special.call(machine, deleter, declared, value)
            return
    held = machine.attributes(value).get(HELD)
    if name not in (machine.attributes(value) if held is None else machine.content(held)):
        of_slots = any(name in slots_named(machine, parent) for parent in value.cls.mro)
        machine.throw("AttributeError", name if of_slots else missing_message(machine, value, name))
    machine.delete_attribute_raw(value, name)


def missing_message(machine: Interpreter, value: Value, name: str) -> str:
    """What Python says of an attribute that is not there."""
    if isinstance(value, Class):
        if name == "__abstractmethods__":
            return name
        return f"type object '{value.name}' has no attribute '{name}'"
    if isinstance(value, PythonModule):
        return f"module '{value.name}' has no attribute '{name}'"
    return f"'{machine.class_of(value).name}' object has no attribute '{name}'"


def is_data_descriptor(machine: Interpreter, found: Value) -> bool:
    """Whether a class attribute answers before the instance's own attributes: an object with ``__set__``."""
    if type(found) is not Object or found.cls.builtin:
        return False
    if machine.builtin("property") in found.cls.mro:
        return True
    return any(classes.lookup(machine, found.cls, name) is not MISSING for name in ("__set__", "__delete__"))
