"""What is an instance or a subclass of what, and what can be called."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Condition, disjunction
from shapeproof.interpreter import arguments, special
from shapeproof.interpreter.builtins.plain import (
    DEEPEST,
    is_certain,
    is_instance_of,
    lookup,
    plain,
)
from shapeproof.interpreter.channels import MISSING
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
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


_ABSTRACT_BY_METHOD = {
    "Iterable": ("__iter__",),
    "Iterator": ("__iter__", "__next__"),
    "Reversible": ("__iter__", "__reversed__"),
    "Sized": ("__len__",),
    "Container": ("__contains__",),
    "Collection": ("__len__", "__iter__", "__contains__"),
    "Generator": ("__iter__", "__next__", "send", "throw", "close"),
    "Awaitable": ("__await__",),
    "Coroutine": ("__await__", "send", "throw", "close"),
    "AsyncIterable": ("__aiter__",),
    "AsyncIterator": ("__anext__", "__aiter__"),
    "AsyncGenerator": ("__aiter__", "__anext__", "asend", "athrow", "aclose"),
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
_REGISTERED = {
    "Sequence": ("deque", "UserList", "UserString"), "MutableSequence": ("deque", "UserList"),
    "Mapping": ("ChainMap", "UserDict", "mappingproxy"), "MutableMapping": ("ChainMap", "UserDict"),
}  # fmt: skip
_ABSTRACT_MODULES = frozenset({"collections.abc", "typing", "numbers", "_collections_abc", "collections"})


def _is_abstract(cls: Class) -> bool:
    named = cls.name in _ABSTRACT_BY_METHOD or cls.name in _ABSTRACT_BY_CLASS or cls.name in ("Hashable", "Callable")
    return named and (cls.module is None or cls.module.name in _ABSTRACT_MODULES)


def is_instance(machine: Interpreter, value: Value, specification: Value) -> bool | Unknown | Truth:
    """``isinstance(value, specification)``."""
    if type(specification) is Class:
        return _is_instance_of_one(machine, value, specification)
    answer: bool | Unknown | Truth = _any(
        machine, _members(machine, specification), lambda cls: _is_instance_of_one(machine, value, cls)
    )
    return answer


def _members(machine: Interpreter, specification: Value) -> list[Value]:
    """The classes of a tuple or union, nested ones included."""
    if type(specification) is tuple or is_instance_of(machine, specification, "tuple"):
        specification = plain(machine, specification)
        return [member for part in specification for member in _members(machine, part)]
    if is_instance_of(machine, specification, "UnionType"):
        content = machine.content(specification)
        return _members(machine, content) if type(content) is tuple else [machine.unknown("a union of types")]
    return [specification]


def _any(machine: Interpreter, members: list[Value], question: Callable[[Value], Any]) -> Any:
    unknown: Unknown | None = None
    open: list[Condition] = []
    for member in members:
        answer = question(member)
        if answer is True:
            return True
        if isinstance(answer, Unknown):
            unknown = answer
        elif isinstance(answer, Truth):
            open.append(answer.condition)
    if unknown is not None:
        return unknown
    return Truth(disjunction(*open)) if open else False  # type: ignore[arg-type]


def _is_instance_of_one(machine: Interpreter, value: Value, cls: Value) -> bool | Unknown | Truth:
    if isinstance(cls, Unknown):
        return cls
    if not isinstance(cls, Class):
        if is_certain(machine, cls) and lookup(machine, cls, "__instancecheck__") is MISSING:
            if _bases_of(machine, cls) is not None:
                own = machine.find_attribute(value, "__class__")
                return False if own is MISSING else _derives(machine, own, cls)
            machine.throw("TypeError", "isinstance() arg 2 must be a type, a tuple of types, or a union")
        if is_certain(machine, cls):
            found = special.call(machine, lookup(machine, cls, "__instancecheck__"), cls, value)
            return found if isinstance(found, Unknown) else machine.truth(found)
        return machine.unknown("isinstance of something that is not known to be a class")
    if cls is machine.classes.object:
        return True
    if isinstance(value, Unknown):
        return value
    argument = arguments.open_name(machine, value)
    if argument is not None and not (isinstance(value, Object) and cls in value.cls.mro):
        return arguments.is_a(machine, argument, cls)
    if _is_abstract(cls):
        answer = _is_abstract_instance(machine, value, cls)
        if answer is not False:
            return answer
    if cls.metaclass is not None and not cls.metaclass.builtin:
        from shapeproof.interpreter import classes

        if machine.class_of(value) is cls:
            return True
        check = classes.lookup(machine, cls.metaclass, "__instancecheck__")
        if check is not MISSING:
            found = special.call(machine, check, cls, value)
            return found if isinstance(found, Unknown) else machine.truth(found)
    if isinstance(value, Native) and cls.name in ("type", "function", "FunctionType"):
        return machine.unknown("what kind of callable a library has under this name")
    if type(value) is tuple and cls.name == "Size":
        return machine.unknown("whether a tuple is a torch.Size")
    return machine.is_instance(value, cls)


def _bases_of(machine: Interpreter, value: Value) -> tuple[Value, ...] | None:
    """The tuple that a value which is no class has as its ``__bases__``; None where it has none."""
    found = machine.find_attribute(value, "__bases__") if isinstance(value, Object) else MISSING
    if isinstance(found, Unknown):
        raise Gap(found.reason)
    return found if type(found) is tuple else None


def _derives(machine: Interpreter, value: Value, other: Value, depth: int = 0) -> bool:
    """Whether something derives from another by what both say are their bases."""
    if value is other or value == other:
        return True
    machine.step()
    if depth > DEEPEST:
        raise Gap("budget: bases of bases without end")
    return any(_derives(machine, base, other, depth + 1) for base in _bases_of(machine, value) or ())


def _is_abstract_instance(machine: Interpreter, value: Value, cls: Class) -> bool | Unknown | Truth:
    if cls.name == "Callable":
        return is_callable(machine, value)
    own = machine.class_of(value)
    if cls.name in _ABSTRACT_BY_METHOD and cls.name != "Hashable":
        for name in _ABSTRACT_BY_METHOD[cls.name]:
            lookup(machine, value, name)  # a Gap where it is not known
    return _is_abstract_class(machine, own, cls)


def _is_abstract_class(machine: Interpreter, own: Class, cls: Class) -> bool | Unknown:
    """Whether a class is one of an abstract one by what it defines, or is one of those that are known to be."""
    from shapeproof.interpreter import classes

    if cls.name == "Hashable":
        found = classes.lookup(machine, own, "__hash__")
        unhashable = ("list", "dict", "set", "bytearray")
        return found is not None and not any(machine.builtin(name) in own.mro for name in unhashable)
    if cls.name in _ABSTRACT_BY_CLASS and any(machine.builtin(n) in own.mro for n in _ABSTRACT_BY_CLASS[cls.name]):
        return True
    if any(p.module is not None and p.module.is_stub and p.name in _REGISTERED.get(cls.name, ()) for p in own.mro):
        return True
    if cls.name not in _ABSTRACT_BY_METHOD:
        return False
    names = _ABSTRACT_BY_METHOD[cls.name]
    asked = [classes.lookup(machine, own, name) for name in names]
    if any(each is MISSING or each is None for each in asked):
        return False
    return next((each for each in asked if isinstance(each, Unknown)), True)


def is_subclass(machine: Interpreter, cls: Value, specification: Value) -> bool | Unknown:
    """``issubclass(cls, specification)``."""
    from shapeproof.interpreter import classes

    if isinstance(cls, Unknown):
        return cls
    if not isinstance(cls, Class):
        if specification == ():
            return False
        if is_certain(machine, cls):
            if _bases_of(machine, cls) is not None:
                return _is_abstract_subclass(machine, cls, specification)
            machine.throw("TypeError", "issubclass() arg 1 must be a class")
        return machine.unknown("issubclass of something that is not known to be a class")

    def question(other: Value) -> bool | Unknown:
        if isinstance(other, Unknown):
            return other
        if isinstance(other, Class) and _is_abstract(other):
            if other.name == "Callable" or any(parent.open_base for parent in cls.mro):
                return machine.unknown(f"whether a class is {other.name}")
            answer = _is_abstract_class(machine, cls, other)
            if answer is not False:
                return answer
        if isinstance(other, Class) and other.metaclass is not None and not other.metaclass.builtin:
            check = classes.lookup(machine, other.metaclass, "__subclasscheck__")
            if check is not MISSING:
                found = special.call(machine, check, other, cls)
                return found if isinstance(found, Unknown) else machine.truth(found)
        if not isinstance(other, Class):
            if is_certain(machine, other) and lookup(machine, other, "__subclasscheck__") is MISSING:
                if _bases_of(machine, other) is not None:
                    return _derives(machine, cls, other)
                machine.throw("TypeError", "issubclass() arg 2 must be a class, a tuple of classes, or a union")
            if is_certain(machine, other):
                found = special.call(machine, lookup(machine, other, "__subclasscheck__"), other, cls)
                return found if isinstance(found, Unknown) else machine.truth(found)
            return machine.unknown("issubclass of something that is not known to be a class")
        return classes.is_subclass(cls, other)

    answer: bool | Unknown = _any(machine, _members(machine, specification), question)
    return answer


def _is_abstract_subclass(machine: Interpreter, value: Value, specification: Value) -> bool:
    """``issubclass(value, specification)`` of what is no class but has ``__bases__``."""
    for other in _members(machine, specification):
        if not isinstance(other, Class) and _bases_of(machine, other) is None:
            what = "issubclass() arg 2 must be a class, a tuple of classes, or a union"
            machine.throw("TypeError", what)
        if _derives(machine, value, other):
            return True
    return False


def is_callable(machine: Interpreter, value: Value) -> bool | Unknown | Truth:
    """``callable(value)``."""
    if isinstance(value, Unknown):
        return value
    if isinstance(value, Class | Function | Native | BoundMethod | StaticMethod):
        return True
    argument = arguments.open_name(machine, value)
    if argument is not None:
        return arguments.is_a(machine, argument, machine.builtin("function"))
    if isinstance(value, PythonModule | Property | ClassMethod | Super) or not isinstance(value, Object):
        return False
    return lookup(machine, value, "__call__") is not MISSING
