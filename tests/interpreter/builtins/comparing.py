"""Evaluate expressions both by CPython and by the interpreter."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from types import GetSetDescriptorType, MemberDescriptorType
from typing import Any

from interpreter.running import NotKnown, run_source, to_host
from shapeproof.dims import Dim, FloatExpression
from shapeproof.interpreter.imports import module_value
from shapeproof.values import Truth

_TEMPLATE = """\
def run_{number}():
    try:
        return ("value", ({expression}))
    except BaseException as error:
        return ("raised", type(error).__name__, str(error))
result_{number} = run_{number}()
"""


def by_host(expression: str, prelude: str = "") -> Any:
    """What CPython makes of it: the value, or the exception's name and message."""
    names: dict[str, Any] = {}
    exec(prelude, names)
    try:
        return ("value", plain_value(eval(expression, names)))
    except Exception as error:
        return ("raised", type(error).__name__, str(error))


def by_interpreter(expressions: list[str], prelude: str = "") -> Iterator[Any]:
    """What the interpreter makes of each."""
    texts = [_TEMPLATE.format(number=number, expression=text) for number, text in enumerate(expressions)]
    machine, module = run_source("\n".join([prelude, *texts]))
    for number in range(len(expressions)):
        value = module_value(machine, module, f"result_{number}")
        yield to_host(machine, value)


def is_not_known(result: Any) -> bool:
    """Whether some part of an interpreter's result is not known."""
    if isinstance(result, NotKnown | Dim | FloatExpression | Truth):
        return True
    if isinstance(result, dict):
        return any(map(is_not_known, (*result, *result.values())))
    return isinstance(result, tuple | list | set | frozenset) and any(map(is_not_known, result))


def same(a: Any, b: Any) -> bool:
    """Equal in value and in type, all the way down; nan is nan."""
    if isinstance(a, slice) and isinstance(b, slice):
        return same((a.start, a.stop, a.step), (b.start, b.stop, b.step))
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(a, dict):
        return type(a) is type(b) and same(list(a.items()), list(b.items()))
    if isinstance(a, float | complex) and a != a:
        return type(a) is type(b) and b != b
    if isinstance(a, set | frozenset):
        return bool(a == b) or sorted(map(repr, a)) == sorted(map(repr, b))
    return type(a) is type(b) and bool(a == b) and repr(a) == repr(b)


def plain_value(value: Any) -> Any:
    """A host value in the form `to_host` gives."""
    if isinstance(value, tuple):
        return tuple(map(plain_value, tuple.__iter__(value)))
    if isinstance(value, list):
        return list(map(plain_value, list.__iter__(value)))
    if isinstance(value, dict):
        return {plain_value(key): plain_value(item) for key, item in dict.items(value)}
    if isinstance(value, slice):
        return slice(plain_value(value.start), plain_value(value.stop), plain_value(value.step))
    if isinstance(value, type):
        return f"<class {value.__name__}>"
    if type(value).__name__ in ("dict_keys", "dict_values", "dict_items"):
        return [type(value).__name__, *map(plain_value, value)]
    for kind, past in ((int, int.__pos__), (float, float.__pos__), (str, str.__str__)):
        if isinstance(value, kind) and type(value) not in (kind, bool):
            return past(value)
    if isinstance(value, BaseException | MemberDescriptorType | GetSetDescriptorType):
        return f"<{type(value).__name__} object>"
    if type(value).__module__ == "program" and not isinstance(value, set | frozenset | bytes | complex):
        return f"<{type(value).__name__} object>"
    if type(value).__module__ in ("collections", "types", "re"):
        return f"<{type(value).__name__} object>"
    if hasattr(value, "__next__"):
        return ["iterator", *map(plain_value, islice(value, 100))]
    return value
