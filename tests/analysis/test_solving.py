"""Backwards from a count: one free symbol, two, and more."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapeproof.project import Project
from shapeproof.report.layer_rows import summary

SOURCE = """
from torch import nn

class Net(nn.Module):
    def __init__(self, d, n, vocab):
        super().__init__()
        self.embedding = nn.Embedding(vocab, d)
        self.layers = nn.ModuleList([nn.Linear(d, d, bias=False) for _ in range(n)])
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "m.py").write_text(SOURCE)
    return Project(tmp_path)


def test_numbers_hold_the_other_symbols(project: Project) -> None:
    table = project.params("m.py:Net", numbers={"n": 3, "vocab": 10}, solve="total=400")
    assert table.solve is not None
    assert (table.solve.symbol, table.solve.exact, table.solve.nearest, table.solve.count) == ("d", (10,), 10, 400)


def test_two_free_symbols_give_a_curve(project: Project) -> None:
    table = project.params("m.py:Net", numbers={"vocab": 10}, solve="total=1100")
    assert table.solve is not None and table.solve.free == ("d", "n")
    points = {tuple(number for _, number in point): count for point, count in table.solve.curve}
    assert points[1, 28] == 28 * 28 + 280
    assert points[10, 10] == 1100
    for (n, d), count in points.items():
        assert count == n * d * d + 10 * d <= 1100 < n * (d + 1) ** 2 + 10 * (d + 1)
    assert ("solve", "n = 10, d = 10 gives 1,100") in list(summary(table))


def test_of_more_their_names_are_told(project: Project) -> None:
    table = project.params("m.py:Net", solve="total=1100")
    assert ("solve", "too many free symbols; hold all but two of d, n, vocab with -D") in list(summary(table))
