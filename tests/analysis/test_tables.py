"""Tables of parameters: what is told where a part of the model, or the way through it, is not known."""

from __future__ import annotations

import textwrap
from pathlib import Path

from shapeproof.analysis.facts import ModelTable
from shapeproof.project import Project

START = """
import torch
from torch import nn
from not_installed import unheard_of
"""


def table(folder: Path, text: str, target: str = "Net()", *inputs: str) -> ModelTable:
    (folder / "m.py").write_text(START + textwrap.dedent(text))
    found = Project(folder).params(f"m.py:{target}", inputs=inputs)
    assert found.error is None
    return found


def test_undecided_total_is_at_least_the_smallest_of_all_ways(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(10, 20 if unheard_of() else 5, bias=False)
        """,
    )
    assert found.total is not None
    assert (found.total.formula, found.total.value, found.total.at_least) == (None, None, 50)
    assert found.trainable is not None
    assert found.trainable.at_least == 50
    assert [part.reason for part in found.unknown] == [
        "it depends on what is not known: module not_installed was not found"
    ]


def test_undecided_total_of_sizes_that_are_symbols_has_no_least(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Net(nn.Module):
            def __init__(self, d):
                super().__init__()
                self.fc = nn.Linear(d, 20 if unheard_of() else 5)
        """,
        "Net",
    )
    assert found.total is not None
    assert (found.total.formula, found.total.at_least) == (None, None)


def test_unknown_part_leaves_the_rest_counted(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = nn.Linear(10, 5)
                self.extra = unheard_of(5)
        """,
    )
    assert found.total is not None
    assert (found.total.formula, found.total.at_least) == (None, 55)
    assert [part.name for part in found.unknown] == ["extra"]


def test_worlds_that_differ_below_an_equal_handle_are_not_one(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.sizes = {}
                self.choose()
                self.fc = nn.Linear(10, self.sizes["out"])

            def choose(self):
                self.sizes["out"] = 20 if unheard_of() else 5
        """,
    )
    assert found.total is not None
    assert (found.total.formula, found.total.at_least) == (None, 55)


def test_worlds_that_differ_in_what_a_function_closes_over_are_not_one(tmp_path: Path) -> None:
    found = table(
        tmp_path,
        """
        def layer(width):
            return lambda: nn.Linear(10, width)

        def chosen():
            return layer(20) if unheard_of() else layer(5)

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.fc = chosen()()
        """,
    )
    assert found.total is not None
    assert (found.total.formula, found.total.at_least) == (None, 55)
