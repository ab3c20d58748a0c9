"""Between the program's values and the host's: what is wholly known may be computed by CPython itself, nothing else."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from shapeproof.dims import Dim, FloatExpression
from shapeproof.interpreter import hosts, special
from shapeproof.interpreter.arguments import open_name
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import (
    LOST,
    BoundMethod,
    Class,
    Function,
    Native,
    Object,
    Property,
    PythonModule,
    Range,
    SliceValue,
    State,
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Arguments = tuple[Value, ...]
Keywords = dict[str, Value]

SCALARS = frozenset({type(None), bool, int, float, complex, str, bytes, type(...)})
NUMBERS = frozenset({bool, int, float, complex})
DEEPEST = 50


def known(value: Value) -> bool:
    """Whether a value is a host scalar, or a tuple of such."""
    kind = type(value)
    return kind in SCALARS or (kind is tuple and all(map(known, value)))


def is_instance_of(machine: Interpreter, value: Value, name: str) -> bool:
    """Whether an object is of a built-in class or derives from it."""
    return isinstance(value, Object) and machine.builtin(name) in value.cls.mro


def plain(machine: Interpreter, value: Value) -> Value:
    """The scalar or tuple that an instance of a subclass of str, int, tuple, … holds; any other value itself."""
    if isinstance(value, Object) and not isinstance(value, Class | Function | PythonModule):
        content = machine.state(value).content
        kind = type(content)
        if kind in SCALARS and content is not None:
            return content
        if kind is tuple and is_instance_of(machine, value, "tuple"):
            return content
        if kind in (Dim, FloatExpression):
            return content
        if content is LOST and any(is_instance_of(machine, value, name) for name in ("str", "int", "float", "tuple")):
            raise Gap(f"the content of this {value.cls.name} is not known")
    return value


def host(machine: Interpreter, value: Value, depth: int = 0) -> Any:
    """A wholly known value as the host's own, containers included; else a Gap."""
    kind = type(value)
    if kind in SCALARS:
        return value
    if depth > DEEPEST:
        raise Gap("budget: a container nested too deeply")
    if kind is tuple:
        return tuple([host(machine, item, depth + 1) for item in value])
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if kind is Range and type(value.start) is int and type(value.stop) is int and type(value.step) is int:
        return range(value.start, value.stop, value.step)
    if kind is SliceValue and known((value.start, value.stop, value.step)):
        return slice(value.start, value.stop, value.step)
    if kind is Object:
        inner = plain(machine, value)
        if inner is not value:
            return host(machine, inner, depth)
        if value == machine.classes.not_implemented:
            return NotImplemented
        if value.cls.builtin and value.cls.name != "object":
            return _host_container(machine, value, depth)
    if isinstance(value, Class) and value.builtin and isinstance(getattr(builtins, value.name, None), type):
        return getattr(builtins, value.name)
    if kind is Native and is_builtin_function(value):
        return getattr(builtins, value.name)
    if isinstance(value, Function) or _has_nothing_special(machine, value):
        return _stand_in(type_name(machine, value), lookup(machine, value, "__call__") is not MISSING)()
    raise Gap(f"a {machine.class_of(value).name} whose value is not known")


def _has_nothing_special(machine: Interpreter, value: Value) -> bool:
    """Whether an object of the program has no method that CPython looks for, but those that a `_StandIn` refuses."""
    if not isinstance(value, Object) or isinstance(value, Class | PythonModule) or not is_certain(machine, value):
        return False
    if any(parent.builtin and parent.name != "object" for parent in value.cls.mro):
        return False
    own = [name for parent in value.cls.mro if not parent.builtin for name in machine.attributes(parent)]
    return not any(name.startswith("__") and name.endswith("__") and name not in _NOT_ASKED for name in own)


_NOT_ASKED = frozenset({
    "__init__", "__new__", "__init_subclass__", "__module__", "__qualname__", "__doc__", "__slots__", "__match_args__",
    "__call__", "__enter__", "__exit__", "__getattr__", "__setattr__", "__delattr__", "__repr__", "__str__", "__eq__",
    "__ne__", "__hash__", "__bool__", "__annotations__", "__dataclass_fields__", "__dataclass_params__",
    "__post_init__", "__set_name__", "__copy__", "__deepcopy__", "__dict__", "__weakref__", "__del__", "__format__",
})  # fmt: skip


