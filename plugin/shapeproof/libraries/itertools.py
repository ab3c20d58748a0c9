"""The natives of itertools. A row of symbolic length is passed on where the result is one, else it is a gap."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shapeproof.dims import Dim, Size
from shapeproof.interpreter.builtins.iterators import aligned, asked, lazy
from shapeproof.interpreter.builtins.plain import plain
from shapeproof.interpreter.builtins.rows import as_repeated, has_repeated, iterated, new_iterator
from shapeproof.interpreter.builtins.rows import repeat as repeated
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import advance
from shapeproof.shapes import Gap
from shapeproof.values import Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _row(machine: Interpreter, iterable: Value, what: str) -> Sequence[Value]:
    items = iterated(machine, iterable)
    if has_repeated(items):
        raise Gap(f"itertools.{what} of a row of symbolic length")
    return items


def _iterator(machine: Interpreter, rows: Iterable[Value], number: int, what: str) -> Value:
    machine.budget(number, f"itertools.{what}")
    return new_iterator(machine, rows)


def _known(value: Value, what: str) -> int:
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if not isinstance(value, int):
        raise Gap(f"itertools.{what} of a length that is not known")
    return value


def repeat(machine: Interpreter, item: Value, times: Value) -> Value:
    number: Size = plain(machine, times)
    if isinstance(number, Dim):
        return new_iterator(machine, (repeated(item, number),))
    length = max(_known(number, "repeat"), 0)
    machine.budget(length, "itertools.repeat")
    return new_iterator(machine, (item,) * length)


def product(machine: Interpreter, iterables: Value, repeat: Value) -> Value:
    times = _known(repeat, "product")
    if times == 0:
        return new_iterator(machine, ((),))
    rows = [_row(machine, each, "product") for each in iterables]
    if times < 0:
        machine.throw_exactly("ValueError", "repeat argument cannot be negative")
    number = math.prod(map(len, rows)) ** times if times * max(map(len, rows), default=0) < 200 else 10**9
    return _iterator(machine, itertools.product(*rows, repeat=times) if number < 10**6 else (), number, "product")


def _length(machine: Interpreter, r: Value) -> int:
    length = _known(r, "combinations")
    if length < 0:
        machine.throw_exactly("ValueError", "r must be non-negative")
    return length


def permutations(machine: Interpreter, iterable: Value, r: Value) -> Value:
    row = _row(machine, iterable, "permutations")
    length = len(row) if r is None else _length(machine, r)
    number = math.perm(len(row), length) if len(row) < 100 else 10**9
    return _iterator(machine, itertools.permutations(row, length) if number < 10**6 else (), number, "permutations")


def combinations(machine: Interpreter, iterable: Value, r: Value) -> Value:
    row, length = _row(machine, iterable, "combinations"), _length(machine, r)
    number = math.comb(len(row), length) if len(row) < 2_000 else 10**9
    return _iterator(machine, itertools.combinations(row, length) if number < 10**6 else (), number, "combinations")


def combinations_with_replacement(machine: Interpreter, iterable: Value, r: Value) -> Value:
    row, length = _row(machine, iterable, "combinations"), _length(machine, r)
    number = math.comb(len(row) + length - 1, length) if row and len(row) + length < 2_000 else 0 if not row else 10**9
    if not row:
        return new_iterator(machine, () if length else ((),))
    made = itertools.combinations_with_replacement(row, length) if number < 10**6 else ()
    return _iterator(machine, made, number, "combinations")


def zip_longest(machine: Interpreter, iterables: Value, fillvalue: Value) -> Value:
    found, symbolic = asked(machine, iterables)
    if symbolic:
        return new_iterator(machine, aligned(machine, [machine.iterate(each) for each in found], strict=True))
    return lazy(machine, _step_of_longest, (tuple(found), (False,) * len(found), fillvalue))


def _step_of_longest(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    iterators, ended, fill = state
    place: list[Value] = []
    done = list(ended)
    for at, iterator in enumerate(iterators):
        item = MISSING if done[at] else advance(machine, iterator)
        if item is MISSING:
            done[at] = True
            item = fill
        place.append(item)
    return (MISSING, None) if all(done) else (tuple(place), (iterators, tuple(done), fill))


def tee(machine: Interpreter, iterable: Value, n: Value) -> Value:
    (source,), symbolic = asked(machine, (iterable,))
    if symbolic:
        row = machine.iterate(source)
        return tuple([new_iterator(machine, row) for _ in range(_known(n, "tee"))])
    met = machine.new_list(())
    return tuple([lazy(machine, _step_of_tee, (source, met, 0)) for _ in range(_known(n, "tee"))])


def _step_of_tee(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    source, met, at = state
    row = machine.content(met)
    if at < len(row):
        return row[at], (source, met, at + 1)
    item = advance(machine, source)
    if item is MISSING:
        return item, state
    machine.set_content(met, (*machine.content(met), item))
    return item, (source, met, at + 1)


def starmap(machine: Interpreter, function: Value, iterable: Value) -> Value:
    (source,), symbolic = asked(machine, (iterable,))
    if not symbolic:
        return lazy(machine, _step_of_starmap, (function, source))
    found: list[Value] = []
    for each in machine.iterate(source):
        machine.step()
        rounds = as_repeated(each)
        result = machine.call(function, tuple(machine.iterate(each if rounds is None else rounds.item)))
        found.append(result if rounds is None else repeated(result, rounds.count))
    return new_iterator(machine, found)


def _step_of_starmap(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    function, source = state
    item = advance(machine, source)
    if item is MISSING:
        return item, state
    return machine.call(function, tuple(machine.iterate(item))), state
