"""Every pair: the bug is told at its line and nothing else is, the program that works is silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from analysis.pairs import Pair, all_pairs, write
from shapeproof.analysis.facts import Severity
from shapeproof.project import Project


def told(files: dict[str, str], folder: Path) -> list[tuple[str, int, str, str, str]]:
    """Errors and warnings: file, line, severity, code, message."""
    write(files, folder)
    report = Project(folder).check()
    assert not report.errors
    return [
        (facts.path, finding.place.line, str(finding.severity), finding.code, finding.message)
        for facts in report.files
        for finding in facts.findings
        if finding.severity is not Severity.INFORMATION
    ]


@pytest.mark.parametrize("pair", all_pairs(), ids=lambda pair: pair.name)
def test_the_program_that_works_is_silent(pair: Pair, tmp_path: Path) -> None:
    assert told(pair.correct, tmp_path) == []


@pytest.mark.parametrize("pair", all_pairs(), ids=lambda pair: pair.name)
def test_the_bug_is_told_at_its_line(pair: Pair, tmp_path: Path) -> None:
    found = told(pair.broken, tmp_path)
    assert len(found) == len(pair.wanted), found
    for wanted in pair.wanted:
        assert any(
            (file, line, severity) == (wanted.file, wanted.line, wanted.severity)
            and code in wanted.codes
            and wanted.part in message
            for file, line, severity, code, message in found
        ), found
