"""Rule 0: report only what is certain: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "what is not known makes no error": """
    from somewhere import width

    layer = nn.Linear(width(), 4)
    layer(torch.zeros(2, 3))
    nn.Linear(5, 4)(torch.zeros(2, 3))  # error: [linear]
    """,
    "warnings need certainty too": """
    net = nn.Linear(8, 1)
    data, target = torch.zeros(5, 8), torch.zeros(5)
    loss = F.mse_loss(net(data), target)  # warning: [silent-broadcast] stretches both [5, 1] and [5] to [5, 5]
    right = F.mse_loss(net(data).squeeze(1), target)
    also = F.mse_loss(net(data), target.unsqueeze(1))
    pairs = target.view(-1, 1) - target
    outer = target[:, None] - target
    centred = data.mean(1, keepdim=True) - target
    different = torch.zeros(4, 1) + target
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
