"""``check --format sarif``: SARIF 2.1.0, which code-scanning services read."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from shapeproof.analysis.codes import CODES
from shapeproof.analysis.facts import Finding, Fix, Place, Severity
from shapeproof.project import CheckReport
from shapeproof.report.diagnostics import findings_of, one_line
from shapeproof.version import VERSION

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "note"}


def render_sarif(report: CheckReport) -> str:
    """The report as one SARIF log with one run; columns count code points."""
    findings = findings_of(report)
    named = sorted({finding.code for finding in findings})
    document = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "shapeproof",
                        "version": VERSION,
                        "rules": [_rule(code) for code in named],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [
                    {
                        "executionSuccessful": not report.errors,
                        "toolExecutionNotifications": [
                            {"level": "error", "message": {"text": error}} for error in report.errors
                        ],
                    }
                ],
                "results": [_result(finding, named) for finding in findings],
            }
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _rule(name: str) -> dict[str, Any]:
    code = CODES.get(name)
    if code is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": f"{code.summary[0].upper()}{code.summary[1:]}."},
        "defaultConfiguration": {"level": _LEVELS[code.severity]},
        "properties": {"family": code.family},
    }


def _result(finding: Finding, named: list[str]) -> dict[str, Any]:
    text = one_line(finding) if finding.help is None else f"{one_line(finding)}\nhelp: {finding.help}"
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": named.index(finding.code),
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(finding.place)],
    }
    if finding.notes:
        result["relatedLocations"] = [
            {"id": number, **_location(note.place), "message": {"text": note.message}}
            for number, note in enumerate(finding.notes)
        ]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding.fix)]
    return result


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column, "endLine": place.end_line}
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(place.path),
            "region": {**region, "endColumn": place.end_column},
        }
    }


def _fix(fix: Fix) -> dict[str, Any]:
    changes: dict[str, list[dict[str, Any]]] = {}
    for edit in fix.edits:
        region = {
            "startLine": edit.start[0],
            "startColumn": edit.start[1],
            "endLine": edit.end[0],
            "endColumn": edit.end[1],
        }
        changes.setdefault(edit.path, []).append({"deletedRegion": region, "insertedContent": {"text": edit.text}})
    return {
        "description": {"text": fix.description},
        "artifactChanges": [
            {"artifactLocation": _artifact(path), "replacements": edits} for path, edits in changes.items()
        ],
    }


def _artifact(path: str) -> dict[str, str]:
    quoted = quote(path)
    if path.startswith("/"):
        return {"uri": f"file://{quoted}"}
    return {"uri": f"file:///{quote(path, safe='/:')}"} if path[1:2] == ":" else {"uri": quoted}
