"""Rule 9: loops of symbolic length: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "loops of symbolic length": """
    class Deep(nn.Module):
        def __init__(self, d, n):
            super().__init__()
            self.layers = nn.ModuleList([nn.Linear(d, d) for _ in range(n)])
            self.out = nn.Linear(2 * d, 1)

        def forward(self, x):
            for layer in self.layers:
                x = torch.relu(layer(x))
            return self.out(x)  # error: [linear]
    """,
    "a loop that is given up on forgets what it fills": """
    class Collect(nn.Module):
        def __init__(self, d, n, flag):
            super().__init__()
            self.layers = nn.ModuleList()
            for i in range(n):
                if unclear(i):
                    self.layers.append(nn.Linear(d, d))

        def forward(self, x):
            found = []
            for layer in self.layers:
                x = layer(x)
                found.append(x)
            return torch.stack(found)
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
