"""list and tuple: their methods and constructors. A list's content is a tuple of values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cmp_to_key
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.equality import decided, equality, same
from shapeproof.interpreter.builtins.iterators import (
    as_repeated,
    check_iterable,
    iterated,
    length_of_row,
    new_iterator,
)
from shapeproof.interpreter.builtins.numbers import known_index
from shapeproof.interpreter.builtins.plain import (
    Method,
    changing,
    check_count,
    check_one,
    is_instance_of,
    known,
    plain,
    raise_host,
    reject_keywords,
    type_name,
)
from shapeproof.shapes import Gap
from shapeproof.values import Class, Range, SliceValue, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Arguments = tuple[Value, ...]
Keywords = dict[str, Value]


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


def _flat(machine: Interpreter, receiver: Value, what: str) -> tuple[Value, ...]:
    content = content_of(machine, receiver)
    if any(as_repeated(item) for item in content):
        raise Gap(f"{what} of a list of symbolic length")
    return content


# --- changing ------------------------------------------------------------------------------------------------------------


def _append(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    reject_keywords(machine, "list.append", keywords)
    check_one(machine, "list.append", arguments)
    content = content_of(machine, receiver)
    machine.budget(len(content), "a list")
    machine.set_content(receiver, (*content, arguments[0]))
    return None


def _extend(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "list.extend", arguments)
    content = (*content_of(machine, receiver), *iterated(machine, arguments[0]))
    machine.budget(len(content), "a list")
    machine.set_content(receiver, content)
    return None


def _insert(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "insert", arguments, 2, 2)
    content = content_of(machine, receiver)
    at = known_index(machine, arguments[0])
    if not _reaches(content, at):
        raise Gap("an insertion into a list of symbolic length")
    made = list(content)
    made.insert(at, arguments[1])
    machine.set_content(receiver, tuple(made))
    return None


def _reaches(content: tuple[Value, ...], at: int) -> bool:
    """Whether a position is reached without passing a run of symbolic length."""
    passed = content[:at] if at >= 0 else content[at:]
    return not any(as_repeated(item) for item in passed) and -len(content) <= at <= len(content) or not any(
        as_repeated(item) for item in content
    )


def _pop(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "pop", arguments, 0, 1)
    content = content_of(machine, receiver)
    at = known_index(machine, arguments[0]) if arguments else -1
    if not content:
        machine.throw("IndexError", "pop from empty list")
    upto = content[: at + 1] if at >= 0 else content[at:]
    if any(as_repeated(item) for item in content) and (
        any(as_repeated(item) for item in upto) or not -len(content) <= at < len(content)
    ):
        raise Gap("popping from a list of symbolic length")
    if not -len(content) <= at < len(content):
        machine.throw("IndexError", "pop index out of range")
    made = list(content)
    item = made.pop(at)
    machine.set_content(receiver, tuple(made))
    return item


def _remove(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "list.remove", arguments)
    content = _flat(machine, receiver, "remove")
    for at, item in enumerate(content):
        if same(machine, item, arguments[0]):
            machine.set_content(receiver, content[:at] + content[at + 1 :])
            return None
    machine.throw("ValueError", "list.remove(x): x not in list")


def _clear(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    machine.set_content(receiver, ())
    return None


def _reverse(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    machine.set_content(receiver, content_of(machine, receiver)[::-1])
    return None


def _sort(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    if arguments:
        machine.throw("TypeError", "sort() takes no positional arguments")
    content = _flat(machine, receiver, "sort")
    machine.set_content(receiver, tuple(ordered(machine, content, keywords, "sort")))
    return None


def _initialise(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "list", arguments, 0, 1)
    machine.set_content(receiver, tuple(iterated(machine, arguments[0])) if arguments else ())
    return None


def _extend_in_place(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    _extend(machine, receiver, arguments, keywords)
    return receiver


def _set_item(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "__setitem__", arguments, 2, 2)
    content = _flat(machine, receiver, "an item")
    made = list(content)
    key, value = arguments
    if isinstance(key, SliceValue):
        place = _host_slice(machine, key)
        values = list(iterated(machine, value))
        _host(machine, lambda: made.__setitem__(place, values))
    else:
        at = known_index(machine, key)
        if not -len(content) <= at < len(content):
            machine.throw("IndexError", "list assignment index out of range")
        made[at] = value
    machine.set_content(receiver, tuple(made))
    return None


def _delete_item(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    content = _flat(machine, receiver, "an item")
    made = list(content)
    key = arguments[0]
    place = _host_slice(machine, key) if isinstance(key, SliceValue) else known_index(machine, key)
    if isinstance(place, int) and not -len(content) <= place < len(content):
        machine.throw("IndexError", "list assignment index out of range")
    del made[place]
    machine.set_content(receiver, tuple(made))
    return None


def _host_slice(machine: Interpreter, key: SliceValue) -> slice:
    parts = [None if part is None else known_index(machine, part) for part in (key.start, key.stop, key.step)]
    return slice(*parts)


def _host(machine: Interpreter, action: Any) -> Any:
    try:
        return action()
    except ValueError as error:
        raise_host(machine, error)


# --- asking --------------------------------------------------------------------------------------------------------------


def _copy(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return machine.new_list(content_of(machine, receiver))


def _index(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "index", arguments, 1, 3)
    content = content_of(machine, receiver)
    start, stop, _ = slice(*(known_index(machine, a) for a in (*arguments[1:], *(0, len(content))[len(arguments) - 1 :]))).indices(
        len(content)
    )
    for at, item in enumerate(content[start:stop], start):
        if as_repeated(item):
            raise Gap("index of a list of symbolic length")
        if same(machine, item, arguments[0]):
            return at
    if type_name(machine, receiver) == "tuple":
        machine.throw("ValueError", "tuple.index(x): x not in tuple")
    text = formatting.repr_of(machine, arguments[0]) if known(arguments[0]) else "x"
    machine.throw("ValueError", f"{text} is not in list")


def _count(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, f"{type_name(machine, receiver)}.count", arguments)
    return sum([same(machine, item, arguments[0]) for item in _flat(machine, receiver, "count")])


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
    from shapeproof.interpreter import operators

    content = content_of(machine, receiver)
    found = operators.get_item(machine, content, arguments[0])
    if isinstance(arguments[0], SliceValue) and type(found) is tuple and is_instance_of(machine, receiver, "list"):
        return machine.new_list(found)
    return found


def _iterate(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return new_iterator(machine, content_of(machine, receiver))


def _reversed(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return new_iterator(machine, content_of(machine, receiver)[::-1], "reversed")


def _added(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    other = arguments[0]
    if isinstance(other, Unknown):
        raise Gap(other.reason)
    if is_instance_of(machine, receiver, "list"):
        if not is_instance_of(machine, other, "list"):
            return machine.classes.not_implemented
        return machine.new_list((*content_of(machine, receiver), *content_of(machine, other)))
    other = plain(machine, other)
    if type(other) is not tuple:
        return machine.classes.not_implemented
    return (*plain(machine, receiver), *other)


def _repeated(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    times = known_index(machine, arguments[0])
    content = content_of(machine, plain(machine, receiver))
    machine.budget(len(content) * times, "a list")
    return machine.new_list(content * times) if is_instance_of(machine, receiver, "list") else content * times


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


# --- order ---------------------------------------------------------------------------------------------------------------


def ordered(machine: Interpreter, items: Sequence[Value], keywords: Keywords, name: str) -> list[Value]:
    """``sorted(items, key=…, reverse=…)``; a Gap where the order depends on what is not known."""
    extra = keywords.keys() - {"key", "reverse"}
    if extra:
        machine.throw("TypeError", f"'{min(extra)}' is an invalid keyword argument for {name}()")
    key = keywords.get("key")
    backwards = machine.truth(keywords.get("reverse", False))
    keys = list(items) if key is None else [machine.call(key, (item,)) for item in items]
    keys = [plain(machine, k) for k in keys]
    places = list(range(len(items)))
    if all(map(known, keys)):
        try:
            places.sort(key=keys.__getitem__, reverse=backwards)
        except TypeError as error:
            raise_host(machine, error)
        return [items[at] for at in places]
    if len(places) > 2_000:
        raise Gap("budget: a long list in symbolic order")

    def order(a: int, b: int) -> int:
        if precedes(machine, keys[a], keys[b]):
            return -1
        return int(precedes(machine, keys[b], keys[a]))

    places.sort(key=cmp_to_key(order), reverse=backwards)
    return [items[at] for at in places]


def precedes(machine: Interpreter, a: Value, b: Value) -> bool:
    """``a < b`` where it is the same in every world; else a Gap."""
    if a is b:
        return False
    result = machine.compare("<", a, b)
    if isinstance(result, Truth):
        answer = decided(machine, result.condition)
        if answer is not None:
            return answer
        raise Gap("an order that depends on sizes")
    if isinstance(result, Unknown):
        raise Gap("the order of unknown values")
    return machine.truth(result)


# --- constructors --------------------------------------------------------------------------------------------------------


def make_list(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if not cls.builtin:
        return machine.new(cls, {}, ())  # its __init__ fills it
    reject_keywords(machine, "list", keywords)
    check_count(machine, "list", arguments, 0, 1)
    return machine.new_list(_budgeted(machine, iterated(machine, arguments[0])) if arguments else ())


def make_tuple(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if cls.builtin:
        reject_keywords(machine, "tuple", keywords)
        check_count(machine, "tuple", arguments, 0, 1)
    if arguments:
        check_iterable(machine, arguments[0])
    content = tuple(_budgeted(machine, machine.iterate(arguments[0]))) if arguments else ()
    return content if cls.builtin else machine.new(cls, {}, content)


def _budgeted(machine: Interpreter, items: Sequence[Value]) -> Sequence[Value]:
    machine.budget(len(items), "a list")
    return items


_BOTH: dict[str, Method] = {
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

METHODS: dict[str, dict[str, Method]] = {
    "list": {
        **_BOTH,
        "append": changing(_append),
        "extend": changing(_extend),
        "insert": changing(_insert),
        "pop": changing(_pop),
        "remove": changing(_remove),
        "clear": _clear,
        "reverse": changing(_reverse),
        "sort": changing(_sort),
        "copy": _copy,
        "__init__": changing(_initialise),
        "__iadd__": changing(_extend_in_place),
        "__setitem__": changing(_set_item),
        "__delitem__": changing(_delete_item),
        "__reversed__": _reversed,
    },
    "tuple": dict(_BOTH),
}
CONSTRUCTORS = {"list": make_list, "tuple": make_tuple}

__all__ = ["CONSTRUCTORS", "METHODS", "Range", "contains", "content_of", "ordered", "precedes"]
