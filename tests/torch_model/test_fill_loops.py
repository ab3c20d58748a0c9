"""Rounds of loops that only fill weights are left out where their like were followed; other loops run in full."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent
from typing import Any

import pytest
from shapeproof.project import Project
from shapeproof.torch_model.filling import Fillings
from snippets import check_snippet

MODEL = """
import math

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, d=8, depth=6, gain=1.0):
        super().__init__()
        self.blocks = nn.Sequential(*[nn.Sequential(nn.Linear(d, d), nn.BatchNorm1d(d)) for _ in range(depth)])
        self.head = nn.Linear(d, 10, bias=False)
{loop}

    def forward(self, x):
        return self.head(self.blocks(x))
"""

FILLING = {
    "layers by class": """
        for m in self.modules():
            if isinstance(m, nn.Linear):
                bound = gain / math.sqrt(m.in_features)
                nn.init.uniform_(m.weight, -bound, bound)
                if m.bias is not None:
                    m.bias.data.zero_()
            elif isinstance(m, (nn.BatchNorm1d, nn.GroupNorm)):
                nn.init.constant_(m.weight, 1)
    """,
    "two loops one behind the other": """
        for m in self.modules():
            if isinstance(m, nn.Linear):
                nn.init.normal_(m.weight, 0, 0.01)
        for m in self.modules():
            if isinstance(m, nn.Sequential):
                nn.init.zeros_(m[0].weight)
    """,
    "parameters by name": """
        for name, p in self.named_parameters():
            if name.endswith("bias"):
                nn.init.zeros_(p)
            elif p.dim() > 1:
                nn.init.xavier_uniform_(p)
    """,
    "a loop under no_grad": """
        with torch.no_grad():
            for p in self.parameters():
                p.uniform_(-gain, gain)
    """,
}

OTHER = {
    "a count of rounds": """
        n = 0
        for m in self.modules():
            n += 1
        self.last = nn.Linear(10, n)
    """,
    "a row of what was met": """
        row = []
        for m in self.modules():
            row.append(m)
        self.last = nn.Linear(10, len(row))
    """,
    "the last that was met": """
        for m in self.blocks.children():
            nn.init.zeros_(m[0].weight)
        self.last = m
    """,
    "a way out": """
        for m in self.modules():
            if isinstance(m, nn.Linear):
                nn.init.zeros_(m.weight)
                if m.out_features == 10:
                    self.last = nn.Linear(10, 3)
    """,
    "else": """
        for m in self.modules():
            if isinstance(m, nn.Linear):
                nn.init.zeros_(m.weight)
        else:
            self.last = nn.Linear(10, 4)
    """,
    "what locals() tells": """
        for m in self.modules():
            if isinstance(m, nn.Linear):
                nn.init.zeros_(m.weight)
        self.last = nn.Linear(10, len(locals()))
    """,
    "a parameter made anew": """
        for m in self.modules():
            if isinstance(m, nn.Linear):
                m.weight = nn.Parameter(torch.zeros(3, m.in_features))
    """,
}


def layers(root: Path, loop: str) -> list[Any]:
    (root / "net.py").write_text(MODEL.replace("{loop}", indent(loop.strip("\n").rstrip(), "")))
    project = Project(root, use_cache=False)
    return [project.params(f"net.py:{target}").layers for target in ("Net()", "Net(16, 9)", "Net(7, 3)", "Net")]


def rounds_run(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rounds are chosen of each loop that only fills, from here on."""
    chosen: list[int] = []
    asked = Fillings.rounds

    def rounds(self: Fillings, *arguments: Any) -> Any:
        found = asked(self, *arguments)
        if found is not None:
            chosen.append(len(found.items))
        return found

    monkeypatch.setattr(Fillings, "rounds", rounds)
    return chosen


@pytest.mark.parametrize("name", FILLING)
def test_rounds_are_left_out_and_nothing_changes(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Fillings, "rounds", lambda *_: None)
        every = layers(tmp_path, FILLING[name])
    chosen = rounds_run(monkeypatch)
    assert layers(tmp_path, FILLING[name]) == every
    assert chosen and max(chosen) <= 8  # Net() has 20 modules and 25 parameters


@pytest.mark.parametrize("name", OTHER)
def test_what_leaves_something_behind_runs_in_full(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Fillings, "rounds", lambda *_: None)
        every = layers(tmp_path, OTHER[name])
    chosen = rounds_run(monkeypatch)
    assert layers(tmp_path, OTHER[name]) == every
    assert not chosen


def test_a_layer_of_another_kind_is_filled_too(tmp_path: Path) -> None:
    """The scale has no second dimension: weights that were filled before it, and biases, stand for nothing of it."""
    source = """
        import torch
        from torch import nn

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.body = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 4), nn.Linear(4, 4))
                self.scale = nn.Parameter(torch.ones(4))
                for name, p in self.named_parameters():
                    if "bias" not in name:
                        nn.init.xavier_uniform_(p)  # error: [parameter] at least 2 dimensions, got [4]

        Net()
        """
    check_snippet(tmp_path, source)
