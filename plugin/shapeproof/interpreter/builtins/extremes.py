"""min and max, of sizes too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from shapeproof.dims import (
    Dim,
    FloatExpression,
    less_equal,
    maximum,
    minimum,
    real,
)
from shapeproof.interpreter.builtins.equality import decided
from shapeproof.interpreter.builtins.ordering import as_compared, precedes
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    compute,
    known,
    raise_host,
)
from shapeproof.interpreter.builtins.rows import (
    as_repeated,
    iterated,
)
from shapeproof.shapes import Gap
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def extreme(name: str) -> Callable[[Interpreter, Arguments, Keywords], Value]:
    def function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
        if not arguments:
            machine.throw("TypeError", f"{name} expected at least 1 argument, got 0")
        if len(keywords) > 2:
            what = f"takes at most 2 keyword arguments ({len(keywords)} given)"
            machine.throw("TypeError", f"{name}() {what}")
        extra = [each for each in keywords if each not in ("key", "default")]
        if extra:
            machine.throw("TypeError", f"'{extra[0]}' is an invalid keyword argument for {name}()")
        if "default" in keywords and len(arguments) > 1:
            what = "with multiple positional arguments"
            machine.throw("TypeError", f"Cannot specify a default for {name}() {what}")
        items = _candidates(machine, arguments[0]) if len(arguments) == 1 else list(arguments)
        if not items:
            if "default" in keywords:
                return keywords["default"]
            return compute(machine, min if name == "min" else max, ())
        key = keywords.get("key")
        keys = items if key is None else [machine.call(key, (item,)) for item in items]
        return (
            items[_place_of_extreme(machine, keys, name)] if key is not None else _least_or_most(machine, items, name)
        )

    return function


def _candidates(machine: Interpreter, iterable: Value) -> list[Value]:
    found = []
    for item in iterated(machine, iterable):
        repeated = as_repeated(item)
        if repeated is not None and decided(machine, less_equal(1, repeated.count)) is not True:
            raise Gap("the extreme of a row of symbolic length")
        found.append(item if repeated is None else repeated.item)
    return found


def _least_or_most(machine: Interpreter, items: list[Value], name: str) -> Value:
    values = [as_compared(machine, item) for item in items]
    kinds = {type(value) for value in values}
    if kinds <= {int, bool, Dim} and Dim in kinds:
        result = values[0]
        for value in values[1:]:
            result = _of_two_sizes(machine, result, value, name)
        return result
    if kinds <= {int, bool, float, Dim, FloatExpression} and kinds & {Dim, FloatExpression}:
        return _of_reals(machine, values, name)
    return items[_place_of_extreme(machine, items, name)]


def _of_two_sizes(machine: Interpreter, a: Any, b: Any, name: str) -> Value:
    if decided(machine, less_equal(a, b)):
        return a if name == "min" else b
    if decided(machine, less_equal(b, a)):
        return b if name == "min" else a
    return minimum(int(a) if type(a) is bool else a, b) if name == "min" else maximum(a, b)


def _of_reals(machine: Interpreter, values: list[Value], name: str) -> Value:
    try:
        return values[_place_of_extreme(machine, values, name)]
    except Gap:
        result = values[0]
        for value in values[1:]:
            result = real(name, result, value)
        return result


def _place_of_extreme(machine: Interpreter, keys: Sequence[Value], name: str) -> int:
    inner = [as_compared(machine, key) for key in keys]
    places = range(len(keys))
    if all(map(known, inner)):
        try:
            return min(places, key=inner.__getitem__) if name == "min" else max(places, key=inner.__getitem__)
        except TypeError as error:
            if inner == list(keys):
                raise_host(machine, error)
    best = 0
    for at in places[1:]:
        if precedes(machine, keys[at], keys[best], "<" if name == "min" else ">"):
            best = at
    return best
