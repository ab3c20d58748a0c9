"""The views of a dict: keys, values and items, as they are at each moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.dicts import content_of
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
)
from shapeproof.interpreter.builtins.rows import new_iterator
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import iterator_over_content
from shapeproof.interpreter.registries import find_entry
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _viewing(kind: str) -> Method:
    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        content_of(machine, receiver)
        return machine.new(machine.builtin(kind), None, (receiver,))

    return method


def rows_of_view(machine: Interpreter, view: Value) -> list[Value]:
    """What a view shows now."""
    content = content_of(machine, machine.content(view)[0])
    if view.cls.name == "dict_items":
        return list(content.items())
    return list(content) if view.cls.name == "dict_keys" else list(content.values())


def _iterate_view(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return iterator_over_content(machine, receiver)


def _reverse_view(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return new_iterator(machine, rows_of_view(machine, receiver)[::-1], "iterator")


def _length_of_view(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return len(rows_of_view(machine, receiver))


def _view_contains(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter.builtins.sequences import contains

    if receiver.cls.name == "dict_keys":
        owner = machine.content(receiver)[0]
        return find_entry(machine, owner, content_of(machine, owner), arguments[0])[0] is not MISSING
    return contains(machine, rows_of_view(machine, receiver), arguments[0])


def _repr(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return formatting.repr_of(machine, receiver)


_VIEW: dict[str, Method] = {
    "__iter__": _iterate_view,
    "__reversed__": _reverse_view,
    "__len__": _length_of_view,
    "__contains__": _view_contains,
    "__repr__": _repr,
}

METHODS: dict[str, dict[str, Method]] = {
    "dict": {name: _viewing(f"dict_{name}") for name in ("keys", "values", "items")},
    **{name: dict(_VIEW) for name in ("dict_keys", "dict_values", "dict_items")},
}
CONSTRUCTORS: dict[str, Any] = {}
