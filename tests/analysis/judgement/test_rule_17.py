"""Rule 17: names people can read: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "names people can read": """
    def f(x):
        batch, time, width = x.shape
        reveal_type(x.flatten(1))  # reveal: Tensor[batch, time*width]
        return x
    """,
    "whose name a solved size has": """
    class Named(nn.Module):
        def __init__(self, width, config):
            super().__init__()
            self.first = nn.Linear(width, config.n_embd)

        def forward(self, images, other):
            B, T, C = images.shape
            reveal_type(images)  # reveal: Tensor[B, T, C]
            reveal_type(self.first(images))  # reveal: Tensor[B, T, config.n_embd]
            reveal_type(images)  # reveal: Tensor[B, T, width]
            other.transpose(1, 2)
            reveal_type(other.softmax(1))  # reveal: Tensor[other.0, other.1, other.2, *other]
            return other
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