class _StandIn:
    """An object of the program given to CPython for the words of its TypeError: nothing may be asked of it."""

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise Gap("an object of the program asked by CPython")

    __repr__ = __str__ = __eq__ = __ne__ = __bool__ = __format__ = _refuse
    __hash__ = _refuse


@cache
def _stand_in(name: str, called: bool) -> type[_StandIn]:
    return type(name, (_StandIn,), {"__call__": _StandIn._refuse} if called else {})


def _host_container(machine: Interpreter, value: Object, depth: int) -> Any:
    name = value.cls.name
    content = machine.content(value)
    if name == "list":
        return [host(machine, item, depth + 1) for item in content]
    if name == "dict":
        return {host(machine, key, depth + 1): host(machine, item, depth + 1) for key, item in content.items()}
    if name in ("set", "frozenset"):
        made = {host(machine, key, depth + 1) for key in content}
        return made if name == "set" else frozenset(made)
    if name in ("bytearray", "memoryview"):
        return (bytearray if name == "bytearray" else bytes)(content)
    if any(is_instance_of(machine, value, kind) for kind in ("iterator", "dict_keys", "dict_values", "dict_items")):
        return [host(machine, item, depth + 1) for item in machine.iterate(value)]
    raise Gap(f"a {name} whose value is not known")


def from_host(machine: Interpreter, value: Any) -> Value:
    """A host value as the program's."""
    kind = type(value)
    if kind in SCALARS:
        if kind is str or kind is bytes:
            machine.make_room(len(value), f"a {kind.__name__}")
        return value
    if kind is tuple:
        return tuple([from_host(machine, item) for item in value])
    if kind is list:
        return machine.new_list([from_host(machine, item) for item in value])
    if kind is dict:
        return machine.new_dict({key: from_host(machine, item) for key, item in value.items()})
    if kind is set:
        return machine.new_set(value)
    if kind is bytearray:
        machine.make_room(len(value), "a bytearray")
        return machine.new(machine.builtin("bytearray"), None, tuple(value))
    if value is NotImplemented:
        return machine.classes.not_implemented
    if kind is range:
        return Range(value.start, value.stop, value.step)
    raise Gap(f"a {kind.__name__} as a result")


def compute(machine: Interpreter, function: Callable[..., Any], *arguments: Value, **keywords: Value) -> Value:
    """Let CPython compute a function of wholly known values, and raise in the program what it raises."""
    given = [host(machine, argument) for argument in arguments]
    named = {name: host(machine, argument) for name, argument in keywords.items()}
    try:
        try:
            result = function(*given, **named)
        except (TypeError, ValueError):
            dressed = [_dressed(machine, each, plain) for each, plain in zip(arguments, given, strict=True)]
            result = function(*dressed, **named)
    except Gap:
        raise
    except (MemoryError, RecursionError) as error:
        raise Gap(f"budget: {type(error).__name__}") from None
    except Exception as error:  # whatever CPython raises on known values, the program raises
        raise_host(machine, error)
    return from_host(machine, result)


def _dressed(machine: Interpreter, value: Value, inner: Any) -> Any:
    """What an instance of a program's own subclass of a built-in class holds, in a class of its name: for words."""
    if type(value) is tuple and type(inner) is tuple:
        return tuple([_dressed(machine, each, within) for each, within in zip(value, inner, strict=True)])
    if type(value) is not Object or value.cls.builtin or type(inner) not in _DRESSED:
        return inner
    return _subclass(value.cls.name, inner.__class__)(inner)


_DRESSED = frozenset({int, float, complex, str, bytes, tuple})


@cache
def _subclass(name: str, kind: type) -> Any:
    return type(name, (kind,), {})


def raise_host(machine: Interpreter, error: Exception) -> NoReturn:
    """Raise in the program the exception that CPython raised."""
    name = type(error).__name__
    arguments = tuple(argument if known(argument) else str(argument) for argument in error.args)
    if hosts.is_of_library(machine.frame) and name != "KeyError":
        machine.throw_in_other_words(name, str(error))
    raise_builtin(machine, name if name in machine.classes.by_name else "ValueError", arguments)


