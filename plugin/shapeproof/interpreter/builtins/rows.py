"""Rows of values: iterators, and rows of a symbolic length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shapeproof.dims import Dim, Size
from shapeproof.interpreter import special
from shapeproof.interpreter.builtins.plain import call_special, is_certain, plain, type_name
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.shapes import Gap
from shapeproof.values import Class, Function, Object, Range, Value

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


def has_repeated(items: Iterable[Value]) -> bool:
    """Whether any of the values stands for rounds of a symbolic number."""
    from shapeproof.interpreter.iteration import Repeated

    return Repeated in map(type, items)


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
    if has_repeated(items):
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


def begun(machine: Interpreter, value: Value, refusal: str) -> Value:
    """An iterator over a program's own object; a TypeError that this raises says ``refusal``, as where CPython asks."""
    from shapeproof.interpreter.iteration import iterator_of

    if type(value) is not Object or value.cls.builtin:
        return value
    try:
        return iterator_of(machine, value)
    except ProgramRaise as raised:
        if machine.builtin("TypeError") not in raised.exception.cls.mro:
            raise
    return machine.throw("TypeError", refusal)


def listed(machine: Interpreter, value: Value) -> Sequence[Value]:
    """As `iterated`, where CPython makes a list or tuple."""
    return iterated(machine, to_be_listed(machine, value))


def to_be_listed(machine: Interpreter, value: Value) -> Value:
    """What is gone through for a list or tuple: where a program's own class has a length it is asked for it first."""
    if type(value) is not Object:
        return value
    from shapeproof.interpreter.iteration import iterator_of, row_under

    row = row_under(machine, value)
    if row is not None and _length_method(machine, row) == "__len__":
        _ask_length(machine, row, "__len__")
    if value.cls.builtin:
        return value
    method = _length_method(machine, value)
    if method is None or not can_be_iterated(machine, value):
        return value
    iterator = iterator_of(machine, value)
    _ask_length(machine, value, method)
    return iterator


def _length_method(machine: Interpreter, value: Object) -> str | None:
    """The method that a program's class has for the length of its instances, None for what cannot fail."""
    from shapeproof.interpreter import classes

    for name in ("__len__", "__length_hint__"):
        found = classes.lookup(machine, value.cls, name)
        if found is not MISSING:
            written = special.is_written(found) and not (isinstance(found, Function) and found.module.is_stub)
            return name if written else None
    return None


def _ask_length(machine: Interpreter, value: Object, method: str) -> None:
    """``operator.length_hint(value)`` for what it raises; a TypeError of a ``__len__`` is none."""
    try:
        if method == "__len__":
            from shapeproof.interpreter.builtins.functions import length

            length(machine, value)
            return
        hint = call_special(machine, value, method)
    except Gap:
        return
    except ProgramRaise as raised:
        if machine.builtin("TypeError") not in raised.exception.cls.mro:
            raise
        return
    number = plain(machine, hint)
    if hint == machine.classes.not_implemented or not is_certain(machine, number):
        return
    if not isinstance(number, int):
        machine.throw("TypeError", f"__length_hint__ must be an integer, not {type_name(machine, hint)}")
    if number < 0:
        machine.throw("ValueError", "__length_hint__() should return >= 0")


def iterated(machine: Interpreter, value: Value) -> Sequence[Value]:
    """As ``machine.iterate``, with Python's TypeError for what cannot be iterated."""
    check_iterable(machine, value)
    return machine.iterate(value)
