"""The edits that findings offer, as an editor's quick fixes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lsprotocol import types
from pygls.workspace import Workspace

from shapeproof.analysis.facts import Finding, Fix
from shapeproof.language_server.diagnostics import diagnostic
from shapeproof.language_server.places import range_in, uri_of


def quick_fixes(
    findings: Iterable[Finding], asked: types.Range, workspace: Workspace, root: Path
) -> list[types.CodeAction]:
    """The quick fixes of findings in a range of their document; a safe edit is the preferred one."""
    actions = []
    for finding in findings:
        if finding.fix is None:
            continue
        found = diagnostic(finding, workspace, root)
        if _meet(found.range, asked):
            actions.append(
                types.CodeAction(
                    title=_title(finding.fix),
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[found],
                    is_preferred=finding.fix.safe,
                    edit=_edit(finding.fix, workspace, root),
                )
            )
    return actions


def _edit(fix: Fix, workspace: Workspace, root: Path) -> types.WorkspaceEdit:
    changes: dict[str, list[types.TextEdit]] = {}
    for edit in fix.edits:
        uri = uri_of(edit.path, root)
        where = range_in(workspace.get_text_document(uri), edit.start, edit.end)
        changes.setdefault(uri, []).append(types.TextEdit(range=where, new_text=edit.text))
    return types.WorkspaceEdit(changes=changes)


def _title(fix: Fix) -> str:
    return f"{fix.description[0].upper()}{fix.description[1:]}"


def _meet(one: types.Range, other: types.Range) -> bool:
    return _point(one.start) <= _point(other.end) and _point(other.start) <= _point(one.end)


def _point(position: types.Position) -> tuple[int, int]:
    return position.line, position.character
