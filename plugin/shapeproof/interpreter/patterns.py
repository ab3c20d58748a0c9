"""``match``: which case a subject takes, and the names its pattern binds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import branching, classes, operators, special
from shapeproof.interpreter.builtins.equality import find_key
from shapeproof.interpreter.builtins.functions import length
from shapeproof.interpreter.builtins.instances import is_instance
from shapeproof.interpreter.builtins.numbers import known_index
from shapeproof.interpreter.builtins.plain import is_certain, is_instance_of
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.expressions import evaluate
from shapeproof.interpreter.iteration import Repeated
from shapeproof.interpreter.world import Branches, Raising, World
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import Class, Frame, Object, Range, ShapeValue, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Bindings = dict[str, Value]
Patterns = tuple[nodes.Pattern, ...]


def run_match(machine: Interpreter, node: nodes.Match, frame: Frame) -> Any:
    """Run the body of the first case that matches, in each world its own; the completion of the statement."""
    from shapeproof.interpreter.statements import outcome_ends, run_block, within_bounds

    start = machine.world()
    chosen = branching.attempt(machine, _choose, machine, node, frame)
    if type(chosen) is not Branches:
        return None if chosen is None else run_block(machine, node.cases[chosen].body, frame)
    ends: list[tuple[World, Any]] = []
    for world, result in chosen.ends:
        if result is None or type(result) is Raising:
            ends.append((world, result))
            continue
        machine.enter(world)
        ends.extend(outcome_ends(machine, partial(run_block, machine, node.cases[result].body, frame)))
    return branching.join(machine, within_bounds(machine, ends), start)


def _choose(machine: Interpreter, node: nodes.Match, frame: Frame) -> int | None:
    return chosen_case(machine, node, evaluate(machine, node.subject, frame), frame)


def chosen_case(machine: Interpreter, node: nodes.Match, subject: Value, frame: Frame) -> int | None:
    """The number of the case a subject takes, its names bound; None where it takes none."""
    from shapeproof.interpreter.statements import store_name

    for number, case in enumerate(node.cases):
        bound: Bindings = {}
        machine.span = case.span
        if not _matches(machine, case.pattern, subject, frame, bound):
            continue
        for name, value in bound.items():
            store_name(machine, frame, name, value)
        if case.guard is None:
            return number
        test = evaluate(machine, case.guard, frame)
        machine.span = case.guard.span
        if machine.truth(test):
            return number
    return None


def _matches(machine: Interpreter, pattern: nodes.Pattern, subject: Value, frame: Frame, bound: Bindings) -> bool:
    """Whether a pattern matches; where that is not known, both worlds are followed."""
    try:
        return _MATCH[type(pattern)](machine, pattern, subject, frame, bound)
    except Gap as gap:
        reason = str(gap)
    taken = machine.truth(machine.unknown(reason))
    if taken:
        for name in _names(pattern):
            bound[name] = machine.unknown(reason)
    return taken


def _names(pattern: Any) -> list[str]:
    """The names a pattern binds."""
    if isinstance(pattern, tuple):
        return [name for part in pattern for name in _names(part)]
    kind = type(pattern)
    if kind is nodes.MatchAs:
        own = [pattern.name] if pattern.name is not None else []
        return [*_names(pattern.pattern), *own] if pattern.pattern is not None else own
    if kind is nodes.MatchStar:
        return [pattern.name] if pattern.name is not None else []
    if kind is nodes.MatchMapping:
        return [*_names(pattern.patterns), *([pattern.rest] if pattern.rest is not None else [])]
    if kind is nodes.MatchClass:
        return [*_names(pattern.patterns), *_names(pattern.keyword_patterns)]
    return _names(pattern.patterns) if kind in (nodes.MatchSequence, nodes.MatchOr) else []


# --- the kinds of patterns ------------------------------------------------------------------------------------------


def _value(machine: Interpreter, pattern: nodes.MatchValue, subject: Value, frame: Frame, bound: Bindings) -> bool:
    expected = evaluate(machine, pattern.value, frame)
    return machine.truth(machine.compare("==", subject, expected))


def _singleton(
    machine: Interpreter, pattern: nodes.MatchSingleton, subject: Value, frame: Frame, bound: Bindings
) -> bool:
    return machine.truth(machine.compare("is", subject, pattern.value))


def _capture(machine: Interpreter, pattern: nodes.MatchAs, subject: Value, frame: Frame, bound: Bindings) -> bool:
    if pattern.pattern is not None and not _matches(machine, pattern.pattern, subject, frame, bound):
        return False
    if pattern.name is not None:
        bound[pattern.name] = subject
    return True


def _alternatives(machine: Interpreter, pattern: nodes.MatchOr, subject: Value, frame: Frame, bound: Bindings) -> bool:
    for part in pattern.patterns:
        attempt: Bindings = {}
        if _matches(machine, part, subject, frame, attempt):
            bound.update(attempt)
            return True
    return False


def _sequence(
    machine: Interpreter, pattern: nodes.MatchSequence, subject: Value, frame: Frame, bound: Bindings
) -> bool:
    parts = pattern.patterns
    star = next((at for at, part in enumerate(parts) if type(part) is nodes.MatchStar), None)
    if _goes_its_own_way(machine, subject):
        return _asked(machine, subject, parts, star, frame, bound)
    items = _items(machine, subject, pattern)
    if items is None:
        return False
    if star is None:
        return len(items) == len(parts) and _all_match(machine, parts, items, frame, bound)
    after = len(parts) - star - 1
    if len(items) < star + after:
        return False
    middle = items[star : len(items) - after]
    if not _all_match(machine, parts[:star], items[:star], frame, bound):
        return False
    starred = parts[star]
    if isinstance(starred, nodes.MatchStar) and starred.name is not None:
        bound[starred.name] = machine.new_list(middle)
    return _all_match(machine, parts[star + 1 :], items[len(items) - after :], frame, bound)


def _goes_its_own_way(machine: Interpreter, subject: Value) -> bool:
    """Whether a list or tuple is of a program's class that says itself what its length or its items are."""
    if type(subject) is not Object or subject.cls.builtin:
        return False
    if not (is_instance_of(machine, subject, "list") or is_instance_of(machine, subject, "tuple")):
        return False
    methods = [classes.lookup(machine, subject.cls, name) for name in ("__len__", "__iter__", "__getitem__")]
    return any(special.is_written(each) for each in methods) and is_certain(machine, subject)


