"""Iteration: the values a ``for`` meets, and rows of a symbolic length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, Size, floordiv
from shapeproof.interpreter import classes, hosts, special
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.shapes import Gap
from shapeproof.values import LOST, Class, Lazy, Namespace, Native, Object, Range, ShapeValue, Unknown, Value

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
                return iterate(machine, special.call(machine, method, value))
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
    begun = _begin_object(machine, value)
    if isinstance(begun, Changeable):
        return begun.row
    if not isinstance(begun, Object):
        return begun
    content = machine.content(begun)
    if type(content) is tuple:
        items, position = content
        machine.set_content(begun, (items, len(items)))
        return items[position:]  # type: ignore[no-any-return]
    found: list[Value] = []
    while (item := advance(machine, begun)) is not MISSING:
        found.append(item)
        machine.step()
        if len(found) > MAXIMAL_ROUNDS:
            raise Gap("budget: an iterator that does not end")
    return found


# --- one value after the other --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Changeable:
    """A list, dict or set that is gone through while a program may change it: a list's new items are met, a dict or
    set must keep its size."""

    owner: Object
    row: tuple[Value, ...]
    kind: str
    held: Any  # the content as it was


def begin(machine: Interpreter, value: Value) -> Sequence[Value] | Changeable | Object:
    """What to give `item_at` to go through a value; a Gap where it cannot be gone through."""
    return _begin_object(machine, value) if isinstance(value, Object) else iterate(machine, value)


def _begin_object(machine: Interpreter, value: Object) -> Sequence[Value] | Changeable | Object:
    if isinstance(value, Class):
        return iterate(machine, value)
    cls = value.cls
    method = classes.lookup(machine, cls, "__iter__")
    if isinstance(method, Unknown):
        raise Gap(method.reason)
    if method is None:
        machine.throw("TypeError", f"'{cls.name}' object is not iterable")
    if method is not MISSING and not (isinstance(method, Native) and method.name.split(".")[0] in _CONTAINERS):
        made = special.call(machine, method, value)
        check_iterator(machine, made)
        if made == value:
            return value
        return begin(machine, made)
    begun = begin_content(machine, value)
    if begun is not None:
        return begun
    getter = classes.lookup(machine, cls, "__getitem__")
    if getter is not MISSING and not isinstance(getter, Unknown):
        return machine.new(machine.builtin("iterator"), None, Lazy(_step_by_index, (value, getter, 0)))
    raise Gap(f"iterating over a {cls.name}")


def check_iterator(machine: Interpreter, made: Value) -> None:
    """Raise the TypeError of an ``__iter__`` that gave no iterator."""
    from shapeproof.interpreter.builtins.plain import is_certain

    if isinstance(made, Object) and not isinstance(made, Class):
        if any(parent.builtin and parent.name == "iterator" for parent in made.cls.mro):
            return
        if classes.lookup(machine, made.cls, "__next__") is not MISSING:
            return
    if is_certain(machine, made):
        machine.throw("TypeError", f"iter() returned non-iterator of type '{machine.class_of(made).name}'")


def begin_content(machine: Interpreter, value: Object) -> Sequence[Value] | Changeable | Object | None:
    """As `begin`, past what the program's own class says of its iteration; None for what is no container."""
    content = machine.state(value).content
    if type(content) is Namespace:
        content = machine.content(value)
    for parent in value.cls.mro:
        if not parent.builtin or parent.name not in _CONTAINERS:
            continue
        if content is LOST:
            raise Gap("the content of this container is not known")
        if parent.name in ("iterator", "generator"):
            return value
        _check_complete(machine, value)
        if parent.name in ("list", "dict", "set"):
            row = tuple(content)
            if _has_repeated(row):
                return row
            if parent.name == "set":
                row = set_order(row)
            return Changeable(value, row, {"dict": "dict_key"}.get(parent.name, parent.name), content)
        if parent.name in _VIEWS:
            owner = content[0]
            _check_complete(machine, owner)
            held = machine.content(owner)
            row = tuple({"dict_keys": held, "dict_values": held.values(), "dict_items": held.items()}[parent.name])
            return Changeable(
                owner, row, {"dict_keys": "dict_key", "dict_items": "dict_item"}.get(parent.name, "dict_value"), held
            )
        return set_order(tuple(content)) if parent.name == "frozenset" else tuple(content)
    return None


def _check_complete(machine: Interpreter, container: Object) -> None:
    if container.id < 0:
        from shapeproof.interpreter.registries import check_complete

        check_complete(machine, container)


def set_order(row: tuple[Value, ...]) -> tuple[Value, ...]:
    """The members of a set, put in one after the other, in the order CPython goes through them where that is always
    the same: members whose hashes do not change from run to run. Others stay as they are."""
    return tuple(set(row)) if has_certain_order(row) else row


def has_certain_order(row: tuple[Value, ...]) -> bool:
    return len(row) < 2 or all(map(_has_fixed_hash, row))


def _has_fixed_hash(value: Value) -> bool:
    return type(value) in (int, bool, float) or (type(value) is tuple and all(map(_has_fixed_hash, value)))


def _has_repeated(row: Sequence[Value]) -> bool:
    return Repeated in map(type, row)


def _item_of_changed(begun: Changeable, content: dict[Value, Value], index: int) -> Value:
    """As `item_at`, of a dict or set that was changed since: a new value is met, other keys are a Gap."""
    keys = tuple(begun.held)
    if tuple(content) != keys:
        raise Gap("a container whose keys change while it is gone through")
    if index >= len(keys) or begun.kind in ("set", "dict_key"):
        return begun.row[index] if index < len(keys) else MISSING
    value = content[keys[index]]
    return value if begun.kind == "dict_value" else (keys[index], value)


