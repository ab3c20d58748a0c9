r"""``params --format latex``: the derivation of a model's size, as one would write it by hand.

Weights of one layer that have the same shape share a line: ``w_z, w_r, w_h`` are ``d \times 2 d`` each. Plain LaTeX, no
packages.
"""

from __future__ import annotations

from itertools import groupby

from shapeproof.analysis.facts import ModelTable, ParameterRow, Total
from shapeproof.dims import Size, latex
from shapeproof.report.shapes import row_latex

_ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    character: f"\\{character}" for character in "&%$#_{}"
}


def render_params_latex(table: ModelTable) -> str:
    """A target's weights as one ``tabular``; nothing for one that could not be answered."""
    if table.error is not None:
        return ""
    rows = [row for row in table.parameters if row.tied_to is None]
    with_numbers = any(not isinstance(row.count, int) and row.count_value is not None for row in rows)
    lines = [
        f"% {table.target}",
        r"\begin{tabular}{ll" + "r" * (1 + with_numbers) + "}",
        _line(["weights", "shape", "parameters", *(["number"] if with_numbers else [])]),
        r"\hline",
    ]
    for (_, _), group in groupby(rows, key=lambda row: (row.name.rpartition(".")[0], row.shape)):
        lines.append(_weights(list(group), with_numbers))
    for label, total in (("total", table.total), ("trainable", table.trainable)):
        if total is not None and (label == "total" or total != table.total):
            lines += [r"\hline", _total(label, total, with_numbers)]
    return "\n".join([*lines, r"\end{tabular}"]) + "\n"


def _weights(rows: list[ParameterRow], with_numbers: bool) -> str:
    owner = rows[0].name.rpartition(".")[0]
    names = [f"{owner}.{rows[0].name.rpartition('.')[2]}" if owner else rows[0].name]
    names += [row.name.rpartition(".")[2] for row in rows[1:]]
    each = " each" if len(rows) > 1 else ""
    count: Size = sum((row.count for row in rows[1:]), rows[0].count)
    values = [row.count_value for row in rows]
    number = None if None in values else sum(value for value in values if value is not None)
    cells = [", ".join(_typewriter(name) for name in names), f"${row_latex(rows[0].shape)}${each}", _formula(count)]
    return _line([*cells, *([_number(number)] if with_numbers else [])])


def _total(label: str, total: Total, with_numbers: bool) -> str:
    if total.formula is None:
        known = "" if total.at_least is None else rf"$\geq$ {_formula(total.at_least)}"
        return _line([label, "not all is known", known, *([""] if with_numbers else [])])
    return _line([label, "", _formula(total.formula), *([_number(total.value)] if with_numbers else [])])


def _line(cells: list[str]) -> str:
    return " & ".join(cells) + r" \\"


def _formula(size: Size) -> str:
    return _number(size) if isinstance(size, int) else f"${latex(size)}$"


def _number(value: int | None) -> str:
    return "" if value is None else f"${value:,}$".replace(",", "{,}")


def _typewriter(name: str) -> str:
    return rf"\texttt{{{''.join(_ESCAPES.get(character, character) for character in name)}}}"
