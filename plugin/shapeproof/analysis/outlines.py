"""The outline of a body: what is left of it when numbers and names of models are taken away.

Builders of one file differ in what they hand on by keyword. `features` are these choices one by one: a builder all of
whose choices were made by others, in other company, builds of the same parts.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from shapeproof.program import nodes
from shapeproof.program.walking import walk


def outline(value: Any, names: frozenset[str]) -> Hashable:
    """Equal for bodies that do the same with other numbers; ``names`` are words that say which model it is."""
    if isinstance(value, tuple):
        return tuple(outline(item, names) for item in value)
    if isinstance(value, nodes.Constant):
        return _constant(value.value, names)
    if isinstance(value, nodes.Evaluate) and isinstance(value.value, nodes.Constant):
        return nodes.Evaluate.__name__  # a docstring
    if isinstance(value, nodes.Node):
        return _fields(value, names)
    return value if isinstance(value, Hashable) else repr(value)


def features(body: tuple[nodes.Statement, ...], names: frozenset[str]) -> set[Hashable]:
    """The statements, and each argument and entry of a dict by itself; what is called stands for the whole call."""
    found: set[Hashable] = {_outer(statement, names) for statement in body}
    for node in walk(body):
        if isinstance(node, nodes.Call):
            called = outline(node.function, names)
            for place, argument in enumerate(node.arguments):
                found.add((called, argument.keyword or place, argument.stars, _outer(argument.value, names)))
        elif isinstance(node, nodes.DictDisplay):
            for key, value in zip(node.keys, node.values, strict=True):
                found.add((_outer(key, names), _outer(value, names)))
    return found


def _outer(value: Any, names: frozenset[str]) -> Hashable:
    """The outline of a node without what it hands on."""
    if isinstance(value, tuple):
        return tuple(_outer(item, names) for item in value)
    if isinstance(value, nodes.Call):
        return "call", outline(value.function, names)
    if isinstance(value, nodes.DictDisplay):
        return "dict"
    is_plain = isinstance(value, nodes.Constant) or not isinstance(value, nodes.Node)
    if is_plain or (isinstance(value, nodes.Evaluate) and isinstance(value.value, nodes.Constant)):
        return outline(value, names)
    rest = [name for name in value.__struct_fields__ if name != "span"]
    return (type(value).__name__, *(_outer(getattr(value, name), names) for name in rest))


def _fields(node: nodes.Node, names: frozenset[str]) -> tuple[Hashable, ...]:
    rest = [name for name in node.__struct_fields__ if name != "span"]
    return (type(node).__name__, *(outline(getattr(node, name), names) for name in rest))


def _constant(value: Any, names: frozenset[str]) -> Hashable:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return "number" if value else 0  # none of something is another structure
    return "name" if value in names else value
