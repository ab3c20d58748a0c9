"""Items and slices: reading, setting, deleting, membership and unpacking."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn

from shapeproof.dims import Dim, disjunction
from shapeproof.interpreter import arguments, classes, special
from shapeproof.interpreter.builtins import dicts
from shapeproof.interpreter.builtins.equality import assemble, find_key
from shapeproof.interpreter.builtins.plain import compute, is_certain, plain
from shapeproof.interpreter.builtins.rows import begun, can_be_iterated, to_be_listed
from shapeproof.interpreter.builtins.sets import as_member, is_set
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.class_items import class_item
from shapeproof.interpreter.iteration import Repeated, advance, iterator_of, walk
from shapeproof.interpreter.registries import check_complete, find_entry
from shapeproof.shapes import Gap, Refusal, Refused, Shape
from shapeproof.shapes.shape import Splat
from shapeproof.values import (
    LOST,
    Class,
    Namespace,
    Native,
    Object,
    Range,
    ShapeValue,
    SliceValue,
    TensorState,
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapeproof.interpreter.machine import Interpreter

_CONTAINERS = ("list", "dict", "set", "frozenset", "tuple", "str", "bytes")


def _own_method(machine: Interpreter, value: Object, name: str) -> Value:
    """A method of the program's, a stub's or a library's class; MISSING for what built-in containers do."""
    method = classes.lookup(machine, machine.class_of(value), name)
    if isinstance(method, Native) and method.name.split(".")[0] in _CONTAINERS:
        return MISSING
    return method


def _has_other_half(machine: Interpreter, value: Object, there: str, missing: str) -> bool:
    """Whether a class has one of ``__setitem__`` and ``__delitem__`` and certainly not the other."""
    cls = machine.class_of(value)
    return special.is_written(classes.lookup(machine, cls, there)) and classes.lookup(machine, cls, missing) is MISSING


# --- reading --------------------------------------------------------------------------------------------------------


def get_item(machine: Interpreter, value: Value, index: Value) -> Value:
    """``value[index]``."""
    if isinstance(value, Unknown):
        return Unknown(value.reason, value.site)
    if isinstance(value, Class):
        return class_item(machine, value, index)
    if isinstance(value, Object):
        method = _own_method(machine, value, "__getitem__")
        if method is not MISSING:
            return special.call(machine, method, value, index)
    if isinstance(index, Unknown):
        return Unknown(index.reason, index.site)
    if isinstance(value, tuple | str | bytes):
        return sequence_item(machine, value, index)
    if isinstance(value, ShapeValue):
        return _shape_item(machine, value, index)
    if isinstance(value, Range):
        return range_item(machine, value, index)
    if isinstance(value, Object):
        content = machine.content(value)
        if isinstance(content, dict) and not is_set(machine, value):
            return _dict_item(machine, value, content, index)
        if isinstance(content, tuple | str | bytes) and not any(p.name == "iterator" for p in value.cls.mro):
            return list_item(machine, value, content, index)
    argument = arguments.open_name(machine, value)
    found = None if argument is None else arguments.item(machine, argument, index)
    if found is not None:
        return found
    if is_certain(machine, value):
        machine.throw("TypeError", f"'{machine.class_of(value).name}' object is not subscriptable")
    raise Gap(f"indexing a {machine.class_of(value).name}")


def _bounds(machine: Interpreter, part: SliceValue) -> slice:
    step = _bound(machine, part.step)
    if step == 0:
        machine.throw("ValueError", "slice step cannot be zero")
    start = _bound(machine, part.start)
    return slice(start, _bound(machine, part.stop), step)


def _bound(machine: Interpreter, bound: Value) -> int | None:
    if isinstance(bound, Dim):
        bound = machine.judge.resolve(bound)
    if isinstance(bound, Unknown):
        raise Gap(bound.reason)
    if isinstance(bound, Object):
        bound = _by_index(machine, bound)
    if bound is None or isinstance(bound, int):
        return bound
    if not isinstance(bound, Dim) and is_certain(machine, bound):
        machine.throw("TypeError", "slice indices must be integers or None or have an __index__ method")
    raise Gap("a slice whose bounds are not known")


