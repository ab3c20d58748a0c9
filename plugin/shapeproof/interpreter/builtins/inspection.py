"""What programs ask about their own values: isinstance, getattr, hasattr, callable, type, vars, …"""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins.dicts import namespace_of
from shapeproof.interpreter.builtins.plain import call_special, check_count, check_one, is_instance_of, lookup, plain, type_name
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.shapes import Gap
from shapeproof.values import (
    BoundMethod,
    Class,
    ClassMethod,
    Function,
    Native,
    Object,
    Property,
    PythonModule,
    StaticMethod,
    Super,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Arguments = tuple[Value, ...]
Keywords = dict[str, Value]

# --- what is an instance of what -----------------------------------------------------------------------------------------

_ABSTRACT_BY_METHOD = {
    "Iterable": ("__iter__",),
    "Iterator": ("__iter__", "__next__"),
    "Reversible": ("__iter__", "__reversed__"),
    "Sized": ("__len__",),
    "Container": ("__contains__",),
    "Collection": ("__len__", "__iter__", "__contains__"),
}
_ABSTRACT_BY_CLASS = {
    "Sequence": ("list", "tuple", "str", "bytes", "bytearray", "range", "memoryview"),
    "MutableSequence": ("list", "bytearray"),
    "ByteString": ("bytes", "bytearray"),
    "Mapping": ("dict",),
    "MutableMapping": ("dict",),
    "Set": ("set", "frozenset", "dict_keys", "dict_items"),
    "MutableSet": ("set",),
    "Generator": ("generator",),
    "KeysView": ("dict_keys",),
    "ValuesView": ("dict_values",),
    "ItemsView": ("dict_items",),
    "Number": ("int", "float", "complex"),
    "Complex": ("int", "float", "complex"),
    "Real": ("int", "float"),
    "Rational": ("int",),
    "Integral": ("int",),
}
_ABSTRACT_MODULES = frozenset({"collections.abc", "typing", "numbers", "_collections_abc", "collections"})


def _is_abstract(cls: Class) -> bool:
    named = cls.name in _ABSTRACT_BY_METHOD or cls.name in _ABSTRACT_BY_CLASS or cls.name in ("Hashable", "Callable")
    return named and (cls.module is None or cls.module.name in _ABSTRACT_MODULES)


def is_instance(machine: Interpreter, value: Value, specification: Value) -> bool | Unknown:
    """``isinstance(value, specification)``."""
    return _any(machine, _members(machine, specification), lambda cls: _is_instance_of_one(machine, value, cls))


def _members(machine: Interpreter, specification: Value) -> list[Value]:
    """The classes of a tuple or union, nested ones included."""
    if type(specification) is tuple:
        return [member for part in specification for member in _members(machine, part)]
    if is_instance_of(machine, specification, "UnionType"):
        content = machine.content(specification)
        return _members(machine, content) if type(content) is tuple else [machine.unknown("a union of types")]
    if specification is None:
        return [machine.builtin("NoneType")]
    return [specification]


def _any(machine: Interpreter, members: list[Value], question: object) -> bool | Unknown:
    unknown: Unknown | None = None
    for member in members:
        answer = question(member)  # type: ignore[operator]
        if answer is True:
            return True
        if isinstance(answer, Unknown):
            unknown = answer
    return False if unknown is None else unknown


def _is_instance_of_one(machine: Interpreter, value: Value, cls: Value) -> bool | Unknown:
    if isinstance(cls, Unknown):
        return cls
    if not isinstance(cls, Class):
        if type(cls) in (int, float, str, bool, bytes):
            machine.throw("TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union")
        return machine.unknown("isinstance of something that is not known to be a class")
    if cls is machine.classes.object:
        return True
    if isinstance(value, Unknown):
        return value
    if cls.metaclass is not None and not cls.metaclass.builtin:
        found = call_special(machine, cls, "__instancecheck__", value)
        if found is not MISSING:
            return found if isinstance(found, Unknown) else machine.truth(found)
    if _is_abstract(cls):
        answer = _is_abstract_instance(machine, value, cls)
        if answer is not False:
            return answer
    if isinstance(value, Native) and cls.name in ("type", "function", "FunctionType"):
        return machine.unknown("what kind of callable a library has under this name")
    if type(value) is tuple and cls.name == "Size":
        return machine.unknown("whether a tuple is a torch.Size")
    return machine.is_instance(value, cls)


def _is_abstract_instance(machine: Interpreter, value: Value, cls: Class) -> bool | Unknown:
    if cls.name == "Callable":
        return is_callable(machine, value)
    own = machine.class_of(value)
    if cls.name == "Hashable":
        return not any(machine.builtin(name) in own.mro for name in ("list", "dict", "set"))
    if cls.name in _ABSTRACT_BY_CLASS:
        return any(machine.builtin(name) in own.mro for name in _ABSTRACT_BY_CLASS[cls.name])
    return all(lookup(machine, value, name) is not MISSING for name in _ABSTRACT_BY_METHOD[cls.name])


def is_subclass(machine: Interpreter, cls: Value, specification: Value) -> bool | Unknown:
    """``issubclass(cls, specification)``."""
    from shapeproof.interpreter import classes

    if isinstance(cls, Unknown):
        return cls
    if not isinstance(cls, Class):
        if type(cls) in (int, float, str, bool, bytes, tuple, type(None)):
            machine.throw("TypeError", "issubclass() arg 1 must be a class")
        return machine.unknown("issubclass of something that is not known to be a class")

    def question(other: Value) -> bool | Unknown:
        if isinstance(other, Unknown):
            return other
        if not isinstance(other, Class):
            return machine.unknown("issubclass of something that is not known to be a class")
        if _is_abstract(other) and other.name in _ABSTRACT_BY_CLASS:
            if any(machine.builtin(name) in cls.mro for name in _ABSTRACT_BY_CLASS[other.name]):
                return True
        elif _is_abstract(other):
            return machine.unknown(f"whether a class is {other.name}")
        return classes.is_subclass(cls, other)

    return _any(machine, _members(machine, specification), question)


def is_callable(machine: Interpreter, value: Value) -> bool | Unknown:
    """``callable(value)``."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, Class | Function | Native | BoundMethod | StaticMethod):
        return True
    if isinstance(value, PythonModule | Property | ClassMethod | Super) or not isinstance(value, Object):
        return False
    return lookup(machine, value, "__call__") is not MISSING


# --- attributes ----------------------------------------------------------------------------------------------------------


def _name(machine: Interpreter, name: Value) -> str:
    name = plain(machine, name)
    if isinstance(name, str):
        return name
    if isinstance(name, Unknown):
        raise Gap(f"an attribute whose name is not known: {name.reason}")
    machine.throw("TypeError", f"attribute name must be string, not '{type_name(machine, name)}'")


def _found(machine: Interpreter, value: Value, name: str) -> Value:
    """The attribute, MISSING where the program would get an AttributeError; a Gap where that is not known."""
    try:
        found = machine.find_attribute(value, name)
    except ProgramRaise as raised:
        if machine.builtin("AttributeError") in raised.exception.cls.mro:
            return MISSING
        raise
    if found is MISSING and has_host_attribute(machine, value, name):
        raise Gap(f"{type_name(machine, value)}.{name} is not supported yet")
    return found


def has_host_attribute(machine: Interpreter, value: Value, name: str) -> bool:
    """Whether CPython's own class, of which the value's class is or derives, has an attribute of that name."""
    for parent in machine.class_of(value).mro:
        if parent.builtin and hasattr(getattr(builtins, parent.name, None), name):
            return parent.name != "type" or name in vars(object) or isinstance(value, Class)
    return False


def getattr_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "getattr", arguments, 2, 3)
    name = _name(machine, arguments[1])
    if len(arguments) == 2:
        found = _found(machine, arguments[0], name)
        return machine.get_attribute(arguments[0], name) if found is MISSING else found
    found = _found(machine, arguments[0], name)
    return arguments[2] if found is MISSING else found


def hasattr_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "hasattr", arguments, 2, 2)
    value, name = arguments[0], _name(machine, arguments[1])
    if isinstance(value, Unknown):
        return machine.unknown(f"whether an unknown value has an attribute {name}: {value.reason}")
    if has_host_attribute(machine, value, name):
        return True
    found = _found(machine, value, name)
    if found is MISSING:
        return False
    if isinstance(found, Unknown) and not _has_certainly(machine, value, name):
        return machine.unknown(f"whether there is an attribute {name}: {found.reason}")
    return True


def _has_certainly(machine: Interpreter, value: Value, name: str) -> bool:
    """Whether an attribute exists though its value is not known."""
    from shapeproof.interpreter import classes

    if isinstance(value, PythonModule):
        return name in value.values
    if isinstance(value, Object) and name in machine.attributes(value):
        return True
    cls = value if isinstance(value, Class) else machine.class_of(value)
    found = classes.lookup(machine, cls, name)
    return found is not MISSING and not isinstance(found, Unknown)


def setattr_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "setattr", arguments, 3, 3)
    value = arguments[0]
    name = plain(machine, arguments[1])
    if isinstance(name, Unknown):
        _forget(machine, value, f"an attribute was set whose name is not known: {name.reason}")
        return None
    machine.assign_attribute(value, _name(machine, name), arguments[2])
    return None


def _forget(machine: Interpreter, value: Value, reason: str) -> None:
    """Any attribute of the object may have changed, and it may have new ones."""
    if not isinstance(value, Object) or isinstance(value, Class | Function | PythonModule):
        return
    for name, old in machine.attributes(value).items():
        if not name.startswith("_") and not isinstance(old, Object):
            machine.set_attribute_raw(value, name, machine.unknown(reason))
    machine.set_attribute_raw(value, "__lost__", reason)


def delattr_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "delattr", arguments, 2, 2)
    machine.delete_attribute(arguments[0], _name(machine, arguments[1]))
    return None


def vars_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    if not arguments:
        return locals_function(machine, arguments, keywords)
    value = arguments[0]
    if isinstance(value, Class):
        return machine.new_dict(machine.attributes(value))
    if isinstance(value, Object) and not isinstance(value, PythonModule):
        if value.cls.builtin:
            machine.throw("TypeError", "vars() argument must have __dict__ attribute")
        return namespace_of(machine, value)
    raise Gap(f"vars of a {type_name(machine, value)}")


def locals_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    frame = machine.frame
    if frame is None or frame.function is None:
        raise Gap("the names of a module")
    names = machine.entry(frame.id)
    return machine.new_dict({name: value for name, value in names.items() if not name.startswith("\0")})


def globals_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    raise Gap("the names of a module")


def dir_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    raise Gap("the names that dir lists")


# --- the functions -------------------------------------------------------------------------------------------------------


def isinstance_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "isinstance", arguments, 2, 2)
    return is_instance(machine, arguments[0], arguments[1])


def issubclass_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "issubclass", arguments, 2, 2)
    return is_subclass(machine, arguments[0], arguments[1])


def callable_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "callable", arguments)
    return is_callable(machine, arguments[0])


def id_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    """The same number for the same object, as programs use it; a Gap for scalars."""
    check_one(machine, "id", arguments)
    if isinstance(arguments[0], Object):
        return arguments[0].id
    raise Gap("the id of a scalar")


def hash_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "hash", arguments)
    value = plain(machine, arguments[0])
    if type(value) in (int, bool, float, complex):
        return hash(value)
    if isinstance(value, Object):
        from shapeproof.interpreter.builtins.equality import check_hashable

        check_hashable(machine, value)
        found = lookup(machine, value, "__hash__")
        if isinstance(found, Function):
            return machine.call(found, (value,))
    raise Gap("a hash that differs from run to run")


FUNCTIONS = {
    "isinstance": isinstance_function,
    "issubclass": issubclass_function,
    "callable": callable_function,
    "getattr": getattr_function,
    "hasattr": hasattr_function,
    "setattr": setattr_function,
    "delattr": delattr_function,
    "vars": vars_function,
    "locals": locals_function,
    "globals": globals_function,
    "dir": dir_function,
    "id": id_function,
    "hash": hash_function,
}
