"""Going through the nodes of a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shapeproof.program.nodes import ClassDefinition, FunctionDefinition, Lambda, Node

INNER = (FunctionDefinition, ClassDefinition, Lambda)  # what has a body that is not run where it stands


def walk(value: Any, shut: tuple[type, ...] = ()) -> Iterator[Any]:
    """The nodes of a node or of rows of them, in the order of their text; what is in those of ``shut`` is left out."""
    pending = [value]
    while pending:
        node = pending.pop()
        if isinstance(node, tuple):
            pending.extend(reversed(node))
        elif isinstance(node, Node):
            yield node
            if not isinstance(node, shut):
                pending.extend(getattr(node, name) for name in reversed(node.__struct_fields__))
