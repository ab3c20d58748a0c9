"""``check --format github``: workflow commands, which GitHub shows as annotations on the changed lines.

The form is that of GitHub's "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

from shapeproof.analysis.facts import Finding, Severity
from shapeproof.project import CheckReport
from shapeproof.report.diagnostics import explanation, findings_of, one_line

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFORMATION: "notice"}


def render_github(report: CheckReport) -> str:
    """One command a line for each finding."""
    return "".join(f"{_command(finding)}\n" for finding in findings_of(report))


def _command(finding: Finding) -> str:
    place = finding.place
    properties = {
        "title": f"shapeproof ({finding.code})",
        "file": place.path,
        "line": place.line,
        "col": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    if place.end_line != place.line:  # GitHub accepts columns only within one line
        del properties["col"], properties["endColumn"]
    said = "\n".join([one_line(finding), *explanation(finding)])
    written = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {written}::{_message(said)}"


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
