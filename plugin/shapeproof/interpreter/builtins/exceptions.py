"""Exceptions: making them, their texts and attributes, and groups of them."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    check_count,
    compute,
    known,
)
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _initialise(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    _check_keywords(machine, receiver.cls, keywords)
    machine.set_attribute_raw(receiver, "args", arguments)
    return None


def _check_keywords(machine: Interpreter, cls: Class, keywords: Keywords) -> None:
    if keywords and not any(parent.name in _TAKING_KEYWORDS for parent in cls.mro if parent.builtin):
        machine.throw("TypeError", f"{cls.name}() takes no keyword arguments")


_TAKING_KEYWORDS = frozenset({"ImportError", "AttributeError", "NameError"})


def make_exception(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    """An exception as ``BaseException.__new__`` makes it; an OSError is of the class its number stands for."""
    if cls.builtin:
        _check_keywords(machine, cls, keywords)
    if cls is machine.builtin("OSError") and len(arguments) > 1 and known(arguments):
        cls = machine.builtin(type(OSError(*arguments)).__name__)
    groups = machine.builtin("BaseExceptionGroup")
    if groups in cls.mro:
        return make_group(machine, cls, arguments)
    return machine.new(cls, {"args": arguments, **keywords})


def make_group(machine: Interpreter, cls: Class, arguments: Arguments) -> Value:
    if len(arguments) != 2:
        machine.throw("TypeError", f"BaseExceptionGroup.__new__() takes exactly 2 arguments ({len(arguments)} given)")
    message, members = arguments
    row = tuple(machine.iterate(members))
    if not row:
        machine.throw("ValueError", "second argument (exceptions) must be a non-empty sequence")
    base, plain_class = machine.builtin("BaseException"), machine.builtin("Exception")
    for at, each in enumerate(row):
        if not isinstance(each, Object) or base not in each.cls.mro:
            machine.throw("ValueError", f"Item {at} of second argument (exceptions) is not an exception")
    if cls is machine.builtin("BaseExceptionGroup") and all(plain_class in each.cls.mro for each in row):
        cls = machine.builtin("ExceptionGroup")
    return machine.new(cls, {"args": arguments, "message": message, "exceptions": row})


def attribute(machine: Interpreter, value: Object, name: str) -> Value:
    """What every exception of that class has though nothing set it; MISSING for other names."""
    if name in _UNSET:
        return _UNSET[name]
    if name == "__traceback__":
        return machine.unknown("a traceback")
    given = machine.attributes(value).get("args", ())
    row = given if type(given) is tuple else ()
    for parent in value.cls.mro:
        if not parent.builtin:
            continue
        if parent.name == "StopIteration" and name == "value":
            return row[0] if row else None
        if parent.name == "SystemExit" and name == "code":
            return row[0] if len(row) == 1 else row or None
        if parent.name == "ImportError" and name in ("msg", "name", "path"):
            return (row[0] if len(row) == 1 else None) if name == "msg" else None
        if parent.name in ("AttributeError", "NameError") and name in ("name", "obj"):
            return machine.unknown(f"{name} of an exception")
        if parent.name == "OSError" and name in _OF_OS_ERROR:
            at = _OF_OS_ERROR[name]
            return row[at] if 2 <= len(row) <= 5 and at < len(row) else None
    return MISSING


_UNSET = {"__cause__": None, "__context__": None, "__suppress_context__": False}
_OF_OS_ERROR = {"errno": 0, "strerror": 1, "filename": 2, "filename2": 4}


def names_outside_dict(cls: Class) -> frozenset[str]:
    """The names that CPython keeps in an exception itself, not in its ``__dict__``."""
    return _OF_EVERY.union(*(_OF_CLASS.get(parent.name, ()) for parent in cls.mro if parent.builtin))


_OF_EVERY = frozenset({"args", "__cause__", "__context__", "__suppress_context__", "__traceback__"})
_OF_CLASS = {
    "BaseExceptionGroup": ("message", "exceptions"), "ImportError": ("name", "path", "msg"),
    "AttributeError": ("name", "obj"), "NameError": ("name",), "StopIteration": ("value",), "SystemExit": ("code",),
    "OSError": ("errno", "strerror", "filename", "filename2"),
    "SyntaxError": ("msg", "filename", "lineno", "offset", "text", "end_lineno", "end_offset", "print_file_and_line"),
    "UnicodeError": ("encoding", "object", "start", "end", "reason"),
}  # fmt: skip


# --- groups -----------------------------------------------------------------------------------------------------------


def split(machine: Interpreter, group: Object, matching: Callable[[Object], bool]) -> tuple[Value, Value]:
    """The part of an exception (or group) that matches, and the rest; None where there is none."""
    if matching(group):
        return group, None
    if machine.builtin("BaseExceptionGroup") not in group.cls.mro:
        return None, group
    rows: tuple[list[Value], list[Value]] = [], []
    for each in machine.attributes(group)["exceptions"]:
        for row, part in zip(rows, split(machine, each, matching), strict=True):
            if part is not None:
                row.append(part)
    return tuple([derived(machine, group, row) if row else None for row in rows])  # type: ignore[return-value]


def derived(machine: Interpreter, group: Object, members: list[Value]) -> Object:
    """A group of the same message and origin with other members."""
    held = machine.attributes(group)
    made: Object = make_group(
        machine, machine.builtin("BaseExceptionGroup"), (held["message"], machine.new_list(members))
    )
    for name in ("__cause__", "__context__", "__notes__"):
        if name in held:
            machine.set_attribute_raw(made, name, held[name])
    return made


def _matching(machine: Interpreter, condition: Value) -> Callable[[Object], bool]:
    if isinstance(condition, Class | tuple):
        kinds = condition if isinstance(condition, tuple) else (condition,)
        if not all(isinstance(kind, Class) for kind in kinds):
            raise Gap("an exception class that is not known")
        return lambda each: any(kind in each.cls.mro for kind in kinds)
    return lambda each: machine.truth(machine.call(condition, (each,)))


def _split(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "split", arguments, 1, 1)
    return split(machine, receiver, _matching(machine, arguments[0]))


def _subgroup(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "subgroup", arguments, 1, 1)
    return split(machine, receiver, _matching(machine, arguments[0]))[0]


def _derive(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "derive", arguments, 1, 1)
    return derived(machine, receiver, list(machine.iterate(arguments[0])))


def _text_of_group(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    held = machine.attributes(receiver)
    number = len(held["exceptions"])
    return f"{formatting.string_of(machine, held['message'])} ({number} sub-exception{'s' * (number != 1)})"


def _with_traceback(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return receiver


def _add_note(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "add_note", arguments, 1, 1)
    notes = machine.attributes(receiver).get("__notes__")
    if notes is None:
        notes = machine.new_list(())
        machine.set_attribute_raw(receiver, "__notes__", notes)
    machine.set_content(notes, (*machine.content(notes), arguments[0]))
    return None


def _arguments(machine: Interpreter, receiver: Value) -> Arguments:
    arguments = machine.attributes(receiver).get("args", ())
    if type(arguments) is not tuple:
        raise Gap("the arguments of an exception")
    return arguments


def _text(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    given = _arguments(machine, receiver)
    if not given:
        return ""
    return formatting.string_of(machine, given[0]) if len(given) == 1 else formatting.repr_of(machine, given)


def _text_of_key_error(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    given = _arguments(machine, receiver)
    return formatting.repr_of(machine, given[0]) if len(given) == 1 else _text(machine, receiver, (), {})


def _text_of_unicode_error(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    kind = getattr(builtins, receiver.cls.name, UnicodeError)
    return compute(machine, lambda *given: str(kind(*given)), *_arguments(machine, receiver))


def _repr(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    given = _arguments(machine, receiver)
    inner = formatting.repr_of(machine, given)
    return (
        f"{receiver.cls.name}({formatting.repr_of(machine, given[0])})"
        if len(given) == 1
        else receiver.cls.name + inner
    )


def _text_of_os_error(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    given = _arguments(machine, receiver)
    if 2 <= len(given) <= 5:
        return compute(machine, lambda *row: str(OSError(*row)), *given)
    return _text(machine, receiver, (), {})


_EXCEPTION: dict[str, Method] = {
    "__init__": _initialise,
    "with_traceback": _with_traceback,
    "add_note": _add_note,
    "__str__": _text,
    "__repr__": _repr,
}

METHODS: dict[str, dict[str, Method]] = {
    "BaseException": _EXCEPTION,
    "KeyError": {"__str__": _text_of_key_error},
    "OSError": {"__str__": _text_of_os_error},
    "UnicodeError": {"__str__": _text_of_unicode_error},
    "BaseExceptionGroup": {
        "split": _split,
        "subgroup": _subgroup,
        "derive": _derive,
        "__str__": _text_of_group,
    },
}
CONSTRUCTORS = {"BaseException": make_exception}
