"""Attributes: finding, binding, assigning and deleting them as Python's data model says."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from functools import partial
from types import FunctionType, MethodDescriptorType, WrapperDescriptorType
from typing import TYPE_CHECKING, Any, NoReturn

from shapeproof.dims import Dim
from shapeproof.interpreter import arguments, classes, hosts, imports
from shapeproof.interpreter.builtins import METHODS, OBJECT_METHODS, dicts, exceptions
from shapeproof.interpreter.builtins.dicts import HELD
from shapeproof.interpreter.builtins.inspection import has_host_attribute, has_in_instances, host_class
from shapeproof.interpreter.builtins.plain import compute, is_builtin_function, is_certain, is_foreign, known, plain
from shapeproof.interpreter.builtins.receivers import WITHOUT_RECEIVER
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import (
    LOST,
    BoundMethod,
    Class,
    ClassMethod,
    Frame,
    Function,
    Namespace,
    Native,
    Object,
    Property,
    PythonModule,
    Range,
    ShapeValue,
    SliceValue,
    State,
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


def missing_message(machine: Interpreter, value: Value, name: str) -> str:
    """What Python says of an attribute that is not there."""
    if isinstance(value, Class):
        return f"type object '{value.name}' has no attribute '{name}'"
    if isinstance(value, PythonModule):
        return f"module '{value.name}' has no attribute '{name}'"
    return f"'{machine.class_of(value).name}' object has no attribute '{name}'"


def find(machine: Interpreter, value: Value, name: str) -> Value:
    """``value.name``, MISSING where it certainly has none, Unknown where that is not known."""
    try:
        return seek(machine, value, name)
    except ProgramRaise as raised:
        if machine.builtin("AttributeError") in raised.exception.cls.mro:
            return MISSING
        raise


def mangled(frame: Frame, name: str) -> str:
    """A name as a class body's text means it: private names (``__x``) belong to the class they are written in."""
    if name.startswith("__") and not name.endswith("__") and frame.cls is not None:
        return private_name(frame.cls.name, name)
    return name


def private_name(cls: str, name: str) -> str:
    owner = cls.lstrip("_")
    if owner and name.startswith("__") and not name.endswith("__"):
        return f"_{owner}{name}"
    return name


def seek(machine: Interpreter, value: Value, name: str) -> Value:
    """As `find`; an AttributeError that the program's own code raises passes."""
    if type(value) is Object:
        return _find_in_object(machine, value, name)
    if isinstance(value, Unknown):
        return Unknown(value.reason, value.site)
    if isinstance(value, Class):
        return _find_in_class(machine, value, name)
    if isinstance(value, PythonModule):
        return imports.module_attribute(machine, value, name)
    if isinstance(value, Function):
        return _find_in_function(machine, value, name)
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
        return _find_in_property(value, name)
    if isinstance(value, ClassMethod | StaticMethod):
        return value.function if name in ("__func__", "__wrapped__") else find(machine, value.function, name)
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
            return method if is_of_class(method) else BoundMethod(method, value)
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
            return BoundMethod(Native(f"{cls.name}.{name}", _hosted(own)), value)
        return BoundMethod(_of_object(name), value)
    host = host_class(cls.name)
    if _is_hosted(value) and type(getattr(host, name, None)) in (MethodDescriptorType, WrapperDescriptorType):
        return BoundMethod(Native(f"{cls.name}.{name}", _hosted(getattr(host, name))), value)
    if has_in_instances(host, name):
        return Unknown(f"{cls.name}.{name} is not supported yet", machine.here())
    return MISSING


def _is_hosted(value: Value) -> bool:
    """Whether CPython's own method of the class may be asked of a value: one that is wholly known."""
    parts = (value.start, value.stop, value.step) if isinstance(value, Range | SliceValue) else value
    return known(parts)


_FOR_CLASSES = frozenset({"__init__", "__init_subclass__", "__setattr__", "__getattribute__", "__delattr__"})


