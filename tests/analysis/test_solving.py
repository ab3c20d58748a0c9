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


HEADS = """
from torch import nn

class Attention(nn.Module):
    def __init__(self, d, heads, n=1):
        super().__init__()
        assert d % heads == 0
        self.layers = nn.ModuleList([nn.Linear(d, d, bias=False) for _ in range(n)])
"""


def test_what_the_model_refuses_is_no_solution(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(HEADS)
    project = Project(tmp_path)
    table = project.params("m.py:Attention", numbers={"heads": 4}, solve="total=100")
    assert table.solve is not None
    assert (table.solve.exact, table.solve.nearest, table.solve.count) == ((), 8, 64)
    assert table.solve.refused == ((10, "d % heads == 0"),)
    assert list(summary(table))[-1] == (
        "solve",
        "no whole number for d gives this count (d = 10 would, but d % heads == 0 is required);"
        " d = 8 comes nearest from below, with 64",
    )
    assert project.params("m.py:Attention", numbers={"heads": 5}, solve="total=100").solve.exact == (10,)  # type: ignore[union-attr]
    nothing = project.params("m.py:Attention", numbers={"heads": 64}, solve="total=100")
    assert list(summary(nothing))[-1][1].startswith("no whole number for d gives this count (d = 10 would")


def test_a_curve_has_only_what_the_model_takes(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(HEADS.replace("n=1", "n"))
    table = Project(tmp_path).params("m.py:Attention", numbers={"heads": 4}, solve="total=1000")
    assert table.solve is not None and table.solve.curve
    assert all(dict(point)["d"] % 4 == 0 and count <= 1000 for point, count in table.solve.curve)


def test_a_layer_that_is_not_there_is_no_answer(project: Project) -> None:
    assert project.params("m.py:Net", solve="toatl=400").error == (
        "m.py:Net: --solve toatl: no layer is called toatl; did you mean total?"
    )
    assert project.params("m.py:net", solve="total=400").error == (
        "m.py:net: no nn.Module comes out of this: m.py has no net; did you mean Net?"
    )
