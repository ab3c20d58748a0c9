"""docs/rules says what ``shapeproof explain`` says, and its examples have the finding that they are about."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from shapeproof.analysis.facts import Severity
from shapeproof.project import Project
from shapeproof.report.codes import CODES
from shapeproof.report.pages import PAGES

HERE = Path(__file__).parent


def test_the_pages_are_those_that_explain_prints() -> None:
    spec = importlib.util.spec_from_file_location("rule_pages", HERE / "rule_pages.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = {path.name: path.read_text(encoding="utf-8") for path in (HERE.parents[1] / "docs" / "rules").iterdir()}
    assert written == module.pages(), "python tests/docs/rule_pages.py writes them"


def found(tmp_path: Path, source: str) -> set[str]:
    file = tmp_path / "m.py"
    file.write_text(source, encoding="utf-8")
    report = Project(tmp_path).check([str(file)], strict=True)
    return {finding.code for finding in report.files[0].findings}


@pytest.mark.parametrize("name", [name for name in CODES if PAGES[name].good])
def test_a_good_example_has_no_finding(tmp_path: Path, name: str) -> None:
    assert found(tmp_path, PAGES[name].whole_good) <= {"reveal"}


ERRORS = [name for name, code in CODES.items() if code.severity is Severity.ERROR and PAGES[name].bad]


@pytest.mark.parametrize(
    "name", [*ERRORS, "silent-broadcast", "comment", "unused-ignore", "reveal", "scrambled-view", "implicit-dim"]
)
def test_a_bad_example_has_a_finding_of_its_kind(tmp_path: Path, name: str) -> None:
    codes = found(tmp_path, PAGES[name].whole_bad)
    assert name in codes or (name == "contract" and codes)