def _hosted(method: Callable[..., Any]) -> Callable[..., Value]:
    """A method of a known value that CPython computes."""

    def call(machine: Interpreter, given: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        return compute(machine, method, *given, **keywords)

    return call


def _find_in_object(machine: Interpreter, value: Object, name: str) -> Value:
    cls = value.cls
    getter = classes.lookup(machine, cls, "__getattribute__")
    hook = classes.lookup(machine, cls, "__getattr__")
    if type(getter) is not Function and hook is MISSING:
        return _plain_attribute(machine, value, name)
    raised: ProgramRaise | None = None
    try:
        if type(getter) is Function:
            return machine.call(getter, (value, name))
        found = _plain_attribute(machine, value, name)
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
    return machine.call(hook, (value, name))


def is_data_descriptor(machine: Interpreter, found: Value) -> bool:
    """Whether a class attribute answers before the instance's own attributes: an object with ``__set__``."""
    if type(found) is not Object or found.cls.builtin:
        return False
    if machine.builtin("property") in found.cls.mro:
        return True
    return any(classes.lookup(machine, found.cls, name) is not MISSING for name in ("__set__", "__delete__"))


def _plain_attribute(machine: Interpreter, value: Object, name: str) -> Value:
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
        return BoundMethod(_of_object(name), value)
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
    machine.throw("AttributeError", f"property '{name}' of '{cls.name}' object has no getter")


def names_of(machine: Interpreter, owner: Object) -> dict[str, Value]:
    """What an object's ``__dict__`` holds now."""
    found = machine.attributes(owner)
    hidden = {name for parent in owner.cls.mro for name in slots_named(machine, parent)}
    if isinstance(owner, Function):
        hidden |= _OF_FUNCTIONS
    if machine.builtin("BaseException") in owner.cls.mro:
        hidden |= exceptions.names_outside_dict(owner.cls)
    return {name: value for name, value in found.items() if not name.startswith("\0") and name not in hidden}


_OF_FUNCTIONS = frozenset({
    "__name__", "__qualname__", "__doc__", "__module__", "__annotations__", "__defaults__", "__kwdefaults__",
})  # fmt: skip


def write_held(machine: Interpreter, held: Object, name: str, value: Value) -> None:
    """Set (or, MISSING, delete) a name in the dict that is an object's ``__dict__``."""
    content = {key: old for key, old in machine.content(held).items() if key != name or value is not MISSING}
    dicts.write(machine, held, content if value is MISSING else {**content, name: value})


def _set_namespace(machine: Interpreter, value: Object, new: Value) -> None:
    """``value.__dict__ = new``."""
    if isinstance(new, Object) and machine.classes.dict in new.cls.mro:
        state = machine.state(value)
        kept = {name: each for name, each in state.attributes.items() if name.startswith("\0")}
        machine.write(value, State({**kept, HELD: new}, state.content))
        return
    if is_certain(machine, new):
        what = f"__dict__ must be set to a dictionary, not a '{machine.class_of(new).name}'"
        machine.throw("TypeError", what)
    forget_attributes(machine, value, "its __dict__ was set to what is not known")


def forget_attributes(machine: Interpreter, value: Value, reason: str) -> None:
    """Any attribute of the object may have changed, and it may have new ones."""
    if not isinstance(value, Object) or isinstance(value, Class | Function | PythonModule):
        return
    for name, old in machine.attributes(value).items():
        if not name.startswith("_") and not isinstance(old, Object):
            machine.set_attribute_raw(value, name, machine.unknown(reason))
    machine.set_attribute_raw(value, "__lost__", reason)


_CLASS = "\0class"  # an attribute of an object: the class it was given after it was made


def _set_class_of_builtin(machine: Interpreter, new: Value) -> None:
    if not isinstance(new, Class):
        kind = machine.class_of(new).name
        machine.throw("TypeError", f"__class__ must be set to a class, not '{kind}' object")
    what = "__class__ assignment only supported for mutable types or ModuleType subclasses"
    machine.throw("TypeError", what)


def _set_class(machine: Interpreter, value: Object, new: Value) -> None:
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


def _layout(machine: Interpreter, cls: Class) -> tuple[Value, ...]:
    built = next(parent for parent in cls.mro if parent.builtin)
    named = frozenset(name for parent in cls.mro for name in slots_named(machine, parent))
    return built, slots_of(machine, cls), named


def restore_classes(machine: Interpreter) -> None:
    """Give the handles of objects whose class was set the class they have in this world."""
    for ident, (handle, first) in machine.reclassed.items():
        state = machine.heap.get(ident) or machine.base.get(ident)
        handle.cls = first if state is None else state.attributes.get(_CLASS, first)


_UNHASHABLE = frozenset({"list", "dict", "set", "bytearray"})
_OF_NUMBERS = frozenset({"real", "imag", "numerator", "denominator"})
_ALWAYS = frozenset({"__class__"})


def slots_of(machine: Interpreter, cls: Class) -> frozenset[str] | None:
    """The names an instance may have where its classes declare ``__slots__``; None where it has a ``__dict__``."""
    if classes.lookup(machine, cls, "__slots__") is MISSING:
        return None
    found: set[str] = set()
    for parent in cls.mro:
        if parent.builtin:
            if parent.name not in _WITHOUT_DICT:
                return None
            continue
        row = _row_of_slots(machine, parent)
        if row is None or "__dict__" in row:
            return None
        found.update(private_name(parent.name, each) for each in row)
    return frozenset(found)


def _row_of_slots(machine: Interpreter, cls: Class) -> tuple[str, ...] | None:
    """The names in a class's own ``__slots__``; None where it has none, or they are not known."""
    slots = machine.attributes(cls).get("__slots__", MISSING)
    row = (slots,) if isinstance(slots, str) else None
    if row is None and isinstance(slots, tuple | Object) and not isinstance(slots, Class):
        try:
            row = tuple(machine.iterate(slots))
        except Gap:
            return None
    return row if row is not None and all(isinstance(each, str) for each in row) else None


def slots_named(machine: Interpreter, cls: Class) -> tuple[str, ...]:
    """The names in a class's own ``__slots__``, none where it has none."""
    return () if cls.builtin else _row_of_slots(machine, cls) or ()


_WITHOUT_DICT = frozenset({"object", "int", "float", "str", "tuple", "list", "dict", "set", "frozenset", "bytes"})


def bind(machine: Interpreter, found: Value, receiver: Value, cls: Class) -> Value:
    """A class attribute as seen from an instance: functions become methods, descriptors answer."""
    kind = type(found)
    if kind is Function:
        return BoundMethod(found, receiver) if found.owner is not None or hosts.binds(found) else found
    if kind is Native:
        return BoundMethod(found, receiver) if found.binds and not is_of_class(found) else _of_class(cls, found)
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


def _find_in_class(machine: Interpreter, cls: Class, name: str) -> Value:
    found = classes.lookup(machine, cls, name)
    if found is not MISSING:
        kind = type(found)
        if kind is StaticMethod:
            return found.function
        if kind is ClassMethod:
            return BoundMethod(found.function, cls)
        if kind is Object and not found.cls.builtin:
            getter = classes.lookup(machine, found.cls, "__get__")
            if getter is not MISSING and not isinstance(getter, Unknown):
                return machine.call(getter, (found, None, cls))
        return _of_class(cls, found) if kind is Native else found
    if name in ("__name__", "__qualname__"):
        if cls.builtin and cls.name == "iterator":  # it stands for several of CPython's
            return Unknown("the name of an iterator's class", machine.here())
        return cls.name if name == "__name__" else cls.qualname
    if name == "__mro__":
        return cls.mro
    if name == "__bases__":
        return cls.bases or (machine.classes.object,)
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
    if cls.metaclass is not None:
        found = classes.lookup(machine, cls.metaclass, name)
        if found is not MISSING:
            return bind(machine, found, cls, cls.metaclass)
    if name == "__annotations__":
        return _annotations(machine, cls)
    if name == "__abstractmethods__" and cls.metaclass is not None and cls.metaclass.name == "ABCMeta":
        from shapeproof.interpreter import calls

        return machine.new(machine.builtin("frozenset"), None, dict.fromkeys(calls.abstract_names(machine, cls)))
    if name in _OWN_METHODS and not is_foreign(cls):
        if name == "__new__" and any(parent.builtin and parent is not machine.classes.object for parent in cls.mro):
            return _new_of(cls)
        return _OWN_METHODS[name]
    default = OBJECT_METHODS.get(name)
    if default is not None and cls.builtin and _has_own(cls, name):
        return Native(f"{cls.name}.{name}", _hosted(getattr(host_class(cls.name), name)))
    if default is not None and not is_foreign(cls):
        return _of_object(name)
    if cls.metaclass is not None:
        hook = classes.lookup(machine, cls.metaclass, "__getattr__")
        if hook is not MISSING and not (name.startswith("__") and isinstance(hook, Function) and hook.module.is_stub):
            return hook if isinstance(hook, Unknown) else machine.call(hook, (cls, name))
    of_slots = any(name in slots_named(machine, parent) for parent in cls.mro)
    special = name.startswith("__") and name.endswith("__") and not is_certain(machine, cls)
    if special or of_slots or has_host_attribute(machine, cls, name):
        return Unknown(f"{cls.name}.{name}", machine.here())
    return MISSING


_ALTERNATIVE = frozenset({"int.from_bytes", "float.fromhex", "bytes.fromhex", "dict.fromkeys"})


def _has_own(cls: Class, name: str) -> bool:
    """Whether CPython's class has its own method for one that ``object`` has, as int has ``__format__``."""
    return name in _OWN_OF_HOST and name in vars(host_class(cls.name) or object) and cls.name != "object"


_OWN_OF_HOST = frozenset({"__format__", "__lt__", "__le__", "__gt__", "__ge__"})


def _of_class(cls: Class, found: Native) -> Native:
    """A built-in method that makes an instance, as a class that derives from the built-in one has it."""
    if found.name in _ALTERNATIVE and found.name.partition(".")[0] != cls.name:
        return Native(found.name, partial(_of_subclass, cls, found), binds=False)
    return found


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
        found["__annotations__"] = _annotations(machine, cls)
    if not any(not parent.builtin for parent in cls.mro[1:]) and "__slots__" not in own:
        for name in ("__dict__", "__weakref__"):
            found[name] = machine.unknown(f"{cls.name}.{name}")
    found.setdefault("__doc__", None)
    return found


def _of_object(name: str) -> Native:
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
    return None


def _new_of_object(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """``object.__new__(cls)``, which makes no instance of what holds more than attributes."""
    cls = arguments[0] if arguments else None
    if isinstance(cls, Class) and not is_foreign(cls) and not any(parent.open_base for parent in cls.mro):
        kind = next(parent.name for parent in cls.mro if parent.builtin)
        if kind != "object":
            own = (Function, StaticMethod)
            maker = next(p for p in cls.mro if p.builtin or not isinstance(classes.lookup(machine, p, "__new__"), own))
            machine.throw("TypeError", f"object.__new__({cls.name}) is not safe, use {maker.name}.__new__()")
    return _plain_new(machine, arguments, keywords)


def _new_of(cls: Class) -> Native:
    """``int.__new__`` and the like, which make instances of their own class and what derives from it."""
    kind = next(parent for parent in cls.mro if parent.builtin)

    def make(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        if arguments and kind is not machine.classes.object and is_certain(machine, arguments[0]):
            wanted = arguments[0]
            if not isinstance(wanted, Class):
                what = f"X is not a type object ({machine.class_of(wanted).name})"
                machine.throw("TypeError", f"{kind.name}.__new__(X): {what}")
            if kind not in wanted.mro:
                what = f"{wanted.name} is not a subtype of {kind.name}"
                machine.throw("TypeError", f"{kind.name}.__new__({wanted.name}): {what}")
            if kind.name == "int" and wanted.name == "bool" and wanted.builtin:
                machine.throw("TypeError", "int.__new__(bool) is not safe, use bool.__new__()")
        return _plain_new(machine, arguments, keywords)

    return Native("object.__new__", make, binds=False)


def _object_setattr(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    store(machine, arguments[0], arguments[1], arguments[2])
    return None


def _object_getattribute(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    return past_hooks(machine, arguments[0], arguments[1])


def past_hooks(machine: Interpreter, value: Value, name: str) -> Value:
    """``object.__getattribute__(value, name)``."""
    if not isinstance(value, Object) or isinstance(value, Class | Function | PythonModule):
        return get(machine, value, name)
    found = _plain_attribute(machine, value, name)
    if found is MISSING:
        machine.throw("AttributeError", missing_message(machine, value, name))
    return found


_OWN_METHODS = {
    "__init__": Native("object.__init__", _object_init),
    "__new__": Native("object.__new__", _new_of_object, binds=False),
    "__setattr__": Native("object.__setattr__", _object_setattr),
    "__getattribute__": Native("object.__getattribute__", _object_getattribute),
}


def _annotations(machine: Interpreter, cls: Class) -> Value:
    """A class's own annotations, by name."""
    declared = machine.attributes(cls).get("\0annotations", ())
    return machine.new_dict({name: _annotation(machine, cls.module, node) for name, node in declared})


def _annotation(machine: Interpreter, module: PythonModule | None, node: nodes.Expression) -> Value:
    """An annotation's value: what its names mean at the top of the module; a text where annotations are not read."""
    if isinstance(node, nodes.Constant) or module is None:
        return node.value if isinstance(node, nodes.Constant) else machine.unknown("an annotation as a value")
    if "annotations" in module.binders and module.source is not None and not module.is_stub:
        feature = machine.global_value(module, "annotations")
        if isinstance(feature, Unknown):  # from __future__ import annotations
            return node.name if isinstance(node, nodes.Name) else machine.unknown("the text of an annotation")
    from shapeproof.interpreter.expressions import evaluate

    frame = Frame(machine.fresh_id(), module, 1, None)
    machine.put(frame.id, {})
    saved = machine.frame, machine.span, machine.observer
    machine.frame, machine.observer = frame, None
    try:
        return evaluate(machine, node, frame)
    except (ProgramRaise, Gap):
        return machine.unknown("an annotation as a value")
    finally:
        machine.frame, machine.span, machine.observer = saved


def _find_in_function(machine: Interpreter, function: Function, name: str) -> Value:
    own = machine.state(function).attributes
    if name in own:
        return own[name]
    if name == "__name__":
        return function.name
    if name == "__qualname__":
        return function.qualname
    if name == "__module__":
        return function.module.name
    if name == "__doc__":
        return getattr(function.node, "docstring", None)
    if name == "__dict__":
        return dicts.namespace_of(machine, function)
    if name == "__get__":
        return Native("__get__", lambda m, a, k: BoundMethod(function, a[0]) if a and a[0] is not None else function)
    if name == "__call__":
        return function
    if name == "__defaults__" or name == "__kwdefaults__":
        return _defaults(machine, function, name)
    if name == "__code__":
        return machine.call(machine.get_attribute(machine.import_module("types"), "CodeType"), (function,))
    if name == "__annotations__" and not _is_annotated(function):
        return machine.new_dict({})
    if name == "__annotations__":
        return _annotations_of_function(machine, function)
    if hasattr(FunctionType, name):
        return Unknown(f"function attribute {name}", machine.here())
    return MISSING


def _is_annotated(function: Function) -> bool:
    node = function.node
    returns = node.returns if isinstance(node, nodes.FunctionDefinition) else None
    return returns is not None or any(parameter.annotation is not None for parameter in node.parameters)


def _annotations_of_function(machine: Interpreter, function: Function) -> Value:
    node = function.node
    found = {
        parameter.name: _annotation(machine, function.module, parameter.annotation)
        for parameter in node.parameters
        if parameter.annotation is not None
    }
    if isinstance(node, nodes.FunctionDefinition) and node.returns is not None:
        found["return"] = _annotation(machine, function.module, node.returns)
    return machine.new_dict(found)


def _defaults(machine: Interpreter, function: Function, name: str) -> Value:
    by_keyword = name == "__kwdefaults__"
    found = {
        parameter.name: function.defaults[parameter.name]
        for parameter in function.node.parameters
        if parameter.name in function.defaults and (parameter.kind == "keyword") is by_keyword
    }
    if not found:
        return None
    return machine.new_dict(found) if by_keyword else tuple(found.values())


def _find_in_super(machine: Interpreter, value: Super, name: str) -> Value:
    receiver = value.receiver
    if isinstance(receiver, Class) and value.cls not in receiver.mro and receiver.metaclass is not None:
        found = classes.lookup(machine, receiver.metaclass, name, after=value.cls)
        return MISSING if found is MISSING else bind(machine, found, receiver, receiver.metaclass)
    cls = receiver if isinstance(receiver, Class) else machine.class_of(receiver)
    found = classes.lookup(machine, cls, name, after=value.cls)
    if found is MISSING:
        if name == "__init__":
            return Native("object.__init__", _checked_init(is_certain(machine, receiver)))
        if name == "__new__":
            return Native("object.__new__", lambda m, a, k: _plain_new(m, a, k))
        if name == "__init_subclass__":
            return Native("object.__init_subclass__", partial(_init_subclass, cls))
        if name in ("__setattr__", "__getattribute__", "__delattr__") or is_foreign(cls):
            return _object_default(machine, receiver, name)
        if name in OBJECT_METHODS:
            method = _of_object(name)
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


def _init_subclass(cls: Class, machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    if keywords and "**" not in keywords and is_certain(machine, cls):
        machine.throw("TypeError", f"{cls.name}.__init_subclass__() takes no keyword arguments")


def _checked_init(certain: bool) -> Callable[..., Value]:
    def initialise(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        if certain and (arguments or (keywords and "**" not in keywords)):
            what = "takes exactly one argument (the instance to initialize)"
            machine.throw("TypeError", f"object.__init__() {what}")

    return initialise


def _plain_new(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    from shapeproof.interpreter import calls

    cls = arguments[0]
    given = len(arguments) > 1 or (bool(keywords) and "**" not in keywords)
    if given and isinstance(cls, Class) and is_certain(machine, cls):
        of_object = not any(parent.builtin and parent is not machine.classes.object for parent in cls.mro)
        if of_object and classes.lookup(machine, cls, "__new__") is not MISSING:
            what = "takes exactly one argument (the type to instantiate)"
            machine.throw("TypeError", f"object.__new__() {what}")
    return calls.allocate(machine, arguments[0], arguments[1:], keywords)


def _object_default(machine: Interpreter, receiver: Value, name: str) -> Value:
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


def _find_in_property(value: Property, name: str) -> Value:
    if name == "setter":
        return Native("property.setter", lambda m, a, k: Property(value.getter, a[0], value.deleter))
    if name == "deleter":
        return Native("property.deleter", lambda m, a, k: Property(value.getter, value.setter, a[0]))
    if name == "getter":
        return Native("property.getter", lambda m, a, k: Property(a[0], value.setter, value.deleter))
    if name == "fget":
        return value.getter
    if name == "fset":
        return value.setter
    if name == "fdel":
        return value.deleter
    if name == "__doc__" and value.doc is not None:
        return value.doc
    if name == "__doc__":
        return getattr(getattr(value.getter, "node", None), "docstring", None)
    if name == "__get__":
        return Native("property.__get__", lambda m, a, k: value if a[0] is None else m.call(value.getter, (a[0],)))
    if hasattr(property, name):
        raise Gap(f"property.{name}")
    return MISSING


# --- assigning ------------------------------------------------------------------------------------------------------


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
            machine.call(hook, (value, name, new))
            return
    store(machine, value, name, new)


def store(machine: Interpreter, value: Value, name: str, new: Value) -> None:
    """``object.__setattr__``."""
    if isinstance(value, BoundMethod):
        value = value.function
    argument = arguments.open_name(machine, value)
    if argument is not None:
        arguments.assign_attribute(machine, argument, name, new)
    if not isinstance(value, Object):
        if argument is None and is_certain(machine, value):
            if name == "__class__":
                _set_class_of_builtin(machine, new)
            compute(machine, setattr, value, name, None)
        return
    if not isinstance(value, Class | Function):
        if name == "__class__":
            _set_class(machine, value, new)
            return
        declared = classes.lookup(machine, value.cls, name)
        if type(declared) is Property and not declared.cached:
            if declared.setter is not None:
                machine.call(declared.setter, (value, new))
                return
            machine.throw("AttributeError", f"property '{name}' of '{value.cls.name}' object has no setter")
        if type(declared) is Object and not declared.cls.builtin:
            setter = classes.lookup(machine, declared.cls, "__set__")
            if setter is not MISSING:
                machine.call(setter, (declared, value, new))
                return
        if name in exceptions.CHECKED and machine.builtin("BaseException") in value.cls.mro:
            exceptions.set_attribute(machine, value, name, new)
            return
        slots = slots_of(machine, value.cls)
        if (slots is not None and name not in slots) or (value.cls.builtin and value.cls.name in _WITHOUT_DICT):
            if declared is MISSING:
                machine.throw("AttributeError", missing_message(machine, value, name))
            machine.throw("AttributeError", f"'{value.cls.name}' object attribute '{name}' is read-only")
        if name == "__dict__":
            _set_namespace(machine, value, new)
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
            machine.call(hook, (value, name))
            return
    remove(machine, value, name)


def remove(machine: Interpreter, value: Object, name: str) -> None:
    """``object.__delattr__``."""
    if isinstance(value, PythonModule):
        if not imports.delete_global(machine, value, name):
            machine.throw("AttributeError", missing_message(machine, value, name))
        return
    if not isinstance(value, Class | Function):
        if name in exceptions.CHECKED and machine.builtin("BaseException") in value.cls.mro:
            what = f"{name} may not be deleted" if "suppress" not in name else "can't delete numeric/char attribute"
            machine.throw("TypeError", what)
        declared = classes.lookup(machine, value.cls, name)
        if type(declared) is Property and not declared.cached:
            if declared.deleter is None:
                machine.throw("AttributeError", f"property '{name}' of '{value.cls.name}' object has no deleter")
            machine.call(declared.deleter, (value,))
            return
        if type(declared) is Object and is_data_descriptor(machine, declared):
            deleter = classes.lookup(machine, declared.cls, "__delete__")
            if deleter is MISSING:
                machine.throw("AttributeError", "__delete__")
            machine.call(deleter, (declared, value))
            return
    held = machine.attributes(value).get(HELD)
    if name not in (machine.attributes(value) if held is None else machine.content(held)):
        of_slots = any(name in slots_named(machine, parent) for parent in value.cls.mro)
        machine.throw("AttributeError", name if of_slots else missing_message(machine, value, name))
    machine.delete_attribute_raw(value, name)


def lose(machine: Interpreter, value: Value, reason: str) -> None:
    """An object was handed to something not understood: what it holds may have changed."""
    if isinstance(value, Object) and not isinstance(value, Class | Function | PythonModule):
        state = machine.state(value)
        if isinstance(state.content, tuple | dict):
            machine.write(value, State(state.attributes, LOST))
        elif type(state.content) is Namespace:
            forget_attributes(machine, state.content.owner, reason)


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
            answer = machine.call(method, (value,))
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
        return bool(content)
    return True
