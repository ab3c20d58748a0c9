"""Iteration: the values a ``for`` meets, and rows of a symbolic length."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapeproof.dims import Dim, Size, floordiv
from shapeproof.interpreter import classes
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.shapes import Gap
from shapeproof.values import LOST, Class, Native, Object, Range, ShapeValue, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


@dataclass(frozen=True, slots=True)
class Repeated:
    """``count`` rounds that each give a value equal, up to fresh identities, to ``item``; count is symbolic."""

    item: Value
    count: Dim


@dataclass(frozen=True, slots=True)
class RepeatedIndex:
    """The key under which a container of modules keeps a `Repeated` one."""

    count: Dim

    def __str__(self) -> str:
        return "*"


def iterate(machine: Interpreter, value: Value) -> Sequence[Value]:
    """The values in order; a Gap where their number or order is not known.

    A row of symbolic length holds one `Repeated`.
    """
    kind = type(value)
    if kind is tuple:
        return value  # type: ignore[no-any-return]
    if kind is str:
        return tuple(value)
    if kind is bytes:
        return tuple(value)
    if kind is Range:
        return _range(machine, value)
    if kind is Unknown:
        raise Gap(value.reason)
    if kind is ShapeValue:
        raise Gap("iterating over a shape of unknown rank")
    if isinstance(value, Class):
        if value.metaclass is not None:
            method = classes.lookup(machine, value.metaclass, "__iter__")
            if method is not MISSING:
                return iterate(machine, machine.call(method, (value,)))
        raise Gap(f"iterating over the class {value.name}")
    if isinstance(value, Object):
        return _object(machine, value)
    raise Gap(f"iterating over a {machine.class_of(value).name}")


def _range(machine: Interpreter, value: Range) -> Sequence[Value]:
    start, stop, step = value.start, value.stop, value.step
    if isinstance(start, int) and isinstance(stop, int) and isinstance(step, int):
        known = range(start, stop, step)
        machine.budget(len(known), "a range")
        return known
    if step == 1 and isinstance(stop, Dim | int) and isinstance(start, Dim | int):
        count: Size = stop - start
        count = machine.judge.facts.simplify(count)
        if isinstance(count, int):
            return range(count) if start == 0 else [start + i for i in range(max(count, 0))]
        return (Repeated(Unknown("the index of a loop of symbolic length", machine.here()), count),)
    if isinstance(step, int) and step > 1 and isinstance(stop, Dim | int) and isinstance(start, Dim | int):
        rounds = floordiv(stop - start + step - 1, step)
        if isinstance(rounds, Dim):
            return (Repeated(Unknown("the index of a loop of symbolic length", machine.here()), rounds),)
    raise Gap("a range whose length is not known")


def _object(machine: Interpreter, value: Object) -> Sequence[Value]:
    cls = value.cls
    method = classes.lookup(machine, cls, "__iter__")
    if isinstance(method, Unknown):
        raise Gap(method.reason)
    if method is not MISSING and not (isinstance(method, Native) and method.name.split(".")[0] in _CONTAINERS):
        made = machine.call(method, (value,))
        if made != value:
            return iterate(machine, made)
        return _by_next(machine, value)
    content = machine.state(value).content
    if content is LOST:
        raise Gap("the content of this container is not known")
    for parent in cls.mro:
        if parent.name in ("iterator", "generator") and parent.builtin:
            items, position = content
            machine.set_content(value, (items, len(items)))
            return items[position:]  # type: ignore[no-any-return]
        if parent.builtin and parent.name in _CONTAINERS:
            return tuple(content)
    getter = classes.lookup(machine, cls, "__getitem__")
    if getter is not MISSING and not isinstance(getter, Unknown):
        return _by_index(machine, value, getter)
    raise Gap(f"iterating over a {cls.name}")


_CONTAINERS = {"list", "dict", "set", "tuple", "frozenset", "str", "bytes", "iterator", "generator", "deque"}


def _by_next(machine: Interpreter, value: Object) -> Sequence[Value]:
    items: list[Value] = []
    step = classes.lookup(machine, value.cls, "__next__")
    while True:
        try:
            items.append(machine.call(step, (value,)))
        except ProgramRaise as raised:
            if raised.exception.cls.name == "StopIteration":
                return items
            raise
        machine.step()
        if len(items) > 10_000:
            raise Gap("budget: an iterator that does not end")


def _by_index(machine: Interpreter, value: Object, getter: Value) -> Sequence[Value]:
    items: list[Value] = []
    while True:
        try:
            item = machine.call(getter, (value, len(items)))
        except ProgramRaise as raised:
            if raised.exception.cls.name == "IndexError":
                return items
            raise
        if isinstance(item, Unknown):
            raise Gap(item.reason)
        items.append(item)
        if len(items) > 10_000:
            raise Gap("budget: an iterator that does not end")
