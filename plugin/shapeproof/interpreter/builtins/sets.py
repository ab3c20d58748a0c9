"""set and frozenset, and the set operations of dict views. A set's content is a dict whose values are None."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.equality import find_key, gather
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    changing,
    check_count,
    check_one,
    is_instance_of,
    lookup,
    raise_builtin,
    reject_keywords,
    type_name,
)
from shapeproof.interpreter.builtins.rows import as_repeated, check_iterable, iterated, row
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import has_certain_order, iterator_over_content, set_order, walk
from shapeproof.shapes import Gap
from shapeproof.values import Class, Function, Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Keys = dict[Any, Value]

_SETS = ("set", "frozenset", "dict_keys", "dict_items")


def is_set(machine: Interpreter, value: Value) -> bool:
    return any(is_instance_of(machine, value, name) for name in _SETS)


def is_view(machine: Interpreter, value: Value) -> bool:
    """Whether a value is a dict's keys or items, which do as sets do."""
    return is_instance_of(machine, value, "dict_keys") or is_instance_of(machine, value, "dict_items")


def keys_of(machine: Interpreter, value: Value) -> Keys:
    """The members of a set, of a view of keys or items, or of any iterable."""
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if isinstance(value, Object) and (
        is_instance_of(machine, value, "set") or is_instance_of(machine, value, "frozenset")
    ):
        content = machine.content(value)
        if type(content) is dict:
            return content
        raise Gap(f"the content of a {type_name(machine, value)}")
    if isinstance(value, Object) and value.cls is machine.classes.dict:
        return dict.fromkeys(row(machine, tuple(machine.iterate(value)), "a set"))  # its keys are not hashed again
    return gather(machine, row(machine, tuple(iterated(machine, value)), "a set"))


def _made(machine: Interpreter, receiver: Value, keys: Keys) -> Value:
    machine.make_room(len(keys), "a set")
    name = "frozenset" if is_instance_of(machine, receiver, "frozenset") else "set"
    return machine.new(machine.builtin(name), None, keys)


# --- the algebra ----------------------------------------------------------------------------------------------------


def union(machine: Interpreter, a: Keys, b: Iterable[Value]) -> Keys:
    return gather(machine, b, a)


def intersection(machine: Interpreter, a: Keys, b: Keys, of_sets: bool = True) -> dict[Value, None]:
    """The members of both, each as the one that is gone through has it: of two sets the smaller, else the second."""
    walked, other = (a, b) if of_sets and len(b) > len(a) else (b, a)
    return {key: None for key in walked if find_key(machine, other, key) is not MISSING}


def difference(machine: Interpreter, a: Keys, b: Keys) -> Keys:
    return {key: None for key in a if find_key(machine, b, key) is MISSING}


def symmetric(machine: Interpreter, a: Keys, b: Keys) -> Keys:
    return {**difference(machine, a, b), **difference(machine, b, a)}


def contained(machine: Interpreter, a: Keys, b: Keys) -> bool:
    """Whether every member of a is one of b."""
    return all(find_key(machine, b, key) is not MISSING for key in a)


_ALGEBRA = {
    "union": union,
    "intersection": intersection,
    "difference": difference,
    "symmetric_difference": symmetric,
}
_OPERATORS = {"or": "union", "and": "intersection", "sub": "difference", "xor": "symmetric_difference"}


def _combined(machine: Interpreter, combine: Any, keys: Keys, argument: Value) -> Keys:
    if combine is not intersection:
        found: Keys = combine(machine, keys, keys_of(machine, argument))
        return found
    is_set = any(is_instance_of(machine, argument, name) for name in ("set", "frozenset"))
    shared: Keys = intersection(machine, keys, keys_of(machine, argument), is_set)
    return shared


def _combining(name: str) -> Method:
    combine: Any = _ALGEBRA[name]

    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        reject_keywords(machine, name, keywords)
        if name == "symmetric_difference":
            check_count(machine, name, arguments, 1, 1)
        keys = keys_of(machine, receiver)
        for argument in arguments:
            keys = _combined(machine, combine, keys, argument)
        return _made(machine, receiver, dict(keys))

    return method


