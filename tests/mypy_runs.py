"""Runs of the real mypy, in processes of their own, over small projects in a folder of the test's."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
STUBS = Path(__file__).parent / "mypy" / "stubs"
OTHER_MYPY = "SHAPEPROOF_TEST_MYPY"
"""An environment variable: a folder that holds another mypy than the installed one, for the tests to run."""

_FINDING = re.compile(r"(.+?:\d+:\d+): (\w+): (.*) \[([\w-]+)\]")


@dataclass(slots=True)
class Output:
    """What a process printed on its standard output, by lines, and its exit code."""

    lines: list[str]
    code: int

    @property
    def shapes(self) -> list[str]:
        """The errors that are the plugin's."""
        return [line for line in self.lines if line.endswith("  [shape]")]


@dataclass(slots=True)
class MypyProject:
    """A folder with a configuration of mypy; ``settings`` are more lines of it, ``search`` more entries of mypy_path.

    ``paths`` are more folders that mypy itself may import from. With ``torch`` None, mypy finds no torch at all;
    with "small", the tests' own stubs; else what is installed.
    """

    folder: Path
    torch: str | None = "small"
    plugins: str = "shapeproof.mypy"
    settings: str = ""
    paths: list[str] = field(default_factory=list)
    search: list[str] = field(default_factory=list)

    def write(self, name: str, text: str) -> None:
        """Write a file; one that stays as long gets another time, as mypy's daemon compares whole seconds."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        later = path.stat().st_mtime + 2 if path.exists() else None
        path.write_text(text)
        if later is not None:
            os.utime(path, (later, later))

    def mypy(self, *arguments: str, code: int | None = None, merge_errors: bool = False) -> Output:
        """Run ``mypy`` with column numbers and without its summary; stderr must stay empty, or is merged in."""
        return self.run("mypy", "--no-error-summary", *arguments, code=code, merge_errors=merge_errors)

    def daemon(self, *arguments: str) -> Output:
        """Run ``dmypy``; its summary is cut off."""
        output = self.run("mypy.dmypy", "--status-file", str(self.folder / ".dmypy.json"), *arguments)
        output.lines = [line for line in output.lines if not line.startswith(("Success: ", "Found ", "Daemon "))]
        return output

    def run(self, module: str, *arguments: str, code: int | None = None, merge_errors: bool = False) -> Output:
        """Run a module of Python's as a program, in the folder."""
        self._configure()
        done = subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=self.folder,
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if merge_errors else subprocess.PIPE,
            text=True,
            timeout=300,
        )
        assert not done.stderr, done.stderr
        assert code is None or done.returncode == code, done.stdout
        return Output(done.stdout.splitlines(), done.returncode)

    def environment(self) -> dict[str, str]:
        first = filter(None, [os.environ.get(OTHER_MYPY), str(ROOT / "plugin"), *self.paths])
        return {**os.environ, "PYTHONPATH": os.pathsep.join(first), "MYPYPATH": ""}

    def check(self, *paths: str) -> list[str]:
        """What ``shapeproof check`` prints, written as mypy is to print it."""
        done = subprocess.run(
            [sys.executable, "-m", "shapeproof", "check", *paths],
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.stderr == "", done.stderr
        return list(_as_mypy(done.stdout.splitlines()[:-1]))

    def _configure(self) -> None:
        lines = ["[mypy]", f"plugins = {self.plugins}", "show_column_numbers = True"]
        search = [*([str(STUBS)] if self.torch == "small" else []), *self.search]
        if search:
            lines.append(f"mypy_path = {','.join(search)}")
        if self.torch in (None, "small"):
            lines.append("no_site_packages = True")
        text = "\n".join([*lines, self.settings, ""])
        path = self.folder / "mypy.ini"
        if not path.exists() or path.read_text() != text:
            path.write_text(text)


def _as_mypy(lines: Iterable[str]) -> Iterator[str]:
    where = ""
    for line in lines:
        if line.startswith("    "):
            yield f"{where}: note: {line.strip()}"
            continue
        found = _FINDING.fullmatch(line)
        assert found is not None, line
        where, severity, message, code = found.groups()
        if severity == "error":
            yield f"{where}: error: {message} ({code})  [shape]"
        elif code == "reveal":
            yield f'{where}: note: Revealed shape is "{message}"'
        elif severity == "warning":
            yield f"{where}: note: {message} ({code})"
