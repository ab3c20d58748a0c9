"""Arguments without an annotation that are compared as rates are, beside sizes that are compared like them."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapeproof.project import Project
from shapeproof.report.contracts import render_contract_text
from snippets import check_snippet

CLASS = """
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, d, p):
        super().__init__()
        {0}

    def forward(self, x):
        return self.fc(x)
"""
RATES = {
    "between, raising": ("if not 0 < p < 1: raise ValueError('p')", ("p > 0", "p < 1")),
    "between, of floats": ("if not 0.0 < p < 1.0: raise ValueError('p')", ("p > 0.0", "p < 1.0")),
    "two questions": ("if p <= 0 or p >= 1: raise ValueError('p')", ("p > 0", "p < 1")),
    "one side": ("if p >= 1: raise ValueError('p')", ("p < 1",)),
    "the number on the left": ("assert 0 < p\n        assert 1 > p", ("p > 0", "p < 1")),
    "as a rate of Dropout": ("self.drop = nn.Dropout(p)", ("0 <= p <= 1",)),
    "both": ("assert p < 1\n        self.drop = nn.Dropout(p)", ("p < 1", "0 <= p <= 1")),
}
SIZES = {
    "a size": ("if not 0 < p < 3: raise ValueError('p')\n        self.more = nn.Linear(p, p)", ("p <= 2", "p >= 1")),
    "one number is left": ("assert 0 < p < 2\n        self.more = nn.Linear(p, p)", ("p == 1",)),
    "a kernel": ("assert 1 < p\n        self.more = nn.Conv1d(d, d, p)", ("p >= 2",)),
}


def required(folder: Path, body: str) -> set[str]:
    source = CLASS.format(body + "\n        self.fc = nn.Linear(d, d)")
    (folder / "m.py").write_text(source, encoding="utf-8")
    project = Project(folder, use_cache=False)
    found, table = project.contract("m.py:Net"), project.params("m.py:Net")
    assert found.unknown == ()
    assert len(found.cases) == 1
    assert table.error is None
    assert set(table.requires) == set(found.requires)
    assert "d >= 0" in found.requires
    return {condition for condition in found.requires if condition != "d >= 0"}


@pytest.mark.parametrize("name", RATES)
def test_a_rate_may_lie_between_two_whole_numbers(tmp_path: Path, name: str) -> None:
    body, wanted = RATES[name]
    assert required(tmp_path, body) == set(wanted)


@pytest.mark.parametrize("name", SIZES)
def test_a_size_is_a_whole_number(tmp_path: Path, name: str) -> None:
    body, wanted = SIZES[name]
    assert required(tmp_path, body) == set(wanted)


def test_where_a_rate_chooses_a_layer_the_other_layer_is_not_taken_for_the_only_one(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from torch import nn

        class Net(nn.Module):
            def __init__(self, d, p):
                super().__init__()
                if 0 < p < 1:
                    self.fc = nn.Linear(d, d)
                else:
                    self.fc = nn.Linear(d, d + 1)

            def forward(self, x):
                return self.fc(self.fc(x))
        """,
    )


def test_what_no_rate_can_mend_is_told(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from torch import nn

        class Net(nn.Module):
            def __init__(self, d, p):
                super().__init__()
                if 0 < p < 1:
                    self.fc = nn.Linear(d, d + 2)
                else:
                    self.fc = nn.Linear(d, d + 1)

            def forward(self, x):
                return self.fc(self.fc(x))  # error: [linear] Linear expects a last dimension of d
        """,
    )


def test_a_size_that_chooses_a_layer_is_still_one(tmp_path: Path) -> None:
    body = """
        if p > 1:
            self.fc = nn.Linear(d, p)
        else:
            self.fc = nn.Linear(d, 1)
    """
    (tmp_path / "m.py").write_text(CLASS.format(body.strip()), encoding="utf-8")
    found = Project(tmp_path, use_cache=False).contract("m.py:Net")
    told = render_contract_text(found)
    assert "-> [*x, p]\n    requires p >= 2" in told
    assert "-> [*x, 1]\n    requires p <= 1" in told
