"""object, type, property, classmethod, staticmethod, and what every exception can do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import hosts
from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    check_count,
    is_certain,
    plain,
)
from shapeproof.shapes import Gap
from shapeproof.values import BoundMethod, Class, ClassMethod, Object, Property, StaticMethod, Unknown, Value

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
        found = machine.class_of(arguments[0])
        if found.builtin and found.name == "generator":
            from shapeproof.interpreter.generators import is_of_library

            if not hosts.is_of_library(machine.frame) and is_of_library(machine, arguments[0]):
                raise Gap("the class of an iterator of the library")
        return found
    if len(arguments) != 3:
        machine.throw("TypeError", "type() takes 1 or 3 arguments")
    bases = arguments[1] if type(arguments[1]) is tuple else ()
    if cls.builtin and all(isinstance(base, Class) for base in bases):
        from shapeproof.interpreter import classes

        winner = classes.metaclass_of(machine, None, list(bases))
        if winner is not None and not winner.builtin:
            return _by_metaclass(machine, winner, arguments, keywords)
    return _new_class(machine, None if cls.builtin else cls, arguments, keywords)


def _by_metaclass(machine: Interpreter, winner: Class, arguments: Arguments, keywords: Keywords) -> Value:
    """``type(name, bases, names)`` of bases whose metaclass makes the class."""
    from shapeproof.interpreter import classes

    maker = classes.lookup(machine, winner, "__new__")
    if isinstance(maker, StaticMethod):
        maker = maker.function
    if classes.is_own_method(maker):
        made = machine.call(maker, (winner, *arguments), keywords)
    else:
        made = _new_class(machine, winner, arguments, keywords)
    hook = classes.lookup(machine, winner, "__init__")
    if isinstance(made, Class) and classes.is_own_method(hook):
        machine.call(hook, (made, *arguments), keywords)
    return made


def _new_class(machine: Interpreter, metaclass: Class | None, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter import definitions

    name, bases, namespace = plain(machine, arguments[0]), arguments[1], arguments[2]
    content = machine.content(namespace) if isinstance(namespace, Object) else None
    for at, (kind, fits) in enumerate((("str", str), ("tuple", tuple), ("dict", dict))):
        given = (name, plain(machine, bases), content)[at]
        if not isinstance(given, fits) and is_certain(machine, arguments[at]):
            kind_given = machine.class_of(arguments[at]).name
            machine.throw("TypeError", f"type.__new__() argument {at + 1} must be {kind}, not {kind_given}")
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


def _prepare(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    """``type.__prepare__(name, bases)``: the dict that a class body fills."""
    return machine.new_dict({})


def _type_call(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    """``type.__call__``: an instance, past what the metaclass says of calls."""
    from shapeproof.interpreter import calls

    return calls.instantiate(machine, receiver, arguments, keywords)


def _type_set_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter import assigning

    check_count(machine, "__setattr__", arguments, 2, 2)
    assigning.store(machine, receiver, _named(machine, arguments[0]), arguments[1])
    return None


def _named(machine: Interpreter, name: Value) -> str:
    name = plain(machine, name)
    if not isinstance(name, str):
        raise Gap("an attribute whose name is not known")
    return name


def _type_delete_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter import assigning

    check_count(machine, "__delattr__", arguments, 1, 1)
    assigning.remove(machine, receiver, _named(machine, arguments[0]))
    return None


def _type_get_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter import attributes

    check_count(machine, "__getattribute__", arguments, 1, 1)
    return attributes.get(machine, receiver, _named(machine, arguments[0]))


def make_property(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "property", arguments, 0, 4)
    parts = [*arguments[:3], None, None, None][:3]
    for at, name in enumerate(_PARTS):
        parts[at] = keywords.get(name, parts[at])
    if cls.builtin:
        doc = arguments[3] if len(arguments) > 3 else keywords.get("doc")
        return Property(parts[0], parts[1], parts[2], doc=doc)
    if any("__get__" in machine.attributes(parent) for parent in cls.mro if not parent.builtin):
        return machine.new(cls, dict(zip(_PARTS, parts, strict=True)))
    raise Gap("a property of the program's own kind")


_PARTS = ("fget", "fset", "fdel")


def make_classmethod(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "classmethod", arguments, 1, 1)
    return ClassMethod(arguments[0])


def make_staticmethod(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "staticmethod", arguments, 1, 1)
    return StaticMethod(arguments[0])


def make_method(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    """``types.MethodType(function, receiver)``."""
    check_count(machine, "method", arguments, 2, 2)
    if arguments[1] is None:
        machine.throw("TypeError", "self must not be None")
    return BoundMethod(*arguments)


CONSTRUCTORS = {
    "object": make_object,
    "method": make_method,
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


def _member(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    """``<member 'x' of 'C' objects>``: what stands in a class for a name of its ``__slots__``."""
    held = machine.attributes(receiver)
    word = "member" if receiver.cls.name == "member_descriptor" else "attribute"
    return f"<{word} {held['__name__']!r} of {held['__objclass__'].name!r} objects>"


METHODS: dict[str, dict[str, Method]] = {
    "member_descriptor": {"__repr__": _member},
    "getset_descriptor": {"__repr__": _member},
    "NotImplementedType": {"__repr__": _not_implemented},
    "UnionType": {"__repr__": _union},
    "type": {
        "mro": _mro,
        "__subclasses__": _subclasses,
        "__new__": _type_new,
        "__init__": _type_init,
        "__prepare__": _prepare,
        "__call__": _type_call,
        "__setattr__": _type_set_attribute,
        "__delattr__": _type_delete_attribute,
        "__getattribute__": _type_get_attribute,
    },
}


def _set_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    """``object.__setattr__(x, name, value)``: past the class's own ``__setattr__``."""
    name = plain(machine, arguments[0])
    if not isinstance(name, str):
        raise Gap("an attribute whose name is not known")
    from shapeproof.interpreter import assigning

    assigning.store(machine, receiver, name, arguments[1])
    return None


