"""Rule 7: an open rank takes what its uses ask for: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "an open rank takes what its uses ask for": """
    class Any(nn.Module):
        def __init__(self, d):
            super().__init__()
            self.norm = nn.LayerNorm(d)
            self.fc = nn.Linear(d, d)

        def forward(self, x):
            return x + self.fc(self.norm(x))

    class Three(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(8, 5)

        def forward(self, x):
            B, T, C = x.shape
            y = self.fc(x)
            return y.view(B, T, 5)

    class Fixed(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(8, 5)

        def forward(self, x):
            B, T, C = x.shape
            y = self.fc(x)
            return y.reshape(B, T, 8)  # error: [reshape]
    """,
    "a view of many sizes waits for its next use": """
    class Flat(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 8, 3)
            self.fc = nn.Linear(8 * 13 * 13, 10)

        def forward(self, x):
            return self.fc(F.max_pool2d(self.conv(x), 2).flatten(1))  # error: [linear] 1352, got 1152

    Flat()(torch.zeros(2, 1, 28, 28))
    Flat()(torch.zeros(2, 1, 26, 26))
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