def _by_index(machine: Interpreter, value: Object) -> Value:
    """What ``__index__`` says of an object, the number an instance of a subclass of int holds; else the object."""
    inner = plain(machine, value)
    if isinstance(inner, int | Dim):
        return inner
    method = classes.lookup(machine, machine.class_of(value), "__index__")
    if special.is_written(method):
        found = special.call(machine, method, value)
        if is_certain(machine, found) and not isinstance(plain(machine, found), int | Dim):
            kind = machine.class_of(found).name
            machine.throw("TypeError", f"__index__ returned non-int (type {kind})")
        return found
    if method is not MISSING and not isinstance(method, Unknown):
        return special.call(machine, method, value)
    return value


def position_of(machine: Interpreter, index: Value, owner: str) -> int:
    given = index
    if isinstance(index, Object):
        index = _by_index(machine, index)
    if isinstance(index, Dim):
        index = machine.judge.resolve(index)
    if isinstance(index, Truth):
        return int(machine.truth(index))
    if isinstance(index, Unknown):
        raise Gap(index.reason)
    if not isinstance(index, int):
        if not isinstance(index, Dim) and is_certain(machine, index):
            kind = machine.class_of(index).name
            if owner == "str":
                machine.throw("TypeError", f"string indices must be integers, not '{kind}'")
            owner = {"bytes": "byte"}.get(owner, owner)
            machine.throw("TypeError", f"{owner} indices must be integers or slices, not {kind}")
        raise Gap("an index that is not known")
    if not -sys.maxsize - 1 <= index <= sys.maxsize:
        kind = machine.class_of(given).name
        machine.throw("IndexError", f"cannot fit '{kind}' into an index-sized integer")
    return index


def sequence_item(machine: Interpreter, value: Any, index: Value) -> Value:
    if isinstance(index, SliceValue):
        return value[_bounds(machine, index)]
    name = machine.class_of(value).name
    at = position_of(machine, index, name)
    try:
        return value[at]
    except IndexError:
        name = {"str": "string", "bytes": "index"}.get(name, name)
        message = "index out of range" if name == "index" else f"{name} index out of range"
        machine.throw("IndexError", message, "index" if name == "tuple" else None)


def list_item(machine: Interpreter, value: Object, content: Any, index: Value) -> Value:
    """An item or a slice of a list, or of an instance of a subclass of a sequence."""
    check_complete(machine, value)
    if isinstance(content, tuple) and any(isinstance(item, Repeated) for item in content):
        return _repeated_item(machine, content, index)
    if isinstance(index, SliceValue):
        part = content[_bounds(machine, index)]
        return machine.new_list(part) if machine.builtin("list") in value.cls.mro else part
    if isinstance(index, Dim) and isinstance(content, tuple) and content:
        index = machine.judge.resolve(index)
        one = _one_of(machine, content) if isinstance(index, Dim) else MISSING
        if one is not MISSING:
            return one
    kind = next((p.name for p in value.cls.mro if p.builtin and p.name in _CONTAINERS), "list")
    at = position_of(machine, index, kind)
    try:
        return content[at]
    except IndexError:
        machine.throw("IndexError", f"{ {'str': 'string'}.get(kind, kind) } index out of range")


def _one_of(machine: Interpreter, content: tuple[Value, ...]) -> Value:
    """An item of a row at a place that is not known: a number of numbers, a tensor of tensors of one shape."""
    if all(type(item) is int for item in content):
        return machine.judge.fresh("item", lower=min(content))
    first = content[0]
    states = [machine.state(item).content for item in content if type(item) is Object and item.cls is first.cls]
    if len(states) < len(content) or not isinstance(states[0], TensorState) or states[0].shape is None:
        return MISSING
    known = states[0]
    for state in states:
        if not isinstance(state, TensorState) or (state.shape, state.dtype) != (known.shape, known.dtype):
            return MISSING
    assumed = any(state.assumed for state in states)
    return machine.new(first.cls, None, replace(known, data=None, assumed=assumed))


def _repeated_item(machine: Interpreter, content: tuple[Value, ...], index: Value) -> Value:
    """An item of a row that holds one of symbolic length: those before it and behind it have known places."""
    place = next(i for i, item in enumerate(content) if isinstance(item, Repeated))
    if isinstance(index, int) and not isinstance(index, bool):
        if 0 <= index < place:
            return content[index]
        if index < 0 and -index <= len(content) - place - 1:
            return content[index]
        if len(content) == 1:
            return content[0].item
    if isinstance(index, Unknown | Dim) and len(content) == 1:
        return content[0].item
    raise Gap("an item of a row of symbolic length")


