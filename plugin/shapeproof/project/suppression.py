"""Comments that silence findings: which a file has, which findings they silence, and which silence nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapeproof.analysis.codes import CODES
from shapeproof.analysis.facts import Finding, Place, Severity
from shapeproof.project.requests import nearest

if TYPE_CHECKING:
    from shapeproof.source import SourceFile

_COMMENT = re.compile(r"#\s*(shapeproof|type)\s*:\s*ignore\b(?:\s*\[([^\]#]*)\])?", re.IGNORECASE)
_MYPY_CODE = "shape"
NEVER_SILENCED = frozenset({"unused-ignore"})


@dataclass(slots=True)
class Ignore:
    """One comment: its place, whether it is ours or mypy's, the codes it names (None: all), and those it silenced."""

    place: Place
    is_ours: bool
    codes: tuple[str, ...] | None
    used: set[str] = field(default_factory=set)

    def silences(self, code: str) -> bool:
        if self.codes is None:
            return True
        return (code if self.is_ours else _MYPY_CODE) in self.codes


class Ignores:
    """The silencing comments of one file."""

    def __init__(self, source: SourceFile) -> None:
        self._lines: dict[int, list[Ignore]] = {}
        if _COMMENT.search(source.text) is None:
            return
        for comment in source.comments():
            for found in _COMMENT.finditer(comment.text):
                line, column = comment.line, comment.column + 1
                place = Place(source.path, line, column + found.start(), line, column + found.end())
                codes = (
                    None if found[2] is None else tuple(filter(None, (each.strip() for each in found[2].split(","))))
                )
                self._lines.setdefault(line, []).append(Ignore(place, found[1].lower() == "shapeproof", codes))

    def silence(self, findings: Iterable[Finding], *, keep_type_ignored: bool = False) -> list[Finding]:
        """The findings that no comment on their first or last line silences; ours are marked as used."""
        kept = []
        for finding in findings:
            lines = dict.fromkeys((finding.place.line, finding.place.end_line))
            silencing = [each for line in lines for each in self._lines.get(line, ()) if each.silences(finding.code)]
            if finding.code in NEVER_SILENCED:
                silencing = []
            for each in silencing:
                each.used.add(finding.code)
            if not any(each.is_ours or not keep_type_ignored for each in silencing):
                kept.append(finding)
        return kept

    def unused(self) -> list[Finding]:
        """A finding for each comment of ours that silenced nothing, or names a code that it did not silence."""
        found = []
        for ignore in (each for line in self._lines.values() for each in line if each.is_ours):
            message = _unused_message(ignore)
            if message is not None:
                found.append(Finding(ignore.place, "unused-ignore", Severity.WARNING, message, help="remove it"))
        return found


def _unused_message(ignore: Ignore) -> str | None:
    if ignore.codes is None:
        return None if ignore.used else "this comment silences nothing"
    for code in ignore.codes:
        if code not in CODES:
            return f'no code is called "{code}"{nearest(code, CODES)}'
    unused = [code for code in ignore.codes if code not in ignore.used]
    if not ignore.codes:
        return "this comment names no code, and silences nothing"
    return f"nothing is found here of the code{'s' * (len(unused) > 1)} {', '.join(unused)}" if unused else None
