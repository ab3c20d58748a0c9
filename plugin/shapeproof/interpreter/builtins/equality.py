"""Equality, and finding keys, where some of the values may be symbolic."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from shapeproof.dims import ALWAYS, NEVER, Condition, Dim, FloatExpression, different
from shapeproof.interpreter import special
from shapeproof.interpreter.builtins.plain import is_certain, is_instance_of, known, plain
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import (
    Class,
    Function,
    Native,
    Object,
    PythonModule,
    Range,
    ShapeValue,
    SliceValue,
    Truth,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_SELF_EVIDENT = frozenset({type(None), bool, int, float, complex, str, bytes, type(...)})


def decided(machine: Interpreter, condition: Condition | bool) -> bool | None:
    """Whether a condition holds in this world, None where it may or may not."""
    if isinstance(condition, bool):
        return condition
    verdict = machine.judge.facts.decide(condition)
    if verdict is ALWAYS:
        return True
    return False if verdict is NEVER else None


def truth_condition(machine: Interpreter, value: Value) -> Condition | bool | Unknown:
    """The truth of a value without choosing a world: a bool, a condition, or Unknown."""
    kind = type(value)
    if kind in _SELF_EVIDENT or kind is tuple:
        return bool(value)
    if kind is Truth:
        certain = decided(machine, value.condition)
        return value.condition if certain is None else certain
    if kind is Dim:
        condition = different(value, 0)
        certain = decided(machine, condition)
        return condition if certain is None else certain
    if kind is FloatExpression:
        return machine.unknown("the truth of a symbolic float")
    if kind is Range:
        from shapeproof.interpreter.builtins.ranges import length_of_range

        return truth_condition(machine, length_of_range(machine, value))
    if isinstance(value, Unknown | ShapeValue):
        return value if isinstance(value, Unknown) else machine.unknown("a shape of unknown rank")
    return machine.truth(value)


def equality(machine: Interpreter, a: Value, b: Value) -> bool | None:
    """Whether ``a is b or a == b``, None where that is not known; no world is chosen."""
    if a is b:
        return True
    if known(a) and known(b):
        return bool(a == b)
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        return None
    if type(a) is tuple and type(b) is tuple:
        if len(a) != len(b):
            return None if any(map(_is_repeated, (*a, *b))) else False
        answers = [equality(machine, x, y) for x, y in zip(a, b, strict=True)]
        if False in answers:
            return False
        return None if None in answers else True
    if isinstance(a, Object) and a == b:
        return True
    result = machine.compare("==", a, b)
    condition = truth_condition(machine, result)
    if isinstance(condition, bool):
        return condition
    return None


def _is_repeated(value: Value) -> bool:
    from shapeproof.interpreter.iteration import Repeated

    return type(value) is Repeated


def same(machine: Interpreter, a: Value, b: Value) -> bool:
    """As `equality`, in the world chosen by sizes; a Gap where a value is unknown."""
    answer = equality(machine, a, b)
    if answer is not None:
        return answer
    if isinstance(a, Unknown) or isinstance(b, Unknown):
        raise Gap("a comparison with an unknown value")
    return machine.truth(machine.compare("==", a, b))


def check_hashable(machine: Interpreter, key: Value) -> None:
    """Raise TypeError in the program for a list, dict or set; a Gap for what is not known."""
    kind = type(key)
    if kind in _SELF_EVIDENT or kind is Dim:
        return
    if kind is tuple:
        for item in key:
            check_hashable(machine, item)
        return
    if kind is Truth or kind is FloatExpression or isinstance(key, Unknown):
        raise Gap("a key that is not known")
    if kind is SliceValue:
        machine.throw("TypeError", "unhashable type: 'slice'")
    if kind is ShapeValue:
        raise Gap("a key that is not known")
    if kind is Object:
        from shapeproof.interpreter import classes

        own = classes.lookup(machine, key.cls, "__hash__")
        if own is None:
            machine.throw("TypeError", f"unhashable type: '{key.cls.name}'")
        if special.is_written(own):
            if not isinstance(own, Function) or not own.module.is_stub:
                from shapeproof.interpreter.builtins.inspection import hash_of

                hash_of(machine, key)
            return
        if isinstance(own, Native) or is_instance_of(machine, key, "tuple"):
            _check_by_native(machine, key, own)
            return
        for name in ("list", "dict", "set", "bytearray", "dict_keys", "dict_items"):
            if is_instance_of(machine, key, name) and own is MISSING:
                if is_certain(machine, key):
                    machine.throw("TypeError", f"unhashable type: '{key.cls.name}'")
                raise Gap(f"a {key.cls.name} as a key")


def _check_by_native(machine: Interpreter, key: Object, method: Value) -> None:
    """As `check_hashable`, of an object whose class has a hash of the engine's: a tuple's, or that of a dataclass."""
    owner = method.name.partition(".")[0] if isinstance(method, Native) else "tuple"
    if owner == "tuple":
        check_hashable(machine, plain(machine, key))
    elif owner not in _HASHED_ALONE:
        from shapeproof.interpreter.builtins.inspection import hash_of

        with suppress(Gap):
            hash_of(machine, key)


_HASHED_ALONE = frozenset({"str", "bytes", "int", "float", "complex", "object", "frozenset"})


def has_own_equality(machine: Interpreter, key: Value) -> bool:
    if not isinstance(key, Object) or isinstance(key, Class | Function | PythonModule):
        return False
    from shapeproof.interpreter import classes

    return classes.lookup(machine, key.cls, "__eq__") is not MISSING


def find_key(machine: Interpreter, content: Iterable[Any], key: Value) -> Value:
    """The key of a dict's or set's content that equals ``key``, or MISSING; a Gap where that is not known."""
    check_hashable(machine, key)
    if not content:
        return MISSING
    key = plain(machine, key)
    if key in content:
        return key
    obvious = type(key) in _SELF_EVIDENT
    peculiar = has_own_equality(machine, key)
    for other in content:
        if type(other) in _SELF_EVIDENT and obvious:
            continue
        of_other = has_own_equality(machine, other)
        if isinstance(other, Object) and not peculiar and not of_other:
            continue
        if (peculiar or of_other) and not _may_hash_alike(machine, other, key):
            continue
        answer = equality(machine, other, key)
        if answer is None:
            raise Gap("a key that may or may not be there")
        if answer:
            return other
    return MISSING


def _may_hash_alike(machine: Interpreter, a: Value, b: Value) -> bool:
    """Whether two keys of which one has its own ``__eq__`` may have one hash: others are not compared."""
    from shapeproof.interpreter.builtins.inspection import hash_of

    if not (_has_own_hash(machine, a) or _has_own_hash(machine, b)):
        return not (_is_hashed_by_identity(machine, a) or _is_hashed_by_identity(machine, b))
    try:
        one, other = hash_of(machine, a), hash_of(machine, b)
    except Gap:
        return True
    return one == other or not (type(one) is type(other) is int)


def _has_own_hash(machine: Interpreter, key: Value) -> bool:
    """Whether the program itself says what a key's hash is."""
    from shapeproof.interpreter import classes

    if not isinstance(key, Object):
        return False
    found = classes.lookup(machine, machine.class_of(key), "__hash__")
    return special.is_written(found) and not (isinstance(found, Function) and found.module.is_stub)