def raise_builtin(machine: Interpreter, name: str, arguments: tuple[Value, ...], **attributes: Value) -> NoReturn:
    """Raise a built-in exception with these arguments."""
    raise machine.raising(machine.new(machine.builtin(name), {"args": arguments, **attributes}))


def lookup(machine: Interpreter, value: Value, name: str) -> Value:
    """The special method of a value's class, MISSING where there is certainly none; a Gap where that is not known."""
    from shapeproof.interpreter import classes

    cls = machine.class_of(value)
    found = classes.lookup(machine, cls, name)
    if isinstance(found, Unknown):
        raise Gap(found.reason)
    if found is MISSING and isinstance(value, Object) and is_foreign(cls):
        raise Gap(f"{name} of a {cls.name} is not known")
    return found


def is_foreign(cls: Class) -> bool:
    """Whether a class has parents that only a stub or a library describes: they may have more than is known.

    A stub whose classes have every special method of the real ones says so: it binds ``__complete__``.
    """
    return any(not parent.builtin and _is_partly_known(parent) for parent in cls.mro)


def _is_partly_known(cls: Class) -> bool:
    return cls.module is None or (cls.module.is_stub and "__complete__" not in cls.module.binders)


def is_certain(machine: Interpreter, value: Value) -> bool:
    """Whether all that a value's class defines is known, so that what is missing there is missing in Python too."""
    kind = type(value)
    if kind in SCALARS or kind in _CERTAIN:
        return True
    if kind is Native:
        return is_builtin_function(value)
    if open_name(machine, value) is not None:
        return False
    if kind is Dim:
        return True
    if not isinstance(value, Object) or isinstance(value, PythonModule):
        return False
    if isinstance(value, Class):
        if value.metaclass is not None and not _is_wholly_known(value.metaclass):
            return False
        return _is_wholly_known(value)
    return _is_wholly_known(value.cls)


def is_builtin_function(value: Native) -> bool:
    """Whether a native is a function that Python has without an import."""
    return not value.binds and callable(getattr(builtins, value.name, None))


_CERTAIN = frozenset({tuple, Range, SliceValue, FloatExpression, Truth, BoundMethod, Property})


def _is_wholly_known(cls: Class) -> bool:
    return not is_foreign(cls) and not any(parent.open_base for parent in cls.mro)


def call_special(machine: Interpreter, value: Value, name: str, *arguments: Value) -> Value:
    """The result of a special method, MISSING where the class has none."""
    found = lookup(machine, value, name)
    return MISSING if found is MISSING else special.call(machine, found, value, *arguments)


def reject_keywords(machine: Interpreter, name: str, keywords: dict[str, Value]) -> None:
    if keywords:
        machine.throw("TypeError", f"{name}() takes no keyword arguments")


def check_count(machine: Interpreter, name: str, arguments: Arguments, least: int, most: int) -> None:
    """Raise TypeError in the program unless the number of arguments is in range."""
    count = len(arguments)
    if least <= count <= most:
        return
    bound, number = ("at least ", least) if count < least else ("at most ", most)
    if least == most:
        bound = ""
    machine.throw("TypeError", f"{name} expected {bound}{number} argument{'s' * (number != 1)}, got {count}")


def check_one(machine: Interpreter, name: str, arguments: tuple[Value, ...]) -> None:
    """As `check_count`, of a function of one argument."""
    if len(arguments) != 1:
        machine.throw("TypeError", f"{name}() takes exactly one argument ({len(arguments)} given)")


def type_name(machine: Interpreter, value: Value) -> str:
    return machine.class_of(value).name


def is_symbolic(value: Value) -> bool:
    return type(value) in (Dim, FloatExpression, Truth)


def lose(machine: Interpreter, value: Value, reason: str) -> None:
    """Forget the content of a container."""
    if isinstance(value, Object):
        state = machine.state(value)
        if isinstance(state.content, tuple | dict):
            machine.write(value, State(state.attributes, LOST))


Method = Callable[["Interpreter", Value, Arguments, Keywords], Value]


def changing(method: Method) -> Method:
    """A method that changes its receiver: where it cannot be followed, what the receiver holds is no longer known."""

    def guarded(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        try:
            return method(machine, receiver, arguments, keywords)
        except Gap as gap:
            lose(machine, receiver, str(gap))
            raise

    return guarded
