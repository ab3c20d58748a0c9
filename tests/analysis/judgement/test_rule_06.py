"""Rule 6: broadcasting does not solve: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "broadcasting does not solve": """
    def add(x, y):
        z = x + y
        b, c = x.shape
        d, e = y.shape
        return z

    class Scale(nn.Module):
        def __init__(self, n):
            super().__init__()
            self.fc = nn.Linear(4, n)
            self.scale = nn.Parameter(torch.ones(2 * n + 1))

        def forward(self, x):
            return self.fc(x) * self.scale

    class Never(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(4, 6)
            self.scale = nn.Parameter(torch.ones(7))

        def forward(self, x):
            return self.fc(x) * self.scale  # error: [broadcast]
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
