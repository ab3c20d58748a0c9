"""Source text by place: what explanations quote."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from shapeproof.values import Site

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def source_text(machine: Interpreter, site: Site) -> tuple[str, str]:
    """What stands before a place on its line, and the text of the place; empty where its file was not read."""
    for module in machine.modules.values():
        if module is None or module.path != site.path or module.source is None:
            continue
        statements = module.source.statements
        index = bisect_right([statement.first_line for statement in statements], site.line) - 1
        if index < 0:
            return "", ""
        statement = statements[index]
        lines = statement.text.splitlines()
        first, last = site.line - statement.first_line, site.end_line - statement.first_line
        if last >= len(lines):
            return "", ""
        before = lines[first][: site.column - 1]
        if first == last:
            return before, lines[first][site.column - 1 : site.end_column - 1]
        return before, "\n".join(
            [lines[first][site.column - 1 :], *lines[first + 1 : last], lines[last][: site.end_column - 1]]
        )
    return "", ""
