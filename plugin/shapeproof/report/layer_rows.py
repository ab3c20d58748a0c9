"""A model's layers and parameters as the rows of a tree: what the text, Markdown and LaTeX tables share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from shapeproof.analysis.facts import LayerRow, ModelTable, ParameterRow, Solution, Total, UnknownPart
from shapeproof.dims import Size, render
from shapeproof.report.conditions import condition_lines, is_bound
from shapeproof.report.shapes import calls_text, row_text, size_text

NAMED = 4
"""How many parts that are not known for one reason are named."""
FOLDED = 2
"""A layer without layers of its own and at most this many parameters is one row, its parameters in it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the tree; ``depth`` is 0 for the model itself. A count of None is not known."""

    depth: int
    name: str
    label: str
    type: str
    weights: str
    input: str
    output: str
    count: Size | None
    value: int | None
    share: float | None
    tied_to: str | None = None
    is_parameter: bool = False


def tree_rows(table: ModelTable, depth: int | None = None) -> list[Row]:
    """The rows from the model down, each layer's own parameters before its layers, to ``depth`` levels below it."""
    owned = _owned(table)
    layers = {layer.name: layer for layer in table.layers}
    with_children = {name.rpartition(".")[0] for name in layers if name}
    rows: list[Row] = []
    for layer in [layers.get("") or _root(table), *(layer for layer in table.layers if layer.name)]:
        level = layer.name.count(".") + 1 if layer.name else 0
        own = owned.get(layer.name, [])
        folded = bool(layer.name) and layer.name not in with_children and len(own) <= FOLDED
        rows.append(_layer(layer, level, table, own if folded else []))
        if not folded:
            rows.extend(_parameter(row, level + 1, table) for row in own)
    return rows if depth is None else [row for row in rows if row.depth <= depth]


def has_numbers(rows: list[Row]) -> bool:
    """Whether a column of numbers says more than the formulas do."""
    counted = [row for row in rows if row.count is not None]
    formulas = [row for row in counted if not isinstance(row.count, int)]
    return bool(counted) and (not formulas or any(row.value is not None for row in formulas))


def count_text(row: Row, *, with_numbers: bool) -> str:
    """A row's formula; a plain number stands in the column of numbers, where there is one."""
    if row.tied_to is not None:
        return f"tied to {row.tied_to}"
    if row.count is None:
        return "not known"
    if isinstance(row.count, int):
        return "" if with_numbers else f"{row.count:,}"
    return render(row.count)


def value_text(row: Row) -> str:
    """A row's number, thousands apart; empty where it is not known or counted elsewhere."""
    if row.tied_to is not None or row.value is None:
        return ""
    return f"{row.value:,}"


def share_text(row: Row) -> str:
    """A row's share of the total; empty where one of the two is no number."""
    return "" if row.share is None or row.tied_to is not None else f"{row.share:.1%}"


def total_text(total: Total) -> str:
    """A total as formula and number, or what is known of it."""
    if total.formula is None:
        if total.at_least is None:
            return "not known"
        return f"not known, at least {_equation(total.at_least, total.at_least_value)}"
    return _equation(total.formula, total.value)


def summary(table: ModelTable) -> Iterator[tuple[str, str]]:
    """What stands below a table: the totals, then what was asked for besides, each with its heading."""
    yield from _totals(table)
    for condition in condition_lines(table.requires, table.unsaid):
        yield "requires", condition
    if not table.requires_all and not all(map(is_bound, table.requires)):  # where nothing is said, nothing is all
        yield "not known", "whether it requires more: some paths are not followed"
    if table.has_output:
        yield "output", calls_text((table.output,))
    if table.solve is not None:
        for line in _solution(table):
            yield "solve", line
    for line in _unknown(table):
        yield "not known", line


def _totals(table: ModelTable) -> Iterator[tuple[str, str]]:
    """The totals; where they depend on what is not given, a line for each that there is."""
    if not table.counts:
        if table.total is not None:
            yield "total", total_text(table.total)
        if table.trainable is not None:
            yield "trainable", total_text(table.trainable)
        return
    for way in table.counts:
        yield "total", f"{total_text(way.total)} where {' and '.join(way.when)}"
    if all(way.trainable == way.total for way in table.counts):
        yield "trainable", "all of them"
        return
    for way in table.counts:
        yield "trainable", f"{total_text(way.trainable)} where {' and '.join(way.when)}"


