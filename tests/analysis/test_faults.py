"""A fault of the engine ends one way in, told at its place; the rest of the file stands."""

from pathlib import Path

import pytest
from shapeproof.analysis.facts import Severity
from shapeproof.interpreter import operators
from shapeproof.project import Project
from snippets import check_snippet


def test_a_fault_in_one_function_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    binary = operators.binary

    def faulty(machine: object, operator: str, left: object, right: object) -> object:
        if operator == "<<":
            raise KeyError("a table that lacks a row")
        return binary(machine, operator, left, right)  # type: ignore[arg-type]

    monkeypatch.setattr(operators, "binary", faulty)
    check_snippet(
        tmp_path,
        """
        from torch import nn

        def faulty(a):
            return a << 3  # information: [internal] shapeproof failed here (KeyError: 'a table that lacks a row')

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.first = nn.Linear(4, 5)
                self.second = nn.Linear(6, 7)

            def forward(self, x):
                return self.second(self.first(x))  # error: [linear] expects a last dimension of 6, got 5
        """,
    )


def test_a_file_that_is_too_large_is_not_checked(tmp_path: Path) -> None:
    rows = "".join(f"    {number}: {'0' * 60!r},\n" for number in range(10_000))
    path = tmp_path / "large.py"
    path.write_text(f"import torch\nTABLE = {{\n{rows}}}\ntorch.zeros(2) + torch.zeros(3)\n", encoding="utf-8")
    (found,) = Project(tmp_path).check(["large.py"]).files[0].findings
    assert (found.code, found.severity, found.message) == (
        "internal",
        Severity.INFORMATION,
        "this file is not checked: it has 738,944 characters, and at most 600,000 are followed; "
        "what other files import from it is still read",
    )
