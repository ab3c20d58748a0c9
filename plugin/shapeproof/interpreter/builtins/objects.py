"""object, type, property, classmethod, staticmethod, and what every exception can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    check_count,
    plain,
)
from shapeproof.shapes import Gap
from shapeproof.values import Class, ClassMethod, Object, Property, StaticMethod, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


# --- constructors ---------------------------------------------------------------------------------------------------


def make_object(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if arguments or keywords:
        machine.throw("TypeError", "object() takes no arguments")
    return machine.new(cls)


def make_type(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    """``type(x)``, or a new class of ``type(name, bases, namespace)``."""
    if len(arguments) == 1 and cls.builtin:
        if isinstance(arguments[0], Unknown):
            raise Gap(arguments[0].reason)
        return machine.class_of(arguments[0])
    if len(arguments) != 3:
        machine.throw("TypeError", "type() takes 1 or 3 arguments")
    return _new_class(machine, None if cls.builtin else cls, arguments, keywords)


def _new_class(machine: Interpreter, metaclass: Class | None, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter import definitions

    name, bases, namespace = plain(machine, arguments[0]), arguments[1], arguments[2]
    content = machine.content(namespace) if isinstance(namespace, Object) else None
    if not isinstance(name, str) or type(bases) is not tuple or type(content) is not dict:
        raise Gap("a class made of what is not known")
    if not all(isinstance(base, Class | Unknown) for base in bases):
        raise Gap("a base class that is not a known class")
    names = {key: value for key, value in content.items() if isinstance(key, str)}
    return definitions.new_class(machine, metaclass, name, bases, names, keywords)


def _type_new(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    """``type.__new__(metaclass, name, bases, names)``."""
    if len(arguments) == 1:
        return machine.class_of(arguments[0])
    check_count(machine, "type.__new__", arguments, 3, 3)
    return _new_class(machine, None if receiver.builtin else receiver, arguments, keywords)


def _type_init(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return None


def _type_call(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    """``type.__call__``: an instance, past what the metaclass says of calls."""
    from shapeproof.interpreter import calls

    return calls.instantiate(machine, receiver, arguments, keywords)


def make_property(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if not cls.builtin:
        raise Gap("a property of the program's own kind")
    check_count(machine, "property", arguments, 0, 4)
    parts = [*arguments[:3], None, None, None][:3]
    for at, name in enumerate(("fget", "fset", "fdel")):
        parts[at] = keywords.get(name, parts[at])
    return Property(*parts)


def make_classmethod(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "classmethod", arguments, 1, 1)
    return ClassMethod(arguments[0])


def make_staticmethod(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "staticmethod", arguments, 1, 1)
    return StaticMethod(arguments[0])


CONSTRUCTORS = {
    "object": make_object,
    "type": make_type,
    "property": make_property,
    "classmethod": make_classmethod,
    "staticmethod": make_staticmethod,
}


# --- type and object ------------------------------------------------------------------------------------------------


def _mro(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return machine.new_list(receiver.mro)


def _subclasses(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    raise Gap("the subclasses of a class")


def _not_implemented(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return "NotImplemented"


def _union(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    names = [formatting.repr_of(machine, member) for member in machine.content(receiver)]
    return " | ".join(name.removeprefix("<class '").removesuffix("'>").replace("NoneType", "None") for name in names)


METHODS: dict[str, dict[str, Method]] = {
    "NotImplementedType": {"__repr__": _not_implemented},
    "UnionType": {"__repr__": _union},
    "type": {
        "mro": _mro,
        "__subclasses__": _subclasses,
        "__new__": _type_new,
        "__init__": _type_init,
        "__call__": _type_call,
    },
}


def _set_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    """``object.__setattr__(x, name, value)``: past the class's own ``__setattr__``."""
    name = plain(machine, arguments[0])
    if not isinstance(name, str):
        raise Gap("an attribute whose name is not known")
    from shapeproof.interpreter import attributes

    attributes.store(machine, receiver, name, arguments[1])
    return None


def _get_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    name = plain(machine, arguments[0])
    if not isinstance(name, str):
        raise Gap("an attribute whose name is not known")
    from shapeproof.interpreter import attributes

    return attributes.past_hooks(machine, receiver, name)


def _delete_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    name = plain(machine, arguments[0])
    if not isinstance(name, str):
        raise Gap("an attribute whose name is not known")
    from shapeproof.interpreter import attributes

    attributes.remove(machine, receiver, name)
    return None


def _equal(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    if isinstance(arguments[0], Unknown):
        raise Gap(arguments[0].reason)
    return True if receiver is arguments[0] or receiver == arguments[0] else machine.classes.not_implemented


def _nothing(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return None


# What ``object`` itself defines: reached through it by name alone (``object.__setattr__``), not by a class's lookups,
# which would find them everywhere.
OBJECT_METHODS: dict[str, Method] = {
    "__setattr__": _set_attribute,
    "__getattribute__": _get_attribute,
    "__delattr__": _delete_attribute,
    "__eq__": _equal,
    "__init__": _nothing,
    "__init_subclass__": _nothing,
}
