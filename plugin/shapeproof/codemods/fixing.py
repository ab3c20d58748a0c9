"""Edits made: round by round, until no finding offers one, each round checked before it counts."""

from __future__ import annotations

import io
import os
import tokenize
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shapeproof.analysis.facts import Fix, Severity, TextEdit
from shapeproof.codemods.replacing import EditError, replaced
from shapeproof.project import CheckReport, Project, RequestError

MAXIMAL_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Change:
    """One file's text before and after; ``shown`` is its path as reports write it."""

    path: str
    shown: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was changed by how many edits, and the report of the texts as they are then."""

    changes: tuple[Change, ...]
    count: int
    report: CheckReport


def fixed(
    project: Project,
    paths: Sequence[str] | None,
    overlays: Mapping[str, str],
    *,
    unsafe: bool = False,
    **settings: Any,
) -> Fixed:
    """Make the edits that findings offer: the safe ones, and with ``unsafe`` all. Nothing is written."""
    texts = dict(overlays)
    before: dict[str, str] = {}
    names: dict[str, str] = {}
    report = project.check(paths, texts, **settings)
    count = 0
    for _ in range(MAXIMAL_ROUNDS):
        tried = dict(texts)
        made = 0
        for shown, fixes in _offered(report, unsafe).items():
            path = os.path.normpath(project.root / shown)
            text = texts[path] if path in texts else read(path)
            changed, number = _applied(text, fixes)
            if number:
                before.setdefault(path, text)
                names[path] = shown
                tried[path] = changed
                made += number
        if not made:
            break
        after = project.check(paths, tried, **settings)
        if _errors(after) >= _errors(report):
            break
        texts, report = tried, after
        count += made
    changes = tuple(
        Change(path, names[path], text, texts[path]) for path, text in sorted(before.items()) if path in texts
    )
    return Fixed(tuple(each for each in changes if each.before != each.after), count, report)


def _offered(report: CheckReport, unsafe: bool) -> dict[str, list[Fix]]:
    found: dict[str, list[Fix]] = {}
    for facts in report.files:
        for finding in facts.findings:
            fix = finding.fix
            if fix is not None and (fix.safe or unsafe) and {edit.path for edit in fix.edits} == {facts.path}:
                found.setdefault(facts.path, []).append(fix)
    return found


def _applied(text: str, fixes: Iterable[Fix]) -> tuple[str, int]:
    """The text after the fixes that do not touch each other, and their number."""
    edits: list[TextEdit] = []
    count = 0
    for fix in fixes:
        if all(each.end <= other.start or other.end <= each.start for each in fix.edits for other in edits):
            edits.extend(fix.edits)
            count += 1
    if not edits:
        return text, 0
    try:
        return replaced(text, edits), count
    except EditError:
        return text, 0


def _errors(report: CheckReport) -> int:
    return sum(f.severity is Severity.ERROR for facts in report.files for f in facts.findings)


# --- files ----------------------------------------------------------------------------------------------------------


def read(path: str) -> str:
    """A file's text, its line ends as they are."""
    content = Path(path).read_bytes()
    return content.decode(_encoding(content))


def written(changes: Iterable[Change]) -> None:
    """Write the changed texts back in their files' own encodings."""
    for change in changes:
        try:
            encoding = _encoding(Path(change.path).read_bytes())
            Path(change.path).write_bytes(change.after.encode(encoding))
        except OSError as error:
            raise RequestError(f"{change.shown}: cannot be written ({error.strerror}); check its permissions") from None


def _encoding(content: bytes) -> str:
    return tokenize.detect_encoding(io.BytesIO(content).readline)[0]
