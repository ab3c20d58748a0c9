"""Exceptions: making them, their texts and attributes, and groups of them."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.instances import is_callable
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    check_count,
    check_one,
    compute,
    is_certain,
    known,
    lookup,
    plain,
    type_name,
)
from shapeproof.interpreter.builtins.rows import check_iterable
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _initialise(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    _check_keywords(machine, receiver.cls, keywords)
    held = _held(machine, receiver.cls, arguments)
    for parent in receiver.cls.mro:
        if parent.builtin and parent.name in _KEYWORDS_OF and "**" not in keywords:
            held.update({name: keywords[name] for name in _KEYWORDS_OF[parent.name] if name in keywords})
            for name in _KEYWORDS_OF[parent.name]:  # what was there before is reset
                if name not in keywords and name in machine.attributes(receiver):
                    held[name] = None
    for name, value in held.items():
        machine.set_attribute_raw(receiver, name, value)
    return None


def _held(machine: Interpreter, cls: Class, arguments: Arguments) -> dict[str, Value]:
    """What an exception holds of its arguments: an OSError keeps the names of files apart."""
    if 3 <= len(arguments) <= 5 and arguments[2] is not None and machine.builtin("OSError") in cls.mro:
        parts = {name: arguments[at] for name, at in _OF_OS_ERROR.items() if at < len(arguments)}
        return {"args": arguments[:2], **parts}
    return {"args": arguments}


_MADE_BY_HOST = frozenset({
    "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeTranslateError", "SyntaxError", "IndentationError", "TabError",
})  # fmt: skip


def _check_keywords(machine: Interpreter, cls: Class, keywords: Keywords) -> None:
    if not keywords:
        return
    taker = next((parent.name for parent in cls.mro if parent.builtin and parent.name in _KEYWORDS_OF), None)
    if taker is None:
        machine.throw("TypeError", f"{cls.name}() takes no keyword arguments")
    for name in keywords:
        if name not in _KEYWORDS_OF[taker] and name != "**":
            machine.throw("TypeError", f"'{name}' is an invalid keyword argument for {taker}()")


_KEYWORDS_OF = {"ImportError": ("name", "path"), "AttributeError": ("name", "obj"), "NameError": ("name",)}


def make_exception(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    """An exception as ``BaseException.__new__`` makes it; an OSError is of the class its number stands for."""
    if cls.builtin:
        _check_keywords(machine, cls, keywords)
    if cls is machine.builtin("OSError") and len(arguments) > 1 and known(arguments):
        cls = machine.builtin(type(OSError(*arguments)).__name__)
    groups = machine.builtin("BaseExceptionGroup")
    if groups in cls.mro:
        return make_group(machine, cls, arguments)
    if cls.name in _MADE_BY_HOST and cls.builtin:
        kind = getattr(builtins, cls.name)
        compute(machine, lambda *given: kind(*given) and None, *arguments)
    return machine.new(cls, {**_held(machine, cls, arguments), **keywords})


def make_group(machine: Interpreter, cls: Class, arguments: Arguments) -> Value:
    if len(arguments) != 2:
        machine.throw("TypeError", f"BaseExceptionGroup.__new__() takes exactly 2 arguments ({len(arguments)} given)")
    message, members = arguments
    if not isinstance(plain(machine, message), str):
        if isinstance(message, Unknown):
            raise Gap(message.reason)
        what = f"argument 1 must be str, not {type_name(machine, message)}"
        machine.throw("TypeError", f"BaseExceptionGroup.__new__() {what}")
    if is_certain(machine, members) and lookup(machine, members, "__getitem__") is MISSING:
        machine.throw("TypeError", "second argument (exceptions) must be a sequence")
    row = tuple(machine.iterate(members))
    if not row:
        machine.throw("ValueError", "second argument (exceptions) must be a non-empty sequence")
    base, plain_class = machine.builtin("BaseException"), machine.builtin("Exception")
    for at, each in enumerate(row):
        if not isinstance(each, Object) or base not in each.cls.mro:
            machine.throw("ValueError", f"Item {at} of second argument (exceptions) is not an exception")
    if cls is machine.builtin("BaseExceptionGroup") and all(plain_class in each.cls.mro for each in row):
        cls = machine.builtin("ExceptionGroup")
    if plain_class in cls.mro and not all(plain_class in each.cls.mro for each in row):
        what = "an ExceptionGroup" if cls.builtin else repr(cls.name)
        machine.throw("TypeError", f"Cannot nest BaseExceptions in {what}")
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
            if parent.name == "NameError":
                return MISSING if name == "obj" else None
            return machine.unknown(f"{name} of an exception")
        if parent.name == "OSError" and name in _OF_OS_ERROR:
            at = _OF_OS_ERROR[name]
            return row[at] if 2 <= len(row) <= 5 and at < len(row) else None
    return MISSING


_UNSET = {"__cause__": None, "__context__": None, "__suppress_context__": False}
_OF_OS_ERROR = {"errno": 0, "strerror": 1, "filename": 2, "filename2": 4}


def set_attribute(machine: Interpreter, value: Object, name: str, new: Value) -> None:
    """``exception.name = new`` for a name of `CHECKED`, which takes only some values."""
    if isinstance(new, Unknown):
        machine.set_attribute_raw(value, name, new)
        return
    if name == "args":
        check_iterable(machine, new)
        row = tuple(machine.iterate(new))
        for parent in value.cls.mro:
            for each in _OF_CLASS.get(parent.name, ()) if parent.builtin else ():
                if each not in machine.attributes(value):
                    found = attribute(machine, value, each)
                    machine.set_attribute_raw(value, each, Unknown(each) if found is MISSING else found)
        machine.set_attribute_raw(value, "args", row)
        return
    if name in ("__cause__", "__context__"):
        if new is not None and not (isinstance(new, Object) and machine.builtin("BaseException") in new.cls.mro):
            what = "must be None or derive from BaseException"
            machine.throw("TypeError", f"exception {name.strip('_')} {what}")
        if name == "__cause__":
            machine.set_attribute_raw(value, "__suppress_context__", True)
    elif name == "__suppress_context__" and type(new) is not bool:
        machine.throw("TypeError", "attribute value type must be bool")
    elif name == "__traceback__" and new is not None and machine.class_of(new).name != "traceback":
        machine.throw("TypeError", "__traceback__ must be a traceback or None")
    machine.set_attribute_raw(value, name, new)


CHECKED = frozenset({"args", "__cause__", "__context__", "__suppress_context__", "__traceback__"})


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
    machine.set_attribute_raw(made, "__suppress_context__", True)
    return made


def _matching(machine: Interpreter, condition: Value) -> Callable[[Object], bool]:
    if isinstance(condition, Class | tuple):
        kinds = condition if isinstance(condition, tuple) else (condition,)
        if not all(isinstance(kind, Class) for kind in kinds):
            raise Gap("an exception class that is not known")
        if not all(machine.builtin("BaseException") in kind.mro for kind in kinds):
            machine.throw("TypeError", "expected a function, exception type or tuple of exception types")
        return lambda each: any(kind in each.cls.mro for kind in kinds)
    if is_callable(machine, condition) is not True:
        machine.throw("TypeError", "expected a function, exception type or tuple of exception types")
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
    check_one(machine, "BaseException.with_traceback", arguments)
    set_attribute(machine, receiver, "__traceback__", arguments[0])
    return receiver


def _add_note(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "BaseException.add_note", arguments)
    if not isinstance(plain(machine, arguments[0]), str):
        if isinstance(arguments[0], Unknown):
            raise Gap(arguments[0].reason)
        machine.throw("TypeError", f"note must be a str, not '{type_name(machine, arguments[0])}'")
    notes = machine.attributes(receiver).get("__notes__", MISSING)
    if notes is MISSING:
        notes = machine.new_list(())
        machine.set_attribute_raw(receiver, "__notes__", notes)
    if not (isinstance(notes, Object) and machine.classes.list in notes.cls.mro):
        machine.throw("TypeError", "Cannot add note: __notes__ is not a list")
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
    held = machine.attributes(receiver)
    numbered = (held["errno"], held.get("strerror")) if "errno" in held else given[:2]
    if held.get("filename") is not None and len(numbered) == 2:
        row = (*numbered, held["filename"], None, held.get("filename2"))
        return compute(machine, lambda *row: str(OSError(*row)), *row)
    if "errno" in held:
        if held["errno"] is None or held.get("strerror") is None:
            return _text(machine, receiver, (), {})
        return compute(machine, lambda *row: str(OSError(*row)), *numbered)
    if 2 <= len(given) <= 5:
        return compute(machine, lambda *row: str(OSError(*row)), *given)
    return _text(machine, receiver, (), {})


def _text_of_import_error(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    """Its message as it was made, whatever its arguments are since."""
    held, given = machine.attributes(receiver), _arguments(machine, receiver)
    message = held["msg"] if "msg" in held else given[0] if len(given) == 1 else None
    return message if type(message) is str else _text(machine, receiver, (), {})


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
    "ImportError": {"__str__": _text_of_import_error},
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
