"""bytearray and memoryview: CPython computes on a copy of what they hold, a tuple of numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    changing,
    check_count,
    compute,
    from_host,
    host,
    is_instance_of,
    raise_host,
)
from shapeproof.interpreter.builtins.text import make_bytes
from shapeproof.shapes import Gap
from shapeproof.values import Class, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_LEFT_TO_OTHERS = frozenset({
    "__new__", "__init__", "__init_subclass__", "__subclasshook__", "__getattribute__", "__setattr__", "__delattr__",
    "__class__", "__dir__", "__doc__", "__reduce__", "__reduce_ex__", "__iter__", "__hash__", "__alloc__",
    "__getstate__", "__sizeof__", "fromhex", "maketrans",
})  # fmt: skip


def _hosted(name: str) -> Method:
    """A method of bytearray, on a copy that is kept where it was changed."""
    function: Any = getattr(bytearray, name)

    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        held = bytearray(machine.content(receiver))
        before = bytes(held)
        given = [host(machine, argument) for argument in arguments]
        for number in given:
            if type(number) is int:
                machine.budget(abs(number) * (len(held) if name in ("__mul__", "__imul__", "__rmul__") else 1), "bytes")
        named = {key: host(machine, argument) for key, argument in keywords.items()}
        try:
            result = function(held, *given, **named)
        except Exception as error:
            raise_host(machine, error)
        finally:
            if held != before:
                machine.set_content(receiver, tuple(held))
        if result is NotImplemented:
            return machine.classes.not_implemented
        return receiver if result is held else from_host(machine, result)

    return changing(method)


def _viewed(name: str) -> Method:
    """A method of a memoryview of bytes."""
    function: Any = getattr(memoryview, name)

    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        result = compute(machine, _of_view(function), bytes(machine.content(receiver)), *arguments, **keywords)
        if name != "__getitem__" or isinstance(result, int):
            return result
        return machine.new(machine.builtin("memoryview"), None, tuple(result))

    return method


def _of_view(function: Any) -> Any:
    def call(content: bytes, *arguments: Any, **keywords: Any) -> Any:
        result = function(memoryview(content), *arguments, **keywords)
        return bytes(result) if isinstance(result, memoryview) else result

    return call


def make_bytearray(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if len(arguments) == 1 and not keywords and is_instance_of(machine, arguments[0], "bytearray"):
        return machine.new(cls, {}, machine.content(arguments[0]))
    if len(arguments) == 1 and isinstance(arguments[0], str):
        compute(machine, bytearray, *arguments, **keywords)
    made = make_bytes(machine, machine.builtin("bytes"), arguments, keywords, "byte")
    if not isinstance(made, bytes):
        raise Gap("the content of a bytearray")
    return machine.new(cls, {}, tuple(made))


def make_memoryview(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "memoryview", arguments, 1, 1)
    if not isinstance(arguments[0], bytes):
        raise Gap("a memoryview of what may change")
    return machine.new(cls, {}, tuple(arguments[0]))


_VIEWED = ("__getitem__", "__len__", "__eq__", "__ne__", "tobytes", "tolist", "hex")
METHODS: dict[str, dict[str, Method]] = {
    "bytearray": {
        name: _hosted(name)
        for kind in (bytearray, object)
        for name in vars(kind)
        if callable(getattr(bytearray, name)) and name not in _LEFT_TO_OTHERS
    },
    "memoryview": {name: _viewed(name) for name in _VIEWED},
}
CONSTRUCTORS = {"bytearray": make_bytearray, "memoryview": make_memoryview}
