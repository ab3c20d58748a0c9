"""Iterators: their values are made at once; zip, map, enumerate, filter, reversed, and range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shapeproof.dims import equal, less_equal
from shapeproof.interpreter.builtins.equality import decided
from shapeproof.interpreter.builtins.numbers import index
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    call_special,
    check_count,
    compute,
    is_instance_of,
    lookup,
    raise_builtin,
    type_name,
)
from shapeproof.interpreter.builtins.rows import (
    as_repeated,
    check_iterable,
    iterated,
    length_of_row,
    new_iterator,
    repeat,
    row,
)
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Range, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


# --- stepping -------------------------------------------------------------------------------------------------------


def _next(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
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


def _itself(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return receiver


def _close(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    items, _ = machine.content(receiver)
    machine.set_content(receiver, (items, len(items)))
    return None


def _throw(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    raise Gap("an exception thrown into a generator")


def _length_hint(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    items, position = machine.content(receiver)
    return length_of_row(items[position:])


def iterate_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
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


def next_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
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


# --- zip, enumerate, map, filter, reversed --------------------------------------------------------------------------


def make_enumerate(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
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
            pairs.append(
                repeat((machine.unknown("the index of a loop of symbolic length"), repeated.item), repeated.count)
            )
            number = number + repeated.count
    return new_iterator(machine, pairs, "enumerate")


def make_zip(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if keywords.keys() - {"strict"}:
        machine.throw("TypeError", "zip() got an unexpected keyword argument")
    strict = machine.truth(keywords.get("strict", False))
    return new_iterator(machine, aligned(machine, _taken(machine, arguments), strict), "zip")


def _taken(machine: Interpreter, iterables: Sequence[Value]) -> list[Sequence[Value]]:
    """The values each iterable gives in turn: one iterator that stands several times deals them out; what no round
    takes is left in it."""
    iterators = [iterate_function(machine, (value,), {}) for value in iterables]
    rows: list[Sequence[Value]] = []
    starts: dict[int, int] = {}
    for at, iterator in enumerate(iterators):
        places = [index for index, other in enumerate(iterators) if other is iterator]
        if not is_instance_of(machine, iterator, "iterator"):
            if len(places) > 1:
                raise Gap("an iterator that is taken from at several places")
            rows.append(())  # a program's own, perhaps endless: asked below for as many as the others give
            continue
        items, position = machine.content(iterator)
        if len(places) > 1 and any(as_repeated(item) for item in items[position:]):
            raise Gap("an iterator of symbolic length that is taken from at several places")
        starts[iterator.id] = position
        rows.append(items[position + places.index(at) :: len(places)])
    _ask(machine, iterators, rows)
    rounds = min(map(len, rows), default=0)
    ended = next((at for at, each in enumerate(rows) if len(each) == rounds), 0)
    used: dict[int, int] = {}
    for at, iterator in enumerate(iterators):
        if iterator.id in starts:
            used[iterator.id] = used.get(iterator.id, 0) + rounds + (at < ended)
            items = machine.content(iterator)[0]
            machine.set_content(iterator, (items, min(starts[iterator.id] + used[iterator.id], len(items))))
    return rows


def _ask(machine: Interpreter, iterators: Sequence[Value], rows: list[Sequence[Value]]) -> None:
    """Fill the rows of the program's own iterators, which are asked no oftener than the shortest row needs."""
    own = [at for at, iterator in enumerate(iterators) if not is_instance_of(machine, iterator, "iterator")]
    others = [len(each) for at, each in enumerate(rows) if at not in own]
    if not others:
        for at in own:
            rows[at] = machine.iterate(iterators[at])
        return
    for at in own:
        taken: list[Value] = []
        nothing = machine.new(machine.classes.object)
        while len(taken) < min(others):
            found = next_function(machine, (iterators[at], nothing), {})
            if found is nothing:
                break
            taken.append(found)
        rows[at] = taken
        others.append(len(taken))


def aligned(machine: Interpreter, rows: Sequence[Sequence[Value]], strict: bool = False) -> list[Value]:
    """The tuples of values that stand at the same place; a Gap where rows of symbolic length do not fit each other."""
    if not rows:
        return []
    if strict and len({len(r) for r in rows}) > 1:
        if any(as_repeated(item) for r in rows for item in r):
            raise Gap("zip of rows of symbolic length")
        shortest = min(map(len, rows))
        if len(rows[0]) == shortest:
            machine.throw(
                "ValueError",
                f"zip() argument {_other(rows, shortest)} is longer than argument{_before(rows, shortest)}",
            )
        at = next(i for i, r in enumerate(rows) if len(r) < len(rows[0]))
        machine.throw(
            "ValueError", f"zip() argument {at + 1} is shorter than argument{'s 1-' + str(at) if at > 1 else ' 1'}"
        )
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


def make_map(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
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


def make_filter(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "filter", arguments, 2, 2)
    check_iterable(machine, arguments[1])
    kept = []
    for item in row(machine, arguments[1], "filter"):
        machine.step()
        if machine.truth(item if arguments[0] is None else machine.call(arguments[0], (item,))):
            kept.append(item)
    return new_iterator(machine, kept, "filter")


def make_reversed(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "reversed", arguments, 1, 1)
    value = arguments[0]
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if isinstance(value, Object) and not (isinstance(value, Class) and value.metaclass is None):
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


_ITERATOR: dict[str, Method] = {"__iter__": _itself, "__next__": _next, "__length_hint__": _length_hint}

METHODS: dict[str, dict[str, Method]] = {
    "iterator": _ITERATOR,
    "generator": {"send": _next, "close": _close, "throw": _throw},
    "coroutine": {"send": _next, "close": _close, "throw": _throw},
}
CONSTRUCTORS = {
    "enumerate": make_enumerate,
    "zip": make_zip,
    "map": make_map,
    "filter": make_filter,
    "reversed": make_reversed,
}
