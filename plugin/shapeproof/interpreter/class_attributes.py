"""Attributes of classes: the metaclass has its say, then the mro, then what Python gives every class."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from shapeproof.interpreter import abstract, attributes, binding, classes, hosts, special
from shapeproof.interpreter.assigning import is_data_descriptor
from shapeproof.interpreter.builtins import CLASSES, OBJECT_METHODS, dicts
from shapeproof.interpreter.builtins.inspection import has_host_attribute, host_class
from shapeproof.interpreter.builtins.plain import is_certain, is_foreign
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.function_attributes import annotations_of_class
from shapeproof.interpreter.object_methods import OWN_METHODS, init_subclass, new_of, of_object
from shapeproof.interpreter.slots import own_places, private_name, slots_named
from shapeproof.values import (
    BoundMethod,
    Class,
    ClassMethod,
    Function,
    Native,
    Object,
    Property,
    StaticMethod,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def find_in_class(machine: Interpreter, cls: Class, name: str) -> Value:
    if cls.metaclass is not None:
        found = classes.lookup(machine, cls.metaclass, name)
        if type(found) is Property or is_data_descriptor(machine, found):
            return attributes.bind(machine, found, cls, cls.metaclass)
    found = classes.lookup(machine, cls, name)
    if found is not MISSING:
        kind = type(found)
        if kind is StaticMethod:
            return found.function
        if kind is Property and found.of_class is not None:
            return found.of_class
        if kind is ClassMethod:
            return BoundMethod(found.function, cls)
        if kind is Object and not found.cls.builtin:
            getter = classes.lookup(machine, found.cls, "__get__")
            if getter is not MISSING and not isinstance(getter, Unknown):
                return machine.call(getter, (found, None, cls))
        return _of_library(machine, cls, of_class(cls, found)) if kind is Native else found
    if name in ("__name__", "__qualname__"):
        if cls.builtin and cls.name == "iterator":  # it stands for several of CPython's
            return Unknown("the name of an iterator's class", machine.here())
        return cls.name if name == "__name__" else cls.qualname
    if name == "__mro__":
        return cls.mro
    if name == "__bases__":
        return cls.bases or (() if cls is machine.classes.object else (machine.classes.object,))
    if name == "__module__":
        return cls.module.name if cls.module else "builtins"
    if name == "__class__":
        return cls.metaclass or machine.classes.type
    if name == "__dict__":
        return machine.new_dict(_names_of_class(machine, cls))
    if name == "__doc__" and cls.builtin:
        return getattr(host_class(cls.name), "__doc__", None)
    if name == "__doc__":
        return cls.node.docstring if cls.node is not None else None
    if name == "mro":
        return Native("mro", lambda m, a, k: m.new_list(cls.mro))
    if cls.metaclass is not None and (name not in _OF_OBJECT or is_foreign(cls)):
        found = classes.lookup(machine, cls.metaclass, name)
        if found is not MISSING:
            return attributes.bind(machine, found, cls, cls.metaclass)
    if name == "__annotations__":
        return annotations_of_class(machine, cls)
    if name == "__abstractmethods__" and cls.metaclass is not None and abstract.may_be(cls.metaclass):
        return machine.new(machine.builtin("frozenset"), None, dict.fromkeys(abstract.names_of(machine, cls)))
    if name == "__init_subclass__" and not is_foreign(cls):
        return Native("object.__init_subclass__", partial(init_subclass, cls))
    if name in OWN_METHODS and not is_foreign(cls):
        if name == "__new__" and any(parent.builtin and parent is not machine.classes.object for parent in cls.mro):
            return new_of(cls)
        return OWN_METHODS[name]
    default = OBJECT_METHODS.get(name)
    if default is not None and cls.builtin and _has_own(cls, name):
        return Native(f"{cls.name}.{name}", attributes.hosted(getattr(host_class(cls.name), name)))
    if default is not None and not is_foreign(cls):
        return _of_owner(machine, cls, of_object(name))
    if cls.metaclass is not None:
        hook = classes.lookup(machine, cls.metaclass, "__getattr__")
        if hook is not MISSING and not (name.startswith("__") and isinstance(hook, Function) and hook.module.is_stub):
            return hook if isinstance(hook, Unknown) else special.call(machine, hook, cls, name)
    for parent in cls.mro:
        if name in slots_named(machine, parent):
            return machine.classes.descriptor("member_descriptor", parent, name)
    is_open = name.startswith("__") and name.endswith("__") and not is_certain(machine, cls)
    if is_open or has_host_attribute(machine, cls, name):
        return Unknown(f"{cls.name}.{name}", machine.here())
    return MISSING


_OF_OBJECT = frozenset(OBJECT_METHODS) | frozenset(OWN_METHODS)  # found in the class before any metaclass is asked


_ALTERNATIVE = frozenset({"int.from_bytes", "float.fromhex", "bytes.fromhex", "dict.fromkeys"})


def _has_own(cls: Class, name: str) -> bool:
    """Whether CPython's class has its own method for one that ``object`` has, as int has ``__format__``."""
    return name in _OWN_OF_HOST and getattr(host_class(cls.name), name, None) is not getattr(object, name)


