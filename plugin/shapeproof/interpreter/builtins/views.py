"""The views of a dict: keys, values and items, as they are at each moment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import hosts
from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.dicts import content_of
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    is_instance_of,
    plain,
)
from shapeproof.interpreter.builtins.rows import new_iterator
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import iterator_over_content
from shapeproof.interpreter.registries import find_entry
from shapeproof.shapes import Gap
from shapeproof.values import Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _viewing(kind: str) -> Method:
    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        content_of(machine, receiver)
        found = hosts.made_by(receiver.cls, kind)
        kind_of_view = f"dict_{kind}" if found is None else found
        return machine.new(machine.builtin(kind_of_view), None, (receiver,))

    return method


def rows_of_view(machine: Interpreter, view: Value) -> list[Value]:
    """What a view shows now."""
    content = content_of(machine, machine.content(view)[0])
    if is_instance_of(machine, view, "dict_items"):
        return list(content.items())
    return list(content) if is_instance_of(machine, view, "dict_keys") else list(content.values())


def _iterate_view(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return iterator_over_content(machine, receiver)


def _reverse_view(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return new_iterator(machine, rows_of_view(machine, receiver)[::-1], "iterator")


def _length_of_view(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return len(rows_of_view(machine, receiver))


def _view_contains(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter.builtins.sequences import contains

    if is_instance_of(machine, receiver, "dict_values"):
        return contains(machine, rows_of_view(machine, receiver), arguments[0])
    owner, item = machine.content(receiver)[0], arguments[0]
    if is_instance_of(machine, receiver, "dict_keys"):
        return find_entry(machine, owner, content_of(machine, owner), item)[0] is not MISSING
    if isinstance(item, Unknown):
        raise Gap(item.reason)
    item = plain(machine, item)
    if type(item) is not tuple or len(item) != 2:
        return False
    key, content = find_entry(machine, owner, content_of(machine, owner), item[0])
    return key is not MISSING and contains(machine, [content[key]], item[1])


def compare(machine: Interpreter, operator: str, view: Value, other: Value) -> Value:
    """``view operator other``, which asks one of the two for each that the other shows."""
    from shapeproof.interpreter.items import contains as is_in

    shown, given = machine.iterate(view), machine.iterate(other)
    fits = {
        "==": len(shown) == len(given), "!=": len(shown) == len(given), "<": len(shown) < len(given),
        "<=": len(shown) <= len(given), ">": len(shown) > len(given), ">=": len(shown) >= len(given),
    }[operator]  # fmt: skip
    asked, asking = (view, given) if operator in (">", ">=") else (other, shown)
    fits = fits and all(machine.truth(is_in(machine, asked, each)) for each in asking)
    return fits is (operator != "!=")


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
    "dict": {name: _viewing(name) for name in ("keys", "values", "items")},
    **{name: dict(_VIEW) for name in ("dict_keys", "dict_values", "dict_items")},
}
CONSTRUCTORS: dict[str, Any] = {}
