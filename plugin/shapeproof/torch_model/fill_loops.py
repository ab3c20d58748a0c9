"""Loops in a constructor that may only fill weights (``for m in self.modules(): …``), read as functions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from shapeproof.program import nodes
from shapeproof.program.walking import walk

_WALKS = frozenset({"modules", "named_modules", "children", "named_children", "parameters", "named_parameters"})
_BINDS_OTHERWISE = (
    nodes.NamedExpression, nodes.Import, nodes.ImportFrom, nodes.FunctionDefinition, nodes.ClassDefinition,
    nodes.Lambda, nodes.Comprehension, nodes.Global, nodes.Nonlocal, nodes.Delete, nodes.Match, nodes.Try, nodes.Return,
    nodes.Yield, nodes.YieldFrom, nodes.Await,
)  # fmt: skip
_SEES_ALL = frozenset({"locals", "vars", "eval", "exec", "dir"})


@dataclass(frozen=True)
class FillLoop:
    """A loop's body as a function: ``given`` are the names it reads of the function around it."""

    node: nodes.For
    function: nodes.FunctionDefinition
    given: tuple[str, ...]
    targets: frozenset[str]


def fill_loop(node: nodes.For, around: nodes.FunctionDefinition) -> FillLoop | None:
    """A loop over a module's parts whose rounds leave nothing behind but what their body does; None for any other.

    What it binds is asked for nowhere else in the function, or leaving out a round would be seen.
    """
    iterable = node.iterable
    if node.otherwise or node.asynchronous or not isinstance(iterable, nodes.Call):
        return None
    if not (isinstance(iterable.function, nodes.Attribute) and iterable.function.name in _WALKS):
        return None
    bound = _names(node.target)
    inside: set[str] = set()
    for each in walk((node.target, node.body)):
        if isinstance(each, _BINDS_OTHERWISE):
            return None
        if isinstance(each, nodes.Name):
            inside.add(each.name)
        elif isinstance(each, nodes.Assign):
            bound |= _names(each.targets)
        elif isinstance(each, nodes.AnnotatedAssign | nodes.AugmentedAssign | nodes.For):
            bound |= _names(each.target)
    if not bound <= frozenset(around.local_names) or any(_is_asked(around.body, name, node) for name in bound):
        return None
    if any(isinstance(each, nodes.Name) and each.name in _SEES_ALL for each in walk(around.body)):
        return None
    given = tuple(sorted((inside & frozenset(around.local_names)) - bound))
    parameters = tuple(nodes.Parameter(node.span, name, "normal", None, None) for name in (*given, *sorted(bound)))
    function = nodes.FunctionDefinition(
        node.span,
        "<loop>",
        node.span,
        (),
        parameters,
        None,
        node.body,
        None,
        (*given, *sorted(bound)),
        False,
        False,
        (),
    )
    return FillLoop(node, function, given, frozenset(_names(node.target)))


def _names(target: Any) -> set[str]:
    return {each.name for each in walk(target) if isinstance(each, nodes.Name)}


def _is_asked(body: Any, name: str, loop: nodes.For) -> bool:
    """Whether a name stands anywhere but in a loop, and in others whose rounds begin by binding it."""
    pending = [body]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            pending.extend(node)
        elif isinstance(node, nodes.Name):
            if node.name == name:
                return True
        elif isinstance(node, nodes.For) and (node is loop or name in _names(node.target)):
            pending += [node.iterable, node.otherwise]
        elif isinstance(node, nodes.Node):
            pending.extend(getattr(node, field) for field in node.__struct_fields__)
    return False
