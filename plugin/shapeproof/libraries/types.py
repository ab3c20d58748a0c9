"""The natives of types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import Function, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def new_module(machine: Interpreter, cls: Value, name: Value, doc: Value) -> Value:
    raise Gap("a module made by the program")


def names_of(machine: Interpreter, function: Value) -> Value:
    """How many positional and keyword-only parameters a function has, all of them, and its other names."""
    if not isinstance(function, Function):
        raise Gap("the code of what is no function")
    by_kind: dict[str, list[str]] = {"positional": [], "keyword": [], "variadic": [], "keywords": []}
    for parameter in function.node.parameters:
        by_kind["positional" if parameter.kind == "normal" else parameter.kind].append(parameter.name)
    parameters = tuple(name for names in by_kind.values() for name in names)
    local = function.node.local_names if isinstance(function.node, nodes.FunctionDefinition) else ()
    others = tuple(name for name in local if name not in parameters)
    return len(by_kind["positional"]), len(by_kind["keyword"]), parameters, others
