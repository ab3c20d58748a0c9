"""Iterators: their values are made at once; zip, map, enumerate, filter, reversed, and range."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shapeproof.dims import Dim, FloatExpression, Size, equal, floordiv, less_equal, maximum, modulo
from shapeproof.interpreter.builtins.equality import decided, equality
from shapeproof.interpreter.builtins.numbers import index
from shapeproof.interpreter.builtins.plain import (
    Method,
    call_special,
    check_count,
    compute,
    is_instance_of,
    lookup,
    plain,
    raise_builtin,
    reject_keywords,
    type_name,
)
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Range, SliceValue, Unknown, Value

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
    """Raise TypeError in the program for a scalar."""
    if type(value) in (int, float, bool, complex, type(None), type(...), Dim, FloatExpression):
        machine.throw("TypeError", f"'{type_name(machine, value)}' object is not iterable")


def iterated(machine: Interpreter, value: Value) -> Sequence[Value]:
    """As ``machine.iterate``, with Python's TypeError for what cannot be iterated."""
    check_iterable(machine, value)
    return machine.iterate(value)


# --- stepping ------------------------------------------------------------------------------------------------------------


def _next(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    items, position = machine.content(receiver)
    if position >= len(items):
        raise_builtin(machine, "StopIteration", (), value=None)
    item = items[position]
    repeated = as_repeated(item)
    if repeated is None:
        machine.set_content(receiver, (items, position + 1))
        return item
    if not machine.decide(less_equal(1, repeated.count)):
        machine.set_content(receiver, (items, position + 1))
        return _next(machine, receiver, arguments, keywords)
    left = repeated.count - 1
    rest = () if left == 0 else (repeated.item,) if left == 1 else (repeat(repeated.item, left),)  # type: ignore[arg-type]
    machine.set_content(receiver, ((*items[:position], *rest, *items[position + 1 :]), position))
    return repeated.item


def _itself(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    return receiver


def _close(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    items, _ = machine.content(receiver)
    machine.set_content(receiver, (items, len(items)))
    return None


def _throw(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    raise Gap("an exception thrown into a generator")


def _length_hint(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    items, position = machine.content(receiver)
    return length_of_row(items[position:])


def iterate_function(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """``iter(x)``."""
    check_count(machine, "iter", arguments, 1, 2)
    if len(arguments) == 2:
        raise Gap("iter with a sentinel")
    value = arguments[0]
    if isinstance(value, Object) and not isinstance(value, Class):
        if is_instance_of(machine, value, "iterator"):
            return value
        made = call_special(machine, value, "__iter__")
        if made is not MISSING:
            return made
    return new_iterator(machine, iterated(machine, value))


def next_function(machine: Interpreter, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    """``next(x)`` and ``next(x, default)``."""
    from shapeproof.interpreter.channels import ProgramRaise

    check_count(machine, "next", arguments, 1, 2)
    value = arguments[0]
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if lookup(machine, value, "__next__") is MISSING:
        machine.throw("TypeError", f"'{type_name(machine, value)}' object is not an iterator")
    try:
        return call_special(machine, value, "__next__")
    except ProgramRaise as raised:
        if len(arguments) == 2 and machine.builtin("StopIteration") in raised.exception.cls.mro:
            return arguments[1]
        raise


# --- zip, enumerate, map, filter, reversed -------------------------------------------------------------------------------


def make_enumerate(machine: Interpreter, cls: Class, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    given = dict(keywords)
    iterable = arguments[0] if arguments else given.pop("iterable", MISSING)
    start = arguments[1] if len(arguments) > 1 else given.pop("start", 0)
    if iterable is MISSING:
        compute(machine, enumerate)
    number = index(machine, start)
    pairs: list[Value] = []
    for item in iterated(machine, iterable):
        repeated = as_repeated(item)
        if repeated is None:
            pairs.append((number, item))
            number = number + 1
        else:
            pairs.append(repeat((machine.unknown("the index of a loop of symbolic length"), repeated.item), repeated.count))
            number = number + repeated.count
    return new_iterator(machine, pairs, "enumerate")


def make_zip(machine: Interpreter, cls: Class, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    if keywords.keys() - {"strict"}:
        machine.throw("TypeError", "zip() got an unexpected keyword argument")
    strict = machine.truth(keywords.get("strict", False))
    return new_iterator(machine, aligned(machine, _taken(machine, arguments), strict), "zip")


def _taken(machine: Interpreter, iterables: Sequence[Value]) -> list[Sequence[Value]]:
    """The values each iterable gives in turn: one iterator that stands several times deals them out; what no round
    takes is left in it."""
    made = {id(value): iterate_function(machine, (value,), {}) for value in iterables}
    iterators = [made[id(value)] for value in iterables]
    rows: list[Sequence[Value]] = []
    starts: dict[int, int] = {}
    for at, iterator in enumerate(iterators):
        places = [index for index, other in enumerate(iterators) if other is iterator]
        if not is_instance_of(machine, iterator, "iterator"):
            if len(places) > 1:
                raise Gap("an iterator that is taken from at several places")
            rows.append(machine.iterate(iterator))
            continue
        items, position = machine.content(iterator)
        if len(places) > 1 and any(as_repeated(item) for item in items[position:]):
            raise Gap("an iterator of symbolic length that is taken from at several places")
        starts[iterator.id] = position
        rows.append(items[position + places.index(at) :: len(places)])
    rounds = min(map(len, rows), default=0)
    ended = next((at for at, each in enumerate(rows) if len(each) == rounds), 0)
    used: dict[int, int] = {}
    for at, iterator in enumerate(iterators):
        if iterator.id in starts:
            used[iterator.id] = used.get(iterator.id, 0) + rounds + (at < ended)
            items = machine.content(iterator)[0]
            machine.set_content(iterator, (items, min(starts[iterator.id] + used[iterator.id], len(items))))
    return rows


def aligned(machine: Interpreter, rows: Sequence[Sequence[Value]], strict: bool = False) -> list[Value]:
    """The tuples of values that stand at the same place; a Gap where rows of symbolic length do not fit each other."""
    if not rows:
        return []
    if strict and len({len(r) for r in rows}) > 1:
        if any(as_repeated(item) for r in rows for item in r):
            raise Gap("zip of rows of symbolic length")
        shortest = min(map(len, rows))
        if len(rows[0]) == shortest:
            machine.throw("ValueError", f"zip() argument {_other(rows, shortest)} is longer than argument{_before(rows, shortest)}")
        at = next(i for i, r in enumerate(rows) if len(r) < len(rows[0]))
        machine.throw("ValueError", f"zip() argument {at + 1} is shorter than argument{'s 1-' + str(at) if at > 1 else ' 1'}")
    found: list[Value] = []
    for place in zip(*rows, strict=False):
        repeats = [as_repeated(item) for item in place]
        if not any(repeats):
            found.append(tuple(place))
            continue
        counts = [repeated.count for repeated in repeats if repeated is not None]
        if len(counts) < len(place) or any(decided(machine, equal(counts[0], count)) is not True for count in counts):
            raise Gap("zip of rows of symbolic length that differ")
        found.append(repeat(tuple(repeated.item for repeated in repeats if repeated is not None), counts[0]))
    return found


def _other(rows: Sequence[Sequence[Value]], shortest: int) -> int:
    return next(i for i, r in enumerate(rows) if len(r) > shortest) + 1


def _before(rows: Sequence[Sequence[Value]], shortest: int) -> str:
    at = _other(rows, shortest) - 1
    return f"s 1-{at}" if at > 1 else " 1"


def make_map(machine: Interpreter, cls: Class, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    if len(arguments) < 2:
        machine.throw("TypeError", "map() must have at least two arguments.")
    places = aligned(machine, _taken(machine, arguments[1:]))
    found: list[Value] = []
    for place in places:
        machine.step()
        repeated = as_repeated(place)
        if repeated is None:
            found.append(machine.call(arguments[0], place))
        else:
            found.append(repeat(machine.call(arguments[0], repeated.item), repeated.count))
    return new_iterator(machine, found, "map")


def make_filter(machine: Interpreter, cls: Class, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    check_count(machine, "filter", arguments, 2, 2)
    check_iterable(machine, arguments[1])
    kept = []
    for item in row(machine, arguments[1], "filter"):
        machine.step()
        if machine.truth(item if arguments[0] is None else machine.call(arguments[0], (item,))):
            kept.append(item)
    return new_iterator(machine, kept, "filter")


def make_reversed(machine: Interpreter, cls: Class, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    check_count(machine, "reversed", arguments, 1, 1)
    value = arguments[0]
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if isinstance(value, Object) and not isinstance(value, Class):
        found = call_special(machine, value, "__reversed__")
        if found is not MISSING:
            return found
        if lookup(machine, value, "__getitem__") is MISSING or is_instance_of(machine, value, "set"):
            machine.throw("TypeError", f"'{type_name(machine, value)}' object is not reversible")
        if lookup(machine, value, "__iter__") is not MISSING and not value.cls.builtin:
            raise Gap(f"reversing a {value.cls.name}")
    elif type(value) not in (tuple, str, bytes, Range):
        machine.throw("TypeError", f"'{type_name(machine, value)}' object is not reversible")
    return new_iterator(machine, tuple(machine.iterate(value))[::-1], "reversed")


# --- range and slice -----------------------------------------------------------------------------------------------------


def make_range(machine: Interpreter, cls: Class, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    reject_keywords(machine, "range", keywords)
    check_count(machine, "range", arguments, 1, 3)
    sizes = [index(machine, argument) for argument in arguments]
    if len(sizes) == 1:
        return Range(0, sizes[0], 1)
    step = sizes[2] if len(sizes) == 3 else 1
    if step == 0:
        machine.throw("ValueError", "range() arg 3 must not be zero")
    return Range(sizes[0], sizes[1], step)


def make_slice(machine: Interpreter, cls: Class, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    check_count(machine, "slice", arguments, 1, 3)
    if len(arguments) == 1:
        return SliceValue(None, arguments[0], None)
    return SliceValue(arguments[0], arguments[1], arguments[2] if len(arguments) == 3 else None)


def length_of_range(machine: Interpreter, value: Range) -> Size:
    """``len(range)``."""
    start, stop, step = value.start, value.stop, value.step
    if isinstance(start, int) and isinstance(stop, int) and isinstance(step, int):
        return len(range(start, stop, step))
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
    start, stop, step = value.start, value.stop, value.step
    if isinstance(at, SliceValue):
        made = compute(machine, lambda r, s: r[s], value, at)
        return made
    position = index(machine, at)
    length = length_of_range(machine, value)
    if decided(machine, less_equal(0, position)) is not True:
        if decided(machine, less_equal(0, position)) is None:
            raise Gap("a position that depends on sizes")
        position = position + length
    if not machine.decide(less_equal(0, position)) or not machine.decide(less_equal(position + 1, length)):
        machine.throw("IndexError", "range object index out of range")
    return start + position * step


def _range_contains(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
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


def _range_index(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    return compute(machine, lambda r, n: r.index(n), receiver, plain(machine, arguments[0]))


def _range_count(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    return compute(machine, lambda r, n: r.count(n), receiver, plain(machine, arguments[0]))


def _range_length(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    return length_of_range(machine, receiver)


def _range_item(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    return item_of_range(machine, receiver, arguments[0])


def _iterated(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    return new_iterator(machine, machine.iterate(receiver))


def _reversed(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    return new_iterator(machine, tuple(machine.iterate(receiver))[::-1], "reversed")


def _range_equal(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    other = arguments[0]
    if type(other) is not Range:
        return machine.classes.not_implemented
    if receiver == other:
        return True
    return compute(machine, lambda a, b: a == b, receiver, other)


def _indices(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    check_count(machine, "indices", arguments, 1, 1)
    length = index(machine, arguments[0])
    if isinstance(length, Dim) and receiver == SliceValue(None, None, None):
        return (0, length, 1)
    return compute(machine, lambda s, n: s.indices(n), receiver, length)


def _slice_equal(machine: Interpreter, receiver: Value, arguments: tuple[Value, ...], keywords: dict[str, Value]) -> Value:
    other = arguments[0]
    if type(other) is not SliceValue:
        return machine.classes.not_implemented
    parts = ((receiver.start, receiver.stop, receiver.step), (other.start, other.stop, other.step))
    answer = equality(machine, *parts)
    if answer is None:
        raise Gap("slices that may or may not be equal")
    return answer


_ITERATOR: dict[str, Method] = {"__iter__": _itself, "__next__": _next, "__length_hint__": _length_hint}

METHODS: dict[str, dict[str, Method]] = {
    "iterator": _ITERATOR,
    "generator": {"send": _next, "close": _close, "throw": _throw},
    "coroutine": {"send": _next, "close": _close, "throw": _throw},
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
CONSTRUCTORS = {
    "enumerate": make_enumerate,
    "zip": make_zip,
    "map": make_map,
    "filter": make_filter,
    "reversed": make_reversed,
    "range": make_range,
    "slice": make_slice,
}
