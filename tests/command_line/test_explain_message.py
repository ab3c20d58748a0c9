"""``shapeproof explain "a pasted message"``: what it means, and where in the project its sizes meet."""

from __future__ import annotations

from pathlib import Path

from command_line.running import shapeproof

NET = """
from torch import nn

PIXELS = 96 * 96


class Net(nn.Module):
    def __init__(self, hidden=128):
        super().__init__()
        self.conv = nn.Conv2d(1, 64, 3)
        self.fc1 = nn.Linear(9216, hidden)
        self.fc2 = nn.Linear(hidden, 10)
        self.other = nn.Linear(PIXELS, 3)

    def forward(self, x):
        return self.fc2(self.fc1(self.conv(x).flatten(1)))
"""


def test_the_places_where_sizes_meet(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(NET)
    message = "RuntimeError: mat1 and mat2 shapes cannot be multiplied (64x3136 and 9216x128)"
    done = shapeproof(tmp_path, "explain", message, real=True)
    assert done.code == 0 and done.err == ""
    assert done.out.startswith("A matrix of 64 rows of 3136 numbers is multiplied by one of 9216 rows")
    lines = done.out.splitlines()
    assert "    net.py:11: self.fc1 = nn.Linear(9216, hidden)" in lines
    assert lines[-1] == "Findings like it have the code linear: shapeproof explain linear"
    assert not any("PIXELS" in line for line in lines[:4])


def test_findings_that_speak_of_them(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text("import torch\ntorch.zeros(2, 3) + torch.zeros(2, 4)\n")
    message = "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1"
    done = shapeproof(tmp_path, "explain", message, real=True)
    assert "Found in this project:\n    m.py:2: + cannot broadcast [2, 3] with [2, 4]: 3 and 4 differ" in done.out


def test_what_is_not_known_is_one_line(tmp_path: Path) -> None:
    done = shapeproof(tmp_path, "explain", "no such message of any kind", real=True)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)
