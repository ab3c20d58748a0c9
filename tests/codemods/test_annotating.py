"""``shapeproof annotate``: what is written, that it checks clean, and that jaxtyping takes it while programs run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line.running import ROOT, shapeproof
from shapeproof.project import Project

SOURCE = '''\
"""A model."""

import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, d, out=10):
        super().__init__()
        self.a = nn.Linear(d, 4 * d)  # wide
        self.b = nn.Linear(4 * d, out)

    def forward(self, x, scale: float = 1.0):
        b, t, d = x.shape
        h = torch.relu(self.a(x))
        h = h * scale  # kept
        return self.b(h)


def pairs(x: torch.Tensor, y):
    return x @ y.T, x.argmax(-1)


def size(n):
    return n + 1
'''
COMMENTED = SOURCE.replace("h = torch.relu(self.a(x))", "h = torch.relu(self.a(x))  # (b, t, 4*d)")


def test_signatures_are_annotated(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(SOURCE)
    done = shapeproof(tmp_path, "annotate", "m.py", real=True)
    assert (done.code, done.out, done.err) == (0, "Annotated 1 of 1 file.\n", "")
    text = (tmp_path / "m.py").read_text()
    assert 'def forward(self, x: Shaped[Tensor, "b t d"], scale: float = 1.0) -> Shaped[Tensor, "b t out"]:' in text
    assert "  # wide\n" in text and "def size(n):\n" in text and text.count("from jaxtyping import") == 1
    assert not Project(tmp_path).check(["m.py"]).files[0].findings
    assert shapeproof(tmp_path, "annotate", "m.py", real=True).out == "Annotated 0 of 1 file.\n"


PATHS = """\
from torch import nn


class Net(nn.Module):
    def __init__(self, d, dropout=0.1, wide=False):
        super().__init__()
        self.wide = wide
        self.fc = nn.Linear(d, 3 * d)
        self.more = nn.Linear(d, 2 * d)
        self.drop = nn.Dropout(dropout)

    def forward(self, x):
        return self.drop(self.more(x) if self.wide else self.fc(x))


class Loss(nn.Module):
    def __init__(self, d, dropout=0.1):
        super().__init__()
        self.fc = nn.Linear(d, 3 * d)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, labels=None):
        y = self.drop(self.fc(x))
        return y if labels is None else (y, nn.functional.cross_entropy(y, labels))

    def plain(self, x):
        return self.fc(x)


class Plain(nn.Module):
    def __init__(self, d, dropout=0.1):
        super().__init__()
        self.fc = nn.Linear(d, 3 * d)
        self.drop = nn.Dropout(dropout)

    def forward(self, x, scale=2.0):
        return self.drop(self.fc(x)) * scale


def pool(x, flat):
    b, c, h, w = x.shape
    return x.flatten(1) if flat else x.mean((2, 3))


def total(x, keepdim=False):
    b, c = x.shape
    return x.sum(1, keepdim=keepdim)
"""


def test_only_what_all_paths_agree_on_is_written(tmp_path: Path) -> None:
    """Of paths that defaults leave in place, and of those that other arguments open."""
    (tmp_path / "m.py").write_text(PATHS)
    shapeproof(tmp_path, "annotate", "m.py", real=True)
    lines = [line.strip() for line in (tmp_path / "m.py").read_text().splitlines() if "def " in line]
    assert [line for line in lines if "__init__" not in line] == [
        'def forward(self, x: Shaped[Tensor, "*x d"]):',
        'def forward(self, x: Shaped[Tensor, "*x d"], labels=None):',
        "def plain(self, x):",
        'def forward(self, x: Shaped[Tensor, "*x d"], scale=2.0) -> Shaped[Tensor, "*x 3*d"]:',
        'def pool(x: Shaped[Tensor, "b c h w"], flat):',
        'def total(x: Shaped[Tensor, "b c"], keepdim=False):',
    ]
    assert not Project(tmp_path).check(["m.py"]).files[0].findings


def test_lines_are_commented(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(SOURCE)
    assert shapeproof(tmp_path, "annotate", "--comments", "m.py", real=True).code == 0
    assert (tmp_path / "m.py").read_text() == COMMENTED
    assert not Project(tmp_path).check(["m.py"]).files[0].findings


def test_diff_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "m.py").write_text(SOURCE)
    done = shapeproof(tmp_path, "annotate", "m.py", "--diff", real=True)
    assert done.out.startswith("--- m.py\n+++ m.py\n@@") and "+from jaxtyping import" in done.out
    assert (tmp_path / "m.py").read_text() == SOURCE
    assert shapeproof(tmp_path, "annotate", "gone.py", real=True).code == 2


RUN = """
import ast, importlib, sys
from jaxtyping import install_import_hook
name = sys.argv[1]
with install_import_hook(name, "beartype.beartype"):
    module = importlib.import_module(name)
for node in ast.parse(open(name + ".py").read()).body:
    if isinstance(node, ast.If) and "__main__" in ast.unparse(node.test):
        exec(compile(ast.Module(node.body, []), name, "exec"), module.__dict__)
        print("ran")
"""


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "examples").glob("*.py")))
def test_jaxtyping_takes_what_is_written(tmp_path: Path, name: str) -> None:
    shutil.copy(ROOT / "examples" / f"{name}.py", tmp_path)
    before = Project(tmp_path).check([f"{name}.py"]).files[0].findings
    assert shapeproof(tmp_path, "annotate", f"{name}.py", real=True).code == 0
    after = Project(tmp_path).check([f"{name}.py"]).files[0].findings
    assert [(each.code, each.message) for each in after] == [(each.code, each.message) for each in before]
    done = subprocess.run([sys.executable, "-c", RUN, name], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("ran\n")
