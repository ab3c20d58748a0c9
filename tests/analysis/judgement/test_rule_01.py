"""Rule 1: the ways in to a file: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "what only one of a statement's paths refuses is no error": """
    n = int(input())
    a = torch.rand(2, 4)
    if n == 3:
        y = a @ torch.rand(4, 5)
    else:
        y = a @ torch.rand(3, 5)
    y = (a if n == 3 else 2 * a) @ torch.rand(3, 5)  # error: [matmul]

    def row(d):
        return torch.rand(4) if d != 20 else torch.rand(20)

    z = row(int(input())) + torch.rand(2, 4)
    z = row(int(input())) + torch.rand(2, 20)
    """,
    "a class, a function, the module and the main guard are ways in": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(4, 8)
            self.b = nn.Linear(4, 2)

        def forward(self, x):
            return self.b(self.a(x))  # error: [linear]

    def scores():
        return torch.zeros(2, 3) @ torch.zeros(2, 3)  # error: [matmul]

    torch.zeros(2) + torch.zeros(3)  # error: [broadcast]

    if __name__ == "__main__":
        torch.zeros(6).view(4, 2)  # error: [reshape]
        torch.zeros(8).view(4, 2)
    """,
    "builders whose arguments have defaults are called": """
    class Net(nn.Module):
        def __init__(self, a, b):
            super().__init__()
            self.first = nn.Linear(3, a)
            self.second = nn.Linear(b, 2)

        def forward(self, x):
            return self.second(self.first(x))  # error: [linear]

    def net(a=4, b=5):
        return Net(a, b)
    """,
    "methods that nothing here calls are, with free inputs": """
    class Wave(nn.Module):
        def __init__(self, d):
            super().__init__()
            self.narrow = nn.Linear(d, d)
            self.wide = nn.Linear(2 * d, d)

        def forward(self, x):
            return self.half(x)

        def half(self, x):
            return self.wide(x)

        def training_step(self, x, y):
            return F.mse_loss(self.wide(self.narrow(x)), y)  # error: [linear] expects a last dimension of 2*d, got d

        def validation_step(self, x, y):
            return F.mse_loss(self.narrow(self.wide(x)), y)

        @property
        def shape(self):
            return self.wide(torch.zeros(1, 3))

        def helper(self, rows):
            return self.wide(torch.zeros(len(rows), 2 * self.narrow.in_features))
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
