"""``check --format json``: one object."""

from __future__ import annotations

import json

from shapeproof.analysis.facts import Severity
from shapeproof.project import CheckReport
from shapeproof.report.diagnostics import count, coverage_of, diagnostic, findings_of


def render_json(report: CheckReport) -> str:
    """The report as one JSON object."""
    findings = findings_of(report)
    coverage = coverage_of(report)
    document = {
        "version": 1,
        "diagnostics": [diagnostic(finding) for finding in findings],
        "summary": {
            "files": len(report.files),
            "errors": count(findings, Severity.ERROR),
            "warnings": count(findings, Severity.WARNING),
            "seconds": round(report.seconds, 3),
            "tensors": {
                "known": coverage.known,
                "partial": coverage.partial,
                "assumed": coverage.assumed,
                "unknown": coverage.unknown,
            },
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
