"""``Class[…]``: a class with the types it is to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import classes, special
from shapeproof.interpreter.builtins.plain import is_certain
from shapeproof.interpreter.channels import MISSING
from shapeproof.values import Class, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def class_item(machine: Interpreter, cls: Class, index: Value) -> Value:
    """``Class[...]``: a metaclass's or the class's own method, else what stands for it with these types; of a
    class that is not the program's, the class itself."""
    if cls.metaclass is not None:
        method = classes.lookup(machine, cls.metaclass, "__getitem__")
        if method is not MISSING and not isinstance(method, Unknown):
            return special.call(machine, method, cls, index)
    method = classes.lookup(machine, cls, "__class_getitem__")
    if method is not MISSING and not isinstance(method, Unknown):
        return machine.call(machine.get_attribute(cls, "__class_getitem__"), (index,))
    if method is MISSING and cls.metaclass is not None:
        found = machine.find_attribute(cls, "__class_getitem__")  # what the metaclass's __getattr__ gives
        if found is not MISSING and not isinstance(found, Unknown):
            return machine.call(found, (index,))
    if method is MISSING and is_certain(machine, cls) and not _is_generic(cls):
        machine.throw("TypeError", f"type '{cls.name}' is not subscriptable")
    of_program = cls.node is not None and cls.module is not None and not cls.module.is_stub
    if of_program and not _declares_parameters(cls) and is_certain(machine, cls) and not isinstance(index, Unknown):
        return machine.call(machine.get_attribute(machine.import_module("types"), "GenericAlias"), (cls, index))
    return cls


def _is_generic(cls: Class) -> bool:
    """Whether ``cls[...]`` is a type with parameters: of a built-in container, or of what declares type parameters."""
    return any((parent.builtin and parent.name in _GENERIC) or _declares_parameters(parent) for parent in cls.mro)


def _declares_parameters(cls: Class) -> bool:
    return cls.node is not None and bool(cls.node.type_parameters)


_GENERIC = frozenset({
    "list", "tuple", "dict", "set", "frozenset", "type", "enumerate", "slice", "filter", "map", "zip", "reversed",
    "BaseExceptionGroup", "generator", "coroutine",
})  # fmt: skip
