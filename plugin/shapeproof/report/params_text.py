"""``params --format text``: the tree of layers, plain when piped and in colour on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.analysis.facts import ModelTable
from shapeproof.report.layer_rows import Row, count_text, has_numbers, share_text, summary, tree_rows, value_text
from shapeproof.report.text import finding_lines, plain

if TYPE_CHECKING:
    from rich.console import RenderableType

_HEADINGS = ("layer", "type", "weights", "input", "output", "parameters", "number", "share")
_RIGHT = frozenset({"number", "share"})


def render_params_text(table: ModelTable, depth: int | None = None) -> str:
    """A target's table as plain text; nothing for one that could not be answered."""
    if table.error is not None:
        return ""
    headings, rows = _columns(tree_rows(table, depth))
    widths = [max(len(cell) for cell in column) for column in zip(headings, *rows, strict=True)]
    lines = [table.target, "", _aligned(headings, widths, headings)]
    lines += [_aligned(row, widths, headings) for row in rows]
    below = "".join(f"{line}\n" for line in _below(table))
    findings = "".join(plain(finding_lines(finding)) for finding in table.findings)
    return "\n".join(lines) + "\n" + (f"\n{below}" if below else "") + (f"\n{findings}" if findings else "")


def rich_params(table: ModelTable, depth: int | None = None) -> RenderableType:
    """The same for a terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    tree = tree_rows(table, depth)
    headings, rows = _columns(tree)
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for heading in headings:
        grid.add_column(heading, justify="right" if heading in _RIGHT else "left", overflow="fold")
    for tree_row, cells in zip(tree, rows, strict=True):
        style = "dim" if tree_row.is_parameter else "bold" if tree_row.depth == 0 else ""
        grid.add_row(*(Text(cell) for cell in cells), style=style)
    below = [Text(line) for line in _below(table)]
    findings = [Text.assemble(*line) for finding in table.findings for line in finding_lines(finding)]
    return Group(Text(table.target, style="bold cyan"), grid, *below, *([Text("")] if findings else []), *findings)


def _below(table: ModelTable) -> list[str]:
    """The lines below the tree, their texts aligned."""
    lines = list(summary(table))
    width = max((len(heading) for heading, _ in lines), default=0)
    return [f"{heading:{width}}  {text}" for heading, text in lines]


def _columns(rows: list[Row]) -> tuple[list[str], list[list[str]]]:
    """The headings and cells of the columns that say something."""
    with_numbers = has_numbers(rows)
    cells = [
        [
            "  " * row.depth + row.label,
            row.type,
            row.weights,
            row.input,
            row.output,
            count_text(row, with_numbers=with_numbers),
            value_text(row) if with_numbers else "",
            share_text(row),
        ]
        for row in rows
    ]
    kept = [index for index in range(len(_HEADINGS)) if index == 0 or any(row[index] for row in cells)]
    return [_HEADINGS[index] for index in kept], [[row[index] for index in kept] for row in cells]


def _aligned(cells: list[str], widths: list[int], headings: list[str]) -> str:
    padded = [
        cell.rjust(width) if heading in _RIGHT else cell.ljust(width)
        for cell, width, heading in zip(cells, widths, headings, strict=True)
    ]
    return "  ".join(padded).rstrip()
