"""Attributes: finding, binding, assigning and deleting them as Python's data model says."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from types import FunctionType
from typing import TYPE_CHECKING

from shapeproof.dims import Dim
from shapeproof.interpreter import arguments, classes
from shapeproof.interpreter.builtins import METHODS, OBJECT_METHODS, dicts, exceptions
from shapeproof.interpreter.builtins.inspection import has_host_attribute
from shapeproof.interpreter.builtins.plain import is_certain, is_foreign, plain
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
    if isinstance(value, Unknown):
        return Unknown(value.reason, value.site)
    if isinstance(value, Class):
        return _find_in_class(machine, value, name)
    if isinstance(value, PythonModule):
        from shapeproof.interpreter import imports

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
        return Unknown(f"attribute {name} of {value.name}", machine.here())
    if isinstance(value, Property):
        return _find_in_property(value, name)
    if isinstance(value, ClassMethod | StaticMethod):
        return find(machine, value.function, name)
    if isinstance(value, SliceValue) and name in ("start", "stop", "step"):
        return getattr(value, name)
    if isinstance(value, Range) and name in ("start", "stop", "step"):
        return getattr(value, name)
    return _find_in_builtin(machine, value, name)


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
    if hasattr(type(value) if not isinstance(value, Object) else object, name):
        return Unknown(f"{cls.name}.{name} is not supported yet", machine.here())
    return MISSING


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
    return any(classes.lookup(machine, found.cls, name) is not MISSING for name in ("__set__", "__delete__"))


def _plain_attribute(machine: Interpreter, value: Object, name: str) -> Value:
    """``object.__getattribute__``: descriptors, the object's own attributes, the class's."""
    cls = value.cls
    found = classes.lookup(machine, cls, name)
    if type(found) is Property:
        if not found.cached:
            return machine.call(found.getter, (value,))
        cached = machine.attributes(value).get(name, MISSING)
        if cached is MISSING:
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
        return MISSING if slots_of(machine, cls) is not None else dicts.namespace_of(machine, value)
    if name == "__doc__":
        return None
    if name == "__module__":
        return cls.module.name if cls.module else "builtins"
    mark = state.attributes.get(arguments.FREE_MARK)
    if mark is not None:
        return arguments.attribute(machine, str(mark), name)
    if classes.lookup(machine, cls, "__getattr__") is not MISSING:
        return MISSING
    if state.attributes.get("__lost__") is not None:
        return Unknown(str(state.attributes["__lost__"]), machine.here())
    if machine.builtin("BaseException") in cls.mro:
        unset = exceptions.attribute(machine, value, name)
        if unset is not MISSING:
            return unset
    default = OBJECT_METHODS.get(name)
    if default is not None and not is_foreign(cls):
        return BoundMethod(_of_object(name), value)
    if name in _OF_NUMBERS:
        inner = plain(machine, value)
        if inner is not value and type(inner) is not tuple:
            return _find_in_builtin(machine, inner, name)
    if has_host_attribute(machine, value, name):
        return Unknown(f"{cls.name}.{name} is not supported yet", machine.here())
    return MISSING


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
        slots = machine.attributes(parent).get("__slots__", MISSING)
        row = (slots,) if isinstance(slots, str) else None
        if row is None and isinstance(slots, tuple | Object) and not isinstance(slots, Class):
            try:
                row = tuple(machine.iterate(slots))
            except Gap:
                return None
        if row is None or not all(isinstance(each, str) for each in row) or "__dict__" in row:
            return None
        found.update(private_name(parent.name, each) for each in row)
    return frozenset(found)


_WITHOUT_DICT = frozenset({"object", "int", "float", "str", "tuple", "list", "dict", "set", "frozenset", "bytes"})


def bind(machine: Interpreter, found: Value, receiver: Value, cls: Class) -> Value:
    """A class attribute as seen from an instance: functions become methods, descriptors answer."""
    kind = type(found)
    if kind is Function:
        return BoundMethod(found, receiver)
    if kind is Native:
        return BoundMethod(found, receiver) if found.binds and not is_of_class(found) else found
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
        return found
    if name in ("__name__", "__qualname__"):
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
        own = {key: value for key, value in machine.attributes(cls).items() if not key.startswith("\0")}
        return machine.new_dict({**own, "__annotations__": _annotations(machine, cls)})
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
    if name in _OWN_METHODS and not is_foreign(cls):
        return _OWN_METHODS[name]
    default = OBJECT_METHODS.get(name)
    if default is not None and not is_foreign(cls):
        return _of_object(name)
    if cls.metaclass is not None:
        hook = classes.lookup(machine, cls.metaclass, "__getattr__")
        if hook is not MISSING and not (name.startswith("__") and isinstance(hook, Function) and hook.module.is_stub):
            return hook if isinstance(hook, Unknown) else machine.call(hook, (cls, name))
    if name.startswith("__") or has_host_attribute(machine, cls, name) or _is_of_host(cls, name):
        return Unknown(f"{cls.name}.{name}", machine.here())
    return MISSING


def _is_of_host(cls: Class, name: str) -> bool:
    """Whether CPython's own class, of which a class is or derives, has an attribute that is not described here."""
    return any(parent.builtin and hasattr(getattr(builtins, parent.name, None), name) for parent in cls.mro)


