"""The plugin as mypy runs it: in a process of its own, on a small project."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BROKEN = """\
from torch import Tensor, nn


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(784, 128)
        self.second = nn.Linear(64, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.first(x)
        return self.second(x)
"""
FINDING = "error: Linear expects a last dimension of 64, got 128 (linear)  [shape]"


def run_mypy(folder: Path, *arguments: str, python_path: str = "") -> list[str]:
    """The lines that mypy prints for ``net.py`` in ``folder`` without its summary."""
    (folder / "mypy.ini").write_text("[mypy]\nplugins = shapeproof.mypy\nshow_column_numbers = True\n")
    paths = os.pathsep.join(filter(None, [str(ROOT / "plugin"), python_path]))
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", *arguments, "net.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.slow
def test_findings_are_mypys_own_errors(tmp_path: Path) -> None:
    net = tmp_path / "net.py"
    net.write_text(BROKEN)
    cold = run_mypy(tmp_path)
    assert cold[0] == f"net.py:12:16: {FINDING}"
    assert all(": note: " in line for line in cold[1:])
    assert run_mypy(tmp_path) == cold

    net.write_text(BROKEN.replace("return self.second(x)", "return self.second(x)  # type: ignore[shape]"))
    assert run_mypy(tmp_path, "--warn-unused-ignores") == []

    net.write_text(BROKEN.replace("nn.Linear(64, 10)", "nn.Linear(128, 10)"))
    assert run_mypy(tmp_path) == []


@pytest.mark.slow
def test_errors_follow_a_dependency(tmp_path: Path) -> None:
    sizes = tmp_path / "sizes.py"
    sizes.write_text("WIDTH = 128\n")
    net = BROKEN.replace("nn.Linear(64, 10)", "nn.Linear(WIDTH, 10)")
    (tmp_path / "net.py").write_text("from sizes import WIDTH\n" + net)
    assert run_mypy(tmp_path) == []
    sizes.write_text("WIDTH = 64\n")
    assert run_mypy(tmp_path)[0] == f"net.py:13:16: {FINDING}"
    sizes.write_text("WIDTH = 128\n")
    assert run_mypy(tmp_path) == []


def test_torch_need_not_be_installed(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(BROKEN)
    lines = run_mypy(tmp_path, "--no-site-packages", "--ignore-missing-imports")
    assert lines[0] == f"net.py:12:16: {FINDING}"