def _unknown(table: ModelTable) -> Iterator[str]:
    """The parts that are not known, a line a reason; the model itself is not named."""
    by_reason: dict[str, list[UnknownPart]] = {}
    for part in table.unknown[bool(table.counts) :]:  # the first says what the counts depend on
        by_reason.setdefault(part.reason, []).append(part)
    for reason, parts in by_reason.items():
        names = list(dict.fromkeys(part.name for part in parts if part.name))
        more = len(names) - NAMED
        told = ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
        place = next((f" at {part.path}:{part.line}" for part in parts if part.path is not None), "")
        yield f"{told}: {reason}{place}" if told else f"{reason}{place}"


def _solution(table: ModelTable) -> list[str]:
    solve = table.solve
    assert solve is not None
    if solve.curve:
        numbers = [", ".join(f"{name} = {number}" for name, number in point) for point, _ in solve.curve]
        return [f"{each} gives {count:,}" for each, (_, count) in zip(numbers, solve.curve, strict=True)]
    return [_one_number(solve)]


def _one_number(solve: Solution) -> str:
    if len(solve.free) > 1:
        return f"too many free symbols; hold all but two of {', '.join(solve.free)} with -D"
    refused = ""
    if solve.refused:
        refused = "; ".join(
            f"{solve.symbol} = {number} would, but {text} is required" for number, text in solve.refused
        )
        refused = f" ({refused})"
    if solve.exact:
        values = " or ".join(str(value) for value in solve.exact)
        return f"{solve.symbol} = {values}" + ("" if solve.count is None else f" gives {solve.count:,}")
    nothing = f"no whole number for {solve.symbol} gives this count{refused}"
    if solve.nearest is None:
        return nothing
    near = f"{solve.symbol} = {solve.nearest} comes nearest from below"
    count = "" if solve.count is None else f", with {solve.count:,}"
    return f"{nothing}; {near}{count}"


def _equation(formula: Size, value: int | None) -> str:
    text = size_text(formula)
    return text if isinstance(formula, int) or value is None else f"{text} = {value:,}"


def _root(table: ModelTable) -> LayerRow:
    total = table.total or Total(None, None)
    return LayerRow("", "", None, None, total.formula, total.value)


def _owned(table: ModelTable) -> dict[str, list[ParameterRow]]:
    """Each layer's own parameters, by the layer's name."""
    names = {layer.name for layer in table.layers} | {""}
    owned: dict[str, list[ParameterRow]] = {}
    for row in table.parameters:
        owner = row.name.rpartition(".")[0]
        while owner not in names:
            owner = owner.rpartition(".")[0]
        owned.setdefault(owner, []).append(row)
    return owned


def _layer(layer: LayerRow, level: int, table: ModelTable, folded: list[ParameterRow]) -> Row:
    label = layer.name.rpartition(".")[2] if layer.name else _model_name(table.target)
    return Row(
        level,
        layer.name,
        label,
        layer.type,
        ", ".join(_weight(row, row.name.removeprefix(f"{layer.name}.")) for row in folded),
        calls_text(layer.inputs),
        calls_text(layer.outputs),
        layer.total,
        layer.total_value,
        _share(layer.total_value, table),
    )


def _parameter(row: ParameterRow, level: int, table: ModelTable) -> Row:
    return Row(
        level,
        row.name,
        row.name.rpartition(".")[2],
        "parameter" if row.trainable else "frozen parameter",
        row_text(row.shape),
        "",
        "",
        row.count,
        row.count_value,
        _share(row.count_value, table),
        row.tied_to,
        is_parameter=True,
    )


def _weight(row: ParameterRow, label: str) -> str:
    frozen = "" if row.trainable else " frozen"
    tied = "" if row.tied_to is None else f" = {row.tied_to}"
    return f"{label} {row_text(row.shape)}{frozen}{tied}"


def _share(value: int | None, table: ModelTable) -> float | None:
    total = None if table.total is None else table.total.value
    return None if value is None or not total else value / total


def _model_name(target: str) -> str:
    """The name of what a target builds, without its file and arguments."""
    return target.rpartition("/")[2].partition(":")[2].partition("(")[0].rpartition(".")[2] or target
