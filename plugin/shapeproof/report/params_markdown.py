"""``params --format markdown``: a table for an issue, a README or a paper's appendix."""

from __future__ import annotations

from shapeproof.analysis.facts import ModelTable
from shapeproof.report.layer_rows import Row, count_text, has_numbers, share_text, summary, tree_rows, value_text

_HEADINGS = ("layer", "type", "weights", "input", "output", "parameters", "number", "share")
_RIGHT = frozenset({"number", "share"})


def render_params_markdown(table: ModelTable, depth: int | None = None) -> str:
    """A target's table as Markdown under a heading; nothing for one that could not be answered."""
    if table.error is not None:
        return ""
    rows = tree_rows(table, depth)
    with_numbers = has_numbers(rows)
    cells = [_cells(row, with_numbers) for row in rows]
    kept = [index for index in range(len(_HEADINGS)) if index == 0 or any(row[index] for row in cells)]
    lines = [
        f"## `{table.target}`",
        "",
        _line([_HEADINGS[index] for index in kept]),
        _line(["---:" if _HEADINGS[index] in _RIGHT else "---" for index in kept]),
        *(_line([row[index] for index in kept]) for row in cells),
    ]
    below = [f"- {heading}: {_code(text)}" for heading, text in summary(table)]
    findings = [
        f"- {finding.severity.value} `{finding.code}` at {finding.place.path}:{finding.place.line}: {finding.message}"
        for finding in table.findings
    ]
    return "\n".join(lines + [""] * bool(below) + below + [""] * bool(findings) + findings) + "\n"


def _cells(row: Row, with_numbers: bool) -> list[str]:
    count = count_text(row, with_numbers=with_numbers)
    return [
        f"`{row.name or row.label}`",
        row.type,
        _code(row.weights),
        _code(row.input),
        _code(row.output),
        count if row.tied_to is not None or row.count is None else _code(count),
        value_text(row) if with_numbers else "",
        share_text(row),
    ]


def _code(text: str) -> str:
    return f"`{text}`" if text else ""


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"
