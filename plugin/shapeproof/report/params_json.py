"""``params --format json``: one object a target, one a line."""

from __future__ import annotations

import json
from typing import Any

from shapeproof.analysis.facts import CountedWay, LayerRow, ModelTable, ParameterRow, Total
from shapeproof.dims import Size, render
from shapeproof.report.diagnostics import diagnostic
from shapeproof.report.shapes import calls_json, size_json, tree_json


def render_params_json(table: ModelTable) -> str:
    """One target's object, on one line."""
    solve = table.solve
    document = {
        "version": 1,
        "target": table.target,
        "error": table.error,
        "total": _total(table.total),
        "trainable": _total(table.trainable),
        "parameters": [_parameter(row) for row in table.parameters],
        "layers": [_layer(row) for row in table.layers],
        "output": tree_json(table.output) if table.has_output else None,
        "requires": list(table.requires),
        **({} if table.requires_all else {"requires_all": False}),
        **({"counts": [_counted_way(each) for each in table.counts]} if table.counts else {}),
        "findings": [diagnostic(finding) for finding in table.findings],
        "solve": None
        if solve is None
        else {
            "symbol": solve.symbol or None,
            "exact": list(solve.exact),
            "nearest": solve.nearest,
            "count": solve.count,
            **({"free": list(solve.free)} if solve.free else {}),
            **({"refused": [{"value": n, "requires": text} for n, text in solve.refused]} if solve.refused else {}),
            **({"curve": [{**dict(point), "count": count} for point, count in solve.curve]} if solve.curve else {}),
        },
        "unknown": [
            {"name": part.name, "reason": part.reason, "path": part.path, "line": part.line} for part in table.unknown
        ],
    }
    return json.dumps(document, ensure_ascii=False) + "\n"


def _counted(formula: Size | None, value: int | None) -> dict[str, Any]:
    return {"formula": None if formula is None else render(formula), "value": value}


def _total(total: Total | None) -> dict[str, Any] | None:
    if total is None:
        return None
    counted = _counted(total.formula, total.value)
    if total.at_least is not None:
        value = total.at_least if isinstance(total.at_least, int) else total.at_least_value
        counted["at_least"] = _counted(total.at_least, value)
    return counted


def _counted_way(each: CountedWay) -> dict[str, Any]:
    return {"when": list(each.when), "total": _total(each.total), "trainable": _total(each.trainable)}


def _parameter(row: ParameterRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "shape": [size_json(size) for size in row.shape],
        "count": _counted(row.count, row.count_value),
        "trainable": row.trainable,
        "tied_to": row.tied_to,
    }


def _layer(row: LayerRow) -> dict[str, Any]:
    return {
        "name": row.name,
        "type": row.type,
        "own": _counted(row.own, row.own_value),
        "total": _counted(row.total, row.total_value),
        "calls": row.calls,
        "input": calls_json(row.inputs),
        "output": calls_json(row.outputs),
    }