_OWN_OF_HOST = frozenset({"__format__", "__lt__", "__le__", "__gt__", "__ge__"})


def of_class(cls: Class, found: Native) -> Native:
    """A built-in method that makes an instance, as a class that derives from the built-in one has it."""
    if found.name in _ALTERNATIVE and found.name.partition(".")[0] != cls.name:
        return Native(found.name, partial(_of_subclass, cls, found), binds=False)
    return found


def _of_library(machine: Interpreter, cls: Class, found: Native) -> Native:
    """A built-in method as a class has it whose real one, written in C, has its own: for what that is not of."""
    owner, _, name = found.name.rpartition(".")
    parent = next((each for each in cls.mro if each.builtin or (each.module is not None and each.module.is_stub)), cls)
    if parent.name == owner or found.declared is not None or owner not in CLASSES:
        return found
    return _checked(machine, parent, name, found)


def _of_owner(machine: Interpreter, cls: Class, found: Native) -> Native:
    """As `_of_library`, of a method that ``object`` has too."""
    name = found.name.rpartition(".")[2]
    for parent in cls.mro[:-1]:
        checked = _checked(machine, parent, name, found)
        if checked is not found:
            return checked
    return found


def _checked(machine: Interpreter, parent: Class, name: str, found: Native) -> Native:
    """A method behind the check that CPython's own of that class makes, where it has one written in C."""
    module = "builtins" if parent.builtin else parent.module.name if parent.module is not None else ""
    method = hosts.descriptor(module, f"{parent.name}.{name}")
    if method is None:
        return found
    known = machine.classes.methods.get((parent, name))
    if known is None:

        def call(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
            binding.check_descriptor(machine, method, parent, arguments)
            return found.call(machine, arguments, keywords)

        known = machine.classes.methods[parent, name] = Native(found.name, call)
    return known


def _of_subclass(
    cls: Class, method: Native, machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]
) -> Value:
    """``K.fromkeys(…)``: what the built-in class's method gives, as an instance of the class it is asked of."""
    found = method.call(machine, arguments, keywords)
    if method.name != "dict.fromkeys":
        return machine.call(cls, (found,))
    made = machine.call(cls)
    from shapeproof.interpreter import operators

    for key, value in dicts.content_of(machine, found).items():
        operators.set_item(machine, made, key, value)
    return made


def _names_of_class(machine: Interpreter, cls: Class) -> dict[str, Value]:
    """What a class's ``__dict__`` holds."""
    found: dict[str, Value] = {"__module__": cls.module.name if cls.module else "builtins"}
    documented = cls.node.docstring if cls.node is not None else None
    if documented is not None:
        found["__doc__"] = documented
    own = machine.attributes(cls)
    found.update({name: value for name, value in own.items() if not name.startswith("\0")})
    if "\0annotations" in own:
        found["__annotations__"] = annotations_of_class(machine, cls)
    for name in own_places(machine, cls):
        kind = "getset_descriptor" if name in ("__dict__", "__weakref__") else "member_descriptor"
        found[private_name(cls.name, name)] = machine.classes.descriptor(kind, cls, name)
    found.setdefault("__doc__", None)
    return found
