"""Rule 14: nothing runs, and everything has a budget: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "nothing runs": """
    class Boom:
        def __init__(self):
            while True:
                pass

    x = Boom()
    torch.zeros(2) + torch.zeros(3)  # error: [broadcast]
    """,
    "budgets are counted and what is beyond them is not known": """
    def endless(n):
        total = 0
        while total < n:
            total += 1
        return torch.zeros(total, 2)

    def descend(n):
        return descend(n + 1) if n >= 0 else n

    nn.Linear(3, 2)(endless(10**9))
    nn.Linear(3, 2)(torch.zeros(2, descend(1)))
    nn.Linear(3, 2)(torch.zeros(2, sum(range(4))))  # error: [linear] got 6
    nn.Linear(3, 2)(endless(5))  # error: [linear] got 2
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
