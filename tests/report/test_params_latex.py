"""``params --format latex``: what TeX would take, with the numbers that were counted."""

from __future__ import annotations

from math import prod
from pathlib import Path

import pytest
from report.latex_reader import LatexError, formulas, read_table, value
from shapeproof.dims import evaluate
from shapeproof.project import Project
from shapeproof.report.params_latex import render_params_latex

EXAMPLES = Path(__file__).parents[2] / "examples"
TARGETS = {
    "session_gnn.py:SessionGNN": {"d": 100},
    "gpt.py:GPT": {"n_embd": 12, "n_head": 3, "n_layer": 5, "vocab_size": 31, "block_size": 7},
    "lstm_tagger.py:LSTMTagger": {},
    "unet.py:UNet": {},
}


@pytest.mark.parametrize("target", TARGETS)
def test_each_formula_is_what_was_counted(target: str) -> None:
    table = Project(EXAMPLES).params(target)
    assert table.error is None and table.total is not None and table.total.formula is not None
    names = TARGETS[target]
    rows = [row for row in table.parameters if row.tied_to is None]
    names = names or dict.fromkeys(_symbols(table.total.formula), 6)
    read = read_table(render_params_latex(table)).rows
    body = [row for row in read[1:] if row[0] not in ("total", "trainable")]
    counted = sum(value(formulas(row[2])[0], names) for row in body)
    assert counted == evaluate(table.total.formula, names) == sum(evaluate(row.count, names) for row in rows)
    total = next(row for row in read if row[0] == "total")
    assert value(formulas(total[2])[0], names) == counted
    for row in body:
        weights = row[0].count(r"\texttt")
        shape = prod(value(each, names) for each in formulas(row[1])[0].split(r"\times")) if formulas(row[1]) else 1
        assert value(formulas(row[2])[0], names) % (shape * weights) == 0


def test_numbers_stand_beside_formulas() -> None:
    table = Project(EXAMPLES).params("session_gnn.py:SessionGNN", numbers={"d": 100})
    rows = read_table(render_params_latex(table)).rows
    assert rows[0] == ["weights", "shape", "parameters", "number"]
    for row in rows[1:]:
        assert value(formulas(row[2])[0], {"d": 100}) == value(formulas(row[3])[0], {})
    assert value(formulas(rows[-1][3])[0], {}) == 170_200


@pytest.mark.parametrize(
    "broken",
    [
        "\\begin{tabular}{ll}\na & b & c \\\\\n\\end{tabular}",
        "\\begin{tabular}{ll}\na & $b \\\\\n\\end{tabular}",
        "\\begin{tabular}{l}\n\\texttt{a_b} \\\\\n\\end{tabular}",
        "\\begin{tabular}{l}\n\\unknown{a} \\\\\n\\end{tabular}",
        "\\begin{tabular}{l}\na",
    ],
)
def test_the_reader_is_strict(broken: str) -> None:
    with pytest.raises(LatexError):
        read_table(broken)


def _symbols(size: object) -> list[str]:
    from shapeproof.dims import Dim, Symbol, atom_of, symbols_of

    found = []
    for each in symbols_of(size) if isinstance(size, Dim) else ():
        atom = atom_of(each)
        assert isinstance(atom, Symbol)
        found.append(atom.name)
    return found
