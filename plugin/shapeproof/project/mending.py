"""Trying edits: each is made in memory, the file is checked anew, and only one that mends is offered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from shapeproof.analysis.facts import FileFacts, Finding, Fix, Severity, TextEdit

if TYPE_CHECKING:
    from shapeproof.project.reads import Reads

_LINE_END = re.compile(r"\r\n|\r|\n")
MAXIMAL_LINES = 2_000
WORK = 6_000
"""How many tensor expressions all trials of one file may look at together: large files are tried less often."""


def with_tried_edits(reads: Reads, path: str, facts: FileFacts, is_checked: Callable[[str], bool]) -> FileFacts:
    """The facts with an edit for each finding that one mends; the untried ones are dropped."""
    text = reads.workspace.open(path).text
    coverage = facts.coverage
    size = coverage.known + coverage.partial + coverage.assumed + coverage.unknown
    trials = min(12, WORK // max(size, 1)) if text.count("\n") < MAXIMAL_LINES else 0
    findings: list[Finding] = []
    for finding in facts.findings:
        fix = finding.fix
        mends = [mend for mend in finding.mends if all(edit.path == facts.path for edit in mend.edits)]
        if fix is None and 0 < len(mends) <= trials:
            trials -= len(mends)
            fix = _mend(reads, path, text, facts, finding, mends, is_checked)
        findings.append(replace(finding, fix=fix, mends=()) if finding.mends or fix is not finding.fix else finding)
    return replace(facts, findings=tuple(findings))


def _mend(
    reads: Reads,
    path: str,
    text: str,
    facts: FileFacts,
    finding: Finding,
    mends: Iterable[Fix],
    is_checked: Callable[[str], bool],
) -> Fix | None:
    """The edit to offer: safe where it is the only one that mends, else the first, of what refused."""
    others = _counted(each for each in facts.findings if each is not finding)
    working: list[Fix] = []
    for mend in mends:
        left = _findings_of(reads, path, edited(text, mend.edits), is_checked)
        if left is not None and _counted(left) == others:
            working.append(mend)
    if not working:
        return None
    return working[0] if len(working) == 1 else replace(working[0], safe=False)


def _counted(findings: Iterable[Finding]) -> list[tuple[int, str, str]]:
    return sorted((f.place.line, f.code, f.severity.value) for f in findings if f.severity is not Severity.INFORMATION)


def _findings_of(reads: Reads, path: str, text: str, is_checked: Callable[[str], bool]) -> tuple[Finding, ...] | None:
    from shapeproof import analysis

    tried = reads.with_text(text)
    try:
        return analysis.check_file(tried, tried.module_at(path), is_checked).findings
    except Exception:
        return None  # what the engine cannot follow mends nothing


def edited(text: str, edits: Iterable[TextEdit]) -> str:
    """A text with its edits made; lines may end in any way, and columns count code points."""
    starts = [0, *(end.end() for end in _LINE_END.finditer(text))]
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        first = starts[edit.start[0] - 1] + edit.start[1] - 1
        last = starts[edit.end[0] - 1] + edit.end[1] - 1
        text = text[:first] + edit.text + text[last:]
    return text
