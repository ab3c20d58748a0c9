"""What a call is given: arguments in Python's order, what stands behind stars, and the words for what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NoReturn

from shapeproof.interpreter import expressions, holes
from shapeproof.interpreter.builtins.dicts import pairs_of
from shapeproof.interpreter.builtins.plain import is_certain, plain
from shapeproof.interpreter.builtins.rows import can_be_iterated, listed
from shapeproof.interpreter.builtins.sets import is_set
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import BoundMethod, Class, Frame, Function, Native, Object, ShapeValue, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def arguments_of(
    machine: Interpreter, node: nodes.Call, frame: Frame, function: Value
) -> tuple[tuple[Value, ...], dict[str, Value]]:
    """What a call is given. Python evaluates all that is positional first, and goes through what stands after a star
    last of all where nothing else is positional."""
    arguments: list[Value] = []
    named: list[nodes.Argument] = []
    last: Value = MISSING
    for argument in node.arguments:
        if argument.keyword is not None or argument.stars == 2:
            named.append(argument)
        elif argument.stars == 0:
            arguments.append(_argument(machine, argument, frame, function))
        else:
            value = expressions.evaluate(machine, argument.value, frame)
            if not arguments and sum(each.keyword is None and each.stars < 2 for each in node.arguments) == 1:
                last = value
            else:
                arguments.extend(_after_star(machine, value, "Value"))
    keywords: dict[str, Value] = {}
    together: dict[str, Value] = {}  # keywords between two that are spread: they are evaluated before they are joined
    for argument in named:
        if argument.keyword is not None:
            together[argument.keyword] = _argument(machine, argument, frame, function)
            continue
        _join(machine, function, keywords, together)
        together = {}
        _spread(machine, function, expressions.evaluate(machine, argument.value, frame), keywords)
    _join(machine, function, keywords, together)
    if last is not MISSING:
        arguments.extend(_after_star(machine, last, f"{_called_name(machine, function)} argument"))
    if any(type(name) is not str for name in keywords):
        _refuse_keys(machine, function)
    return tuple(arguments), keywords


def _argument(machine: Interpreter, argument: nodes.Argument, frame: Frame, function: Value) -> Value:
    value = expressions.evaluate(machine, argument.value, frame)
    if machine.holes is not None and frame.module.observed and holes.holds_hole(argument.value):
        return holes.argument(machine, argument.value, function, value, frame)
    return value


def _after_star(machine: Interpreter, value: Value, whose: str) -> Sequence[Value]:
    if isinstance(value, ShapeValue):
        return value.items
    if not can_be_iterated(machine, value):
        what = f"must be an iterable, not {machine.class_of(value).name}"
        machine.throw("TypeError", f"{whose} after * {what}")
    try:
        return listed(machine, value)
    except Gap as gap:
        raise Gap(f"* of {gap}") from None


def _join(machine: Interpreter, function: Value, keywords: dict[str, Value], others: dict[str, Value]) -> None:
    for name, value in others.items():
        if name in keywords:
            _refuse_twice(machine, function, name)
        keywords[name] = value


def _spread(machine: Interpreter, function: Value, value: Value, keywords: dict[str, Value]) -> None:
    def met(key: Value) -> None:
        if key in keywords:
            _refuse_twice(machine, function, key)

    try:
        items = mapped(machine, value, met)
    except ProgramRaise as raised:
        if machine.builtin("AttributeError") in raised.exception.cls.mro:
            _refuse_mapping(machine, function, value)
        raise
    if items is None:
        if is_certain(machine, value) and not is_mapping(machine, value):
            _refuse_mapping(machine, function, value)
        keywords["**"] = value if isinstance(value, Unknown) else machine.unknown("** of unknown content")
        return
    for key, item in items:
        name = plain(machine, key)
        if not isinstance(name, str) and not is_certain(machine, name):
            keywords["**"] = machine.unknown("** of unknown content")
            return
        if name in keywords:
            _refuse_twice(machine, function, name)
        keywords[name] = item


def _refuse_keys(machine: Interpreter, function: Value) -> NoReturn:
    """The end of a call with keywords that are no strings, which some built-in functions do not mind."""
    called = function.function if isinstance(function, BoundMethod) else function
    if isinstance(called, Function):
        machine.throw("TypeError", "keywords must be strings")
    if isinstance(called, Class):
        machine.throw_in_other_words("TypeError", "keywords must be strings")
    raise Gap("keywords that are no strings")


def _refuse_mapping(machine: Interpreter, function: Value, value: Value) -> NoReturn:
    what = f"argument after ** must be a mapping, not {machine.class_of(value).name}"
    machine.throw("TypeError", f"{_called_name(machine, function)} {what}")


def _refuse_twice(machine: Interpreter, function: Value, name: Value) -> NoReturn:
    what = f"got multiple values for keyword argument '{name}'"
    machine.throw("TypeError", f"{_called_name(machine, function)} {what}")


def _called_name(machine: Interpreter, function: Value) -> str:
    """What is called, as messages show it: ``module.function()``."""
    if isinstance(function, BoundMethod):
        function = function.function
    if isinstance(function, Function):
        return f"{function.module.name}.{function.qualname}()"
    if isinstance(function, Class):
        return f"{'' if function.module is None else function.module.name + '.'}{function.qualname}()"
    if isinstance(function, Native):
        return f"{function.name}()"
    return f"{machine.class_of(function).name} object"


def is_mapping(machine: Interpreter, value: Value) -> bool:
    """Whether a value is taken for a mapping whose keys can be asked for."""
    if not isinstance(value, Object):
        return False
    keys = machine.find_attribute(value, "keys")
    return keys is not MISSING


def mapped(
    machine: Interpreter, value: Value, met: Callable[[Value], None] | None = None
) -> list[tuple[Value, Value]] | None:
    """The items that ``**value`` spreads, None where they are not known; ``met`` as in `pairs_of`."""
    if not isinstance(value, Object):
        return None
    content = machine.state(value).content
    if isinstance(content, dict) and not is_set(machine, value):
        return list(content.items()) if value.cls.builtin else pairs_of(machine, value, met)
    try:
        keys = machine.find_attribute(value, "keys")
        return None if keys is MISSING or isinstance(keys, Unknown) else pairs_of(machine, value, met)
    except Gap:
        return None
