"""The order of values: sorted, and what comes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins.equality import WORK, decided
from shapeproof.interpreter.builtins.numbers import index
from shapeproof.interpreter.builtins.plain import (
    Keywords,
    known,
    lookup,
    plain,
    raise_host,
)
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.shapes import Gap
from shapeproof.values import Function, Object, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def ordered(
    machine: Interpreter,
    items: Sequence[Value],
    keywords: Keywords,
    name: str,
    partly: Callable[[list[Value]], None] | None = None,
) -> list[Value]:
    """``sorted(items, key=…, reverse=…)``; a Gap where the order depends on what is not known.

    ``partly`` is told the order in which the items are where a comparison raises.
    """
    if len(keywords) > 2:
        what = f"takes at most 2 keyword arguments ({len(keywords)} given)"
        machine.throw("TypeError", f"sort() {what}")
    extra = [each for each in keywords if each not in ("key", "reverse")]
    if extra:
        machine.throw("TypeError", f"'{extra[0]}' is an invalid keyword argument for {name}()")
    key = keywords.get("key")
    backwards = keywords.get("reverse", False)
    if type(backwards) is not bool:
        number = index(machine, backwards)
        if isinstance(number, int) and not -(1 << 31) <= number < 1 << 31:
            machine.throw("OverflowError", "Python int too large to convert to C int")
        backwards = machine.truth(number)
    keys = list(items) if key is None else [machine.call(key, (item,)) for item in items]
    places = list(range(len(items)))
    machine.take(WORK * len(items))
    try:
        _sort_places(machine, places, keys, backwards)
    except ProgramRaise:
        if partly is not None:
            partly([items[at] for at in places])
        raise
    return [items[at] for at in places]


def as_compared(machine: Interpreter, value: Value) -> Value:
    """A value as ``<`` and ``>`` see it: what an instance of a subclass holds, unless its class has its own order."""
    if type(value) is Object and any(isinstance(lookup(machine, value, n), Function) for n in ("__lt__", "__gt__")):
        return value
    return plain(machine, value)


def _sort_places(machine: Interpreter, places: list[int], keys: Sequence[Value], backwards: bool) -> None:
    inner = [as_compared(machine, key) for key in keys]
    if all(map(known, inner)):
        try:
            places.sort(key=inner.__getitem__, reverse=backwards)
            return
        except TypeError as error:
            if inner == list(keys):
                raise_host(machine, error)
    if len(places) > 2_000:
        raise Gap("budget: a long list in symbolic order")
    places.sort(key=lambda at: _Key(machine, keys[at]), reverse=backwards)


class _Key:
    """A key that CPython's own sort asks for ``<`` alone, as it does the program's."""

    __slots__ = ("machine", "value")

    def __init__(self, machine: Interpreter, value: Value) -> None:
        self.machine = machine
        self.value = value

    def __lt__(self, other: _Key) -> bool:
        return precedes(self.machine, self.value, other.value)


def precedes(machine: Interpreter, a: Value, b: Value, operator: str = "<") -> bool:
    """``a < b`` where it is the same in every world; else a Gap."""
    result = machine.compare(operator, a, b)
    if isinstance(result, Truth):
        answer = decided(machine, result.condition)
        if answer is not None:
            return answer
        raise Gap("an order that depends on sizes")
    if isinstance(result, Unknown):
        raise Gap("the order of unknown values")
    return machine.truth(result)
