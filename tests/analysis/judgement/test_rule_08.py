"""Rule 8: arithmetic of sizes: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "arithmetic of heads": """
    class Heads(nn.Module):
        def __init__(self, d, h):
            super().__init__()
            assert d % h == 0
            self.h = h
            self.fc = nn.Linear(d, d)

        def forward(self, x):
            B, T, C = x.shape
            y = x.view(B, T, self.h, C // self.h).transpose(1, 2)
            return self.fc(y.transpose(1, 2).reshape(B, T, C))
    """,
    "arithmetic that two sizes never or may meet": """
    class Attention(nn.Module):
        def __init__(self, d, heads):
            super().__init__()
            assert d % heads == 0
            self.heads = heads
            self.qkv = nn.Linear(d, 3 * d)
            self.out = nn.Linear(d, d)
            self.near = nn.Linear(d + 1, d)

        def forward(self, x):
            B, T, C = x.shape
            q, k, v = self.qkv(x).chunk(3, dim=-1)
            y = q.view(B, T, self.heads, C // self.heads).flatten(2)
            return self.out(y)

        def never(self, x):
            B, T, C = x.shape
            y = self.qkv(x).view(B, T, 3, self.heads, C // self.heads)[:, :, 0].flatten(2)
            return self.near(y)  # error: [linear] expects a last dimension of d + 1, got d

    class Quarter(nn.Module):
        def __init__(self, d, ratio=0.25):
            super().__init__()
            self.down = nn.Linear(d // 2 // 2, int(d * ratio))
            self.same = nn.Linear(int(d * ratio), 2)
            self.other = nn.Linear(d // 3, 2)
            self.quarter = nn.Linear(4, d // 4)
            self.more = nn.Linear(d // 4 + 2, 2)

        def forward(self, x):
            return self.same(self.down(x)), self.other(self.down(x))

        def never(self, x):
            return self.more(self.quarter(x))  # error: [linear] expects a last dimension of d//4 + 2, got d//4

    reveal_type(nn.Linear(8, int(10 * 0.25))(torch.zeros(1, 8)))  # reveal: Tensor[1, 2]
    reveal_type(nn.Linear(8, int(9.99999999999999999 * 0.25))(torch.zeros(1, 8)))  # reveal: Tensor[1, 2]
    nn.Linear(int(29 * 0.1), 2)(torch.zeros(1, 3))  # error: [linear] expects a last dimension of 2, got 3
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
