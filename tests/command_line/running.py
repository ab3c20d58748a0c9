"""The command with the engine of tests/project/fake_engine.py, or as it is, in this process or one of its own."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from project.fake_engine import check_file, model_table
from shapeproof import analysis
from shapeproof.command_line.main import main

ROOT = Path(__file__).parents[2]
FAKE = Path(__file__).with_name("fake_command.py")


@dataclass(frozen=True)
class Done:
    code: int
    out: str
    err: str


def here(folder: Path, *arguments: str) -> Done:
    """Run the command in this process, in a folder, with the fake engine."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.TextIOWrapper(io.BytesIO(), "utf-8")
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(analysis, "check_file", check_file)
        patch.setattr(analysis, "model_table", model_table)
        patch.chdir(folder)
        patch.delenv("VIRTUAL_ENV", raising=False)
        patch.delenv("SHAPEPROOF_TRACEBACK", raising=False)
        try:
            code = main(arguments)
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
    for stream in (out, err):
        stream.flush()
        stream.seek(0)
    return Done(code, out.read(), err.read())


def shapeproof(
    folder: Path, *arguments: str, real: bool = False, stdin: str = "", path: str = "", **environment: str
) -> Done:
    """Run the command in a process of its own, with the fake engine unless ``real``; it never shows a traceback."""
    paths = [*([path] if path else []), str(ROOT / "plugin"), str(ROOT / "tests")]
    program = ["-m", "shapeproof"] if real else [str(FAKE)]
    left_out = ("VIRTUAL_ENV", "SHAPEPROOF_TRACEBACK")
    inherited = {name: value for name, value in os.environ.items() if name not in left_out}
    done = subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=folder,
        env={**inherited, "PYTHONPATH": os.pathsep.join(paths), **environment},
        input=stdin.encode(),
        capture_output=True,
        timeout=120,
    )
    result = Done(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in result.err, result.err
    return result
