"""object, type, property, classmethod, staticmethod, and what every exception can do."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    check_count,
    compute,
    plain,
    raise_builtin,
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
    from shapeproof.interpreter import classes

    if len(arguments) == 1 and cls.builtin:
        if isinstance(arguments[0], Unknown):
            raise Gap(arguments[0].reason)
        return machine.class_of(arguments[0])
    if len(arguments) != 3:
        machine.throw("TypeError", "type() takes 1 or 3 arguments")
    name, bases, namespace = plain(machine, arguments[0]), arguments[1], arguments[2]
    content = machine.content(namespace) if isinstance(namespace, Object) else None
    if not isinstance(name, str) or type(bases) is not tuple or type(content) is not dict:
        raise Gap("a class made of what is not known")
    if not all(isinstance(base, Class | Unknown) for base in bases):
        raise Gap("a base class that is not a known class")
    module = None if machine.frame is None else machine.frame.module
    attributes = {key: value for key, value in content.items() if isinstance(key, str)}
    return classes.make(machine, name, bases, attributes, module=module, metaclass=None if cls.builtin else cls)


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


# --- exceptions -----------------------------------------------------------------------------------------------------


def _initialise(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    machine.set_attribute_raw(receiver, "args", arguments)
    return None


def _with_traceback(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return receiver


def _add_note(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "add_note", arguments, 1, 1)
    notes = machine.attributes(receiver).get("__notes__")
    if notes is None:
        notes = machine.new_list(())
        machine.set_attribute_raw(receiver, "__notes__", notes)
    machine.set_content(notes, (*machine.content(notes), arguments[0]))
    return None


def _arguments(machine: Interpreter, receiver: Value) -> Arguments:
    arguments = machine.attributes(receiver).get("args", ())
    if type(arguments) is not tuple:
        raise Gap("the arguments of an exception")
    return arguments


def _text(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    given = _arguments(machine, receiver)
    if not given:
        return ""
    return formatting.string_of(machine, given[0]) if len(given) == 1 else formatting.repr_of(machine, given)


def _text_of_key_error(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    given = _arguments(machine, receiver)
    return formatting.repr_of(machine, given[0]) if len(given) == 1 else _text(machine, receiver, (), {})


def _text_of_unicode_error(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    kind = getattr(builtins, receiver.cls.name, UnicodeError)
    return compute(machine, lambda *given: str(kind(*given)), *_arguments(machine, receiver))


def _repr(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    given = _arguments(machine, receiver)
    inner = formatting.repr_of(machine, given)
    return (
        f"{receiver.cls.name}({formatting.repr_of(machine, given[0])})"
        if len(given) == 1
        else receiver.cls.name + inner
    )


_EXCEPTION: dict[str, Method] = {
    "__init__": _initialise,
    "with_traceback": _with_traceback,
    "add_note": _add_note,
    "__str__": _text,
    "__repr__": _repr,
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
    "BaseException": _EXCEPTION,
    "KeyError": {"__str__": _text_of_key_error},
    "UnicodeError": {"__str__": _text_of_unicode_error},
    "type": {"mro": _mro, "__subclasses__": _subclasses},
}


def _set_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    """``object.__setattr__(x, name, value)``: past the class's own ``__setattr__``."""
    name = plain(machine, arguments[0])
    if not isinstance(name, str):
        raise Gap("an attribute whose name is not known")
    if isinstance(receiver, Object):
        machine.set_attribute_raw(receiver, name, arguments[1])
    return None


def _get_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    name = plain(machine, arguments[0])
    if not isinstance(name, str):
        raise Gap("an attribute whose name is not known")
    return machine.get_attribute(receiver, name)


def _delete_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    name = plain(machine, arguments[0])
    if not isinstance(name, str):
        raise Gap("an attribute whose name is not known")
    if name not in machine.attributes(receiver):
        raise_builtin(machine, "AttributeError", (name,))
    machine.delete_attribute_raw(receiver, name)
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
