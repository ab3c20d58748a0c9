"""list and tuple: their methods and constructors. A list's content is a tuple of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins.equality import same
from shapeproof.interpreter.builtins.numbers import place
from shapeproof.interpreter.builtins.ordering import ordered
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    changing,
    check_count,
    check_one,
    reject_keywords,
)
from shapeproof.interpreter.builtins.rows import check_iterable, has_repeated, listed, new_iterator, to_be_listed
from shapeproof.interpreter.builtins.sequences import SEQUENCE, bounded, content_of, flat
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import walk
from shapeproof.shapes import Gap
from shapeproof.values import Class, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


COPIED_A_STEP = 256  # items that are copied while a list grows cost as much as a step


# --- changing -------------------------------------------------------------------------------------------------------


def _append(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    reject_keywords(machine, "list.append", keywords)
    check_one(machine, "list.append", arguments)
    content = content_of(machine, receiver)
    machine.budget(len(content), "a list")
    machine.steps += len(content) // COPIED_A_STEP
    machine.set_content(receiver, (*content, arguments[0]))
    return None


def _extend(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "list.extend", arguments)
    added: list[Value] = []
    check_iterable(machine, arguments[0])
    try:
        added.extend(walk(machine, to_be_listed(machine, arguments[0])))
    finally:
        content = (*content_of(machine, receiver), *added)
        machine.budget(len(content), "a list")
        machine.set_content(receiver, content)
    return None


def _insert(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "insert", arguments, 2, 2)
    content = content_of(machine, receiver)
    at = place(machine, arguments[0])
    if not _reaches(content, at):
        raise Gap("an insertion into a list of symbolic length")
    made = list(content)
    made.insert(at, arguments[1])
    machine.set_content(receiver, tuple(made))
    return None


def _reaches(content: tuple[Value, ...], at: int) -> bool:
    """Whether a position is reached without passing a run of symbolic length."""
    passed = content[:at] if at >= 0 else content[at:]
    return (not has_repeated(passed) and -len(content) <= at <= len(content)) or not has_repeated(content)


def _pop(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "pop", arguments, 0, 1)
    content = content_of(machine, receiver)
    at = place(machine, arguments[0]) if arguments else -1
    if not content:
        machine.throw("IndexError", "pop from empty list")
    upto = content[: at + 1] if at >= 0 else content[at:]
    if has_repeated(content) and (has_repeated(upto) or not -len(content) <= at < len(content)):
        raise Gap("popping from a list of symbolic length")
    if not -len(content) <= at < len(content):
        machine.throw("IndexError", "pop index out of range")
    made = list(content)
    item = made.pop(at)
    machine.set_content(receiver, tuple(made))
    return item


def _remove(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "list.remove", arguments)
    content = flat(machine, receiver, "remove")
    for at, item in enumerate(content):
        if same(machine, item, arguments[0]):
            machine.set_content(receiver, content[:at] + content[at + 1 :])
            return None
    machine.throw("ValueError", "list.remove(x): x not in list")


def _clear(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    machine.set_content(receiver, ())
    return None


def _reverse(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    machine.set_content(receiver, content_of(machine, receiver)[::-1])
    return None


def _sort(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    if arguments:
        machine.throw("TypeError", "sort() takes no positional arguments")
    content = flat(machine, receiver, "sort")

    def leave(items: list[Value]) -> None:
        machine.set_content(receiver, tuple(items))

    machine.set_content(receiver, ())  # CPython's list is empty while it is sorted
    found = ordered(machine, content, keywords, "sort", leave)
    changed = content_of(machine, receiver) != ()
    leave(found)
    if changed:
        machine.throw("ValueError", "list modified during sort")
    return None


def _initialise(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter import classes

    if classes.lookup(machine, receiver.cls, "__new__") is MISSING:
        reject_keywords(machine, "list", keywords)
    check_count(machine, "list", arguments, 0, 1)
    machine.set_content(receiver, tuple(listed(machine, arguments[0])) if arguments else ())
    return None


def _extend_in_place(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    _extend(machine, receiver, arguments, keywords)
    return receiver


def _set_item(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter.items import set_in_list

    check_count(machine, "__setitem__", arguments, 2, 2)
    set_in_list(machine, receiver, flat(machine, receiver, "an item"), *arguments)
    return None


def _delete_item(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter.items import delete_from_list

    delete_from_list(machine, receiver, flat(machine, receiver, "an item"), arguments[0])
    return None


# --- constructors ---------------------------------------------------------------------------------------------------


def make_list(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if not cls.builtin:
        return machine.new(cls, {}, ())  # its __init__ fills it
    reject_keywords(machine, "list", keywords)
    check_count(machine, "list", arguments, 0, 1)
    return machine.new_list(bounded(machine, listed(machine, arguments[0])) if arguments else ())


def _copy(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return machine.new_list(content_of(machine, receiver))


def _reversed(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return new_iterator(machine, content_of(machine, receiver)[::-1], "list_reverseiterator")


METHODS: dict[str, dict[str, Method]] = {
    "list": {
        **SEQUENCE,
        "append": changing(_append),
        "extend": changing(_extend),
        "insert": changing(_insert),
        "pop": changing(_pop),
        "remove": changing(_remove),
        "clear": _clear,
        "reverse": changing(_reverse),
        "sort": changing(_sort),
        "copy": _copy,
        "__init__": changing(_initialise),
        "__iadd__": changing(_extend_in_place),
        "__setitem__": changing(_set_item),
        "__delitem__": changing(_delete_item),
        "__reversed__": _reversed,
    },
}
CONSTRUCTORS = {"list": make_list}