def _updating(name: str) -> Method:
    combine: Any = _ALGEBRA[name]

    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        keys = keys_of(machine, receiver)
        for argument in arguments:
            if name == "union":
                _add_each(machine, receiver, argument)
                continue
            keys = _combined(machine, combine, keys, argument)
            if name == "difference":
                machine.set_content(receiver, dict(keys))
        if name != "union":
            machine.set_content(receiver, dict(keys))
        return None

    return changing(method)


def _add_each(machine: Interpreter, receiver: Value, iterable: Value) -> None:
    """Add the values of an iterable; those that were met before something raises stay."""
    made = dict(keys_of(machine, receiver))
    check_iterable(machine, iterable)
    try:
        for item in walk(machine, iterable):
            if as_repeated(item):
                raise Gap("a set of symbolic length")
            if find_key(machine, made, item) is MISSING:
                made[item] = None
    finally:
        machine.budget(len(made), "a set")
        machine.set_content(receiver, made)


def _operating(name: str, swapped: bool = False) -> Method:
    combine: Any = _ALGEBRA[name]

    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        other = arguments[0]
        if isinstance(other, Unknown):
            raise Gap(other.reason)
        if not is_set(machine, other) and not is_view(machine, receiver):
            return machine.classes.not_implemented
        left, right = keys_of(machine, receiver), keys_of(machine, other)
        if swapped:
            return _made(machine, other, dict(combine(machine, right, left)))
        return _made(machine, receiver, dict(combine(machine, left, right)))

    return method


def _operating_in_place(name: str) -> Method:
    update = _updating(name)

    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        if isinstance(arguments[0], Unknown):
            raise Gap(arguments[0].reason)
        if not is_set(machine, arguments[0]):
            return machine.classes.not_implemented
        update(machine, receiver, arguments, keywords)
        return receiver

    return changing(method)


def _comparing(operator: str) -> Method:
    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        other = arguments[0]
        if isinstance(other, Unknown):
            raise Gap(other.reason)
        if not is_set(machine, other):
            return machine.classes.not_implemented
        if is_instance_of(machine, receiver, "dict_items"):
            from shapeproof.interpreter.builtins import views

            return views.compare(machine, operator, receiver, other)
        return compare(machine, operator, keys_of(machine, receiver), keys_of(machine, other))

    return method


def compare(machine: Interpreter, operator: str, a: Keys, b: Keys) -> bool:
    """``a operator b`` of two sets."""
    if operator in ("==", "!="):
        return (len(a) == len(b) and contained(machine, a, b)) is (operator == "==")
    if operator in (">", ">="):
        a, b = b, a
    if operator in ("<", ">") and len(a) >= len(b):
        return False
    return contained(machine, a, b)


