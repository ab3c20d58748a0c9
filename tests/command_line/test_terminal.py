"""What a terminal shows beyond what a pipe gets: colour, and a progress line on long work."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from command_line.running import FAKE, ROOT
from shapeproof.command_line import output
from shapeproof.command_line.output import Progress, complain

pty = pytest.importorskip("pty")


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """What the command, with the fake engine, writes to a terminal that is its standard output."""
    mine, its = pty.openpty()
    environment = {"PYTHONPATH": os.pathsep.join([str(ROOT / "plugin"), str(ROOT / "tests")]), "TERM": "xterm-256color"}
    with subprocess.Popen([sys.executable, FAKE, *arguments], cwd=folder, env=environment, stdout=its) as process:
        os.close(its)
        shown = b""
        while True:
            try:
                piece = os.read(mine, 65_536)
            except OSError:  # the terminal closes with the last process that writes to it
                break
            if not piece:
                break
            shown += piece
        process.wait(timeout=60)
    os.close(mine)
    return shown.decode()


def test_colour(tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text('y = f(x)  # finds: linear "got [b, 3]"\n', encoding="utf-8")
    shown = on_a_terminal(tmp_path, "check", "net.py")
    assert "\x1b[1;31merror\x1b[0m: got [b, 3] " in shown
    shown = on_a_terminal(tmp_path, "params", "net.py:Net")
    assert "\x1b[1;36mnet.py:Net\x1b[0m" in shown
    assert "total     7" in shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def on_stderr(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """A terminal as standard error; put there in the test itself, as pytest puts its own there between phases."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return terminal


def test_long_work_says_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_stderr(monkeypatch)
    monkeypatch.setattr(output, "PATIENCE", 0)
    with Progress("checking") as progress:
        progress.update(3, 40)
        deadline = time.monotonic() + 10
        while "checking 3 of 40" not in terminal.getvalue() and time.monotonic() < deadline:
            time.sleep(0.02)
    assert "checking 3 of 40" in terminal.getvalue()


def test_short_or_quiet_work_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_stderr(monkeypatch)
    with Progress("checking") as progress:
        progress.update(1, 2)
    monkeypatch.setattr(output, "PATIENCE", 0)
    with Progress("checking", quiet=True):
        time.sleep(0.1)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    with Progress("checking"):
        time.sleep(0.1)
    assert terminal.getvalue() == ""


def test_a_complaint_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_stderr(monkeypatch)
    complain("two\nlines")
    assert terminal.getvalue() == "two lines\n"
