"""Findings as JSON objects, and what a report counts: read by several renderings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from shapeproof.analysis.facts import Coverage, Finding, Fix, Severity
from shapeproof.project import CheckReport


def findings_of(report: CheckReport) -> list[Finding]:
    """All findings of a report, file by file."""
    return [finding for facts in report.files for finding in facts.findings]


def count(findings: Iterable[Finding], severity: Severity) -> int:
    """How many findings have a severity."""
    return sum(finding.severity is severity for finding in findings)


def coverage_of(report: CheckReport) -> Coverage:
    """The shape coverage of all files together."""
    return sum((facts.coverage for facts in report.files), Coverage())


def diagnostic(finding: Finding) -> dict[str, Any]:
    """A finding as ``--format json`` writes it."""
    place = finding.place
    return {
        "path": place.path,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "notes": [
            {
                "path": note.place.path,
                "line": note.place.line,
                "column": note.place.column,
                "message": note.message,
            }
            for note in dict.fromkeys((*finding.notes, *finding.chain))
        ],
        "when": finding.when,
        "fix": None if finding.fix is None else _fix(finding.fix),
    }


def _fix(fix: Fix) -> dict[str, Any]:
    return {
        "description": fix.description,
        "safe": fix.safe,
        "edits": [
            {"path": edit.path, "start": list(edit.start), "end": list(edit.end), "text": edit.text}
            for edit in fix.edits
        ],
    }


def one_line(finding: Finding) -> str:
    """A finding's message with its condition, where it has one."""
    return finding.message if finding.when is None else f"{finding.message} (when {finding.when})"


def explanation(finding: Finding, *, whole: bool = False) -> list[str]:
    """The lines below a finding's message: its notes with their places (``whole``: the way of its sizes), its help."""
    lines = [f"{note.message} at {note.place.path}:{note.place.line}" for note in finding.notes]
    if whole and finding.chain:
        places = {note.place for note in finding.chain}
        lines = [line for line, note in zip(lines, finding.notes, strict=True) if note.place not in places]
        lines += [f"{note.place.path}:{note.place.line}: {note.message}" for note in finding.chain]
    help = finding.help
    if help is None and finding.fix is not None:
        help = finding.fix.description
    return lines if help is None else [*lines, f"help: {help}"]


def plural(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
