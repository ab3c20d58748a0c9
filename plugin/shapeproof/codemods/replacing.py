"""Expressions of a file replaced through LibCST: all else, comments and spacing, stays as it is."""

from __future__ import annotations

from collections.abc import Iterable

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

from shapeproof.analysis.facts import TextEdit

Spot = tuple[tuple[int, int], tuple[int, int]]  # start and end: lines and columns from 1, the end exclusive


class EditError(ValueError):
    """An edit that does not replace one expression of the text by another."""


def replaced(text: str, edits: Iterable[TextEdit]) -> str:
    """The text with expressions replaced; `EditError` where an edit is about anything else."""
    wanted: dict[Spot, str] = {(edit.start, edit.end): edit.text for edit in edits}
    try:
        wrapper = MetadataWrapper(cst.parse_module(text))
        replacing = _Replacing(wanted)
        changed = wrapper.visit(replacing)
    except cst.ParserSyntaxError as error:
        raise EditError(f"this is not Python: {error.message}") from None
    left = wanted.keys() - replacing.done
    if left:
        line = min(left)[0][0]
        raise EditError(f"no expression of line {line} is what is to be replaced")
    return changed.code


class _Replacing(cst.CSTTransformer):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, wanted: dict[Spot, str]) -> None:
        super().__init__()
        self.wanted = wanted
        self.done: set[Spot] = set()

    def on_leave(self, original_node: cst.CSTNodeT, updated_node: cst.CSTNodeT) -> cst.CSTNodeT:
        if not isinstance(original_node, cst.BaseExpression):
            return updated_node
        place = self.get_metadata(PositionProvider, original_node)
        spot = ((place.start.line, place.start.column + 1), (place.end.line, place.end.column + 1))
        if spot not in self.wanted or spot in self.done:
            return updated_node
        self.done.add(spot)
        return cst.parse_expression(self.wanted[spot])  # type: ignore[return-value]
