"""What programs ask about their own values: isinstance, getattr, hasattr, callable, type, vars, …"""

from __future__ import annotations

import builtins
import itertools
import types
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, Kind, symbol
from shapeproof.interpreter import hosts, special
from shapeproof.interpreter.arguments import has, open_name, open_symbol
from shapeproof.interpreter.builtins.instances import is_callable, is_instance, is_subclass
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    check_count,
    check_one,
    host,
    is_builtin_function,
    is_certain,
    known,
    lookup,
    plain,
    type_name,
)
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.shapes import Gap
from shapeproof.values import (
    Class,
    Native,
    Object,
    PythonModule,
    Range,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


# --- attributes -----------------------------------------------------------------------------------------------------


def _name(machine: Interpreter, name: Value) -> str:
    name = plain(machine, name)
    if isinstance(name, Unknown):
        raise Gap(f"an attribute whose name is not known: {name.reason}")
    if not isinstance(name, str):
        machine.throw("TypeError", f"attribute name must be string, not '{type_name(machine, name)}'")
    return name


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
        if parent.builtin and parent.name != "type" and has_in_instances(host_class(parent.name), name):
            return True
    if not isinstance(value, Class):
        return False
    return hasattr(type, name) or any(
        parent.builtin and has_in_instances(host_class(parent.name), name) for parent in value.mro
    )


def host_class(name: str) -> Any:
    """CPython's own class of a built-in one's name."""
    return _UNNAMED_CLASSES.get(name) or getattr(builtins, name, None)


_UNNAMED: tuple[type, ...] = (
    types.FunctionType, types.MethodType, types.ModuleType, types.CodeType, types.NoneType, types.EllipsisType,
    types.NotImplementedType, types.BuiltinFunctionType, types.UnionType, types.GenericAlias, types.GeneratorType,
    types.CoroutineType, types.MethodWrapperType, types.GetSetDescriptorType, types.MemberDescriptorType,
    types.TracebackType,
)  # fmt: skip
_VIEWS_AND_ITERATORS: tuple[object, ...] = (
    {}.keys(), {}.values(), {}.items(), iter([]), iter(()), iter(""), iter(b""), iter(range(0)), iter(set()), iter({}),
    iter({}.values()), iter({}.items()), iter(int, 1), reversed([]),
)  # fmt: skip
_UNNAMED_CLASSES: dict[str, type] = {
    **{kind.__name__: kind for kind in (*_UNNAMED, *map(type, _VIEWS_AND_ITERATORS))},
    "iterator": type(itertools.tee(())[0]),
}


def has_in_instances(cls: Any, name: str) -> bool:
    """Whether instances of a host class have an attribute by their class."""
    return isinstance(cls, type) and any(name in vars(parent) for parent in cls.__mro__)


def getattr_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "getattr", arguments, 2, 3)
    name = _name(machine, arguments[1])
    if len(arguments) == 2:
        found = _found(machine, arguments[0], name)
        return machine.get_attribute(arguments[0], name) if found is MISSING else found
    found = _found(machine, arguments[0], name)
    if found is not MISSING and not _really_has(machine, arguments[0], name, found):
        return arguments[2]
    return arguments[2] if found is MISSING else found


def hasattr_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "hasattr", arguments, 2, 2)
    value, name = arguments[0], _name(machine, arguments[1])
    if isinstance(value, Unknown):
        return machine.unknown(f"whether an unknown value has an attribute {name}: {value.reason}")
    if isinstance(value, Native) and is_builtin_function(value):
        return hasattr(getattr(builtins, value.name), name)
    if name != "__dict__" and has_host_attribute(machine, value, name):
        return True
    found = _found(machine, value, name)
    if found is MISSING:
        return False
    argument = open_name(machine, value)
    if argument is not None and found == open_symbol(f"{argument}.{name}"):
        return has(machine, argument, name)
    if isinstance(found, Unknown) and not _has_certainly(machine, value, name):
        return machine.unknown(f"whether there is an attribute {name}: {found.reason}")
    return True


def _really_has(machine: Interpreter, value: Value, name: str, found: Value) -> bool:
    """Whether an attribute that was found is there: one of an open argument is where the caller says so."""
    argument = open_name(machine, value)
    if argument is None or found != open_symbol(f"{argument}.{name}"):
        return True
    return machine.truth(has(machine, argument, name))


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
        from shapeproof.interpreter.namespaces import forget_attributes

        forget_attributes(machine, value, f"an attribute was set whose name is not known: {name.reason}")
        return None
    machine.assign_attribute(value, _name(machine, name), arguments[2])
    return None


def delattr_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "delattr", arguments, 2, 2)
    machine.delete_attribute(arguments[0], _name(machine, arguments[1]))
    return None


def vars_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    if not arguments:
        return locals_function(machine, arguments, keywords)
    value = arguments[0]
    if isinstance(value, Class):
        return machine.get_attribute(value, "__dict__")
    if isinstance(value, Object) and not isinstance(value, PythonModule):
        if value.cls.builtin and machine.builtin("BaseException") not in value.cls.mro:
            machine.throw("TypeError", "vars() argument must have __dict__ attribute")
        found = machine.find_attribute(value, "__dict__")
        if found is MISSING:
            machine.throw("TypeError", "vars() argument must have __dict__ attribute")
        return found
    if is_certain(machine, value):
        machine.throw("TypeError", "vars() argument must have __dict__ attribute")
    raise Gap(f"vars of a {type_name(machine, value)}")


