"""The engine's findings as lines for mypy to print."""

from __future__ import annotations

from dataclasses import dataclass

from shapeproof.analysis.facts import Finding, Severity
from shapeproof.report.diagnostics import explanation, one_line

MYPYS_BUSINESS = frozenset({"syntax"})
"""Codes that mypy has its own word for: a file that it could not parse is not analysed, and one that it could is."""


@dataclass(frozen=True, slots=True)
class Message:
    """One error or note, and the notes below it; lines and columns count from 1, ends exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    is_error: bool
    notes: tuple[str, ...] = ()
    is_of_run: bool = False
    """Whether it is about the whole run, and stands in a module only because it must stand somewhere."""

    @staticmethod
    def of_run(text: str, *, is_error: bool) -> Message:
        """A message about the whole run."""
        return Message(1, 1, 1, 2, text, is_error, is_of_run=True)


def message_of(finding: Finding, *, strict: bool) -> Message | None:
    """What mypy says of a finding; None of information that nobody asked for."""
    place = finding.place
    if finding.code == "reveal":
        text = f'Revealed shape is "{finding.message}"'
    elif finding.code in MYPYS_BUSINESS or (finding.severity is Severity.INFORMATION and finding.code != "internal"):
        return None
    else:
        text = f"{one_line(finding)} ({finding.code})"
    is_error = finding.severity is Severity.ERROR or (strict and finding.severity is Severity.WARNING)
    notes = tuple(explanation(finding))
    return Message(place.line, place.column, place.end_line, place.end_column, text, is_error, notes)
