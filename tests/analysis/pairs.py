"""Pairs of programs that differ in one line: one that works, and one with a bug.

A file of ``pairs/`` is the program that works. ``# bug: …`` at a line's end is what stands there instead in the other
one, and ``# error: [code]`` or ``# warning: [code]`` (several codes: ``[a|b]``) marks the line at which that one is to
be found, with a part of its message behind it if that matters. ``# file: name.py`` begins another file of the same
program. ``# run: …`` is an expression that calls a class which the file only defines; the analysis never sees it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "pairs"
_MARK = re.compile(r"\s*#\s*(error|warning): \[([\w|-]+)\]([^#]*)")
_BUG = re.compile(r"\s*# bug: (.*)")
_FILE = re.compile(r"# file: (\S+)")
_RUN = re.compile(r"# run: (.*)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A finding that the program with the bug must have."""

    file: str
    line: int
    severity: str
    codes: frozenset[str]
    part: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Both programs as texts by file name, the files in the order in which they stand."""

    name: str
    correct: dict[str, str]
    broken: dict[str, str]
    wanted: tuple[Wanted, ...]
    call: str | None


def read(path: Path) -> Pair:
    """The pair that a file of ``pairs/`` holds."""
    name = f"{path.stem}.py"
    correct: dict[str, list[str]] = {name: []}
    broken: dict[str, list[str]] = {name: []}
    wanted: list[Wanted] = []
    call = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if new_file := _FILE.fullmatch(line):
            name = new_file[1]
            correct[name], broken[name] = [], []
            continue
        if run := _RUN.fullmatch(line):
            call = run[1]
            continue
        plain = _MARK.sub("", line)
        bug = _BUG.search(plain)
        plain = _BUG.sub("", plain)
        correct[name].append(plain)
        indent = plain[: len(plain) - len(plain.lstrip())]
        broken[name].append(plain if bug is None else indent + bug[1])
        for severity, codes, part in _MARK.findall(line):
            wanted.append(Wanted(name, len(broken[name]), severity, frozenset(codes.split("|")), part.strip()))
    return Pair(path.stem, _texts(correct), _texts(broken), tuple(wanted), call)


def _texts(files: dict[str, list[str]]) -> dict[str, str]:
    return {name: "\n".join(lines).strip("\n") + "\n" for name, lines in files.items() if any(lines)}


def all_pairs() -> list[Pair]:
    return [read(path) for path in sorted(FOLDER.glob("*.py"))]


def write(files: dict[str, str], folder: Path) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
