"""A fault of the engine ends one way in, told at its place; the rest of the file stands."""

from pathlib import Path

import pytest
from shapeproof.interpreter import operators
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