def _is_hashed_by_identity(machine: Interpreter, key: Value) -> bool:
    """Whether a key certainly has ``object``'s hash, which no other object has."""
    from shapeproof.interpreter import classes

    if type(key) is not Object or key.cls.builtin or not is_certain(machine, key):
        return False
    if any(parent.builtin and parent is not machine.classes.object for parent in key.cls.mro):
        return False
    found = classes.lookup(machine, key.cls, "__hash__")
    return found is MISSING or (isinstance(found, Native) and found.name == "object.__hash__")


def put(machine: Interpreter, content: dict[Any, Value], key: Value, value: Value) -> None:
    """Set a key in a content that is not shared yet; an equal key that is there stays."""
    found = find_key(machine, content, key)
    content[key if found is MISSING else found] = value


WORK = 4  # what hashing or ordering a value costs, by what taking it costs


def gather(machine: Interpreter, keys: Iterable[Value], content: dict[Any, Value] | None = None) -> dict[Any, Value]:
    """The content of a set: the keys, each once."""
    made: dict[Any, Value] = {} if content is None else dict(content)
    obvious = all(type(key) in _SELF_EVIDENT for key in made)
    for key in keys:
        if obvious and type(key) in _SELF_EVIDENT:
            made.setdefault(key)
            continue
        obvious = False
        if find_key(machine, made, key) is MISSING:
            made[key] = None
    machine.take(WORK * len(made))
    return made


def assemble(machine: Interpreter, pairs: Iterable[tuple[Value, Value]], content: dict[Any, Value]) -> dict[Any, Value]:
    """A copy of a dict's content with the pairs set in order."""
    made = dict(content)
    obvious = all(type(key) in _SELF_EVIDENT for key in made)
    for key, value in pairs:
        if obvious and type(key) in _SELF_EVIDENT:
            made[key] = value
            continue
        obvious = False
        put(machine, made, key, value)
    return made
