"""Edits: a round trip over broken snippets, and what ``--fix`` and ``--diff`` do with files."""

from __future__ import annotations

import difflib
import textwrap
from pathlib import Path

import pytest
from command_line.running import shapeproof
from shapeproof.analysis.facts import TextEdit
from shapeproof.codemods.fixing import fixed
from shapeproof.codemods.replacing import EditError, replaced
from shapeproof.project import Project

HEAD = """import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, d=8):  # sizes
        super().__init__()
"""
CORPUS = {
    "a reader of 64 among two": (
        ["self.a = nn.Linear(d, 64)  # first", "self.b = nn.Linear(64, 10)", "self.c = nn.Linear(32,   10)   # odd"],
        "h = self.a(x); return self.b(h) + self.c(h)",
        {"self.c = nn.Linear(32,   10)   # odd": "self.c = nn.Linear(64,   10)   # odd"},
        True,
    ),
    "two layers that meet once": (
        ["self.a = nn.Linear(d, 2 * d)", "self.b = nn.Linear(d, 10)"],
        "return self.b(self.a(x))",
        {"self.b = nn.Linear(d, 10)": "self.b = nn.Linear(2 * d, 10)"},
        False,
    ),
    "a keyword": (
        ["self.a = nn.Linear(d, 64)", "self.n = nn.LayerNorm(64)", "self.b = nn.Linear(in_features=6, out_features=9)"],
        "return self.b(self.n(self.a(x)))",
        {"self.b = nn.Linear(in_features=6, out_features=9)": "self.b = nn.Linear(in_features=64, out_features=9)"},
        True,
    ),
    "a weight": (
        ["self.a = nn.Linear(d, d)", "self.w = nn.Parameter(torch.empty(d, d))  # gate"],
        "h = self.a(x); return torch.cat([h, h], -1) @ self.w.t()",
        {"self.w = nn.Parameter(torch.empty(d, d))  # gate": "self.w = nn.Parameter(torch.empty(d, 2 * d))  # gate"},
        True,
    ),
    "channels": (
        ["self.a = nn.Conv2d(3, 16, 3)", "self.n = nn.BatchNorm2d(16)", "self.b = nn.Conv2d(8, 4, 3)"],
        "return self.b(self.n(self.a(x)))",
        {"self.b = nn.Conv2d(8, 4, 3)": "self.b = nn.Conv2d(16, 4, 3)"},
        True,
    ),
    "a hole": (
        ["self.a = nn.Linear(d, 4 * d)", "self.b = nn.Linear(..., d)  # back"],
        "return self.b(self.a(x))",
        {"self.b = nn.Linear(..., d)  # back": "self.b = nn.Linear(4 * d, d)  # back"},
        True,
    ),
    "two holes": (
        ["self.a = nn.Linear(d, 4 * d)", "self.b = nn.Linear(..., d)", "self.n = nn.LayerNorm(...)"],
        "return self.n(self.b(self.a(x)))",
        {
            "self.b = nn.Linear(..., d)": "self.b = nn.Linear(4 * d, d)",
            "self.n = nn.LayerNorm(...)": "self.n = nn.LayerNorm(d)",
        },
        True,
    ),
}  # fmt: skip


def source(layers: list[str], forward: str) -> str:
    body = textwrap.indent("\n".join(layers), " " * 8)
    return f"{HEAD}{body}\n\n    def forward(self, x):\n        {forward}\n"


@pytest.mark.parametrize("name", CORPUS)
def test_an_edit_mends_and_changes_nothing_else(tmp_path: Path, name: str) -> None:
    layers, forward, changes, safe = CORPUS[name]
    file = tmp_path / "net.py"
    before = source(layers, forward)
    file.write_text(before, encoding="utf-8")
    project = Project(tmp_path)
    assert [finding for facts in project.check([str(file)]).files for finding in facts.findings]
    careful = fixed(project, [str(file)], {})
    made = careful if safe else fixed(project, [str(file)], {}, unsafe=True)
    assert bool(careful.changes) is safe
    assert not [finding for facts in made.report.files for finding in facts.findings]
    (change,) = made.changes
    lines = [line for line in difflib.ndiff(change.before.splitlines(), change.after.splitlines()) if line[0] in "+-"]
    removed = {line[2:].strip() for line in lines if line[0] == "-"}
    added = {line[2:].strip() for line in lines if line[0] == "+"}
    assert (removed, added) == (set(changes), set(changes.values()))


def test_files_are_written_as_they_were_encoded(tmp_path: Path) -> None:
    layers, forward, changes, _ = CORPUS["a hole"]
    text = "# -*- coding: latin-1 -*-\n# größe\n" + source(layers, forward)
    (tmp_path / "net.py").write_bytes(text.replace("\n", "\r\n").encode("latin-1"))
    done = shapeproof(tmp_path, "check", "net.py", "--fix", real=True)
    assert (done.code, done.out) == (0, "No errors in 1 file.\nMade 1 edit in 1 file.\n"), done
    ((old, new),) = changes.items()
    assert (tmp_path / "net.py").read_bytes() == text.replace(old, new).replace("\n", "\r\n").encode("latin-1")


def test_diff_writes_nothing(tmp_path: Path) -> None:
    layers, forward, *_ = CORPUS["two layers that meet once"]
    text = source(layers, forward)
    (tmp_path / "net.py").write_text(text)
    told = shapeproof(tmp_path, "check", "net.py", "--diff", real=True)
    assert (told.code, told.out, told.err) == (0, "", "nothing to edit; --unsafe-fixes offers 1 edit\n")
    done = shapeproof(tmp_path, "check", "net.py", "--diff", "--unsafe-fixes", real=True)
    assert done.code == 1
    assert done.out.startswith("--- net.py\n+++ net.py\n@@")
    assert "-        self.b = nn.Linear(d, 10)\n+        self.b = nn.Linear(2 * d, 10)\n" in done.out
    assert (tmp_path / "net.py").read_text() == text


def test_only_an_expression_is_replaced() -> None:
    assert replaced("a = f(1,  2)  # c\n", [TextEdit("m.py", (1, 11), (1, 12), "n + 1")]) == "a = f(1,  n + 1)  # c\n"
    with pytest.raises(EditError):
        replaced("a = f(1, 2)\n", [TextEdit("m.py", (1, 8), (1, 10), "3")])
