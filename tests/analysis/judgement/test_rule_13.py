"""Rule 13: what is changed in place keeps its shape: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "in place": """
    x = torch.zeros(3, 1)
    x += torch.zeros(3, 1)
    x += torch.zeros(3, 4)  # error: [inplace]
    y = torch.zeros(3, 1)
    z = y
    y.squeeze_(1)
    z @ torch.zeros(3)
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
