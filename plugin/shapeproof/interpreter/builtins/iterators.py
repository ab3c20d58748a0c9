"""Iterators: their values are made at once; zip, map, enumerate, filter, reversed, and range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from shapeproof.dims import equal, less_equal
from shapeproof.interpreter.builtins.equality import decided, same
from shapeproof.interpreter.builtins.instances import is_callable
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
    length_of_row,
    new_iterator,
    repeat,
)
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.iteration import Changeable, advance, begin, iterator_of
from shapeproof.shapes import Gap
from shapeproof.values import Class, Lazy, Object, Range, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.iteration import Repeated
    from shapeproof.interpreter.machine import Interpreter


# --- stepping -------------------------------------------------------------------------------------------------------


def _next(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    content = machine.content(receiver)
    if type(content) is not tuple:
        if type(content) is Lazy:
            machine.returned = None
            item = advance(machine, receiver)
            result, ended = machine.returned, item is MISSING
        else:
            item, ended = generators().resume(machine, receiver, None)
            result = item
        if ended:
            _stop(machine, result)
        return item
    items, position = content
    if position >= len(items):
        _stop(machine, None)
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


def _stop(machine: Interpreter, value: Value) -> NoReturn:
    raise_builtin(machine, "StopIteration", () if value is None else (value,), value=value)


def generators() -> Any:
    from shapeproof.interpreter import generators as found

    return found


def _send(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "send", arguments, 1, 1)
    if type(machine.content(receiver)) is tuple:
        return _next(machine, receiver, (), {})
    value, ended = generators().resume(machine, receiver, generators().Entry(arguments[0]))
    if ended:
        _stop(machine, value)
    return value


def _itself(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return receiver


def _close(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    content = machine.content(receiver)
    if type(content) is tuple:
        machine.set_content(receiver, (content[0], len(content[0])))
        return None
    return generators().close(machine, receiver)


def _throw(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "throw", arguments, 1, 3)
    raised = arguments[0]
    if isinstance(raised, Class) and machine.builtin("BaseException") in raised.mro:
        given = arguments[1] if len(arguments) > 1 else None
        raised = given if isinstance(given, Object) else machine.call(raised, () if given is None else (given,))
    if type(machine.content(receiver)) is tuple or not isinstance(raised, Object):
        raise Gap("an exception thrown into a generator")
    value, ended = generators().resume(machine, receiver, generators().Entry(None, raised))
    if ended:
        _stop(machine, value)
    return value


def _length_hint(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    content = machine.content(receiver)
    if type(content) is not tuple:
        raise Gap("how many values an iterator still has")
    items, position = content
    return length_of_row(items[position:])


def iterate_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    """``iter(x)``."""
    check_count(machine, "iter", arguments, 1, 2)
    value = arguments[0]
    if len(arguments) == 2:
        if is_callable(machine, value) is False:
            machine.throw("TypeError", "iter(v, w): v must be callable")
        return lazy(machine, _step_of_call, arguments, "callable_iterator")
    check_iterable(machine, value)
    if isinstance(value, Object) and not isinstance(value, Class):
        if is_instance_of(machine, value, "iterator"):
            return value
        made = call_special(machine, value, "__iter__")
        if made is not MISSING:
            if isinstance(made, Object | Unknown) and not (
                isinstance(made, Object) and lookup(machine, made, "__next__") is MISSING
            ):
                return made
            machine.throw("TypeError", f"iter() returned non-iterator of type '{type_name(machine, made)}'")
    return iterator_of(machine, value)


def _step_of_call(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    item = machine.call(state[0])
    return (MISSING, None) if same(machine, item, state[1]) else (item, state)


def next_function(machine: Interpreter, arguments: Arguments, keywords: Keywords) -> Value:
    """``next(x)`` and ``next(x, default)``."""
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


def lazy(machine: Interpreter, step: Any, state: Value, kind: str = "iterator") -> Object:
    return machine.new(machine.builtin(kind), None, Lazy(step, state))


def asked(machine: Interpreter, iterables: Sequence[Value]) -> tuple[list[Value], bool]:
    """An iterator over each, and whether one of them is known to hold a row of symbolic length."""
    found = [iterate_function(machine, (value,), {}) for value in iterables]
    if any(isinstance(each, Unknown) for each in found):
        raise Gap(next(each.reason for each in found if isinstance(each, Unknown)))
    return found, any(map(_holds_repeated, [machine.state(each).content for each in found]))


def _holds_repeated(content: Value) -> bool:
    return type(content) is tuple and len(content) == 2 and any(as_repeated(item) for item in content[0])


def make_enumerate(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    given = dict(keywords)
    iterable = arguments[0] if arguments else given.pop("iterable", MISSING)
    start = arguments[1] if len(arguments) > 1 else given.pop("start", 0)
    if iterable is MISSING:
        compute(machine, enumerate)
    if len(arguments) + len(keywords) > 2:
        total = len(arguments) + len(keywords)
        machine.throw("TypeError", f"enumerate() takes at most 2 arguments ({total} given)")
    number = index(machine, start)
    (iterator,), symbolic = asked(machine, (iterable,))
    if not symbolic:
        return lazy(machine, _step_of_enumerate, (iterator, number), "enumerate")
    pairs: list[Value] = []
    for item in machine.iterate(iterator):
        repeated = as_repeated(item)
        if repeated is None:
            pairs.append((number, item))
            number = number + 1
        else:
            pairs.append(_numbered(machine, repeated))
            number = number + repeated.count
    return new_iterator(machine, pairs, "enumerate")


def _numbered(machine: Interpreter, repeated: Repeated) -> Value:
    return repeat((machine.unknown("the index of a loop of symbolic length"), repeated.item), repeated.count)


def _step_of_enumerate(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    iterator, number = state
    item = advance(machine, iterator)
    if item is MISSING:
        return item, state
    repeated = as_repeated(item)
    if repeated is None:
        return (number, item), (iterator, number + 1)
    return _numbered(machine, repeated), (iterator, number + repeated.count)


def make_zip(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if keywords.keys() - {"strict"}:
        machine.throw("TypeError", "zip() got an unexpected keyword argument")
    strict = machine.truth(keywords.get("strict", False))
    iterators, symbolic = asked(machine, arguments)
    if not symbolic:
        return lazy(machine, _step_of_zip, (tuple(iterators), strict), "zip")
    return new_iterator(machine, aligned(machine, _rows(machine, iterators), strict), "zip")


def _rows(machine: Interpreter, iterators: Sequence[Value]) -> list[Sequence[Value]]:
    """All values of each, where one of them is of symbolic length."""
    if len({each.id for each in iterators}) < len(iterators):
        raise Gap("an iterator of symbolic length that is taken from at several places")
    return [machine.iterate(each) for each in iterators]


def _place(machine: Interpreter, iterators: Sequence[Object], strict: bool = False) -> Value:
    """The next value of each as a tuple, MISSING where one has ended."""
    found: list[Value] = []
    for at, iterator in enumerate(iterators):
        item = advance(machine, iterator)
        if item is MISSING:
            if strict:
                _check_ended(machine, iterators, at)
            return MISSING
        if as_repeated(item) is not None and len(iterators) > 1:
            raise Gap("zip of rows of symbolic length")
        found.append(item)
    return tuple(found) if found else MISSING


def _check_ended(machine: Interpreter, iterators: Sequence[Object], at: int) -> None:
    if at:
        plural = f"s 1-{at}" if at > 1 else " 1"
        machine.throw("ValueError", f"zip() argument {at + 1} is shorter than argument{plural}")
    for number, iterator in enumerate(iterators[1:], 2):
        if advance(machine, iterator) is not MISSING:
            plural = f"s 1-{number - 1}" if number > 2 else " 1"
            machine.throw("ValueError", f"zip() argument {number} is longer than argument{plural}")


def _step_of_zip(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    place = _place(machine, *state)
    if place is not MISSING and len(place) == 1:
        repeated = as_repeated(place[0])
        if repeated is not None:
            return repeat((repeated.item,), repeated.count), state
    return place, state


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
    iterators, symbolic = asked(machine, arguments[1:])
    if not symbolic:
        return lazy(machine, _step_of_map, (arguments[0], tuple(iterators)), "map")
    found: list[Value] = []
    for place in aligned(machine, _rows(machine, iterators)):
        machine.step()
        repeated = as_repeated(place)
        if repeated is None:
            found.append(machine.call(arguments[0], place))
        else:
            found.append(repeat(machine.call(arguments[0], repeated.item), repeated.count))
    return new_iterator(machine, found, "map")


def _step_of_map(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    function, iterators = state
    place = _place(machine, iterators)
    if place is MISSING:
        return MISSING, state
    repeated = as_repeated(place[0])
    if repeated is not None:
        return repeat(machine.call(function, (repeated.item,)), repeated.count), state
    return machine.call(function, place), state


def make_filter(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "filter", arguments, 2, 2)
    check_iterable(machine, arguments[1])
    (iterator,), symbolic = asked(machine, arguments[1:])
    if symbolic:
        raise Gap("filter of symbolic length")
    return lazy(machine, _step_of_filter, (arguments[0], iterator), "filter")


def _step_of_filter(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    function, iterator = state
    while (item := advance(machine, iterator)) is not MISSING:
        machine.step()
        if as_repeated(item) is not None:
            raise Gap("filter of symbolic length")
        if machine.truth(item if function is None else machine.call(function, (item,))):
            return item, state
    return MISSING, state


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
        if not any(machine.builtin(name) in value.cls.mro for name in ("list", "tuple", "str", "bytes")):
            return _reversed_by_index(machine, value)
    elif type(value) not in (tuple, str, bytes, Range):
        machine.throw("TypeError", f"'{type_name(machine, value)}' object is not reversible")
    begun = begin(machine, value)
    if isinstance(begun, Changeable) and begun.kind == "list":
        return lazy(machine, _step_backwards, (value, len(begun.row) - 1), "list_reverseiterator")
    kind = "iterator" if isinstance(value, Object) else "range_iterator" if isinstance(value, Range) else "reversed"
    return new_iterator(machine, tuple(machine.iterate(value))[::-1], kind)


def _reversed_by_index(machine: Interpreter, value: Object) -> Value:
    """Of what has but ``__len__`` and ``__getitem__``."""
    from shapeproof.interpreter.builtins.functions import length

    number = length(machine, value)
    if type(number) is not int:
        raise Gap(f"reversing a {value.cls.name}")
    return lazy(machine, _step_backwards_by_index, (value, number - 1), "reversed")


def _step_backwards_by_index(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    value, at = state
    if at < 0:
        return MISSING, None
    try:
        return call_special(machine, value, "__getitem__", at), (value, at - 1)
    except ProgramRaise as raised:
        if any(machine.builtin(name) in raised.exception.cls.mro for name in ("IndexError", "StopIteration")):
            return MISSING, None
        raise


def _step_backwards(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    owner, at = state
    content = machine.content(owner)
    return (content[at], (owner, at - 1)) if 0 <= at < len(content) else (MISSING, None)


_ITERATOR: dict[str, Method] = {"__iter__": _itself, "__next__": _next, "__length_hint__": _length_hint}

METHODS: dict[str, dict[str, Method]] = {
    "iterator": _ITERATOR,
    "generator": {"send": _send, "close": _close, "throw": _throw},
    "coroutine": {"send": _send, "close": _close, "throw": _throw},
}
CONSTRUCTORS = {
    "enumerate": make_enumerate,
    "zip": make_zip,
    "map": make_map,
    "filter": make_filter,
    "reversed": make_reversed,
}