def _dict_item(machine: Interpreter, value: Object, content: dict[Any, Value], index: Value) -> Value:
    key, content = find_entry(machine, value, content, index)
    if key is not MISSING:
        return content[key]
    missing = classes.lookup(machine, value.cls, "__missing__")
    if missing is not MISSING and not isinstance(missing, Unknown):
        return special.call(machine, missing, value, index)
    raise_key_error(machine, index)
    return None


def raise_key_error(machine: Interpreter, key: Value) -> None:

    raise machine.raising(machine.new(machine.builtin("KeyError"), {"args": (key,)}))


def hashable(machine: Interpreter, key: Value) -> Value:
    """A key as dicts and sets keep it; a Gap where its hash is not known."""
    if isinstance(key, Unknown | Truth):
        raise Gap(key.reason if isinstance(key, Unknown) else "a key that is not known")
    if isinstance(key, tuple):
        for item in key:
            hashable(machine, item)
        return key
    if type(key) is Object:
        kind = next((p.name for p in key.cls.mro if p.builtin and p.name != "object"), None)
        if kind in ("list", "dict", "set", "bytearray") and classes.lookup(machine, key.cls, "__hash__") is MISSING:
            machine.throw("TypeError", f"unhashable type: '{key.cls.name}'")
        if kind in ("str", "int", "float", "tuple"):
            content = machine.state(key).content
            if content is not None and content is not LOST:
                return content
    return key


def range_item(machine: Interpreter, value: Range, index: Value) -> Value:
    parts = (value.start, value.stop, value.step)
    if all(isinstance(part, int) for part in parts):
        if isinstance(index, SliceValue):
            part = range(*parts)[_bounds(machine, index)]
            return Range(part.start, part.stop, part.step)
        try:
            return range(*parts)[position_of(machine, index, "range")]
        except IndexError:
            machine.throw("IndexError", "range object index out of range")
    raise Gap("an item of a range of symbolic length")


# --- shapes of open rank --------------------------------------------------------------------------------------------


def shape_value(items: Sequence[Any]) -> Value:
    """A row of sizes as a value: a tuple where its length is known."""
    row = tuple(items)
    return ShapeValue(row) if any(type(item) is Splat for item in row) else row


def _shape_item(machine: Interpreter, value: ShapeValue, index: Value) -> Value:
    judge = machine.judge
    shape = judge.reading(Shape(value.items))
    if shape.splat is None:
        return sequence_item(machine, shape.items, index)
    if isinstance(index, SliceValue):
        part = _bounds(machine, index)
        if part.step not in (None, 1):
            raise Gap("a slice with a step of a shape of unknown rank")
        return _shape_slice(machine, shape, part)
    at = position_of(machine, index, "tuple")
    wide = judge.at_least(shape, -at if at < 0 else 0, at + 1 if at >= 0 else 0)
    if wide is None:
        raise Refused(Refusal("index", f"axis {at} of a tensor of shape {shape} does not exist"))
    item = wide.items[at]
    if isinstance(item, Splat):
        raise Gap("an axis of a shape of unknown rank")
    return item


def _shape_slice(machine: Interpreter, shape: Shape, part: slice) -> Value:
    start, stop = part.start, part.stop
    front = max(start if start is not None and start >= 0 else 0, stop if stop is not None and stop >= 0 else 0)
    back = max(-start if start is not None and start < 0 else 0, -stop if stop is not None and stop < 0 else 0)
    wide = machine.judge.at_least(shape, back, front)
    if wide is None:
        raise Gap("a slice of a shape of unknown rank")
    items = wide.items
    if wide.splat is None:
        return items[part]
    first = 0 if start is None else start
    if first > wide.splat or (first < 0 and len(items) + first <= wide.splat and first != -len(items)):
        raise Gap("a slice of a shape of unknown rank")
    if stop is not None and stop > wide.splat:
        raise Gap("a slice of a shape of unknown rank")
    return shape_value(items[part])


