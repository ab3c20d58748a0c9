"""Snippets that say what is to be found in them.

A line of the analysed source ends in comments that name its findings:

    y = self.fc(x)  # error: [linear] got 128
    reveal_type(y)  # reveal: Tensor[b, 10]

``# error:``, ``# warning:`` and ``# information:`` take a code in brackets and, if wanted, a part of the message;
``# reveal:`` takes the whole message of a `reveal` finding. Several may stand on one line. A line without one must be
silent: no finding of any severity. The comments are cut off before the source is analysed, so that they can never be
what the analysis reads.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_EXPECTATION = re.compile(
    r"\s*#\s*(error|warning|information|reveal):\s*((?:(?!#\s*(?:error|warning|information|reveal):).)*)"
)
_CODE = re.compile(r"\[([\w-]+)\]\s*(.*)")


@dataclass(frozen=True, order=True, slots=True)
class Expected:
    """One finding that a line asks for; ``exact`` where the whole message is given."""

    line: int
    severity: str
    code: str
    part: str
    exact: bool = False

    def is_met_by(self, found: Found) -> bool:
        same = (self.line, self.severity, self.code) == (found.line, found.severity, found.code)
        return same and (self.part == found.message if self.exact else self.part in found.message)

    def __str__(self) -> str:
        return f"line {self.line}: {self.severity}: [{self.code}] {self.part}"


@dataclass(frozen=True, order=True, slots=True)
class Found:
    """One finding that an analysis made, as far as a snippet speaks of it."""

    line: int
    severity: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.severity}: [{self.code}] {self.message}"


def read_expectations(source: str) -> tuple[str, list[Expected]]:
    """The source without its expectation comments, and what those ask for."""
    lines: list[str] = []
    expected: list[Expected] = []
    for number, line in enumerate(source.splitlines(), 1):
        for severity, words in _EXPECTATION.findall(line):
            if severity == "reveal":
                expected.append(Expected(number, "information", "reveal", words.strip(), exact=True))
                continue
            coded = _CODE.fullmatch(words.strip())
            if coded is None:
                raise ValueError(f"line {number}: an expectation names its code in brackets: {words.strip()!r}")
            expected.append(Expected(number, severity, coded[1], coded[2]))
        lines.append(_EXPECTATION.sub("", line))
    return "\n".join(lines) + "\n", expected


def compare(expected: list[Expected], found: list[Found]) -> str:
    """What is missing and what was not asked for, as text; empty where both agree."""
    unmet: list[Expected] = []
    unasked = sorted(found)
    for wanted in expected:
        met = next((each for each in unasked if wanted.is_met_by(each)), None)
        if met is None:
            unmet.append(wanted)
        else:
            unasked.remove(met)
    lines = [f"missing   {each}" for each in unmet] + [f"unasked   {each}" for each in unasked]
    return "\n".join(lines)


def find(root: Path, *paths: Path) -> list[Found]:
    """All that ``check`` finds in these files of a project at ``root``, of whatever severity."""
    from shapeproof.project import Project

    report = Project(root).check([str(path) for path in paths])
    assert not report.errors, report.errors
    return [
        Found(finding.place.line, str(finding.severity), finding.code, finding.message)
        for facts in report.files
        for finding in facts.findings
    ]


def check_snippet(root: Path, source: str, *, name: str = "snippet.py", files: Mapping[str, str] | None = None) -> None:
    """Analyse a snippet, written as ``name`` below ``root`` beside ``files``, and fail unless it finds what it says."""
    text, expected = read_expectations(textwrap.dedent(source).lstrip("\n"))
    for other, content in (files or {}).items():
        _write(root / other, textwrap.dedent(content).lstrip("\n"))
    _write(root / name, text)
    difference = compare(expected, find(root, root / name))
    assert not difference, f"{difference}\n\n{_numbered(text)}"


def check_file(root: Path, path: Path) -> None:
    """As `check_snippet`, of a file: a copy of it below ``root`` is analysed."""
    check_snippet(root, path.read_text(encoding="utf-8"), name=path.name)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _numbered(text: str) -> str:
    return "\n".join(f"{number:4} {line}" for number, line in enumerate(text.splitlines(), 1))
