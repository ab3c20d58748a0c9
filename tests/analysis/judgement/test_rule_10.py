"""Rule 10: state that nobody has set is not known: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "what nobody has set is not known": """
    class Late(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(4, 4)

        def build(self, n):
            self.extra = nn.Linear(n, n)

        def forward(self, x, mask=None):
            x = self.extra(self.fc(x))
            if mask is not None:
                x = x + mask
            return x

    class Modes(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(4, 8)
            self.b = nn.Linear(8, 2)

        def forward(self, x):
            x = self.a(x)
            if self.training:
                return self.b(x)
            return x

    model = Modes()
    nn.Linear(2, 1)(model(torch.zeros(1, 4)))
    model.eval()
    nn.Linear(2, 1)(model(torch.zeros(1, 4)))  # error: [linear]
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