def unpack(
    machine: Interpreter, value: Value, count: int, star: int | None, names: Sequence[str | None]
) -> Sequence[Value]:
    """The values that ``a, b = value`` binds; a shape of open rank is fixed to the number of targets."""
    if isinstance(value, ShapeValue):
        judge = machine.judge
        shape = judge.reading(Shape(value.items))
        if star is None:
            dims = judge.with_rank(shape, count, names)
            if dims is None:
                raise Refused(Refusal("split", f"{count} names for a shape {shape}"))
            return dims
        wide = judge.at_least(shape, count - star - 1, star)
        if wide is None or wide.splat is not None:
            raise Gap("unpacking a shape of unknown rank")
        return wide.items
    argument = arguments.open_name(machine, value) if isinstance(value, Dim) else None
    if argument is not None and star is None:
        return [arguments.open_symbol(f"{argument}[{index}]") for index in range(count)]
    if not can_be_iterated(machine, value):
        machine.throw("TypeError", f"cannot unpack non-iterable {machine.class_of(value).name} object")
    if isinstance(value, Object):
        if star is None:
            return list(islice(walk(machine, value), count + 1))
        if not value.cls.builtin and classes.lookup(machine, value.cls, "__iter__") is not MISSING:
            return _unpack_with_star(machine, iterator_of(machine, value), star)
        if special.is_written(classes.lookup(machine, value.cls, "__getitem__")):
            return _unpack_with_star(machine, iterator_of(machine, value), star)
    return machine.iterate(value)


def _unpack_with_star(machine: Interpreter, iterator: Value, star: int) -> Sequence[Value]:
    """The values before the star one by one, then all that a new iterator over the iterator gives."""
    if not isinstance(iterator, Object):
        return machine.iterate(iterator)
    first: list[Value] = []
    while len(first) < star:
        item = advance(machine, iterator)
        if item is MISSING:
            return first
        first.append(item)
    return [*first, *machine.iterate(to_be_listed(machine, iterator))]


# --- writing --------------------------------------------------------------------------------------------------------


def set_item(machine: Interpreter, value: Value, index: Value, new: Value) -> None:
    """``value[index] = new``."""
    if isinstance(value, Unknown):
        return
    if not isinstance(value, Object):
        _unsupported_change(machine, value, "does not support item assignment")
    method = _own_method(machine, value, "__setitem__")
    if method is MISSING and _has_other_half(machine, value, "__delitem__", "__setitem__"):
        machine.throw("AttributeError", "__setitem__")
    if method is not MISSING:
        special.call(machine, method, value, index, new)
        return
    content = machine.state(value).content
    if content is LOST:
        return
    if type(content) is Namespace:
        content = machine.content(value)
    if isinstance(content, dict) and not is_set(machine, value):
        dicts.write(machine, value, assemble(machine, ((index, new),), content))
        return
    if isinstance(content, tuple) and machine.classes.list in value.cls.mro:
        set_in_list(machine, value, content, index, new)
        return
    _unsupported_change(machine, value, "does not support item assignment")


def set_in_list(machine: Interpreter, value: Object, content: tuple[Value, ...], index: Value, new: Value) -> None:
    """``list.__setitem__``."""
    if any(isinstance(item, Repeated) for item in content):
        raise Gap("setting an item of a row of symbolic length")
    row = list(content)
    if isinstance(index, SliceValue):
        place = _bounds(machine, index)
        check_assignable(machine, new, place.step)
        items = machine.iterate(to_be_listed(machine, begun(machine, new, refusal(place.step))))
        row = list(machine.content(value))
        try:
            row[place] = items
        except ValueError as error:
            machine.throw("ValueError", str(error))
    else:
        at = position_of(machine, index, "list")
        if not -len(row) <= at < len(row):
            machine.throw("IndexError", "list assignment index out of range")
        row[at] = new
    machine.set_content(value, tuple(row))


def _refuse_deletion(machine: Interpreter, value: Value, index: Value) -> NoReturn:
    is_sequence = value.cls is not machine.classes.object if isinstance(value, Object) else type(value) in _SEQUENCES
    negation = "doesn't" if is_sequence and type(index) in (int, bool) else "does not"
    _unsupported_change(machine, value, f"{negation} support item deletion")


_SEQUENCES = frozenset({tuple, str, bytes, Range})


def _unsupported_change(machine: Interpreter, value: Value, what: str) -> NoReturn:
    name = machine.class_of(value).name
    if is_certain(machine, value):
        machine.throw("TypeError", f"'{name}' object {what}")
    raise Gap(f"a {name} {what}")


