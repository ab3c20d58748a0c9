"""Attributes: finding, binding, assigning and deleting them as Python's data model says."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from functools import partial
from types import MethodDescriptorType, WrapperDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn

from shapeproof.dims import Dim
from shapeproof.interpreter import (
    arguments,
    class_attributes,
    classes,
    function_attributes,
    hosts,
    imports,
    object_methods,
    special,
)
from shapeproof.interpreter.assigning import is_data_descriptor, missing_message
from shapeproof.interpreter.builtins import METHODS, OBJECT_METHODS, dicts, exceptions
from shapeproof.interpreter.builtins.dicts import HELD
from shapeproof.interpreter.builtins.inspection import has_host_attribute, has_in_instances, host_class
from shapeproof.interpreter.builtins.plain import compute, is_builtin_function, is_certain, is_foreign, known, plain
from shapeproof.interpreter.builtins.receivers import WITHOUT_RECEIVER
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.slots import is_shadowed, slots_of
from shapeproof.shapes import Gap
from shapeproof.values import (
    LOST,
    BoundMethod,
    Class,
    ClassMethod,
    Function,
    Namespace,
    Native,
    Object,
    Property,
    PythonModule,
    Range,
    ShapeValue,
    SliceValue,
    StaticMethod,
    Super,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def get(machine: Interpreter, value: Value, name: str) -> Value:
    """``value.name``; raises AttributeError in the program where Python certainly does."""
    found = seek(machine, value, name)
    if found is MISSING:
        machine.throw("AttributeError", missing_message(machine, value, name))
    return found


def find(machine: Interpreter, value: Value, name: str) -> Value:
    """``value.name``, MISSING where it certainly has none, Unknown where that is not known."""
    try:
        return seek(machine, value, name)
    except ProgramRaise as raised:
        if machine.builtin("AttributeError") in raised.exception.cls.mro:
            return MISSING
        raise


def seek(machine: Interpreter, value: Value, name: str) -> Value:
    """As `find`; an AttributeError that the program's own code raises passes."""
    if type(value) is Object:
        return _find_in_object(machine, value, name)
    if isinstance(value, Unknown):
        return Unknown(value.reason, value.site)
    if isinstance(value, Class):
        return class_attributes.find_in_class(machine, value, name)
    if isinstance(value, PythonModule):
        return imports.module_attribute(machine, value, name)
    if isinstance(value, Function):
        return function_attributes.find_in_function(machine, value, name)
    if isinstance(value, Object):
        return _find_in_object(machine, value, name)
    if isinstance(value, Super):
        return _find_in_super(machine, value, name)
    if isinstance(value, ShapeValue):
        raise Gap(f"{name} of a shape of unknown rank")
    if type(value) is tuple and name == "numel":
        return Native("torch.Size.numel", lambda m, a, k: _product(m, value))
    if isinstance(value, BoundMethod):
        if name == "__self__":
            return value.receiver
        if name == "__func__":
            return value.function
        return find(machine, value.function, name)
    if isinstance(value, Native):
        if name in ("__name__", "__qualname__"):
            return value.name.rsplit(".", 1)[-1]
        if is_builtin_function(value):
            return _of_builtin_function(machine, value, name)
        return Unknown(f"attribute {name} of {value.name}", machine.here())
    if isinstance(value, Property):
        return function_attributes.find_in_property(value, name)
    if isinstance(value, ClassMethod | StaticMethod):
        return function_attributes.find_in_method(machine, value, name)
    if isinstance(value, SliceValue) and name in ("start", "stop", "step"):
        return getattr(value, name)
    if isinstance(value, Range) and name in ("start", "stop", "step"):
        return getattr(value, name)
    return _find_in_builtin(machine, value, name)


def _of_builtin_function(machine: Interpreter, value: Native, name: str) -> Value:
    found = getattr(getattr(builtins, value.name), name, MISSING)
    return found if found is MISSING or known(found) else Unknown(f"{value.name}.{name}", machine.here())


