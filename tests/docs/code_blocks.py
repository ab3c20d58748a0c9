"""The blocks of code in README.md, CONTRIBUTING.md and docs/, and how each kind is run.

A page is run from top to bottom in one folder of its own, beside a copy of examples/:

- ``python`` whose first line is ``# NAME.py`` is written there under that name, for commands further down; any
  other must be clean under ``shapeproof check``, or is run if it imports shapeproof itself.
- ``console`` holds commands behind ``$ `` and what each prints, compared line for line; durations count as equal.
- ``toml``, ``yaml``, ``json`` and ``pyi`` must parse; ``toml`` and ``pyi`` whose first line names a file are written
  there too. ``sh`` sets an environment up, which CI does; it is one of `SET_UP`. ``lua`` starts the server.

As a program (``python tests/docs/code_blocks.py``) it writes what the commands print now into the pages.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SET_UP = {
    "python -m venv .venv && . .venv/bin/activate && pip install . && shapeproof check examples "
    "&& shapeproof params examples/session_gnn.py:SessionGNN -D d=100",
    "pip install -e '.[test]' && pytest",
}
_BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>\w+)\n(?P<body>.*?)^(?P=indent)```$", re.MULTILINE | re.DOTALL)
_DURATION = re.compile(r"\b\d+(\.\d+)? ?(ms|s|seconds)\b")
_FILE_NAME = re.compile(r"# ([\w/]+\.(?:pyi?|toml))\n")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text without the page's indentation, and where it stands in the page."""

    page: Path
    line: int
    language: str
    text: str
    start: int
    end: int
    indent: str

    @property
    def file_name(self) -> str | None:
        named = _FILE_NAME.match(self.text) if self.language in ("python", "toml", "pyi") else None
        return named[1] if named else None

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = []
    for match in _BLOCK.finditer(text):
        indent = match["indent"]
        body = re.sub(rf"^{indent}", "", match["body"], flags=re.MULTILINE)
        line = text.count("\n", 0, match.start()) + 1
        found.append(Block(page, line, match["language"], body, match.start("body"), match.end("body"), indent))
    return found


def commands_of(block: Block) -> list[tuple[str, str]]:
    """Each command of a console block with what the page says it prints."""
    commands: list[tuple[str, str]] = []
    for line in block.text.splitlines(keepends=True):
        if line.startswith("$ "):
            commands.append((line[2:].rstrip("\n"), ""))
        else:
            command, printed = commands[-1]
            commands[-1] = (command, printed + line)
    return commands


def prepare(folder: Path) -> dict[str, str]:
    """Lay out a page's folder; the environment in which its commands run, ``shapeproof`` and ``mypy`` on the path."""
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
    programs = folder / ".programs"
    programs.mkdir()
    for name in ("shapeproof", "mypy"):
        command = programs / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m {name} "$@"\n')
        command.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "plugin"),
        "COLUMNS": "120",
        "NO_COLOR": "1",
    }


def write(block: Block, folder: Path) -> None:
    """Write a block that names a file."""
    assert block.file_name is not None
    path = folder / block.file_name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text)


def run(command: str, folder: Path, environment: dict[str, str]) -> str:
    """What a command prints, on both streams as a terminal shows them."""
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    assert done.returncode in (0, 1), f"$ {command}\n{done.stdout}"
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


def without_durations(text: str) -> str:
    return _DURATION.sub("N s", text)


def rewrite(page: Path) -> None:
    """Put what its commands print now into a page."""
    text = page.read_text(encoding="utf-8")
    pieces, reached = [], 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = prepare(folder)
        for block in blocks_of(page):
            if block.file_name:
                write(block, folder)
            if block.language != "console":
                continue
            printed = "".join(
                f"$ {command}\n{old if without_durations(old) == without_durations(new) else new}"
                for command, old in commands_of(block)
                for new in [run(command, folder, environment)]
            )
            pieces += [text[reached : block.start], re.sub(r"^(?=.)", block.indent, printed, flags=re.MULTILINE)]
            reached = block.end
    page.write_text("".join([*pieces, text[reached:]]), encoding="utf-8")


if __name__ == "__main__":
    for each in PAGES:
        rewrite(each)
