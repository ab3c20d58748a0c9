"""``check --format text``: a line a finding as compilers write them, its notes below it, and one line at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shapeproof.analysis.facts import Finding, Severity
from shapeproof.project import CheckReport
from shapeproof.report.diagnostics import count, coverage_of, explanation, findings_of, one_line, plural

Part = tuple[str, str]
"""A piece of a line with its style, as rich names it; an empty style is plain."""
Line = list[Part]

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.INFORMATION: "bold cyan"}


def render_text(report: CheckReport, *, stats: bool = False, unknown: bool = False) -> str:
    """The report as plain text."""
    return plain(text_lines(report, stats=stats, unknown=unknown))


def text_lines(
    report: CheckReport, *, stats: bool = False, unknown: bool = False, whole: bool = False
) -> Iterator[Line]:
    """The report's lines; ``stats`` adds shape coverage, ``unknown`` why sizes are not known, ``whole`` their way."""
    for finding in findings_of(report):
        yield from finding_lines(finding, whole=whole)
    if unknown:
        yield from _unknown_lines(report)
    yield [_verdict(report)]
    if stats:
        yield [(_coverage(report), "")]


def finding_lines(finding: Finding, *, whole: bool = False) -> Iterator[Line]:
    """One finding: ``path:line:column: severity: message [code]``, then what explains it."""
    place, style = finding.place, _STYLES[finding.severity]
    yield [
        (place.path, "bold"),
        (f":{place.line}:{place.column}: ", ""),
        (finding.severity.value, style),
        (f": {one_line(finding)} ", ""),
        (f"[{finding.code}]", "dim"),
    ]
    for line in explanation(finding, whole=whole):
        yield [(f"    {line}", "green" if line.startswith("help: ") else "")]


def plain(lines: Iterable[Line]) -> str:
    """Lines without their styles."""
    return "".join(f"{''.join(text for text, _ in line)}\n" for line in lines)


def _verdict(report: CheckReport) -> Part:
    findings = findings_of(report)
    files = plural(len(report.files), "file")
    counts = [
        plural(number, noun)
        for number, noun in (
            (count(findings, Severity.ERROR), "error"),
            (count(findings, Severity.WARNING), "warning"),
        )
        if number
    ]
    if counts:
        return f"Found {' and '.join(counts)} in {files}.", "bold"
    if not report.files:
        return "No Python files to check.", "bold yellow"
    return f"No errors in {files}.", "bold green"


def _coverage(report: CheckReport) -> str:
    coverage = coverage_of(report)
    total = coverage.known + coverage.partial + coverage.assumed + coverage.unknown
    share = f" ({coverage.known / total:.1%})" if total else ""
    return (
        f"Shapes of {plural(total, 'tensor expression')}: {coverage.known} known{share}, {coverage.partial} in part, "
        f"{coverage.assumed} assumed, {coverage.unknown} unknown; {report.seconds:.2f} s"
    )


def _unknown_lines(report: CheckReport) -> Iterator[Line]:
    for facts in report.files:
        if not facts.unknown_reasons:
            continue
        yield [(facts.path, "bold"), (": not known", "")]
        for reason, times in sorted(facts.unknown_reasons, key=lambda each: (-each[1], each[0])):
            yield [(f"    {times} x {reason}", "")]
