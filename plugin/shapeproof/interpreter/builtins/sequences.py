"""What list and tuple share, and tuple. A list's content is a tuple of values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NoReturn

from shapeproof.dims import Dim
from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.equality import equality, same
from shapeproof.interpreter.builtins.numbers import known_index
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    check_count,
    check_one,
    is_certain,
    is_instance_of,
    lookup,
    plain,
    raise_builtin,
    raise_host,
    reject_keywords,
    type_name,
)
from shapeproof.interpreter.builtins.rows import (
    as_repeated,
    check_iterable,
    has_repeated,
    length_of_row,
    listed,
    new_iterator,
)
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import iterator_over_content
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def content_of(machine: Interpreter, receiver: Value) -> tuple[Value, ...]:
    """The items of a list or tuple."""
    if type(receiver) is tuple:
        return receiver
    if isinstance(receiver, Unknown):
        raise Gap(receiver.reason)
    content = machine.content(receiver)
    if type(content) is not tuple:
        raise Gap(f"the content of a {type_name(machine, receiver)}")
    return content


def flat(machine: Interpreter, receiver: Value, what: str) -> tuple[Value, ...]:
    content = content_of(machine, receiver)
    if has_repeated(content):
        raise Gap(f"{what} of a list of symbolic length")
    return content


def _index(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "index", arguments, 1, 3)
    content = content_of(machine, receiver)
    bounds = [_position(machine, argument) for argument in arguments[1:]]
    start, stop, _ = slice(*bounds, *(0, None)[len(bounds) :]).indices(len(content))
    for at, item in enumerate(content[start:stop], start):
        if as_repeated(item):
            raise Gap("index of a list of symbolic length")
        if same(machine, item, arguments[0]):
            return at
    if is_instance_of(machine, receiver, "list"):
        _raise_not_in_list(machine, arguments[0])
    return machine.throw("ValueError", "tuple.index(x): x not in tuple")


def _position(machine: Interpreter, value: Value) -> int:
    """A bound of ``index``."""
    suits = isinstance(plain(machine, value), int | Dim | Truth)
    if not suits and isinstance(value, Object):
        suits = lookup(machine, value, "__index__") is not MISSING
    if not suits and is_certain(machine, value):
        machine.throw("TypeError", "slice indices must be integers or have an __index__ method")
    return known_index(machine, value)


def _raise_not_in_list(machine: Interpreter, item: Value) -> NoReturn:
    said: Value
    try:
        said = f"{formatting.repr_of(machine, item)} is not in list"
    except Gap as gap:
        said = machine.unknown(str(gap))
    raise_builtin(machine, "ValueError", (said,))


def _count(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, f"{type_name(machine, receiver)}.count", arguments)
    return sum([same(machine, item, arguments[0]) for item in flat(machine, receiver, "count")])


def _length(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return length_of_row(content_of(machine, receiver))


def _contains(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return contains(machine, content_of(machine, receiver), arguments[0])


def contains(machine: Interpreter, items: Sequence[Value], value: Value) -> Value:
    """``value in items``: a bool, a condition on sizes, or a Gap."""
    from shapeproof.dims import disjunction

    conditions = []
    unknown = False
    for item in items:
        repeated = as_repeated(item)
        item = item if repeated is None else repeated.item
        answer = equality(machine, item, value)
        if answer is False:
            continue
        if answer is True and repeated is None:
            return True
        result = None if answer is True or isinstance(item, Unknown) else machine.compare("==", item, value)
        if isinstance(result, Truth) and repeated is None:
            conditions.append(result.condition)
        else:
            unknown = True
    if unknown:
        raise Gap("whether an unknown value is in a container")
    condition = disjunction(*conditions)
    return condition if isinstance(condition, bool) else Truth(condition)


def _item(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter.items import list_item, sequence_item

    content = content_of(machine, receiver)
    if isinstance(receiver, Object):
        return list_item(machine, receiver, content, arguments[0])
    return sequence_item(machine, content, arguments[0])


def _iterate(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    if type(receiver) is tuple:
        return new_iterator(machine, receiver)
    return iterator_over_content(machine, receiver)


def _added(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    other = arguments[0]
    if isinstance(other, Unknown):
        raise Gap(other.reason)
    if is_instance_of(machine, receiver, "list"):
        if not is_instance_of(machine, other, "list"):
            _refuse_joining(machine, "list", other)
        left, right = content_of(machine, receiver), content_of(machine, other)
        machine.make_room(len(left) + len(right), "a list")
        return machine.new_list((*left, *right))
    inner = plain(machine, other)
    if type(inner) is not tuple:
        _refuse_joining(machine, "tuple", other)
    return (*plain(machine, receiver), *inner)


def _refuse_joining(machine: Interpreter, kind: str, other: Value) -> NoReturn:
    if not is_certain(machine, other):
        raise Gap(f"a {kind} and a {type_name(machine, other)}")
    machine.throw("TypeError", f'can only concatenate {kind} (not "{type_name(machine, other)}") to {kind}')


def _repeated(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    times = known_index(machine, arguments[0])
    content = content_of(machine, plain(machine, receiver))
    machine.make_room(len(content) * times, "a list")
    try:
        made = content * times
    except OverflowError as error:
        raise_host(machine, error)
    return machine.new_list(made) if is_instance_of(machine, receiver, "list") else made


def _comparing(operator: str) -> Method:
    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        other = arguments[0]
        if isinstance(other, Unknown):
            raise Gap(other.reason)
        kind = "list" if is_instance_of(machine, receiver, "list") else "tuple"
        if not (is_instance_of(machine, other, kind) or (kind == "tuple" and type(other) is tuple)):
            return machine.classes.not_implemented
        return machine.compare(operator, content_of(machine, receiver), content_of(machine, other))

    return method


def _repr(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return formatting.repr_of(machine, receiver)


def bounded(machine: Interpreter, items: Sequence[Value]) -> Sequence[Value]:
    machine.make_room(len(items), "a list")
    return items


def make_tuple(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    from shapeproof.interpreter import classes

    if cls.builtin or classes.lookup(machine, cls, "__init__") is MISSING:
        reject_keywords(machine, "tuple", keywords)
    check_count(machine, "tuple", arguments, 0, 1)
    if arguments:
        check_iterable(machine, arguments[0])
    content = tuple(bounded(machine, listed(machine, arguments[0]))) if arguments else ()
    return content if cls.builtin else machine.new(cls, {}, content)


SEQUENCE: dict[str, Method] = {
    **{f"__{name}__": _comparing(op) for name, op in (("eq", "=="), ("ne", "!="), ("lt", "<"), ("le", "<="))},
    **{f"__{name}__": _comparing(op) for name, op in (("gt", ">"), ("ge", ">="))},
    "index": _index,
    "count": _count,
    "__len__": _length,
    "__contains__": _contains,
    "__getitem__": _item,
    "__iter__": _iterate,
    "__add__": _added,
    "__mul__": _repeated,
    "__rmul__": _repeated,
    "__repr__": _repr,
}

METHODS: dict[str, dict[str, Method]] = {"tuple": dict(SEQUENCE)}
CONSTRUCTORS = {"tuple": make_tuple}