def is_of_class(method: Value) -> bool:
    """Whether a built-in method is called on the class: ``dict.fromkeys``, ``int.from_bytes``."""
    return isinstance(method, Native) and method.name.rpartition(".")[2] in WITHOUT_RECEIVER


def _product(machine: Interpreter, sizes: tuple[Value, ...]) -> Value:
    total: Value = 1
    for size in sizes:
        total = machine.binary("*", total, size)
    return total


def _find_in_builtin(machine: Interpreter, value: Value, name: str) -> Value:
    cls = machine.class_of(value)
    if name == "__class__":
        return cls
    for parent in cls.mro:
        constant = METHODS.get(parent.name, {}).get(name)
        if constant is not None:
            method = classes.lookup(machine, cls, name)
            return class_attributes.of_class(cls, method) if is_of_class(method) else BoundMethod(method, value)
    if cls is machine.classes.object:
        return Unknown(f"attribute {name}", machine.here())
    if isinstance(value, int | float | complex) and name in ("real", "imag", "numerator", "denominator"):
        found = getattr(value, name, MISSING)
        return int(found) if type(found) is bool else found
    if isinstance(value, Dim) and name in ("real", "numerator", "imag", "denominator"):
        return {"imag": 0, "denominator": 1}.get(name, value)
    argument = arguments.open_name(machine, value)
    if argument is not None:
        return arguments.attribute(machine, argument, name)
    if name == "__dict__" and known(value):
        return MISSING
    if name in OBJECT_METHODS and is_certain(machine, value) and name not in _FOR_CLASSES:
        own = getattr(host_class(cls.name), name, None)
        if _is_hosted(value) and own is not None and name != "__hash__":
            return BoundMethod(Native(f"{cls.name}.{name}", hosted(own)), value)
        return BoundMethod(object_methods.of_object(name), value)
    host = host_class(cls.name)
    if _is_hosted(value) and type(getattr(host, name, None)) in (MethodDescriptorType, WrapperDescriptorType):
        return BoundMethod(Native(f"{cls.name}.{name}", hosted(getattr(host, name))), value)
    if has_in_instances(host, name):
        return Unknown(f"{cls.name}.{name} is not supported yet", machine.here())
    return MISSING


def _is_hosted(value: Value) -> bool:
    """Whether CPython's own method of the class may be asked of a value: one that is wholly known."""
    parts = (value.start, value.stop, value.step) if isinstance(value, Range | SliceValue) else value
    return known(parts)


_FOR_CLASSES = frozenset({"__init__", "__init_subclass__", "__setattr__", "__getattribute__", "__delattr__"})