def _of_object(name: str) -> Native:
    """A method that ``object`` itself has."""
    method = OBJECT_METHODS[name]
    needed = {"__setattr__": 3, "__getattribute__": 2, "__delattr__": 2, "__eq__": 2}.get(name, 1)

    def call(machine: Interpreter, given: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        if len(given) < needed:
            machine.throw("TypeError", f"expected {needed - 1} arguments, got {max(len(given) - 1, 0)}")
        return method(machine, given[0], given[1:], keywords)

    return Native(f"object.{name}", call)


def _object_init(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    return None


def _object_new(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    return _plain_new(machine, arguments, keywords)


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
    "__new__": Native("object.__new__", _object_new, binds=False),
    "__setattr__": Native("object.__setattr__", _object_setattr),
    "__getattribute__": Native("object.__getattribute__", _object_getattribute),
}


def _annotations(machine: Interpreter, cls: Class) -> Value:
    """A class's own annotations: by name the last name of what stands outermost (``ClassVar`` of ``ClassVar[int]``)."""
    found: dict[str, Value] = {}
    for name, node in machine.attributes(cls).get("\0annotations", ()):
        head = node.value if isinstance(node, nodes.Subscript) else node
        said = head.name if isinstance(head, nodes.Name | nodes.Attribute) else None
        found[name] = machine.unknown("an annotation as a value") if said is None else said
    return machine.new_dict(found)


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
        return machine.new_dict(own)
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
    if name == "__annotations__" or hasattr(FunctionType, name):
        return Unknown(f"function attribute {name}", machine.here())
    return MISSING


def _is_annotated(function: Function) -> bool:
    node = function.node
    returns = node.returns if isinstance(node, nodes.FunctionDefinition) else None
    return returns is not None or any(parameter.annotation is not None for parameter in node.parameters)


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
            return Native("object.__init_subclass__", lambda m, a, k: None)
        if name in ("__setattr__", "__getattribute__", "__delattr__", "__repr__", "__str__"):
            return _object_default(machine, receiver, name)
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


def _checked_init(certain: bool) -> Callable[..., Value]:
    def initialise(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
        if certain and (arguments or (keywords and "**" not in keywords)):
            what = "takes exactly one argument (the instance to initialize)"
            machine.throw("TypeError", f"object.__init__() {what}")

    return initialise


def _plain_new(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    from shapeproof.interpreter import calls

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
    return Native(name, lambda m, a, k: m.unknown(f"object.{name}"))


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
    return MISSING


# --- assigning ------------------------------------------------------------------------------------------------------


def assign(machine: Interpreter, value: Value, name: str, new: Value) -> None:
    """``value.name = new``."""
    if isinstance(value, Unknown):
        return
    if isinstance(value, PythonModule):
        from shapeproof.interpreter import imports

        imports.store_global(machine, value, name, new)
        return
    if isinstance(value, Object) and not isinstance(value, Class | Function):
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
        return
    if not isinstance(value, Class | Function):
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
        slots = slots_of(machine, value.cls)
        if (slots is not None and name not in slots) or (value.cls.builtin and value.cls.name in _WITHOUT_DICT):
            if declared is MISSING:
                machine.throw("AttributeError", missing_message(machine, value, name))
            machine.throw("AttributeError", f"'{value.cls.name}' object attribute '{name}' is read-only")
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
        return
    if not isinstance(value, Class | Function | PythonModule):
        hook = classes.lookup(machine, value.cls, "__delattr__")
        if hook is not MISSING and not isinstance(hook, Unknown):
            machine.call(hook, (value, name))
            return
    remove(machine, value, name)


def remove(machine: Interpreter, value: Object, name: str) -> None:
    """``object.__delattr__``."""
    if isinstance(value, PythonModule):
        from shapeproof.interpreter import imports

        if not imports.delete_global(machine, value, name):
            machine.throw("AttributeError", missing_message(machine, value, name))
        return
    if not isinstance(value, Class | Function):
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
    if name not in machine.attributes(value):
        machine.throw("AttributeError", missing_message(machine, value, name))
    machine.delete_attribute_raw(value, name)


def lose(machine: Interpreter, value: Value, reason: str) -> None:
    """An object was handed to something not understood: what it holds may have changed."""
    if isinstance(value, Object) and not isinstance(value, Class | Function | PythonModule):
        state = machine.state(value)
        if isinstance(state.content, tuple | dict):
            machine.write(value, State(state.attributes, LOST))


def truth_of_object(machine: Interpreter, value: Object) -> bool:
    """``bool(value)``: ``__bool__``, else ``__len__``, else the content of a container, else True."""
    if isinstance(value, Class | Function | PythonModule):
        return True
    cls = value.cls
    for name in ("__bool__", "__len__"):
        method = classes.lookup(machine, cls, name)
        if method is not MISSING and not (
            isinstance(method, Native) and method.name.startswith(("list.", "dict.", "set."))
        ):
            if isinstance(method, Unknown):
                return machine.truth(method)
            answer = machine.call(method, (value,))
            if name == "__bool__" and is_certain(machine, answer) and machine.class_of(answer).name != "bool":
                kind = machine.class_of(answer).name
                machine.throw("TypeError", f"__bool__ should return bool, returned {kind}")
            if name == "__len__" and type(answer) is int and answer < 0:
                machine.throw("ValueError", "__len__() should return >= 0")
            return machine.truth(answer)
    content = machine.state(value).content
    if content is LOST:
        return machine.truth(Unknown("the content of this container is not known", machine.here()))
    if isinstance(content, tuple | dict | str | int | float) and any(
        parent.name in ("list", "dict", "set", "tuple", "frozenset", "str", "int", "float")
        for parent in cls.mro
        if parent.builtin
    ):
        return bool(content)
    return True
