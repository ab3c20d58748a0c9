"""The outline of a body: what is left of it when numbers and names of models are taken away."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from shapeproof.program import nodes


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


def _fields(node: nodes.Node, names: frozenset[str]) -> tuple[Hashable, ...]:
    rest = [name for name in node.__struct_fields__ if name != "span"]
    return (type(node).__name__, *(outline(getattr(node, name), names) for name in rest))


def _constant(value: Any, names: frozenset[str]) -> Hashable:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return "number" if value else 0  # none of something is another structure
    return "name" if value in names else value
