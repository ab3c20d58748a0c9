"""``check --format junit``: a test suite a file, a failed test case a finding, for CI systems that read no better."""

from __future__ import annotations

from xml.etree import ElementTree

from shapeproof.analysis.facts import FileFacts, Finding, Severity
from shapeproof.project import CheckReport
from shapeproof.report.diagnostics import explanation, findings_of, one_line


def render_junit(report: CheckReport) -> str:
    """The report as JUnit XML. Findings of severity information are test cases that pass; so is a clean file."""
    findings = findings_of(report)
    root = ElementTree.Element(
        "testsuites",
        name="shapeproof",
        tests=str(sum(max(len(facts.findings), 1) for facts in report.files)),
        failures=str(sum(_fails(finding) for finding in findings)),
        errors="0",
        time=f"{report.seconds:.3f}",
    )
    for facts in report.files:
        _suite(root, facts)
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _suite(root: ElementTree.Element, facts: FileFacts) -> None:
    failures = sum(map(_fails, facts.findings))
    tests = max(len(facts.findings), 1)
    suite = ElementTree.SubElement(
        root, "testsuite", name=_clean(facts.path), tests=str(tests), failures=str(failures), errors="0"
    )
    if not facts.findings:
        ElementTree.SubElement(suite, "testcase", name="shapeproof", classname=_clean(facts.path))
    for finding in facts.findings:
        place = finding.place
        case = ElementTree.SubElement(
            suite,
            "testcase",
            name=f"{finding.code} at {place.line}:{place.column}",
            classname=_clean(facts.path),
            file=_clean(place.path),
            line=str(place.line),
        )
        said = _clean("\n".join([f"{place.path}:{place.line}:{place.column}", *explanation(finding)]))
        if _fails(finding):
            message = _clean(one_line(finding))
            failure = ElementTree.SubElement(case, "failure", type=finding.severity.value, message=message)
            failure.text = said
        else:
            ElementTree.SubElement(case, "system-out").text = f"{_clean(one_line(finding))}\n{said}"


def _fails(finding: Finding) -> bool:
    return finding.severity is not Severity.INFORMATION


def _clean(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(each if each >= " " or each in "\t\n" else "?" for each in text)
