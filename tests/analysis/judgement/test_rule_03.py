"""Rule 3: after a refusal the operation solves nothing: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "what is refused makes no second finding": """
    x = torch.zeros(2, 3) @ torch.zeros(4, 5)  # error: [matmul]
    nn.Linear(7, 2)(x)
    x.view(10)
    """,
    "what could not be built, and what comes out of it, make no second finding": """
    table = nn.Embedding(10, 4, padding_idx=12)  # error: [parameter] a padding_idx of 12 lies outside 10 embeddings
    nn.Linear(5, 2)(table(torch.zeros(2, dtype=torch.long)))

    class Encoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.norm = nn.GroupNorm(4, 10)  # error: [parameter]
            self.fc = nn.Linear(10, 2)

        def forward(self, x):
            return self.fc(self.norm(x.transpose(1, 2)).transpose(1, 2))

    nn.Linear(5, 2)(Encoder()(torch.zeros(2, 3, 7)))
    nn.Linear(5, 2)(nn.Embedding(10, 4)(torch.zeros(2, dtype=torch.long)))  # error: [linear] 5, got 4
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
