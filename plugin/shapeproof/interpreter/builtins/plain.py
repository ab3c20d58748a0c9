"""Between the program's values and the host's: what is wholly known may be computed by CPython itself, nothing else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

from shapeproof.dims import Dim, FloatExpression
from shapeproof.interpreter.arguments import open_name
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import (
    LOST,
    BoundMethod,
    Class,
    Function,
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
        if value.cls.builtin:
            return _host_container(machine, value, depth)
    raise Gap(f"a {machine.class_of(value).name} whose value is not known")


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
    if is_instance_of(machine, value, "iterator") or name.startswith("dict_"):
        return [host(machine, item, depth + 1) for item in machine.iterate(value)]
    raise Gap(f"a {name} whose value is not known")


def from_host(machine: Interpreter, value: Any) -> Value:
    """A host value as the program's."""
    kind = type(value)
    if kind in SCALARS:
        if kind is str or kind is bytes:
            machine.budget(len(value), f"a {kind.__name__}")
        return value
    if kind is tuple:
        return tuple([from_host(machine, item) for item in value])
    if kind is list:
        return machine.new_list([from_host(machine, item) for item in value])
    if kind is dict:
        return machine.new_dict({key: from_host(machine, item) for key, item in value.items()})
    if kind is set:
        return machine.new_set(value)
    if kind is range:
        return Range(value.start, value.stop, value.step)
    raise Gap(f"a {kind.__name__} as a result")


def compute(machine: Interpreter, function: Callable[..., Any], *arguments: Value, **keywords: Value) -> Value:
    """Let CPython compute a function of wholly known values, and raise in the program what it raises."""
    given = [host(machine, argument) for argument in arguments]
    named = {name: host(machine, argument) for name, argument in keywords.items()}
    try:
        result = function(*given, **named)
    except (MemoryError, RecursionError) as error:
        raise Gap(f"budget: {type(error).__name__}") from None
    except Exception as error:  # whatever CPython raises on known values, the program raises
        raise_host(machine, error)
    return from_host(machine, result)


def raise_host(machine: Interpreter, error: Exception) -> NoReturn:
    """Raise in the program the exception that CPython raised."""
    name = type(error).__name__
    arguments = tuple(argument if known(argument) else str(argument) for argument in error.args)
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


_CERTAIN = frozenset({tuple, Range, SliceValue, FloatExpression, Truth, BoundMethod, Property})


def _is_wholly_known(cls: Class) -> bool:
    return not is_foreign(cls) and not any(parent.open_base for parent in cls.mro)


def call_special(machine: Interpreter, value: Value, name: str, *arguments: Value) -> Value:
    """The result of a special method, MISSING where the class has none."""
    found = lookup(machine, value, name)
    return MISSING if found is MISSING else machine.call(found, (value, *arguments))


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
