"""Rule 11: what is not understood hides what passes through it: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "an unknown decorator or patch hides what passes through it": """
    from somewhere import patched

    @patched
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(4, 8)

    nn.Linear(3, 2)(patched(nn.Linear(4, 5))(torch.zeros(1, 4)))
    nn.Linear(3, 2)(nn.Linear(4, 5)(torch.zeros(1, 4)))  # error: [linear]
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
