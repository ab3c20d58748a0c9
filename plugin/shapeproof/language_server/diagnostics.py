"""Findings as the language server protocol writes diagnostics."""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.workspace import Workspace

from shapeproof.analysis.facts import Finding, Severity
from shapeproof.language_server.places import range_of, uri_of

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
            location=types.Location(uri=uri_of(note.place.path, root), range=range_of(note.place, workspace, root)),
            message=note.message,
        )
        for note in finding.notes
    ]
    return types.Diagnostic(
        range=range_of(finding.place, workspace, root),
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
