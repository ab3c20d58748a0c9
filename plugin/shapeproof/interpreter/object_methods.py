"""The methods that every object has from ``object`` and ``type``."""

from __future__ import annotations

from collections.abc import Callable
from types import FunctionType
from typing import TYPE_CHECKING

from shapeproof.interpreter import attributes, classes, hosts, layouts
from shapeproof.interpreter.assigning import missing_message, remove, store
from shapeproof.interpreter.builtins import OBJECT_METHODS
from shapeproof.interpreter.builtins.plain import is_certain, is_foreign
from shapeproof.interpreter.channels import MISSING
from shapeproof.values import (
    Class,
    Function,
    Native,
    Object,
    PythonModule,
    StaticMethod,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def of_object(name: str) -> Native:
    """A method that ``object`` itself has."""
    method = OBJECT_METHODS[name]
    needed = _NEEDED.get(name, 2)
    free = name in ("__init__", "__init_subclass__")

    def call(machine: Interpreter, given: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        if not given:
            machine.throw("TypeError", f"descriptor '{name}' of 'object' object needs an argument")
        if len(given) != needed and name == "__format__":
            what = f"takes exactly one argument ({len(given) - 1} given)"
            machine.throw("TypeError", f"object.__format__() {what}")
        if len(given) != needed and not free:
            plural = "s" * (needed != 2)
            machine.throw("TypeError", f"expected {needed - 1} argument{plural}, got {len(given) - 1}")
        return method(machine, given[0], given[1:], keywords)

    return Native(f"object.{name}", call)


_NEEDED = {"__setattr__": 3, "__hash__": 1, "__repr__": 1, "__str__": 1, "__init__": 1, "__init_subclass__": 1}


def _object_init(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    if not arguments:
        machine.throw("TypeError", "descriptor '__init__' of 'object' object needs an argument")
    return check_given(machine, arguments[0], arguments[1:], keywords)


def check_given(
    machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]
) -> Value:
    """``object.__init__``, which takes arguments only where a class's own ``__new__`` has taken them already."""
    if not (arguments or (keywords and "**" not in keywords)) or not is_certain(machine, receiver):
        return None
    cls = machine.class_of(receiver)
    if any(parent.builtin and parent is not machine.classes.object for parent in cls.mro):
        return None
    what = "takes exactly one argument (the instance to initialize)"
    if classes.lookup(machine, cls, "__init__") is not MISSING:
        machine.throw("TypeError", f"object.__init__() {what}")
    if classes.lookup(machine, cls, "__new__") is MISSING:
        machine.throw("TypeError", f"{cls.name}.__init__() {what}")
    return None


def _new_of_object(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """``object.__new__(cls)``, which makes no instance of what holds more than attributes."""
    cls = arguments[0] if arguments else None
    if isinstance(cls, Class) and not is_foreign(cls) and not any(parent.open_base for parent in cls.mro):
        kind = next(parent.name for parent in cls.mro if parent.builtin)
        if kind != "object":
            maker = cls
            while not _makes_in_c(machine, maker):
                maker = layouts.best_base(machine, maker.bases) or machine.classes.object
            machine.throw("TypeError", f"object.__new__({cls.name}) is not safe, use {maker.name}.__new__()")
    return plain_new(machine, arguments, keywords)


def _makes_in_c(machine: Interpreter, cls: Class) -> bool:
    """Whether a class makes its instances by a ``__new__`` that is not written in Python."""
    if cls.builtin:
        return True
    if isinstance(classes.lookup(machine, cls, "__new__"), Function | StaticMethod):
        return False
    real = hosts.real_class(cls.module.name, cls.name) if cls.module is not None and cls.module.is_stub else None
    return not isinstance(getattr(real, "__new__", None), FunctionType)


def new_of(cls: Class) -> Native:
    """``int.__new__`` and the like, which make instances of their own class and what derives from it."""
    kind = next(parent for parent in cls.mro if parent.builtin)

    def make(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        if not arguments:
            machine.throw("TypeError", f"{kind.name}.__new__(): not enough arguments")
        if kind is not machine.classes.object and is_certain(machine, arguments[0]):
            wanted = arguments[0]
            if not isinstance(wanted, Class):
                what = f"X is not a type object ({machine.class_of(wanted).name})"
                machine.throw("TypeError", f"{kind.name}.__new__(X): {what}")
            if kind not in wanted.mro:
                what = f"{wanted.name} is not a subtype of {kind.name}"
                machine.throw("TypeError", f"{kind.name}.__new__({wanted.name}): {what}")
            if kind.name == "int" and wanted.name == "bool" and wanted.builtin:
                machine.throw("TypeError", "int.__new__(bool) is not safe, use bool.__new__()")
        return plain_new(machine, arguments, keywords)

    return Native("object.__new__", make, binds=False)


def _object_setattr(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    store(machine, arguments[0], arguments[1], arguments[2])
    return None


def _object_getattribute(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    return past_hooks(machine, arguments[0], arguments[1])


def past_hooks(machine: Interpreter, value: Value, name: str) -> Value:
    """``object.__getattribute__(value, name)``."""
    if not isinstance(value, Object) or isinstance(value, Class | Function | PythonModule):
        return attributes.get(machine, value, name)
    found = attributes.plain_attribute(machine, value, name)
    if found is MISSING:
        machine.throw("AttributeError", missing_message(machine, value, name))
    return found


OWN_METHODS = {
    "__init__": Native("object.__init__", _object_init),
    "__new__": Native("object.__new__", _new_of_object, binds=False),
    "__setattr__": Native("object.__setattr__", _object_setattr),
    "__getattribute__": Native("object.__getattribute__", _object_getattribute),
}


def init_subclass(cls: Class, machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    if keywords and "**" not in keywords and is_certain(machine, cls):
        machine.throw_exactly("TypeError", f"{cls.name}.__init_subclass__() takes no keyword arguments")


def checked_init(certain: bool) -> Callable[..., Value]:
    def initialise(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        if certain and (arguments or (keywords and "**" not in keywords)):
            what = "takes exactly one argument (the instance to initialize)"
            machine.throw("TypeError", f"object.__init__() {what}")

    return initialise


def plain_new(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    from shapeproof.interpreter import calls

    if not arguments:
        machine.throw("TypeError", "object.__new__(): not enough arguments")
    cls = arguments[0]
    given = len(arguments) > 1 or (bool(keywords) and "**" not in keywords)
    if given and isinstance(cls, Class) and is_certain(machine, cls):
        of_object = not any(parent.builtin and parent is not machine.classes.object for parent in cls.mro)
        if of_object and classes.lookup(machine, cls, "__new__") is not MISSING:
            what = "takes exactly one argument (the type to instantiate)"
            machine.throw("TypeError", f"object.__new__() {what}")
        if of_object and classes.lookup(machine, cls, "__init__") is MISSING:
            machine.throw("TypeError", f"{cls.name}() takes no arguments")
    if isinstance(cls, Class):
        calls.check_instantiable(machine, cls)
    return calls.allocate(machine, arguments[0], arguments[1:], keywords)


def object_default(machine: Interpreter, receiver: Value, name: str) -> Value:
    def set_attribute(m: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        store(m, receiver, arguments[0], arguments[1])
        return None

    def get_attribute(m: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        return past_hooks(m, receiver, arguments[0])

    def delete_attribute(m: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        remove(m, receiver, arguments[0])
        return None

    table = {"__setattr__": set_attribute, "__getattribute__": get_attribute, "__delattr__": delete_attribute}
    if name in table:
        return Native(f"object.{name}", table[name])
    return Native(name, lambda m, a, k: m.unknown(f"object.{name}")) if name in OBJECT_METHODS else MISSING