def _asked(
    machine: Interpreter, subject: Object, parts: Patterns, star: int | None, frame: Frame, bound: Bindings
) -> bool:
    """Match a sequence as Python does: by its length, then by the items of it that the pattern looks at."""
    count = len(parts)
    if star is None or count > 1:
        number = known_index(machine, length(machine, subject))
        if number != count if star is None else number < count - 1:
            return False
    if all(map(_is_wildcard, parts)):
        return True
    if star is not None and _is_wildcard(parts[star]):
        for at, part in enumerate(parts):
            if at == star or _is_wildcard(part):
                continue
            place = at if at < star else known_index(machine, length(machine, subject)) - (count - at)
            if not _matches(machine, part, operators.get_item(machine, subject, place), frame, bound):
                return False
        return True
    items = tuple(operators.unpack(machine, subject, count, star, [None] * count))
    least = count if star is None else count - 1
    if len(items) < least:
        said = f"at least {least}" if star is not None else str(count)
        machine.throw("ValueError", f"not enough values to unpack (expected {said}, got {len(items)})")
    if star is None and len(items) > count:
        machine.throw("ValueError", f"too many values to unpack (expected {count})")
    if star is not None:
        behind = len(items) - (count - star - 1)
        items = (*items[:star], machine.new_list(items[star:behind]), *items[behind:])
    for part, item in zip(parts, items, strict=True):
        if type(part) is not nodes.MatchStar:
            if not _matches(machine, part, item, frame, bound):
                return False
        elif part.name is not None:
            bound[part.name] = item
    return True


def _is_wildcard(part: nodes.Pattern) -> bool:
    if type(part) is nodes.MatchStar:
        return part.name is None
    return type(part) is nodes.MatchAs and part.name is None and part.pattern is None


def _items(machine: Interpreter, subject: Value, pattern: nodes.MatchSequence) -> tuple[Value, ...] | None:
    """The items of a sequence, None of what is none."""
    if isinstance(subject, Unknown):
        raise Gap(subject.reason)
    if isinstance(subject, ShapeValue):
        raise Gap("matching a shape of unknown rank")
    if type(subject) is not tuple and not isinstance(subject, Range) and not is_instance_of(machine, subject, "list"):
        sequence = is_instance_of(machine, subject, "tuple")
        if not sequence:
            getter = classes.lookup(machine, machine.class_of(subject), "__getitem__")
            if getter is MISSING or machine.class_of(subject).builtin:
                return None
            if not _names_in_collections(machine, subject) & _SEQUENCES:
                if _is_sorted_out(machine, subject):
                    return None
                raise Gap(f"whether a {machine.class_of(subject).name} is a sequence")
    items = tuple(machine.iterate(subject))
    if any(isinstance(item, Repeated) for item in items):
        raise Gap("matching a row of symbolic length")
    return items


_SEQUENCES = frozenset({"Sequence", "MutableSequence", "deque", "UserList", "UserString"})
_MAPPINGS = frozenset({"Mapping", "MutableMapping", "ChainMap", "UserDict", "mappingproxy"})
_NO_SEQUENCES = ("dict", "set", "frozenset", "str", "bytes", "int", "float", "BaseException")