def hosted(method: Callable[..., Any]) -> Callable[..., Value]:
    """A method of a known value that CPython computes."""

    def call(machine: Interpreter, given: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        return compute(machine, method, *given, **keywords)

    return call


def _find_in_object(machine: Interpreter, value: Object, name: str) -> Value:
    cls = value.cls
    getter = classes.lookup(machine, cls, "__getattribute__")
    hook = classes.lookup(machine, cls, "__getattr__")
    if type(getter) is not Function and hook is MISSING:
        return plain_attribute(machine, value, name)
    raised: ProgramRaise | None = None
    try:
        if type(getter) is Function:
            return special.call(machine, getter, value, name)
        found = plain_attribute(machine, value, name)
    except ProgramRaise as error:
        if hook is MISSING or machine.builtin("AttributeError") not in error.exception.cls.mro:
            raise
        found, raised = MISSING, error
    if found is not MISSING or hook is MISSING:
        return found
    if isinstance(hook, Unknown):
        if raised is not None:
            raise raised
        return hook
    return special.call(machine, hook, value, name)


def plain_attribute(machine: Interpreter, value: Object, name: str) -> Value:
    """``object.__getattribute__``: descriptors, the object's own attributes, the class's."""
    cls = value.cls
    found = classes.lookup(machine, cls, name)
    if type(found) is Property:
        if not found.cached:
            if found.getter is None:
                _refuse_getting(machine, cls, name)
            return machine.call(found.getter, (value,))
        cached = machine.attributes(value).get(name, MISSING)
        if cached is MISSING:
            if slots_of(machine, cls) is not None:
                what = f"No '__dict__' attribute on {cls.name!r} instance to cache {name!r} property."
                machine.throw("TypeError", what)
            cached = machine.call(found.getter, (value,))
            machine.set_attribute_raw(value, name, cached)
        return cached
    state = machine.state(value)
    own = state.attributes.get(name, MISSING)
    if own is not MISSING and not is_data_descriptor(machine, found):
        return own
    if found is not MISSING and type(found) not in _CALLED and is_shadowed(machine, cls, name):
        return MISSING
    if found is not MISSING and not (isinstance(found, Unknown) and cls.open_base is None and name in _ALWAYS):
        return bind(machine, found, value, cls)
    if name == "__class__":
        return cls
    if name == "__dict__":
        if cls.builtin and machine.builtin("BaseException") not in cls.mro:
            return MISSING
        return MISSING if slots_of(machine, cls) is not None else dicts.namespace_of(machine, value)
    if name == "__doc__":
        return getattr(host_class(cls.name), "__doc__", None) if cls.builtin else None
    if name == "__module__":
        return cls.module.name if cls.module else "builtins"
    if HELD in state.attributes:
        held = machine.content(state.attributes[HELD]).get(name, MISSING)
        if held is not MISSING:
            return held
    mark = state.attributes.get(arguments.FREE_MARK)
    if mark is not None:
        return arguments.attribute(machine, str(mark), name)
    if name in OBJECT_METHODS and not is_foreign(cls):
        if name == "__hash__" and any(parent.builtin and parent.name in _UNHASHABLE for parent in cls.mro):
            return None
        return BoundMethod(object_methods.of_object(name), value)
    if classes.lookup(machine, cls, "__getattr__") is not MISSING:
        return MISSING
    if state.attributes.get("__lost__") is not None:
        return Unknown(str(state.attributes["__lost__"]), machine.here())
    if machine.builtin("BaseException") in cls.mro:
        unset = exceptions.attribute(machine, value, name)
        if unset is not MISSING:
            return unset
    if cls.name == "generator" and cls.builtin:
        from shapeproof.interpreter import generators

        return generators.attribute(machine, value, name)
    if name in _OF_NUMBERS:
        inner = plain(machine, value)
        if inner is not value and type(inner) is not tuple:
            return _find_in_builtin(machine, inner, name)
    is_private = name.startswith("_") and not name.endswith("__")
    if has_host_attribute(machine, value, name) or (is_private and is_of_library(cls)):
        return Unknown(f"{cls.name}.{name} is not supported yet", machine.here())
    return MISSING


def is_of_library(cls: Class) -> bool:
    """Whether a class is the library's own, whose real one holds what its stub does not."""
    return cls.module is not None and cls.module.is_stub


def _refuse_getting(machine: Interpreter, cls: Class, name: str) -> NoReturn:
    machine.throw("AttributeError", f"property '{name}' of '{cls.qualname}' object has no getter")


_UNHASHABLE = frozenset({"list", "dict", "set", "bytearray"})


_OF_NUMBERS = frozenset({"real", "imag", "numerator", "denominator"})


_ALWAYS = frozenset({"__class__"})
_CALLED = frozenset({Function, Native, StaticMethod, ClassMethod, Property})


def bind(machine: Interpreter, found: Value, receiver: Value, cls: Class) -> Value:
    """A class attribute as seen from an instance: functions become methods, descriptors answer."""
    kind = type(found)
    if kind is Function:
        return BoundMethod(found, receiver) if found.owner is not None or hosts.binds(found) else found
    if kind is Native:
        return (
            BoundMethod(found, receiver)
            if found.binds and not is_of_class(found)
            else class_attributes.of_class(cls, found)
        )
    if kind is StaticMethod:
        return found.function
    if kind is ClassMethod:
        return BoundMethod(found.function, cls)
    if kind is Property:
        return machine.call(found.getter, (receiver,))
    if kind is Object and not found.cls.builtin:
        getter = classes.lookup(machine, found.cls, "__get__")
        if getter is not MISSING and not isinstance(getter, Unknown):
            return machine.call(getter, (found, receiver, cls))
    return found


def _find_in_super(machine: Interpreter, value: Super, name: str) -> Value:
    receiver = value.receiver
    if isinstance(receiver, Class) and value.cls not in receiver.mro and receiver.metaclass is not None:
        found = classes.lookup(machine, receiver.metaclass, name, after=value.cls)
        return MISSING if found is MISSING else bind(machine, found, receiver, receiver.metaclass)
    cls = receiver if isinstance(receiver, Class) else machine.class_of(receiver)
    found = classes.lookup(machine, cls, name, after=value.cls)
    if found is MISSING:
        if name == "__init__":
            return Native("object.__init__", object_methods.checked_init(is_certain(machine, receiver)))
        if name == "__new__":
            return Native("object.__new__", lambda m, a, k: object_methods.plain_new(m, a, k))
        if name == "__init_subclass__":
            return Native("object.__init_subclass__", partial(object_methods.init_subclass, cls))
        if name in ("__setattr__", "__getattribute__", "__delattr__") or is_foreign(cls):
            return object_methods.object_default(machine, receiver, name)
        if name in OBJECT_METHODS:
            method = object_methods.of_object(name)
            return method if isinstance(receiver, Class) else BoundMethod(method, receiver)
        return MISSING
    if isinstance(receiver, Class):
        if type(found) is ClassMethod:
            return BoundMethod(found.function, receiver)
        if type(found) is StaticMethod:
            return found.function
        if name in ("__new__", "__init_subclass__") or type(found) is Property:
            return found
        return bind(machine, found, receiver, cls) if name.startswith("__") and name != "__init__" else found
    return bind(machine, found, receiver, cls)


def truth_of_object(machine: Interpreter, value: Object) -> bool:
    """``bool(value)``: ``__bool__``, else ``__len__``, else the content of a container, else True."""
    if isinstance(value, Function | PythonModule):
        return True
    cls = value.cls
    if isinstance(value, Class) and cls.builtin:
        return True
    for name in ("__bool__", "__len__"):
        method = classes.lookup(machine, cls, name)
        if method is not MISSING and not (
            isinstance(method, Native) and method.name.startswith(("list.", "dict.", "set."))
        ):
            if isinstance(method, Unknown):
                return machine.truth(method)
            if name == "__len__":
                from shapeproof.interpreter.builtins.functions import length

                return machine.truth(length(machine, value))
            answer = special.call(machine, method, value)
            if is_certain(machine, answer) and machine.class_of(answer).name != "bool":
                kind = machine.class_of(answer).name
                machine.throw("TypeError", f"__bool__ should return bool, returned {kind}")
            return machine.truth(answer)
    content = machine.state(value).content
    if type(content) is Namespace:
        content = machine.content(value)
    if content is LOST:
        return machine.truth(Unknown("the content of this container is not known", machine.here()))
    if isinstance(content, tuple | dict | str | int | float) and any(
        parent.name in ("list", "dict", "set", "tuple", "frozenset", "str", "int", "float")
        for parent in cls.mro
        if parent.builtin
    ):
        return bool(content) if content else _truth_of_empty(machine, value)
    return True


def _truth_of_empty(machine: Interpreter, value: Object) -> bool:
    """False, for it is empty; both worlds are followed where it may have been filled by what was not run."""
    from shapeproof.interpreter.registries import check_complete

    try:
        check_complete(machine, value)
    except Gap as gap:
        return machine.truth(Unknown(str(gap), machine.here()))
    return False
