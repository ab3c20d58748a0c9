"""Rule 2: a refusal under a condition is part of the contract: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "a refusal that other sizes escape is no error": """
    class Net(nn.Module):
        def __init__(self, a, b):
            super().__init__()
            self.first = nn.Linear(3, a)
            self.second = nn.Linear(b, 2)

        def forward(self, x):
            return self.second(self.first(x))
    """,
    "known arguments that cannot meet it are": """
    class Net(nn.Module):
        def __init__(self, a, b):
            super().__init__()
            self.first = nn.Linear(3, a)
            self.second = nn.Linear(b, 2)

        def forward(self, x):
            return self.second(self.first(x))  # error: [linear] last dimension of 5, got 4

    Net(4, 4)(torch.zeros(1, 3))
    Net(4, 5)(torch.zeros(1, 3))
    """,
    "a path that works makes the other a condition": """
    class Net(nn.Module):
        def __init__(self, wide):
            super().__init__()
            self.wide = wide
            self.a = nn.Linear(4, 8)
            self.b = nn.Linear(4, 8)
            self.out = nn.Linear(8, 2)

        def forward(self, x):
            x = self.a(x)
            if self.wide:
                x = self.b(x)
            return self.out(x)
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
