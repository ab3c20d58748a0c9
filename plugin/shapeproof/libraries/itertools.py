"""The natives of itertools. A row of symbolic length is passed on where the result is one, else it is a gap."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from shapeproof.dims import Dim, Size
from shapeproof.interpreter import classes
from shapeproof.interpreter.builtins.iterators import aligned, next_function
from shapeproof.interpreter.builtins.plain import is_instance_of, plain
from shapeproof.interpreter.builtins.rows import as_repeated, iterated, new_iterator
from shapeproof.interpreter.builtins.rows import repeat as repeated
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.shapes import Gap
from shapeproof.values import Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _row(machine: Interpreter, iterable: Value, what: str) -> Sequence[Value]:
    items = iterated(machine, iterable)
    if any(as_repeated(item) for item in items):
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


def chain(machine: Interpreter, cls: Value, iterables: Value) -> Value:
    return new_iterator(machine, [item for each in iterables for item in iterated(machine, each)])


def chain_from(machine: Interpreter, iterable: Value) -> Value:
    found: list[Value] = []
    for each in iterated(machine, iterable):
        rounds = as_repeated(each)
        inner = iterated(machine, each if rounds is None else rounds.item)
        if rounds is not None and (len(inner) != 1 or as_repeated(inner[0])):
            raise Gap("itertools.chain over rows of symbolic number")
        found += inner if rounds is None else [repeated(inner[0], rounds.count)]
        machine.budget(len(found), "itertools.chain")
    return new_iterator(machine, found)


def repeat(machine: Interpreter, item: Value, times: Value) -> Value:
    number: Size = plain(machine, times)
    if isinstance(number, Dim):
        return new_iterator(machine, (repeated(item, number),))
    length = max(_known(number, "repeat"), 0)
    machine.budget(length, "itertools.repeat")
    return new_iterator(machine, (item,) * length)


def product(machine: Interpreter, iterables: Value, repeat: Value) -> Value:
    rows = [_row(machine, each, "product") for each in iterables]
    times = _known(repeat, "product")
    number = math.prod(map(len, rows)) ** times if times * max(map(len, rows), default=0) < 200 else 10**9
    return _iterator(machine, itertools.product(*rows, repeat=times) if number < 10**6 else (), number, "product")


def _length(machine: Interpreter, r: Value) -> int:
    length = _known(r, "combinations")
    if length < 0:
        machine.throw("ValueError", "r must be non-negative")
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


def islice(machine: Interpreter, iterable: Value, args: Value) -> Value:
    """A part of an iterator, which is moved past what the part took; of an endless one too."""
    bounds = [None if bound is None else _known(plain(machine, bound), "islice") for bound in args]
    if not 1 <= len(bounds) <= 3:
        machine.throw("TypeError", "islice expected at least 2 arguments")
    start, stop, step = (0, bounds[0], 1) if len(bounds) == 1 else (bounds[0], bounds[1], (*bounds, None)[2])
    start, step = 0 if start is None else start, 1 if step is None else step
    if start < 0 or (stop is not None and stop < 0) or step < 1:
        machine.throw("ValueError", "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    if not _is_iterator(machine, iterable):
        return new_iterator(machine, tuple(_row(machine, iterable, "islice"))[start:stop:step])
    if stop is None and not is_instance_of(machine, iterable, "iterator"):
        raise Gap("itertools.islice of an iterator to its end")
    taken: list[Value] = []
    end = len(machine.content(iterable)[0]) if stop is None else stop
    machine.budget(end, "itertools.islice")
    for _ in range(end):
        try:
            taken.append(next_function(machine, (iterable,), {}))
        except ProgramRaise as raised:
            if raised.exception.cls.name == "StopIteration":
                break
            raise
    return new_iterator(machine, taken[start::step])


def _is_iterator(machine: Interpreter, value: Value) -> bool:
    return isinstance(value, Object) and classes.lookup(machine, machine.class_of(value), "__next__") is not MISSING


def zip_longest(machine: Interpreter, iterables: Value, fillvalue: Value) -> Value:
    rows = [iterated(machine, each) for each in iterables]
    if any(as_repeated(item) for row in rows for item in row):
        return new_iterator(machine, aligned(machine, rows, strict=True))
    return new_iterator(machine, itertools.zip_longest(*rows, fillvalue=fillvalue))


def pairwise(machine: Interpreter, iterable: Value) -> Value:
    return new_iterator(machine, itertools.pairwise(_row(machine, iterable, "pairwise")))


def batched(machine: Interpreter, iterable: Value, n: Value, strict: Value) -> Value:
    row, size = tuple(_row(machine, iterable, "batched")), _known(n, "batched")
    if size < 1:
        machine.throw("ValueError", "n must be at least one")
    if machine.truth(strict) and len(row) % size:
        machine.throw("ValueError", "batched(): incomplete batch")
    return new_iterator(machine, [row[at : at + size] for at in range(0, len(row), size)])


def tee(machine: Interpreter, iterable: Value, n: Value) -> Value:
    row = tuple(iterated(machine, iterable))
    return tuple([new_iterator(machine, row) for _ in range(_known(n, "tee"))])


def starmap(machine: Interpreter, function: Value, iterable: Value) -> Value:
    found: list[Value] = []
    for each in iterated(machine, iterable):
        machine.step()
        rounds = as_repeated(each)
        result = machine.call(function, tuple(machine.iterate(each if rounds is None else rounds.item)))
        found.append(result if rounds is None else repeated(result, rounds.count))
    return new_iterator(machine, found)
