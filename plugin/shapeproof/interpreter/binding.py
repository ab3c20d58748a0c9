"""Why arguments do not fit a function's parameters, in Python's own words."""

from __future__ import annotations

from types import MethodDescriptorType, WrapperDescriptorType
from typing import TYPE_CHECKING, NoReturn

from shapeproof.interpreter import hosts
from shapeproof.interpreter.builtins.plain import is_certain
from shapeproof.interpreter.function_attributes import defaults_of, qualname_of
from shapeproof.program import nodes
from shapeproof.values import Class, Function, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def refuse(
    machine: Interpreter,
    function: Function,
    parameters: tuple[nodes.Parameter, ...],
    arguments: tuple[Value, ...],
    keywords: dict[str, Value],
    missing: list[str],
    missing_keywords: list[str],
) -> NoReturn:
    """Raise the TypeError of a call whose arguments do not fit."""
    name = qualname_of(machine, function)
    call = function, len(arguments), tuple(keywords)
    positional = [p for p in parameters if p.kind in ("normal", "positional")]
    _refuse_keywords(machine, call, parameters, {p.name for p in positional[: len(arguments)]}, keywords)
    if len(arguments) > len(positional) and not any(p.kind == "variadic" for p in parameters):
        _throw(machine, call, _too_many(machine, function, parameters, len(positional), len(arguments), keywords))
    kind, names = ("positional", missing) if missing else ("keyword-only", missing_keywords)
    plural = "s" * (len(names) > 1)
    listed = _listed([f"'{each}'" for each in names])
    _throw(machine, call, f"{name}() missing {len(names)} required {kind} argument{plural}: {listed}")


def _refuse_keywords(
    machine: Interpreter,
    call: Call,
    parameters: tuple[nodes.Parameter, ...],
    filled: set[str],
    keywords: dict[str, Value],
) -> None:
    """Raise the TypeError of the first keyword that does not fit, where there is one."""
    name = qualname_of(machine, call[0])
    kinds = {p.name: p.kind for p in parameters if p.kind in ("normal", "positional", "keyword")}
    takes_any = any(p.kind == "keywords" for p in parameters)
    for keyword in keywords:
        if kinds.get(keyword) in ("normal", "keyword"):
            if keyword in filled:
                _throw(machine, call, f"{name}() got multiple values for argument '{keyword}'")
        elif not takes_any and keyword != "**":
            only = [each for each, kind in kinds.items() if kind == "positional" and each in keywords]
            if only:
                what = "got some positional-only arguments passed as keyword arguments"
                _throw(machine, call, f"{name}() {what}: '{', '.join(only)}'")
            _throw(machine, call, f"{name}() got an unexpected keyword argument '{keyword}'")


def check_receiver(machine: Interpreter, function: Function, arguments: tuple[Value, ...]) -> None:
    """Raise the TypeError of a method of a stub's, written in C in CPython, that is called on what it is not of."""
    method = hosts.descriptor(function.module.name, function.qualname)
    if method is not None and function.owner is not None:
        check_descriptor(machine, method, function.owner, arguments)


def check_descriptor(
    machine: Interpreter,
    method: MethodDescriptorType | WrapperDescriptorType,
    owner: Class,
    arguments: tuple[Value, ...],
) -> None:
    """As `check_receiver`, of a method of CPython's that a class has."""
    name, wanted = method.__name__, hosts.name_in_messages(method.__objclass__)
    operator = isinstance(method, WrapperDescriptorType)
    if not arguments:
        what = f"descriptor '{name}' of '{wanted}' object" if operator else f"unbound method {method.__qualname__}()"
        machine.throw_exactly("TypeError", f"{what} needs an argument")
    kind = machine.class_of(arguments[0])
    if owner in kind.mro or not is_certain(machine, arguments[0]):
        return
    real = hosts.real_class(kind.module.name, kind.name) if kind.module is not None and kind.module.is_stub else None
    given = kind.name if real is None else hosts.name_in_messages(real)
    if operator:
        what = f"descriptor '{name}' requires a '{wanted}' object but received a '{given}'"
    else:
        what = f"descriptor '{name}' for '{wanted}' objects doesn't apply to a '{given}' object"
    machine.throw_exactly("TypeError", what)


Call = tuple[Function, int, tuple[str, ...]]  # what is called, with how many arguments and which keywords


def _throw(machine: Interpreter, call: Call, message: str) -> NoReturn:
    if hosts.refuses_alike(call[0]):
        machine.throw_exactly("TypeError", message)
    words = hosts.words_for(*call)
    if words is not None:
        machine.throw_exactly("TypeError", words)
    machine.throw_in_other_words("TypeError", message)


def _listed(names: list[str]) -> str:
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _too_many(
    machine: Interpreter,
    function: Function,
    parameters: tuple[nodes.Parameter, ...],
    most: int,
    given: int,
    keywords: dict[str, Value],
) -> str:
    given_defaults = defaults_of(machine, function)
    defaulted = sum(p.kind in ("normal", "positional") and p.name in given_defaults for p in parameters)
    takes = f"from {most - defaulted} to {most}" if defaulted else str(most)
    plural = "s" * (most != 1 or bool(defaulted))
    only = sum(p.kind == "keyword" and p.name in keywords for p in parameters)
    named = ""
    if only:
        named = f" positional argument{'s' * (given != 1)} (and {only} keyword-only argument{'s' * (only != 1)})"
    verb = "was" if given == 1 and not only else "were"
    return (
        f"{qualname_of(machine, function)}() takes {takes} positional argument{plural} but {given}{named} {verb} given"
    )
