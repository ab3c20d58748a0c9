"""Rule 5: sizes of inputs are at least 1: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "sizes are at least 1, a constant of 0 is one too": """
    empty = torch.zeros(0, 3)
    empty.view(3, 0)
    empty.view(1, 3)  # error: [reshape]

    class Grow(nn.Module):
        def __init__(self, n):
            super().__init__()
            self.a = nn.Linear(n, n + 1)
            self.b = nn.Linear(n, 2)

        def forward(self, x):
            return self.b(self.a(x))  # error: [linear] got n + 1
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
