"""dict and its views. A dict's content is a host dict of values, copied when it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import special
from shapeproof.interpreter.builtins import formatting
from shapeproof.interpreter.builtins.equality import assemble, equality, find_key, gather, put
from shapeproof.interpreter.builtins.plain import (
    Arguments,
    Keywords,
    Method,
    changing,
    check_count,
    is_instance_of,
    raise_builtin,
    reject_keywords,
    type_name,
)
from shapeproof.interpreter.builtins.rows import (
    as_repeated,
    can_be_iterated,
    check_iterable,
    iterated,
    new_iterator,
    row,
)
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import iterator_over_content, walk
from shapeproof.interpreter.registries import find_entry
from shapeproof.shapes import Gap
from shapeproof.values import Class, Namespace, Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Content = dict[Any, Value]

HELD = "\0held"  # an attribute of an object: the dict of the program's that is its __dict__


def content_of(machine: Interpreter, receiver: Value) -> Content:
    """The content of a dict; not to be changed."""
    if isinstance(receiver, Unknown):
        raise Gap(receiver.reason)
    content = machine.content(receiver) if isinstance(receiver, Object) else None
    if type(content) is not dict:
        raise Gap(f"the content of a {type_name(machine, receiver)}")
    return content


def write(machine: Interpreter, receiver: Object, content: Content) -> None:
    """Give a dict a new content; that of an object's ``__dict__`` changes the object's attributes."""
    machine.budget(len(content), "a dict")
    namespace = machine.state(receiver).content
    if type(namespace) is not Namespace:
        machine.set_content(receiver, content)
        return
    owner, old = namespace.owner, content_of(machine, receiver)
    for name in old.keys() - content.keys():
        machine.delete_attribute_raw(owner, name)
    for name, value in content.items():
        if not isinstance(name, str):
            raise Gap("a name in a __dict__ that is no string")
        if old.get(name, MISSING) is not value:
            machine.set_attribute_raw(owner, name, value)


def namespace_of(machine: Interpreter, owner: Object) -> Object:
    """``owner.__dict__``: a dict whose changes are those of the owner's attributes."""
    attributes = machine.attributes(owner)
    if "__lost__" in attributes:
        raise Gap(str(attributes["__lost__"]))
    held = attributes.get(HELD)
    return held if held is not None else machine.new(machine.classes.dict, None, Namespace(owner))


def pairs_of(
    machine: Interpreter, source: Value, met: Callable[[Value], None] | None = None
) -> list[tuple[Value, Value]]:
    """The items that ``dict(source)`` takes; ``met`` is told each key of a program's mapping before it is asked."""
    return list(_each_pair(machine, source, met))


def _each_pair(
    machine: Interpreter, source: Value, met: Callable[[Value], None] | None = None
) -> Iterator[tuple[Value, Value]]:
    if isinstance(source, Unknown):
        raise Gap(source.reason)
    if isinstance(source, Object) and not isinstance(source, Class):
        if is_instance_of(machine, source, "dict") and _goes_as_dict(machine, source):
            yield from list(content_of(machine, source).items())
            return
        keys = machine.find_attribute(source, "keys")
        if keys is not MISSING:
            from shapeproof.interpreter import operators

            given = machine.call(keys)
            if not can_be_iterated(machine, given):
                what = f"returned a non-iterable (type {type_name(machine, given)})"
                machine.throw("TypeError", f"{source.cls.name}.keys() {what}")
            for name in row(machine, given, "a mapping"):
                if met is not None:
                    met(name)
                yield name, operators.get_item(machine, source, name)
            return
    check_iterable(machine, source)
    for at, item in enumerate(walk(machine, source)):
        if as_repeated(item):
            raise Gap("a dict of symbolic length")
        if not can_be_iterated(machine, item):
            machine.throw("TypeError", f"cannot convert dictionary update sequence element #{at} to a sequence")
        pair = tuple(row(machine, item, "a pair"))
        if len(pair) != 2:
            machine.throw(
                "ValueError", f"dictionary update sequence element #{at} has length {len(pair)}; 2 is required"
            )
        yield pair


def _goes_as_dict(machine: Interpreter, source: Object) -> bool:
    """Whether a dict's content is what is copied: its class says nothing else of its iteration."""
    from shapeproof.interpreter import classes

    if source.cls.builtin:
        return True
    return not special.is_written(classes.lookup(machine, source.cls, "__iter__"))


def _row(machine: Interpreter, source: Value) -> Iterable[Value]:
    items = iterated(machine, source)
    return row(machine, tuple(items), "a dict")


def _set_all(
    machine: Interpreter, receiver: Object, content: Content, arguments: Arguments, keywords: Keywords
) -> None:
    """Set the items of a source and keywords; those that were met before something raises stay."""
    if "**" in keywords:
        raise Gap("** of unknown content")
    made = dict(content)
    try:
        if arguments:
            for key, value in _each_pair(machine, arguments[0]):
                put(machine, made, key, value)
        for name, value in keywords.items():
            put(machine, made, name, value)
    finally:
        write(machine, receiver, made)


# --- changing -------------------------------------------------------------------------------------------------------


def _initialise(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "dict", arguments, 0, 1)
    _set_all(machine, receiver, machine.content(receiver) or {}, arguments, keywords)
    return None


def _update(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "update", arguments, 0, 1)
    _set_all(machine, receiver, content_of(machine, receiver), arguments, keywords)
    return None


