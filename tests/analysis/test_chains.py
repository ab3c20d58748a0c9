"""The way of sizes that do not fit, from birth to meeting, read whole."""

from __future__ import annotations

import json
from pathlib import Path

from command_line.running import shapeproof

SOURCE = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 16, 5)
        self.pool = nn.MaxPool2d(2)
        self.fc = nn.Linear(400, 10)

    def forward(self, x):
        x = torch.relu(self.conv(x))
        x = self.pool(x)
        x = x.flatten(1)
        x = torch.relu(x)
        return self.fc(x)


Net()(torch.zeros(8, 3, 32, 32))
a = torch.zeros(2, 3)
c = torch.zeros(4, 5).t() * 2
a @ c
"""
EXPLAINED = """\
m.py:17:16: error: Linear expects a last dimension of 400, got 3136 [linear]
    called from here (Net.forward) at m.py:20
    m.py:10: nn.Linear(400, 10) is made for 400
    m.py:15: x.flatten(1) is [8, 3136], from [8, 16, 14, 14]
    m.py:17: self.fc(x) meets 400 with 3136
    help: nn.Linear(3136, 10)
m.py:23:1: error: @ of [2, 3] and [5, 4]: the inner sizes 3 and 5 differ [matmul]
    m.py:21: torch.zeros(2, 3) is [2, 3]
    m.py:22: torch.zeros(4, 5) is [4, 5]
    m.py:22: torch.zeros(4, 5).t() is [5, 4]
    m.py:23: a @ c meets 3 with 5
Found 2 errors in 1 file.
"""


def test_the_way_of_each_size(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(SOURCE)
    done = shapeproof(tmp_path, "check", "m.py", "--explain", real=True)
    assert done.out == EXPLAINED
    short = shapeproof(tmp_path, "check", "m.py", real=True).out
    assert "meets" not in short and "nn.Linear(400, 10) at m.py:10" in short


def test_notes_hold_the_way(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(SOURCE)
    found = json.loads(shapeproof(tmp_path, "check", "m.py", "--format", "json", real=True).out)["diagnostics"]
    notes = [(note["line"], note["message"]) for note in found[0]["notes"]]
    assert (15, "x.flatten(1) is [8, 3136], from [8, 16, 14, 14]") in notes
    assert notes[-1] == (17, "self.fc(x) meets 400 with 3136")
