"""str and bytes: their methods, computed by CPython where everything is known, and their constructors."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import special
from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.numbers import index
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    compute,
    host,
    is_certain,
    is_symbolic,
    lookup,
    plain,
    type_name,
)
from shapeproof.interpreter.builtins.rows import begun, can_be_iterated, new_iterator
from shapeproof.interpreter.builtins.templates import format_template
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_BOTH = (
    "capitalize", "center", "count", "endswith", "expandtabs", "find", "index", "isalnum", "isalpha", "isascii",
    "isdigit", "islower", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "partition",
    "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit", "rstrip",
    "split", "splitlines", "startswith", "strip", "swapcase", "title", "translate", "upper", "zfill",
    "__contains__", "__len__", "__repr__",
)  # fmt: skip
_STR_ALONE = (
    "casefold", "encode", "isdecimal", "isidentifier", "isnumeric", "isprintable", "maketrans", "__str__",
    "__format__",
)  # fmt: skip
_BYTES_ALONE = (
    "decode", "hex", "fromhex", "maketrans",
)  # fmt: skip


def _hosted(owner: type, name: str) -> Method:
    function = getattr(owner, name)

    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        value = plain(machine, receiver)
        if isinstance(value, Unknown):
            raise Gap(value.reason)
        _bound_size(machine, name, value, arguments)
        return compute(machine, function, value, *arguments, **keywords)

    return method


def _bound_size(machine: Interpreter, name: str, value: Any, arguments: tuple[Value, ...]) -> None:
    """A Gap where the result would be too large to hold."""
    if name in ("center", "ljust", "rjust", "zfill", "expandtabs"):
        for argument in arguments:
            if type(argument) is int:
                tabs = value.count("\t" if isinstance(value, str) else b"\t") if name == "expandtabs" else 1
                machine.budget(abs(argument) * tabs, "a string")
    elif name == "replace" and len(arguments) >= 2:
        old, new = host(machine, arguments[0]), host(machine, arguments[1])
        if type(old) is type(new) is type(value):
            machine.budget(value.count(old) * len(new) + len(value), "a string")
    elif name == "join" and arguments:
        parts = host(machine, arguments[0])
        if isinstance(parts, list | tuple | set | frozenset):
            texts = [part for part in parts if isinstance(part, str | bytes)]
            machine.budget(sum(map(len, texts)) + len(value) * len(parts), "a string")
    elif name == "__format__" and arguments:
        formatting.check_specification(machine, arguments[0])


def _join(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    """Of any iterable: what is no list or tuple is iterated first."""
    if len(arguments) == 1 and not keywords and type(arguments[0]) is not str:
        if isinstance(arguments[0], Unknown):
            raise Gap(arguments[0].reason)
        if not can_be_iterated(machine, arguments[0]):
            machine.throw("TypeError", "can only join an iterable")
        if type(arguments[0]) not in (int, float, bool, type(None)):
            given = begun(machine, arguments[0], "can only join an iterable")
            arguments = (tuple(machine.iterate(given)),)
    return _JOIN[type(plain(machine, receiver)) is bytes](machine, receiver, arguments, keywords)


_JOIN = (_hosted(str, "join"), _hosted(bytes, "join"))


def _iterated(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return new_iterator(machine, tuple(plain(machine, receiver)))


def _item(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter.items import sequence_item

    if isinstance(arguments[0], Unknown):
        raise Gap(arguments[0].reason)
    return sequence_item(machine, plain(machine, receiver), arguments[0])


def _added(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    left, right = plain(machine, receiver), plain(machine, arguments[0])
    if isinstance(right, Unknown):
        raise Gap(right.reason)
    return compute(machine, lambda a, b: a + b, left, arguments[0])


def _repeated(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    text, times = plain(machine, receiver), plain(machine, arguments[0])
    if type(times) not in (int, bool):
        if isinstance(times, Unknown):
            raise Gap(times.reason)
        if is_certain(machine, times) and not is_symbolic(times):
            index(machine, arguments[0])
        raise Gap("a string repeated a number of times that is not known")
    machine.make_room(len(text) * times, "a string")
    return compute(machine, lambda a, b: a * b, text, times)


def _percent(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return formatting.percent_format(machine, plain(machine, receiver), arguments[0])


def _format(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return format_template(machine, plain(machine, receiver), arguments, keywords)


def _format_map(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return format_template(machine, plain(machine, receiver), (), arguments[0])


def _comparing(operator: str) -> Method:
    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        left, right = plain(machine, receiver), plain(machine, arguments[0])
        if isinstance(right, Unknown):
            raise Gap(right.reason)
        if type(left) is not type(right):
            return machine.classes.not_implemented
        return machine.compare(operator, left, right)

    return method


def _hash(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    raise Gap("the hash of a string differs from run to run")


# --- constructors ---------------------------------------------------------------------------------------------------


def make_str(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if len(arguments) > 1 or keywords:
        return _made(machine, cls, compute(machine, str, *(plain(machine, a) for a in arguments), **keywords))
    return _made(machine, cls, formatting.string_of(machine, arguments[0]) if arguments else "")


def make_bytes(
    machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords, named: str = "bytes"
) -> Value:
    given = tuple(plain(machine, argument) for argument in arguments)
    if len(given) == 1 and not keywords and type(given[0]) is not bytes:
        given = (_as_bytes(machine, given[0]),)
        if is_symbolic(given[0]):
            raise Gap("bytes of a number that is not known")
        if isinstance(given[0], int):
            machine.budget(given[0], "bytes")
        elif not isinstance(given[0], str | float | None) or (named == "byte" and not isinstance(given[0], str)):
            if not can_be_iterated(machine, given[0]):
                whole = "bytes" if named == "bytes" else "bytearray"
                machine.throw("TypeError", f"cannot convert '{type_name(machine, given[0])}' object to {whole}")
            given = (_numbers(machine, machine.iterate(given[0]), named),)
    return _made(machine, cls, compute(machine, bytes, *given, **keywords))


def _as_bytes(machine: Interpreter, value: Value) -> Value:
    """What an object says of itself by ``__bytes__`` or ``__index__``; any other value itself."""
    if not isinstance(value, Object) or isinstance(value, Class):
        return value
    for name in ("__bytes__", "__index__"):
        found = lookup(machine, value, name)
        if special.is_written(found):
            return plain(machine, special.call(machine, found, value))
    return value


def _numbers(machine: Interpreter, items: Iterable[Value], named: str) -> tuple[Value, ...]:
    found = []
    for item in items:
        number = index(machine, item)
        if isinstance(number, int) and not 0 <= number < 256:
            machine.throw("ValueError", f"{named} must be in range(0, 256)")
        found.append(number)
    return tuple(found)


def _made(machine: Interpreter, cls: Class, value: Value) -> Value:
    return value if cls.builtin else machine.new(cls, {}, value)


def describe(machine: Interpreter, value: Value) -> str:
    """The class of a value, for messages."""
    return type_name(machine, value)


_SHARED: dict[str, Method] = {
    **{f"__{name}__": _comparing(op) for name, op in (("eq", "=="), ("ne", "!="), ("lt", "<"), ("le", "<="))},
    **{f"__{name}__": _comparing(op) for name, op in (("gt", ">"), ("ge", ">="))},
    "join": _join,
    "__iter__": _iterated,
    "__getitem__": _item,
    "__add__": _added,
    "__mul__": _repeated,
    "__rmul__": _repeated,
    "__mod__": _percent,
    "__hash__": _hash,
}

METHODS: dict[str, dict[str, Method]] = {
    "str": {
        **{name: _hosted(str, name) for name in (*_BOTH, *_STR_ALONE)},
        **_SHARED,
        "format": _format,
        "format_map": _format_map,
    },
    "bytes": {**{name: _hosted(bytes, name) for name in (*_BOTH, *_BYTES_ALONE) if hasattr(bytes, name)}, **_SHARED},
}
CONSTRUCTORS = {"str": make_str, "bytes": make_bytes}
