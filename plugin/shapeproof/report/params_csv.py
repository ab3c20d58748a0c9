"""``params --format csv``: a row a layer and a row a parameter, nothing left out, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io

from shapeproof.analysis.facts import LayerRow, ModelTable, ParameterRow
from shapeproof.dims import Size, render
from shapeproof.report.shapes import calls_text, row_text

HEADINGS = (
    "target", "kind", "name", "type", "shape", "input", "output", "calls", "formula", "value", "trainable", "tied_to",
)  # fmt: skip


def render_params_csv(tables: list[ModelTable]) -> str:
    """All targets' rows below one line of headings; ``total`` and ``trainable`` are rows of their own."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADINGS)
    for table in tables:
        if table.error is not None:
            continue
        writer.writerows([table.target, *_layer(row)] for row in table.layers)
        writer.writerows([table.target, *_parameter(row)] for row in table.parameters)
        for kind, total in (("total", table.total), ("trainable", table.trainable)):
            if total is not None:
                counted = [_formula(total.formula), _number(total.value)]
                writer.writerow([table.target, kind, "", "", "", "", "", "", *counted, "", ""])
    return written.getvalue()


def _layer(row: LayerRow) -> list[str]:
    shapes = [calls_text(row.inputs), calls_text(row.outputs)]
    counted = [_formula(row.total), _number(row.total_value)]
    return ["layer", row.name, row.type, "", *shapes, str(row.calls), *counted, "", ""]


def _parameter(row: ParameterRow) -> list[str]:
    counted = [_formula(row.count), _number(row.count_value)]
    trainable = "true" if row.trainable else "false"
    return ["parameter", row.name, "", row_text(row.shape), "", "", "", *counted, trainable, row.tied_to or ""]


def _formula(size: Size | None) -> str:
    return "" if size is None else render(size)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
