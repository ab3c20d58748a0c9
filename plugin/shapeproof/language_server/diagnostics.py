"""Findings as the language server protocol writes diagnostics.

Findings count lines and columns from 1, columns in code points; the protocol counts from 0, in the units that the
editor chose, so each place needs the text of the file it lies in.
"""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.workspace import ServerTextPosition, ServerTextRange, Workspace

from shapeproof.analysis.facts import Finding, Place, Severity

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFORMATION: types.DiagnosticSeverity.Information,
}


def diagnostic(finding: Finding, workspace: Workspace, root: Path) -> types.Diagnostic:
    """A finding with its notes as related information; paths of places are relative to ``root``."""
    message = finding.message if finding.when is None else f"{finding.message} (when {finding.when})"
    related = [
        types.DiagnosticRelatedInformation(
            location=types.Location(uri=_uri(note.place, root), range=_range(note.place, workspace, root)),
            message=note.message,
        )
        for note in finding.notes
    ]
    return types.Diagnostic(
        range=_range(finding.place, workspace, root),
        severity=_SEVERITIES[finding.severity],
        code=finding.code,
        source="shapeproof",
        message=message,
        related_information=related or None,
    )


def engine_fault(fault: Exception) -> types.Diagnostic:
    """What the editor shows on the first line of a file that the engine could not read."""
    start = types.Position(0, 0)
    return types.Diagnostic(
        range=types.Range(start, start),
        severity=types.DiagnosticSeverity.Information,
        code="internal",
        source="shapeproof",
        message=f"shapeproof could not read this file ({type(fault).__name__}: {fault})",
    )


def _uri(place: Place, root: Path) -> str:
    return (root / place.path).as_uri()


def _range(place: Place, workspace: Workspace, root: Path) -> types.Range:
    start = ServerTextPosition(place.line - 1, place.column - 1)
    end = ServerTextPosition(place.end_line - 1, place.end_column - 1)
    document = workspace.get_text_document(_uri(place, root))
    return document.range_to_client_units(ServerTextRange(start, end))
