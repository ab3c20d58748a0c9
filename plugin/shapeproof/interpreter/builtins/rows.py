"""Rows of values: iterators, and rows of a symbolic length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shapeproof.dims import Dim, Size
from shapeproof.interpreter.builtins.plain import is_certain, type_name
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Range, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.iteration import Repeated
    from shapeproof.interpreter.machine import Interpreter


def new_iterator(machine: Interpreter, items: Iterable[Value], kind: str = "iterator") -> Object:
    """An iterator that stands before the first of its items."""
    return machine.new(machine.builtin(kind), None, (tuple(items), 0))


def as_repeated(value: Value) -> Repeated | None:
    """The value, if it stands for rounds of a symbolic number."""
    from shapeproof.interpreter.iteration import Repeated

    return value if type(value) is Repeated else None


def repeat(item: Value, count: Dim) -> Value:
    from shapeproof.interpreter.iteration import Repeated

    return Repeated(item, count)


def length_of_row(items: Sequence[Value]) -> Size:
    """How many values a row stands for."""
    total: Size = 0
    for item in items:
        repeated = as_repeated(item)
        total = total + (1 if repeated is None else repeated.count)
    return total


def row(machine: Interpreter, iterable: Value, what: str) -> Sequence[Value]:
    """The values of an iterable, their number known; a Gap where it is symbolic."""
    items = machine.iterate(iterable)
    if any(as_repeated(item) for item in items):
        raise Gap(f"{what} of symbolic length")
    return items


def check_iterable(machine: Interpreter, value: Value) -> None:
    """Raise TypeError in the program for what certainly cannot be iterated."""
    if not can_be_iterated(machine, value):
        machine.throw("TypeError", f"'{type_name(machine, value)}' object is not iterable")


def can_be_iterated(machine: Interpreter, value: Value) -> bool:
    """False for what certainly cannot be iterated."""
    if type(value) in _ITERABLE or not is_certain(machine, value):
        return True
    if not isinstance(value, Object):
        return False
    from shapeproof.interpreter import classes

    cls = value.metaclass if isinstance(value, Class) else value.cls
    if cls is None:
        return False
    method = classes.lookup(machine, cls, "__iter__")
    if method is not MISSING:
        return method is not None
    if classes.lookup(machine, cls, "__getitem__") is not MISSING:
        return True
    return any(parent.name == "iterator" and parent.builtin for parent in value.cls.mro)


_ITERABLE = frozenset({tuple, str, bytes, Range})


def iterated(machine: Interpreter, value: Value) -> Sequence[Value]:
    """As ``machine.iterate``, with Python's TypeError for what cannot be iterated."""
    check_iterable(machine, value)
    return machine.iterate(value)
