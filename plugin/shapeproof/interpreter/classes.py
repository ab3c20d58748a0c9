"""Classes: the built-in ones, making new ones (C3), finding names in them, and what is an instance of what."""

from __future__ import annotations

import builtins
from types import WrapperDescriptorType
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, FloatExpression, Opinion
from shapeproof.interpreter import hosts, layouts
from shapeproof.interpreter.builtins import ALIASES, CLASSES, METHODS, UNNAMED
from shapeproof.interpreter.builtins.plain import is_foreign
from shapeproof.interpreter.builtins.receivers import WITHOUT_RECEIVER
from shapeproof.interpreter.channels import MISSING
from shapeproof.values import (
    BoundMethod,
    Class,
    ClassMethod,
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
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_BY_HOST_TYPE = {
    type(None): "NoneType",
    bool: "bool",
    int: "int",
    float: "float",
    complex: "complex",
    str: "str",
    bytes: "bytes",
    tuple: "tuple",
    type(...): "ellipsis",
    Truth: "bool",
    Dim: "int",
    FloatExpression: "float",
    Range: "range",
    SliceValue: "slice",
    ShapeValue: "tuple",
    Native: "builtin_function_or_method",
    BoundMethod: "method",
    Property: "property",
    ClassMethod: "classmethod",
    StaticMethod: "staticmethod",
    Super: "super",
}


class BuiltinClasses:
    """Python's own classes, made once for a run."""

    def __init__(self, machine: Interpreter) -> None:
        self.machine = machine
        self.by_name: dict[str, Class] = {}
        self.made: list[Class] = []
        self.descriptors: dict[tuple[Class, str], Object] = {}
        self.methods: dict[tuple[Class, str], Native] = {}  # of the library's classes, found in built-in ones
        for name in CLASSES:
            self.named(name)
        for name in (
            "type",
            "function",
            "method",
            "module",
            "NoneType",
            "ellipsis",
            "builtin_function_or_method",
            "super",
        ):
            if name not in self.by_name:
                self._define(name, ("object",))
        self.type = self.named("type")
        for cls in self.by_name.values():
            cls.cls = self.type
        self.object = self.named("object")
        self.list = self.named("list")
        self.dict = self.named("dict")
        self.set = self.named("set")
        self.tuple = self.named("tuple")
        self.function = self.named("function")
        self.module = self.named("module")
        self.property = self.named("property")
        self.not_implemented = Object(machine.permanent_id(), self.named("NotImplementedType"))
        machine.base[self.not_implemented.id] = State({})

    def descriptor(self, kind: str, cls: Class, name: str) -> Object:
        """What stands in a class for a name that its instances keep in a place of their own."""
        found = self.descriptors.get((cls, name))
        if found is None:
            found = self.descriptors[cls, name] = Object(self.machine.permanent_id(), self.named(kind))
            self.machine.base[found.id] = State({"__name__": name, "__qualname__": name, "__objclass__": cls})
        return found

    def named(self, name: str) -> Class:
        found = self.by_name.get(name)
        if found is None:
            found = self._define(name, tuple(CLASSES[name]))
        return found

    def find(self, name: str) -> Class | None:
        """The builtin class of that name, if Python has one under that global name."""
        if name in UNNAMED or name == "super":
            return None
        return self.by_name.get(ALIASES.get(name, name))

    def _define(self, name: str, bases: tuple[str, ...]) -> Class:
        machine = self.machine
        parents = tuple(self.named(base) for base in bases)
        cls = Class(machine.permanent_id(), name, parents, builtin=True)
        cls.mro = (cls, *linearise([list(p.mro) for p in parents] + [list(parents)]))
        machine.base[cls.id] = State({})
        self.by_name[name] = cls
        return cls

    def _of_method(self, value: BoundMethod) -> Class:
        """The class of a built-in method of a value: one for methods, another for what an operator stands for."""
        owner, _, name = value.function.name.rpartition(".")
        host = getattr(builtins, owner, None)
        if isinstance(getattr(host, name, None), WrapperDescriptorType):
            return self.named("method-wrapper")
        return self.named("builtin_function_or_method")

    def of(self, value: Value) -> Class:
        if isinstance(value, Object):
            if isinstance(value, PythonModule):
                return self.module
            return value.cls
        name = _BY_HOST_TYPE.get(type(value))
        if name is None:
            return self.object
        if name == "method" and type(value.function) is Native:
            return self._of_method(value)
        if type(value) is Native and value.name.startswith("object.__"):
            return self.named("method-wrapper")
        return self.named(name)

    def is_instance(self, value: Value, cls: Class) -> bool | Unknown:
        if isinstance(value, Unknown):
            return value
        return is_subclass(self.of(value), cls)


def is_subclass(cls: Class, other: Class) -> bool | Unknown:
    if other in cls.mro:
        return True
    for parent in cls.mro:
        if parent.open_base is not None:
            return Unknown(parent.open_base)
    return False


def linearise(sequences: list[list[Class]], machine: Interpreter | None = None) -> list[Class]:
    """C3; bases that cannot be ordered raise a TypeError in the program, where there is one."""
    result: list[Class] = []
    rows = [row for row in sequences if row]
    while rows:
        for row in rows:
            head = row[0]
            if not any(head in other[1:] for other in rows):
                break
        else:
            head = rows[0][0]
            if machine is not None:
                names = ", ".join(dict.fromkeys(row[0].name for row in rows))
                message = f"Cannot create a consistent method resolution\norder (MRO) for bases {names}"
                machine.throw("TypeError", message)
        result.append(head)
        rows = [[c for c in row if c is not head] for row in rows]
        rows = [row for row in rows if row]
    return result


def mro_of(machine: Interpreter, parents: list[Class]) -> list[Class]:
    """The classes behind a new one that derives from these."""
    certain = not any(each.open_base or is_foreign(each) for parent in parents for each in parent.mro)
    if certain:
        layouts.check(machine, parents)
    if certain and len(set(parents)) < len(parents):
        twice = next(parent for at, parent in enumerate(parents) if parent in parents[:at])
        machine.throw("TypeError", f"duplicate base class {twice.name}")
    return linearise([list(p.mro) for p in parents] + [list(parents)], machine if certain else None)


def make(
    machine: Interpreter,
    name: str,
    bases: tuple[Value, ...],
    namespace: dict[str, Value],
    *,
    module: PythonModule | None = None,
    qualname: str | None = None,
    metaclass: Class | None = None,
    node: Any = None,
) -> Class:
    """A new class; a base that is not understood stands in the mro as an open class that may define anything."""
    parents: list[Class] = []
    for base in bases:
        if isinstance(base, Class):
            parents.append(base)
        elif isinstance(base, Unknown):
            hidden = Class(machine.fresh_id(), "?", (machine.classes.object,), open_base=base.reason)
            hidden.mro = (hidden, machine.classes.object)
            hidden.cls = machine.classes.type
            machine.put(hidden.id, State({}))
            parents.append(hidden)
    if not parents:
        parents = [machine.classes.object]
    metaclass = metaclass_of(machine, metaclass, parents)
    machine.spoil()
    made = Class(
        machine.fresh_id(), name, tuple(parents), module=module, qualname=qualname, metaclass=metaclass, node=node
    )
    if metaclass is None:
        made.cls = machine.classes.type
    made.mro = (made, *mro_of(machine, parents))
    for parent in made.mro[1:]:
        if parent.construct is not None:
            made.construct = parent.construct
            break
    machine.put(made.id, State(namespace))
    machine.classes.made.append(made)
    return made


def metaclass_of(machine: Interpreter, wanted: Class | None, parents: list[Class]) -> Class | None:
    """The metaclass of a class with these parents: the one that derives from all others."""
    found = wanted
    for parent in parents:
        other = parent.metaclass
        if other is None or other is found or (found is not None and other in found.mro):
            continue
        if found is None or found in other.mro:
            found = other
        elif not any(each.open_base or is_foreign(each) for each in (found, other)):
            what = "must be a (non-strict) subclass of the metaclasses of all its bases"
            machine.throw("TypeError", f"metaclass conflict: the metaclass of a derived class {what}")
    return found


def lookup(machine: Interpreter, cls: Class, name: str, after: Class | None = None) -> Value:
    """What the class's mro binds to a name (from behind ``after``, for super): the raw value, or MISSING."""
    if after is None:
        cached = cls.lookups.get(name)
        if cached is not None:
            return cached
    skipping = after is not None
    cacheable = after is None
    found: Value = MISSING
    for parent in cls.mro:
        if skipping:
            skipping = parent is not after
            continue
        if parent.open_base is not None:
            found = Unknown(parent.open_base)
            break
        if parent.builtin:
            method = METHODS.get(parent.name, {}).get(name)
            if method is not None:
                found = _native_method(f"{parent.name}.{name}", method)
                break
            if name == "__new__" and parent is not machine.classes.object:
                break  # a built-in class has its own, which stands before those behind it
            continue
        entry = machine.heap.get(parent.id)
        if entry is None:
            entry = machine.base.get(parent.id)
        else:
            machine.note(parent.id)
            cacheable = False  # still in a world: another world may see another namespace
        if entry is not None and name in entry.attributes:
            found = entry.attributes[name]
            break
    if found is MISSING and name not in _OF_EVERY_CLASS:
        reason = next((f"{p.name}.{name} is not described" for p in cls.mro if _really_has(p, name)), None)
        found = MISSING if reason is None or after is not None else Unknown(reason)
    if cacheable:
        cls.lookups[name] = found
    return found


_OF_EVERY_CLASS = frozenset(dir(object)) | {
    "__dict__", "__weakref__", "__slots__", "__annotations__", "__abstractmethods__", "__class_getitem__", "__del__",
    "__getattr__", "__set_name__", "__get__", "__set__", "__delete__", "__call__", "__wrapped__", "__post_init__",
    "__instancecheck__", "__subclasscheck__", "__prepare__", "__match_args__", "__signature__",
    "_generate_next_value_", "_missing_", "_ignore_", "_order_",
}  # fmt: skip


def _really_has(cls: Class, name: str) -> bool:
    """Whether CPython's own class, of which a stub describes a part, has an attribute that the stub leaves out."""
    if cls.builtin or cls.module is None or not cls.module.is_stub:
        return False
    real = hosts.real_class(cls.module.name, cls.name)
    return real is not None and any(name in vars(parent) for parent in real.__mro__ if parent not in (object, type))


def is_own_method(found: Value) -> bool:
    """Whether a method that a metaclass has is another than ``type``'s."""
    return isinstance(found, Function) or (isinstance(found, Native) and not found.name.startswith("type."))


def forget_lookups(machine: Interpreter, cls: Class) -> None:
    """A class attribute changed: what was found through it may be stale."""
    machine.class_writes += 1
    for other in machine.classes.made:
        if cls in other.mro:
            other.lookups.clear()


_NATIVES: dict[str, Native] = {}


def _native_method(name: str, method: Any) -> Native:
    found = _NATIVES.get(name)
    if found is None:

        def call(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
            if not arguments:
                owner, _, method_name = name.partition(".")
                host = getattr(getattr(builtins, owner, None), method_name, None)
                if method_name in WITHOUT_RECEIVER and host is not None:
                    _refuse_as_host(machine, host)
                if isinstance(host, WrapperDescriptorType):
                    what = f"descriptor '{method_name}' of '{owner}' object needs an argument"
                    machine.throw("TypeError", what)
                machine.throw("TypeError", f"unbound method {owner}.{method_name}() needs an argument")
            return method(machine, arguments[0], arguments[1:], keywords)

        found = _NATIVES[name] = Native(name, call)
    return found


def _refuse_as_host(machine: Interpreter, function: Any) -> None:
    """Raise what CPython raises of a function that is called with nothing."""
    try:
        function()
    except TypeError as error:
        machine.throw("TypeError", str(error))


def opinion(value: Unknown) -> Opinion:
    """The truth of something not understood, as a condition that nothing decides but an earlier choice."""
    return Opinion(value.reason, value.serial)


def function_owner(function: Value) -> Class | None:
    return function.owner if isinstance(function, Function) else None