def _names_in_collections(machine: Interpreter, subject: Value) -> frozenset[str]:
    """The names of the library's classes that a value's class derives from."""
    mro = machine.class_of(subject).mro
    return frozenset(each.name for each in mro if each.module is not None and each.module.is_stub)


def _is_sorted_out(machine: Interpreter, subject: Value) -> bool:
    """Whether a value with items is certainly no sequence: it derives from what is none, or nothing makes it one."""
    if any(is_instance_of(machine, subject, name) for name in _NO_SEQUENCES):
        return True
    return is_certain(machine, subject) and not any(
        machine.attributes(each).get("_abc_registered") for each in machine.classes.made if each.name in _SEQUENCES
    )


def _all_match(
    machine: Interpreter, patterns: tuple[nodes.Pattern, ...], items: tuple[Value, ...], frame: Frame, bound: Bindings
) -> bool:
    return all(_matches(machine, part, item, frame, bound) for part, item in zip(patterns, items, strict=True))


def _mapping(machine: Interpreter, pattern: nodes.MatchMapping, subject: Value, frame: Frame, bound: Bindings) -> bool:
    if isinstance(subject, Unknown):
        raise Gap(subject.reason)
    if not is_instance_of(machine, subject, "dict"):
        if _names_in_collections(machine, subject) & _MAPPINGS:
            raise Gap(f"matching a {machine.class_of(subject).name}")
        return False
    content = dict(machine.content(subject))
    for key_node, part in zip(pattern.keys, pattern.patterns, strict=True):
        key = find_key(machine, content, evaluate(machine, key_node, frame))
        if key is MISSING or not _matches(machine, part, content.pop(key), frame, bound):
            return False
    if pattern.rest is not None:
        bound[pattern.rest] = machine.new_dict(content)
    return True


_SELF_MATCHING = ("bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple")


def _class(machine: Interpreter, pattern: nodes.MatchClass, subject: Value, frame: Frame, bound: Bindings) -> bool:
    cls = evaluate(machine, pattern.cls, frame)
    if not machine.truth(is_instance(machine, subject, cls)):
        return False
    if isinstance(subject, Unknown) or not isinstance(cls, Class):
        raise Gap("the attributes of an unknown value")
    names = list(pattern.keywords)
    parts = list(pattern.keyword_patterns)
    if pattern.patterns:
        itself = classes.lookup(machine, cls, "__match_args__") is MISSING and any(
            machine.builtin(name) in cls.mro for name in _SELF_MATCHING
        )
        if itself and len(pattern.patterns) > 1:
            what = f"accepts 1 positional sub-pattern ({len(pattern.patterns)} given)"
            machine.throw("TypeError", f"{cls.name}() {what}")
        if itself:
            if not _matches(machine, pattern.patterns[0], subject, frame, bound):
                return False
        else:
            names = [*_positional_names(machine, cls, len(pattern.patterns)), *names]
            parts = [*pattern.patterns, *parts]
    for at, name in enumerate(names):
        if name in names[:at]:
            machine.throw("TypeError", f"{cls.name}() got multiple sub-patterns for attribute '{name}'")
    for name, part in zip(names, parts, strict=True):
        found = _attribute(machine, subject, name)
        if found is MISSING or not _matches(machine, part, found, frame, bound):
            return False
    return True


def _positional_names(machine: Interpreter, cls: Class, count: int) -> list[str]:
    found = classes.lookup(machine, cls, "__match_args__")
    if isinstance(found, Unknown):
        raise Gap(found.reason)
    if is_certain(machine, found) and type(found) is not tuple:
        kind = machine.class_of(found).name
        machine.throw("TypeError", f"{cls.name}.__match_args__ must be a tuple (got {kind})")
    names = [] if found is MISSING else list(found) if type(found) is tuple else None
    if names is None or not all(isinstance(name, str) for name in names):
        raise Gap(f"the positional patterns of {cls.name}")
    if len(names) < count:
        plural = "s" * (len(names) != 1)
        machine.throw("TypeError", f"{cls.name}() accepts {len(names)} positional sub-pattern{plural} ({count} given)")
    return names[:count]


def _attribute(machine: Interpreter, subject: Value, name: str) -> Value:
    try:
        return machine.find_attribute(subject, name)
    except ProgramRaise as raised:
        if machine.builtin("AttributeError") in raised.exception.cls.mro:
            return MISSING
        raise


_MATCH: dict[type, Callable[[Interpreter, Any, Value, Frame, Bindings], bool]] = {
    nodes.MatchValue: _value,
    nodes.MatchSingleton: _singleton,
    nodes.MatchAs: _capture,
    nodes.MatchOr: _alternatives,
    nodes.MatchSequence: _sequence,
    nodes.MatchMapping: _mapping,
    nodes.MatchClass: _class,
}
