"""range and slice: constructors, lengths and methods, of sizes too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.dims import Dim, Size, equal, floordiv, less_equal, maximum, modulo
from shapeproof.interpreter.builtins.equality import decided, equality
from shapeproof.interpreter.builtins.numbers import index
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    check_count,
    compute,
    plain,
    reject_keywords,
)
from shapeproof.interpreter.builtins.rows import new_iterator
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Range, SliceValue, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def make_range(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    reject_keywords(machine, "range", keywords)
    check_count(machine, "range", arguments, 1, 3)
    sizes = [index(machine, argument) for argument in arguments]
    if len(sizes) == 1:
        return Range(0, sizes[0], 1)
    step = sizes[2] if len(sizes) == 3 else 1
    if step == 0:
        machine.throw("ValueError", "range() arg 3 must not be zero")
    return Range(sizes[0], sizes[1], step)


def make_slice(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "slice", arguments, 1, 3)
    if len(arguments) == 1:
        return SliceValue(None, arguments[0], None)
    return SliceValue(arguments[0], arguments[1], arguments[2] if len(arguments) == 3 else None)


def length_of_range(machine: Interpreter, value: Range) -> Size:
    """``len(range)``."""
    start, stop, step = value.start, value.stop, value.step
    if isinstance(start, int) and isinstance(stop, int) and isinstance(step, int):
        known = range(start, stop, step)
        try:
            return len(known)
        except OverflowError as error:
            machine.throw("OverflowError", str(error))
    if not isinstance(step, int):
        raise Gap("a range whose step is symbolic")
    span = stop - start if step > 0 else start - stop
    rounds = floordiv(span + abs(step) - 1, abs(step))
    rounds = machine.judge.facts.simplify(rounds)
    if decided(machine, less_equal(0, rounds)):
        return rounds
    return maximum(rounds, 0)


def item_of_range(machine: Interpreter, value: Range, at: Value) -> Value:
    """``range[at]``."""
    if isinstance(at, SliceValue):
        return compute(machine, lambda r, s: r[s], value, at)
    if isinstance(at, Object) or not isinstance(at, int | Dim | Truth):
        from shapeproof.interpreter.items import position_of

        at = position_of(machine, at, "range")
    position = index(machine, at)
    length = length_of_range(machine, value)
    if decided(machine, less_equal(0, position)) is not True:
        if decided(machine, less_equal(0, position)) is None:
            raise Gap("a position that depends on sizes")
        position = position + length
    if not machine.decide(less_equal(0, position)) or not machine.decide(less_equal(position + 1, length)):
        machine.throw("IndexError", "range object index out of range")
    return value.start + position * value.step


def _range_contains(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    number = plain(machine, arguments[0])
    if isinstance(number, Unknown):
        raise Gap(number.reason)
    if type(number) not in (int, bool, Dim):
        return compute(machine, lambda r, n: n in r, receiver, number)
    start, stop, step = receiver.start, receiver.stop, receiver.step
    if not isinstance(step, int):
        raise Gap("a range whose step is symbolic")
    low, high = (start, stop - 1) if step > 0 else (stop + 1, start)
    for condition in (less_equal(low, number), less_equal(number, high), equal(modulo(number - start, abs(step)), 0)):
        if not machine.decide(condition):
            return False
    return True


def _range_index(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return compute(machine, lambda r, n: r.index(n), receiver, plain(machine, arguments[0]))


def _range_count(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return compute(machine, lambda r, n: r.count(n), receiver, plain(machine, arguments[0]))


def _range_length(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return length_of_range(machine, receiver)


def _range_item(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return item_of_range(machine, receiver, arguments[0])


def _iterated(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return new_iterator(machine, machine.iterate(receiver))


def _reversed(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return new_iterator(machine, tuple(machine.iterate(receiver))[::-1], "range_iterator")


def _range_equal(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    other = arguments[0]
    if type(other) is not Range:
        return machine.classes.not_implemented
    if receiver == other:
        return True
    return compute(machine, lambda a, b: a == b, receiver, other)


def _indices(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "indices", arguments, 1, 1)
    length = index(machine, arguments[0])
    if isinstance(length, Dim) and receiver == SliceValue(None, None, None):
        return (0, length, 1)
    return compute(machine, lambda s, n: s.indices(n), receiver, length)


def _slice_equal(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    other = arguments[0]
    if type(other) is not SliceValue:
        return machine.classes.not_implemented
    parts = ((receiver.start, receiver.stop, receiver.step), (other.start, other.stop, other.step))
    answer = equality(machine, *parts)
    if answer is None:
        raise Gap("slices that may or may not be equal")
    return answer


METHODS: dict[str, dict[str, Method]] = {
    "range": {
        "__contains__": _range_contains,
        "__len__": _range_length,
        "__iter__": _iterated,
        "__reversed__": _reversed,
        "__getitem__": _range_item,
        "__eq__": _range_equal,
        "index": _range_index,
        "count": _range_count,
    },
    "slice": {"indices": _indices, "__eq__": _slice_equal},
}
CONSTRUCTORS = {"range": make_range, "slice": make_slice}
