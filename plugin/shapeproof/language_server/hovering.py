"""What an editor shows of the value under the pointer, of a class, and at the ends of names that are bound."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lsprotocol import types
from pygls.workspace import TextDocument

from shapeproof.analysis.facts import ModelTable, ShownValue, Total
from shapeproof.dims import render
from shapeproof.language_server.places import contains, point_in, range_in
from shapeproof.report.conditions import condition_lines

_CLASS = re.compile(r"class\s+(\w+)")


def value_at(values: Iterable[ShownValue], document: TextDocument, position: types.Position) -> types.Hover | None:
    """The hover of the innermost expression at a position whose value was shown."""
    point = point_in(document, position)
    found = [each for each in values if contains(each.place, point)]
    if not found:
        return None
    inner = min(found, key=_extent)
    place = inner.place
    where = range_in(document, (place.line, place.column), (place.end_line, place.end_column))
    return _hover(f"```python\n{inner.text}\n```", where)


def class_at(document: TextDocument, position: types.Position) -> str | None:
    """The class whose name stands at a position, where that is its definition at the top of the file."""
    line, column = point_in(document, position)
    defined = _CLASS.match(document.lines[line - 1]) if line <= len(document.lines) else None
    if defined is None or not defined.start(1) < column <= defined.end(1) + 1:
        return None
    return defined[1]


def contract_of(name: str, table: ModelTable) -> types.Hover | None:
    """The hover of a class: what it requires of its arguments, and how many parameters it has."""
    if table.error is not None:
        return None
    lines = [f"**{name}**", *(f"requires `{condition}`" for condition in condition_lines(table.requires, table.unsaid))]
    if table.total is not None:
        lines.append(f"parameters {_count(table.total)}")
    return _hover("\n\n".join(lines)) if len(lines) > 1 else None


def hints_in(values: Iterable[ShownValue], document: TextDocument, asked: types.Range) -> list[types.InlayHint]:
    """The shapes of the names that are bound in a range, each shown behind its name."""
    hints = []
    for value in values:
        place = value.place
        if value.is_target and value.text.startswith("Tensor["):
            end = range_in(document, (place.line, place.column), (place.end_line, place.end_column)).end
            if asked.start.line <= end.line <= asked.end.line:
                hints.append(types.InlayHint(end, f": {value.text}", types.InlayHintKind.Type, padding_left=False))
    return hints


def _count(total: Total) -> str:
    if total.formula is not None:
        return f"`{render(total.formula)}`"
    return "not known" if total.at_least is None else f"at least `{render(total.at_least)}`"


def _extent(value: ShownValue) -> tuple[int, int, bool]:
    place = value.place
    return place.end_line - place.line, place.end_column - place.column, not value.is_target


def _hover(text: str, where: types.Range | None = None) -> types.Hover:
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), where)