def item_at(machine: Interpreter, begun: Any, index: int) -> Value:
    """The value of round ``index``, counted from 0, of what `begin` gave; MISSING behind the last."""
    if type(begun) is Changeable:
        content = machine.content(begun.owner)
        if begun.kind == "list":
            return content[index] if index < len(content) else MISSING
        if len(content) != len(begun.row):
            kind = "Set" if begun.kind == "set" else "dictionary"
            machine.throw("RuntimeError", f"{kind} changed size during iteration")
        if content is not begun.held:
            return _item_of_changed(begun, content, index)
        return begun.row[index] if index < len(begun.row) else MISSING
    if isinstance(begun, Object):
        return advance(machine, begun)
    return begun[index] if index < len(begun) else MISSING


def walk(machine: Interpreter, value: Value) -> Iterator[Value]:
    """The values one after the other, each made when it is asked for."""
    begun = begin(machine, value)
    index = 0
    while (item := item_at(machine, begun, index)) is not MISSING:
        index += 1
        if index > MAXIMAL_ROUNDS:
            machine.step()
        yield item


def advance(machine: Interpreter, iterator: Object) -> Value:
    """The next value of an iterator, MISSING at its end."""
    if not any(parent.name == "iterator" and parent.builtin for parent in iterator.cls.mro):
        return _by_next(machine, iterator)
    content = machine.content(iterator)
    if type(content) is tuple:
        items, position = content
        if position >= len(items):
            return MISSING
        machine.set_content(iterator, (items, position + 1))
        return items[position]
    if type(content) is not Lazy:
        from shapeproof.interpreter import generators

        value, ended = generators.resume(machine, iterator, None)
        if not ended:
            return value
        machine.returned = value
        return MISSING
    if content.state is None:
        return MISSING
    item, state = content.step(machine, content.state)
    machine.set_content(iterator, Lazy(content.step, state))
    return item


def _by_next(machine: Interpreter, value: Object) -> Value:
    step = classes.lookup(machine, value.cls, "__next__")
    if step is MISSING:
        machine.throw("TypeError", f"'{value.cls.name}' object is not an iterator")
    try:
        return special.call(machine, step, value)
    except ProgramRaise as raised:
        if machine.builtin("StopIteration") in raised.exception.cls.mro:
            return MISSING
        raise


def _step_by_index(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    value, getter, index = state
    try:
        item = special.call(machine, getter, value, index)
    except ProgramRaise as raised:
        if any(machine.builtin(name) in raised.exception.cls.mro for name in ("IndexError", "StopIteration")):
            return MISSING, None
        raise
    if isinstance(item, Unknown):
        raise Gap(item.reason)
    return item, (value, getter, index + 1)


def row_under(machine: Interpreter, iterator: Object) -> Object | None:
    """What an iterator asks for its items by their places, None for other iterators."""
    content = machine.state(iterator).content
    by_place = type(content) is Lazy and content.step is _step_by_index and content.state is not None
    return content.state[0] if by_place else None


def iterator_of(machine: Interpreter, value: Value) -> Object:
    """``iter(value)`` for what can be gone through; a Gap otherwise."""
    if type(value) is str or type(value) is bytes:
        kind = "bytes_iterator" if type(value) is bytes else "str_ascii_iterator" if value.isascii() else "str_iterator"
        return machine.new(machine.builtin(kind), None, (tuple(value), 0))
    return _iterator_over(machine, begin(machine, value))


def iterator_over_content(machine: Interpreter, value: Object) -> Object:
    """``list.__iter__(value)`` and the like: past the value's own class."""
    begun = begin_content(machine, value)
    if begun is None:
        raise Gap(f"iterating over a {value.cls.name}")
    if machine.builtin("frozenset") in value.cls.mro and not isinstance(begun, Changeable | Object):
        return machine.new(machine.builtin("set_iterator"), None, (tuple(begun), 0))
    return _iterator_over(machine, begun)


def _iterator_over(machine: Interpreter, begun: Sequence[Value] | Changeable | Object) -> Object:
    if isinstance(begun, Object):
        return begun
    if isinstance(begun, Changeable):
        found = hosts.made_by(begun.owner.cls, "__iter__")
        if found is None and any(each.module is not None and each.module.is_stub for each in begun.owner.cls.mro):
            found = "iterator"
        kind = _ITERATORS[begun.kind] if found in (None, "dict_keyiterator") else found
        return machine.new(machine.builtin(kind), None, Lazy(_step_in_container, (begun, 0)))
    kind = "range_iterator" if type(begun) is range else "tuple_iterator"
    return machine.new(machine.builtin(kind), None, (tuple(begun), 0))


_ITERATORS = {
    "list": "list_iterator", "set": "set_iterator", "dict_key": "dict_keyiterator",
    "dict_value": "dict_valueiterator", "dict_item": "dict_itemiterator",
}  # fmt: skip


def _step_in_container(machine: Interpreter, state: Value) -> tuple[Value, Value]:
    begun, index = state
    item = item_at(machine, begun, index)
    return item, None if item is MISSING else (begun, index + 1)


MAXIMAL_ROUNDS = 10_000
_VIEWS = {"dict_keys", "dict_values", "dict_items"}
_CONTAINERS = {
    "list", "dict", "set", "tuple", "frozenset", "str", "bytes", "bytearray", "memoryview", "iterator", "generator",
    *_VIEWS,
}  # fmt: skip
