"""The order of values: sorted, and what comes first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key
from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins.equality import decided
from shapeproof.interpreter.builtins.plain import (
    Keywords,
    known,
    plain,
    raise_host,
)
from shapeproof.shapes import Gap
from shapeproof.values import Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def ordered(machine: Interpreter, items: Sequence[Value], keywords: Keywords, name: str) -> list[Value]:
    """``sorted(items, key=…, reverse=…)``; a Gap where the order depends on what is not known."""
    extra = keywords.keys() - {"key", "reverse"}
    if extra:
        machine.throw("TypeError", f"'{min(extra)}' is an invalid keyword argument for {name}()")
    key = keywords.get("key")
    backwards = machine.truth(keywords.get("reverse", False))
    keys = list(items) if key is None else [machine.call(key, (item,)) for item in items]
    keys = [plain(machine, k) for k in keys]
    places = list(range(len(items)))
    if all(map(known, keys)):
        try:
            places.sort(key=keys.__getitem__, reverse=backwards)
        except TypeError as error:
            raise_host(machine, error)
        return [items[at] for at in places]
    if len(places) > 2_000:
        raise Gap("budget: a long list in symbolic order")

    def order(a: int, b: int) -> int:
        if precedes(machine, keys[a], keys[b]):
            return -1
        return int(precedes(machine, keys[b], keys[a]))

    places.sort(key=cmp_to_key(order), reverse=backwards)
    return [items[at] for at in places]


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