def _subset(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return contained(machine, keys_of(machine, receiver), keys_of(machine, arguments[0]))


def _superset(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return contained(machine, keys_of(machine, arguments[0]), keys_of(machine, receiver))


def _disjoint(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return not intersection(machine, keys_of(machine, receiver), keys_of(machine, arguments[0]))


# --- changing -------------------------------------------------------------------------------------------------------


def _initialise(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    reject_keywords(machine, "set", keywords)
    check_count(machine, "set", arguments, 0, 1)
    keys = dict(keys_of(machine, arguments[0])) if arguments else {}
    machine.take(len(keys))
    machine.set_content(receiver, keys)
    return None


def _add(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_one(machine, "set.add", arguments)
    content = keys_of(machine, receiver)
    if find_key(machine, content, arguments[0]) is MISSING:
        machine.budget(len(content), "a set")
        machine.set_content(receiver, {**content, arguments[0]: None})
    return None


def _discarding(strict: bool) -> Method:
    def method(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
        check_one(machine, "set.remove" if strict else "set.discard", arguments)
        made = dict(keys_of(machine, receiver))
        found = find_key(machine, made, as_member(machine, arguments[0]))
        if found is not MISSING:
            del made[found]
            machine.set_content(receiver, made)
        elif strict:
            raise_builtin(machine, "KeyError", (arguments[0],))
        return None

    return changing(method)


def as_member(machine: Interpreter, value: Value) -> Value:
    """A set that is looked for stands for the frozenset of its members."""
    if is_instance_of(machine, value, "set") and not isinstance(lookup(machine, value, "__hash__"), Function):
        return machine.new(machine.builtin("frozenset"), None, keys_of(machine, value))
    return value


def _pop(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    made = dict(keys_of(machine, receiver))
    if not made:
        raise_builtin(machine, "KeyError", ("pop from an empty set",))
    row = tuple(made)
    if not has_certain_order(row):
        raise Gap("which member a set gives first")
    first = set_order(row)[0]
    del made[first]
    machine.set_content(receiver, made)
    return first


def _clear(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    machine.set_content(receiver, {})
    return None


# --- asking ---------------------------------------------------------------------------------------------------------


def _copy(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    if receiver.cls is machine.builtin("frozenset"):
        return receiver
    return _made(machine, receiver, keys_of(machine, receiver))


def _contains(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return find_key(machine, keys_of(machine, receiver), as_member(machine, arguments[0])) is not MISSING


def _length(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return len(keys_of(machine, receiver))


def _iterate(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return iterator_over_content(machine, receiver)


def _repr(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return formatting.repr_of(machine, receiver)


_ALGEBRAIC: dict[str, Method] = {
    **{f"__{operator}__": _operating(name) for operator, name in _OPERATORS.items()},
    **{f"__r{operator}__": _operating(name, True) for operator, name in _OPERATORS.items()},
    **{f"__{name}__": _comparing(op) for name, op in (("eq", "=="), ("ne", "!="), ("lt", "<"), ("le", "<="))},
    **{f"__{name}__": _comparing(op) for name, op in (("gt", ">"), ("ge", ">="))},
    "isdisjoint": _disjoint,
}

_BOTH: dict[str, Method] = {
    **_ALGEBRAIC,
    **{name: _combining(name) for name in _ALGEBRA},
    "issubset": _subset,
    "issuperset": _superset,
    "copy": _copy,
    "__contains__": _contains,
    "__len__": _length,
    "__iter__": _iterate,
    "__repr__": _repr,
}

METHODS: dict[str, dict[str, Method]] = {
    "set": {
        **_BOTH,
        "__init__": changing(_initialise),
        "add": changing(_add),
        "remove": _discarding(True),
        "discard": _discarding(False),
        "pop": changing(_pop),
        "clear": _clear,
        "update": _updating("union"),
        "intersection_update": _updating("intersection"),
        "difference_update": _updating("difference"),
        "symmetric_difference_update": _updating("symmetric_difference"),
        **{f"__i{operator}__": _operating_in_place(name) for operator, name in _OPERATORS.items()},
    },
    "frozenset": dict(_BOTH),
    "dict_keys": dict(_ALGEBRAIC),
    "dict_items": dict(_ALGEBRAIC),
}


def make_set(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if not cls.builtin and cls.name != "frozenset" and machine.builtin("set") in cls.mro:
        return machine.new(cls, {}, {})  # its __init__ fills it
    from shapeproof.interpreter import classes

    if cls.builtin or not isinstance(classes.lookup(machine, cls, "__init__"), Function):
        reject_keywords(machine, "frozenset" if not cls.builtin else cls.name, keywords)
    check_count(machine, cls.name, arguments, 0, 1)
    given = arguments[0] if arguments else None
    if isinstance(given, Object) and given.cls is cls and cls is machine.builtin("frozenset"):
        return given
    return machine.new(cls, {}, dict(keys_of(machine, arguments[0])) if arguments else {})


CONSTRUCTORS = {"set": make_set, "frozenset": make_set}