def _update_in_place(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    _update(machine, receiver, arguments, keywords)
    return receiver


def _set_item(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "__setitem__", arguments, 2, 2)
    write(machine, receiver, assemble(machine, ((arguments[0], arguments[1]),), content_of(machine, receiver)))
    return None


def _delete_item(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    find_key(machine, content_of(machine, receiver), arguments[0])
    _taken(machine, receiver, arguments[0], MISSING)
    return None


def _taken(machine: Interpreter, receiver: Value, key: Value, default: Value) -> Value:
    content = content_of(machine, receiver)
    found = find_key(machine, content, key) if content else MISSING
    if found is MISSING:
        if default is MISSING:
            raise_builtin(machine, "KeyError", (key,))
        return default
    made = dict(content)
    value = made.pop(found)
    write(machine, receiver, made)
    return value


def _pop(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    reject_keywords(machine, "dict.pop", keywords)
    check_count(machine, "pop", arguments, 1, 2)
    return _taken(machine, receiver, arguments[0], arguments[1] if len(arguments) == 2 else MISSING)


def _popitem(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    made = dict(content_of(machine, receiver))
    if not made:
        raise_builtin(machine, "KeyError", ("popitem(): dictionary is empty",))
    item = made.popitem()
    write(machine, receiver, made)
    return item


def _setdefault(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    check_count(machine, "setdefault", arguments, 1, 2)
    content = content_of(machine, receiver)
    found = find_key(machine, content, arguments[0])
    if found is not MISSING:
        return content[found]
    value = arguments[1] if len(arguments) == 2 else None
    write(machine, receiver, {**content, arguments[0]: value})
    return value


def _clear(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    write(machine, receiver, {})
    return None


# --- asking ---------------------------------------------------------------------------------------------------------


def _get(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    reject_keywords(machine, "dict.get", keywords)
    check_count(machine, "get", arguments, 1, 2)
    found, content = find_entry(machine, receiver, content_of(machine, receiver), arguments[0])
    if found is MISSING:
        return arguments[1] if len(arguments) == 2 else None
    return content[found]


def _item(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    found, content = find_entry(machine, receiver, content_of(machine, receiver), arguments[0])
    if found is not MISSING:
        return content[found]
    from shapeproof.interpreter import classes

    hook = classes.lookup(machine, receiver.cls, "__missing__")
    if hook is MISSING:
        raise_builtin(machine, "KeyError", (arguments[0],))
    return special.call(machine, hook, receiver, arguments[0])


def _contains(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return find_entry(machine, receiver, content_of(machine, receiver), arguments[0])[0] is not MISSING


def _length(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return len(content_of(machine, receiver))


def _iterate(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return iterator_over_content(machine, receiver)


def _reversed(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return new_iterator(machine, reversed(content_of(machine, receiver)), "iterator")


def _copy(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return machine.new_dict(content_of(machine, receiver))


def _merged(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    if isinstance(arguments[0], Unknown):
        raise Gap(arguments[0].reason)
    if not is_instance_of(machine, arguments[0], "dict"):
        return machine.classes.not_implemented
    content = content_of(machine, receiver)
    made = assemble(machine, pairs_of(machine, arguments[0]), content)
    return machine.new(receiver.cls, {}, made) if receiver.cls.builtin else machine.new_dict(made)


def _equal(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    other = arguments[0]
    if isinstance(other, Unknown):
        raise Gap(other.reason)
    if not is_instance_of(machine, other, "dict"):
        return machine.classes.not_implemented
    return contents_equal(machine, content_of(machine, receiver), content_of(machine, other))


def contents_equal(machine: Interpreter, a: Content, b: Content) -> bool:
    """Whether two dicts hold the same; a Gap where that depends on what is not known."""
    if len(a) != len(b):
        return False
    answers: list[bool | None] = []
    for key, value in a.items():
        found = find_key(machine, b, key)
        answers.append(False if found is MISSING else equality(machine, value, b[found]))
    if False in answers:
        return False
    if None in answers:
        raise Gap("dicts that may or may not be equal")
    return True


def _unequal(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    answer = _equal(machine, receiver, arguments, keywords)
    return not answer if isinstance(answer, bool) else answer


def _repr(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    return formatting.repr_of(machine, receiver)


def _from_keys(machine: Interpreter, receiver: Value, arguments: Arguments, keywords: Keywords) -> Value:
    """``dict.fromkeys(keys, value)``: found in the class, so its first argument stands where a receiver would."""
    check_count(machine, "fromkeys", (receiver, *arguments), 1, 2)
    value = arguments[0] if arguments else None
    if isinstance(receiver, Object) and receiver.cls in (machine.classes.set, machine.classes.dict):
        return machine.new_dict(dict.fromkeys(_row(machine, receiver), value))  # its keys are not hashed again
    return machine.new_dict(dict.fromkeys(gather(machine, _row(machine, receiver)), value))


METHODS: dict[str, dict[str, Method]] = {
    "dict": {
        "get": _get,
        "copy": _copy,
        "fromkeys": _from_keys,
        "pop": changing(_pop),
        "popitem": changing(_popitem),
        "setdefault": changing(_setdefault),
        "update": changing(_update),
        "clear": _clear,
        "__init__": changing(_initialise),
        "__setitem__": changing(_set_item),
        "__delitem__": changing(_delete_item),
        "__ior__": changing(_update_in_place),
        "__getitem__": _item,
        "__contains__": _contains,
        "__len__": _length,
        "__iter__": _iterate,
        "__reversed__": _reversed,
        "__or__": _merged,
        "__eq__": _equal,
        "__ne__": _unequal,
        "__repr__": _repr,
    },
}


def make_dict(machine: Interpreter, cls: Class, arguments: Arguments, keywords: Keywords) -> Value:
    if not cls.builtin:
        return machine.new(cls, {}, {})  # its __init__ fills it
    if len(arguments) > 1:
        machine.throw("TypeError", f"dict expected at most 1 argument, got {len(arguments)}")
    made = machine.new_dict({})
    _set_all(machine, made, {}, arguments, keywords)
    return made


CONSTRUCTORS = {"dict": make_dict}