def locals_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    frame = machine.frame
    if frame is None or frame.function is None:
        if frame is not None:
            frame.module.opened = True
        raise Gap("the names of a module")
    names = machine.entry(frame.id)
    return machine.new_dict({name: value for name, value in names.items() if not name.startswith("\0")})


def globals_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    if machine.frame is not None:
        machine.frame.module.opened = True
    raise Gap("the names of a module")


def dir_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    """The names of a module that is read in full; a Gap for anything else."""
    check_count(machine, "dir", arguments, 0, 1)
    value = arguments[0] if arguments else None
    if isinstance(value, PythonModule) and value.source is not None and not value.stars:
        names = {*value.binders, *value.values}
        if "__getattr__" not in names:
            return machine.new_list(sorted({*names, "__name__", "__doc__", "__file__", "__builtins__", "__spec__"}))
    if arguments and is_certain(machine, value) and not isinstance(value, Native):
        return machine.new_list(_names_of(machine, value))
    raise Gap("the names that dir lists")


def _names_of(machine: Interpreter, value: Value) -> list[Value]:
    """The names of a value and its classes, in order; those that its own ``__dir__`` gives."""
    from shapeproof.interpreter.slots import slots_named

    if isinstance(value, Object):
        own = lookup(machine, value, "__dir__")
        if special.is_written(own):
            return sorted(host(machine, special.call(machine, own, value)))
    cls = value if isinstance(value, Class) else machine.class_of(value)
    names: set[str] = set()
    for parent in cls.mro:
        if parent.builtin:
            real = getattr(builtins, parent.name, None)
            if not isinstance(real, type):
                raise Gap("the names that dir lists")
            names.update(vars(real))
            continue
        if parent.module is not None and parent.module.is_stub:
            real = hosts.real_class(parent.module.name, parent.name)
            if real is None:
                raise Gap("the names that dir lists")
            names.update(dir(real))
            continue
        found = machine.get_attribute(parent, "__dict__")
        names.update(host(machine, name) for name in machine.content(found))
        names.update(slots_named(machine, parent))
    if isinstance(value, Object) and not isinstance(value, Class):
        if not cls.builtin and any(each.builtin and each is not machine.classes.object for each in cls.mro):
            raise Gap("the names that dir lists")
        held = machine.find_attribute(value, "__dict__")
        if held is not MISSING:
            names.update(host(machine, name) for name in machine.content(held))
    return sorted(names)


# --- the functions --------------------------------------------------------------------------------------------------


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
        return arguments[0].id % (1 << 63)
    raise Gap("the id of a scalar")


class _Hashed:
    """Something whose hash is known."""

    def __init__(self, value: int) -> None:
        self.value = value

    def __hash__(self) -> int:
        return self.value


def _fixed(machine: Interpreter, value: Value) -> Any:
    """A host value of the same hash, where that is the same in every run; else MISSING."""
    if type(value) in (int, bool, float, complex):
        return value if value == value else MISSING
    if type(value) is Range and all(type(part) is int for part in (value.start, value.stop, value.step)):
        return range(value.start, value.stop, value.step)
    frozen = isinstance(value, Object) and machine.builtin("frozenset") in value.cls.mro
    if type(value) is tuple or frozen:
        parts = [_hashed(machine, part) for part in (machine.content(value) if frozen else value)]
        if all(part is not MISSING for part in parts):
            return frozenset(parts) if frozen else tuple(parts)
    return MISSING


def _hashed(machine: Interpreter, part: Value) -> Any:
    try:
        found = hash_of(machine, part)
    except Gap:
        return MISSING
    return _Hashed(found) if type(found) is int else MISSING


def hash_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "hash", arguments)
    return hash_of(machine, arguments[0])


def hash_of(machine: Interpreter, value: Value) -> Value:
    """``hash(value)``: a symbol where it differs from run to run."""
    from shapeproof.interpreter.builtins.equality import check_hashable

    if isinstance(value, Object):
        found = lookup(machine, value, "__hash__")
        if special.is_written(found) and found is not None:
            given = special.call(machine, found, value)
            answer = plain(machine, given)
            if type(answer) in (int, bool):
                return hash(answer)
            if is_certain(machine, answer) and not isinstance(answer, Dim):
                machine.throw("TypeError", "__hash__ method should return an integer")
            return answer
        if isinstance(found, Native) and not found.name.startswith(("str.", "bytes.", "tuple.")):
            return special.call(machine, found, value)
    check_hashable(machine, value)
    inner = plain(machine, value)
    fixed = _fixed(machine, inner)
    if fixed is not MISSING:
        return hash(fixed)
    if type(inner) in (str, bytes) and not inner:
        return 0
    if type(inner) in (str, bytes, tuple, type(None), type(...)) and known(inner):
        return symbol(f"hash({inner!r})", Kind.FRESH)
    return identity_hash(machine, inner)


def identity_hash(machine: Interpreter, value: Value) -> Value:
    """``object.__hash__(value)``."""
    if isinstance(value, Object) and is_certain(machine, value) and machine.class_of(value).name != "frozenset":
        machine.spoil()  # another object has another hash
        return symbol(f"hash(object {value.id})", Kind.FRESH)
    raise Gap("a hash that differs from run to run")


FUNCTIONS: dict[str, Any] = {
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
