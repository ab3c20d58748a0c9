"""Rule 12: exceptions that are caught are silent: both sides of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.judgement.running import told

CASES = {
    "what a handler catches is silent": """
    import contextlib
    import pytest

    try:
        torch.zeros(2) + torch.zeros(3)
    except RuntimeError:
        torch.zeros(2) @ torch.zeros(3)  # error: [matmul]

    with pytest.raises(RuntimeError):
        torch.zeros(2) + torch.zeros(3)

    with contextlib.suppress(Exception):
        torch.zeros(2) + torch.zeros(3)

    try:
        torch.zeros(4) + torch.zeros(3)  # error: [broadcast]
    except KeyError:
        pass
    """,
    "unpacking and indexing of sizes": """
    x = torch.zeros(2, 3, 4)
    a, b, c = x.shape
    a, b = x.shape  # error: [split] too many values to unpack
    first = x.shape[2]
    last = x.shape[3]  # error: [index]

    try:
        a, b = x.shape
    except ValueError:
        a = 1
    """,
    "the program's own raise": """
    class Net(nn.Module):
        def __init__(self, dim, heads=8):
            super().__init__()
            if dim % heads:
                raise ValueError("dim must be divisible by heads")  # error: [raises] ValueError: dim must be
            self.fc = nn.Linear(dim, dim)

        def forward(self, x):
            return self.fc(x)

    Net(64)
    Net(60)
    """,
    "a raise that a caller may avoid": """
    class Net(nn.Module):
        def __init__(self, dim=None, heads=8):
            super().__init__()
            if dim is None:
                raise ValueError("dim must be given")
            assert dim % heads == 0
            self.fc = nn.Linear(dim, dim)

        def forward(self, x):
            raise NotImplementedError
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    told(tmp_path, CASES[name])