def _get_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    name = plain(machine, arguments[0])
    if not isinstance(name, str):
        raise Gap("an attribute whose name is not known")
    from shapeproof.interpreter import object_methods

    return object_methods.past_hooks(machine, receiver, name)


def _delete_attribute(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    name = plain(machine, arguments[0])
    if not isinstance(name, str):
        raise Gap("an attribute whose name is not known")
    from shapeproof.interpreter import assigning

    assigning.remove(machine, receiver, name)
    return None


def _equal(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    if isinstance(arguments[0], Unknown):
        raise Gap(arguments[0].reason)
    return True if receiver is arguments[0] or receiver == arguments[0] else machine.classes.not_implemented


def _unequal(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    equal = machine.call(machine.get_attribute(receiver, "__eq__"), (arguments[0],))
    if isinstance(equal, Unknown):
        raise Gap(equal.reason)
    return equal if equal == machine.classes.not_implemented else not machine.truth(equal)


def _unordered(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return machine.classes.not_implemented


def _hash(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter.builtins.inspection import identity_hash

    return identity_hash(machine, receiver)


def _repr(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    raise Gap(f"the repr of a {machine.class_of(receiver).name}")


def _str(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return formatting.repr_of(machine, receiver)


def _format(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    specification = plain(machine, arguments[0])
    if not isinstance(specification, str):
        raise Gap("a format that is not known")
    if specification:
        kind = machine.class_of(receiver).name
        machine.throw("TypeError", f"unsupported format string passed to {kind}.__format__")
    return formatting.string_of(machine, receiver)


def _initialise(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter.object_methods import check_given

    return check_given(machine, receiver, arguments, keywords)


def _nothing(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return None


# What ``object`` itself defines: reached through it by name alone (``object.__setattr__``), not by a class's lookups,
# which would find them everywhere.
OBJECT_METHODS: dict[str, Method] = {
    "__setattr__": _set_attribute,
    "__getattribute__": _get_attribute,
    "__delattr__": _delete_attribute,
    "__eq__": _equal,
    "__ne__": _unequal,
    **dict.fromkeys(("__lt__", "__le__", "__gt__", "__ge__"), _unordered),
    "__hash__": _hash,
    "__repr__": _repr,
    "__str__": _str,
    "__format__": _format,
    "__init__": _initialise,
    "__init_subclass__": _nothing,
}
