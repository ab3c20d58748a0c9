"""Why arguments do not fit a function's parameters, in Python's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from shapeproof.program import nodes
from shapeproof.values import Function, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def refuse(
    machine: Interpreter,
    function: Function,
    parameters: tuple[nodes.Parameter, ...],
    arguments: tuple[Value, ...],
    keywords: dict[str, Value],
    unexpected: dict[str, Value],
    missing: list[str],
    missing_keywords: list[str],
) -> NoReturn:
    """Raise the TypeError of a call whose arguments do not fit."""
    name = function.qualname
    if unexpected:
        only = [p.name for p in parameters if p.kind == "positional" and p.name in unexpected]
        if only:
            what = "got some positional-only arguments passed as keyword arguments"
            machine.throw("TypeError", f"{name}() {what}: '{', '.join(only)}'")
        machine.throw("TypeError", f"{name}() got an unexpected keyword argument '{next(iter(unexpected))}'")
    positional = [p for p in parameters if p.kind in ("normal", "positional")]
    if len(arguments) > len(positional) and not any(p.kind == "variadic" for p in parameters):
        machine.throw("TypeError", _too_many(function, parameters, len(positional), len(arguments), keywords))
    kind, names = ("positional", missing) if missing else ("keyword-only", missing_keywords)
    plural = "s" * (len(names) > 1)
    listed = _listed([f"'{each}'" for each in names])
    machine.throw("TypeError", f"{name}() missing {len(names)} required {kind} argument{plural}: {listed}")


def _listed(names: list[str]) -> str:
    if len(names) < 3:
        return " and ".join(names)
    return f"{', '.join(names[:-1])}, and {names[-1]}"


def _too_many(
    function: Function, parameters: tuple[nodes.Parameter, ...], most: int, given: int, keywords: dict[str, Value]
) -> str:
    defaulted = sum(p.kind in ("normal", "positional") and p.name in function.defaults for p in parameters)
    takes = f"from {most - defaulted} to {most}" if defaulted else str(most)
    plural = "s" * (most != 1 or bool(defaulted))
    only = sum(p.kind == "keyword" and p.name in keywords for p in parameters)
    named = ""
    if only:
        named = f" positional argument{'s' * (given != 1)} (and {only} keyword-only argument{'s' * (only != 1)})"
    verb = "was" if given == 1 and not only else "were"
    return f"{function.qualname}() takes {takes} positional argument{plural} but {given}{named} {verb} given"
