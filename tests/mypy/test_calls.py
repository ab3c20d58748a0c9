"""The call of a layer has the type of what its ``forward`` returns, where that is a tensor or a tuple of them."""

import re

import pytest
from mypy_runs import MypyProject

CALLS = """\
from typing import Any

from torch import Tensor, nn


class Pair(nn.Module):
    def forward(self, x: Tensor) -> tuple[Tensor, list[int]]:
        return x, []


class Same(nn.Linear):
    pass


class Untold(nn.Module):
    def forward(self, x):
        return x


class Net(nn.Module):
    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.fc = nn.Linear(3, 3)
        self.lstm = nn.LSTM(3, 3)
        self.attention = nn.MultiheadAttention(3, 3)
        self.sequence = nn.Sequential(nn.Linear(3, 3))
        self.layer = layer
        self.same = Same(3, 3)

    def forward(self, x: Tensor, unknown: Any) -> Tensor:
        reveal_type(self.fc(x))  # Tensor
        reveal_type(self.same(x))  # Tensor
        reveal_type(self.lstm(x))  # tuple[Tensor, tuple[Tensor, Tensor]]
        reveal_type(self.lstm(unknown))  # Any
        reveal_type(self.attention(x, x, x))  # Any
        reveal_type(self.sequence(x))  # Any
        reveal_type(self.layer(x))  # Any
        reveal_type(Pair()(x))  # Any
        reveal_type(Untold()(x))  # Any
        return self.fc(x)


reveal_type(Net(nn.Linear(3, 3)))  # Net
"""


@pytest.mark.parametrize("torch", ["small", "real"])
def test_types_of_calls(project: MypyProject, torch: str) -> None:
    project.torch = torch
    project.write("calls.py", CALLS)
    revealed = {}
    lines = project.mypy("--warn-return-any", "calls.py", code=0).lines
    for line in lines:
        found = re.fullmatch(r'calls\.py:(\d+):\d+: note: Revealed type is "(.*)"', line)
        if found:
            revealed[int(found[1])] = re.sub(r"\b(\w+\.)+", "", found[2])
    expected = dict(enumerate(re.findall(r"^.*?(?:reveal_type.*  # (.*))?$", CALLS, re.MULTILINE), 1))
    assert revealed == {line: text for line, text in expected.items() if text}
    assert all(": note: " in line for line in lines)


def test_calls_in_functions_without_torch_stay_any(project: MypyProject) -> None:
    project.torch = None
    project.write("calls.py", CALLS)
    project.settings = "ignore_missing_imports = True\n"
    lines = project.mypy("calls.py").lines
    assert [line for line in lines if "error" in line] == []
