"""Functions that a library writes for a class: ``__init__`` of a dataclass, ``__new__`` of a named tuple.

They are functions of the program, with parameters that callers, signatures and contracts see.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from shapeproof.program import nodes
from shapeproof.values import Class, Function, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

NOWHERE: nodes.Span = (0, 0, 0, 0)


def constant(value: Value) -> nodes.Expression:
    """An expression for a value that is there already."""
    held: Any = value
    return nodes.Constant(NOWHERE, held)


def name(text: str) -> nodes.Expression:
    return nodes.Name(NOWHERE, text)


def call(function: nodes.Expression, *arguments: nodes.Expression) -> nodes.Expression:
    return nodes.Call(NOWHERE, function, tuple(nodes.Argument(NOWHERE, each, None, 0) for each in arguments))


def parameter(text: str, kind: str = "normal", annotation: nodes.Expression | None = None) -> nodes.Parameter:
    return nodes.Parameter(NOWHERE, text, kind, None, annotation)


def function_of(
    machine: Interpreter,
    owner: Class,
    text: str,
    parameters: Iterable[nodes.Parameter],
    defaults: dict[str, Value],
    body: Iterable[nodes.Statement],
) -> Function:
    """A method of a class, placed where the class is."""
    span = NOWHERE if owner.node is None else owner.node.name_span
    given = tuple(
        nodes.Parameter(span, each.name, each.kind, constant(defaults[each.name]), each.annotation)
        if each.name in defaults
        else each
        for each in parameters
    )
    node = nodes.FunctionDefinition(
        span, text, span, (), given, None, tuple(body), None, tuple(each.name for each in given), False, False, ()
    )
    frame = machine.frame
    module = owner.module if owner.module is not None else None if frame is None else frame.module
    assert module is not None
    first_line = frame.first_line if frame is not None and frame.module is module else 1
    return Function(
        machine.fresh_id(), machine.classes.function, node, text, module, first_line, None, defaults, owner,
        f"{owner.qualname}.{text}",
    )  # fmt: skip