def delete_item(machine: Interpreter, value: Value, index: Value) -> None:
    """``del value[index]``."""
    if isinstance(value, Unknown):
        return
    if not isinstance(value, Object):
        _refuse_deletion(machine, value, index)
    method = _own_method(machine, value, "__delitem__")
    if method is MISSING and _has_other_half(machine, value, "__setitem__", "__delitem__"):
        machine.throw("AttributeError", "__delitem__")
    if method is not MISSING:
        special.call(machine, method, value, index)
        return
    content = machine.content(value)
    if isinstance(content, dict) and not is_set(machine, value):
        key = find_key(machine, content, index)
        if key is MISSING:
            raise_key_error(machine, index)
        kept = dict(content)
        del kept[key]
        dicts.write(machine, value, kept)
        return
    if isinstance(content, tuple) and machine.classes.list in value.cls.mro:
        delete_from_list(machine, value, content, index)
        return
    _refuse_deletion(machine, value, index)


def delete_from_list(machine: Interpreter, value: Object, content: tuple[Value, ...], index: Value) -> None:
    """``list.__delitem__``."""
    if any(isinstance(item, Repeated) for item in content):
        raise Gap("deleting an item of a row of symbolic length")
    row = list(content)
    if isinstance(index, SliceValue):
        del row[_bounds(machine, index)]
    else:
        at = position_of(machine, index, "list")
        if not -len(row) <= at < len(row):
            machine.throw("IndexError", "list assignment index out of range")
        del row[at]
    machine.set_content(value, tuple(row))


def check_assignable(machine: Interpreter, new: Value, step: int | None) -> None:
    if not can_be_iterated(machine, new):
        machine.throw("TypeError", refusal(step))


def refusal(step: int | None) -> str:
    """What is said of what a slice cannot be set to."""
    return "can only assign an iterable" if step in (None, 1) else "must assign iterable to extended slice"


# --- membership -----------------------------------------------------------------------------------------------------


def contains(machine: Interpreter, value: Value, item: Value) -> Value:
    """``item in value``: a bool, a Truth or Unknown."""
    from shapeproof.interpreter.comparisons import compare

    if isinstance(value, Unknown):
        return Unknown(value.reason, value.site)
    if isinstance(value, Object):
        method = _own_method(machine, value, "__contains__")
        if method is None:
            machine.throw("TypeError", f"'{machine.class_of(value).name}' object is not a container")
        if method is not MISSING:
            return special.call(machine, method, value, item)
    if isinstance(item, Unknown):
        return Unknown(item.reason, item.site)
    owner, inner = value, plain(machine, value)
    value = inner if isinstance(inner, str | bytes | tuple) else value
    if isinstance(value, str | bytes):
        named, item = item, plain(machine, item)
        if isinstance(item, str) and isinstance(value, str):
            return item in value
        of_bytes = isinstance(item, bytes | int) or any(
            p.builtin and p.name == "bytearray" for p in machine.class_of(item).mro
        )
        if isinstance(value, bytes) and of_bytes:
            return compute(machine, bytes.__contains__, value, item)
        if is_certain(machine, item):
            kind = machine.class_of(named).name
            if isinstance(value, str):
                machine.throw("TypeError", f"'in <string>' requires string as left operand, not {kind}")
            machine.throw("TypeError", f"a bytes-like object is required, not '{kind}'")
        raise Gap("membership in a string")
    if (
        isinstance(value, Range)
        and isinstance(item, int)
        and all(isinstance(p, int) for p in (value.start, value.stop, value.step))
    ):
        return item in range(value.start, value.stop, value.step)
    content = machine.content(value) if isinstance(value, Object) else None
    if isinstance(content, dict):
        item = as_member(machine, item) if is_set(machine, value) else item
        return find_entry(machine, value, content, item)[0] is not MISSING
    if type(content) is tuple and machine.classes.list in value.cls.mro:
        value = content
    conditions: list[Any] = []
    if not can_be_iterated(machine, value):
        machine.throw("TypeError", f"argument of type '{machine.class_of(owner).name}' is not iterable")
    value = begun(machine, value, f"argument of type '{machine.class_of(owner).name}' is not iterable")
    for other in walk(machine, value):
        if isinstance(other, Repeated):
            raise Gap("membership in a row of symbolic length")
        if other is item or (isinstance(other, Object) and other == item):
            return True
        same = compare(machine, "==", other, item)
        if isinstance(same, Truth):
            conditions.append(same.condition)
        elif isinstance(same, Unknown):
            raise Gap(same.reason)
        elif machine.truth(same):
            return True
    if not conditions:
        return False
    found = disjunction(*conditions)
    return found if isinstance(found, bool) else Truth(found)
