"""`Project.check`, with an engine that finds what comments say."""

from __future__ import annotations

from pathlib import Path

import pytest
from project.fake_engine import fake_engine as fake_engine
from shapeproof.analysis.facts import Coverage, FileFacts, Severity
from shapeproof.project import CheckReport, Project, RequestError

pytestmark = pytest.mark.usefixtures("fake_engine")


@pytest.fixture(autouse=True)
def in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def told(report: CheckReport) -> list[tuple[str, int, str, str]]:
    """Every finding as path, line, code and message."""
    return [
        (facts.path, each.place.line, each.code, each.message)
        for facts in report.files
        for each in facts.findings
        if each.place.path == facts.path
    ]


def test_facts_by_path() -> None:
    write("b.py", "x = 1  # finds: linear\n")
    write("a.py", "x = 1\n")
    report = Project().check(["b.py", "a.py"])
    assert [facts.path for facts in report.files] == ["a.py", "b.py"]
    assert told(report) == [("b.py", 1, "linear", "from b")]
    assert report.files[0] == FileFacts("a.py", (), Coverage(known=1), (("a reason", 1),))
    assert (report.errors, report.strict) == ((), False)
    assert report.seconds > 0


def test_the_default_is_the_projects_folder() -> None:
    write("pyproject.toml", "")
    write("a.py", "")
    write("inner/b.py", "")
    assert [facts.path for facts in Project("inner").check().files] == [str(Path("a.py").absolute()), "b.py"]


def test_a_place_reached_from_several_files_is_told_once() -> None:
    write("driver.py", 'x = 1  # finds: linear at model.py:2 "got 7"\ny = 1  # finds: matmul at model.py:3\n')
    write("model.py", 'x = 1\ny = f(x)  # finds: linear "got d"\nz = 1\n')
    write("other.py", "x = 1  # finds: matmul at model.py:3\n")
    assert told(Project().check(["."])) == [
        ("model.py", 2, "linear", "got d"),
        ("model.py", 3, "matmul", "from driver"),
    ]
    assert told(Project().check(["driver.py"])) == [
        ("driver.py", 1, "linear", "got 7"),
        ("driver.py", 2, "matmul", "from driver"),
    ]


def test_the_gravest_is_told() -> None:
    write("shapeproof.toml", 'severity = {matmul = "warning"}\n')
    write("a.py", "x = 1  # finds: reveal\ny = 1  # finds: matmul\n")
    (facts,) = Project().check(["a.py"]).files
    assert [each.severity for each in facts.findings] == [Severity.INFORMATION, Severity.WARNING]


def test_comments_silence_findings_where_they_lie() -> None:
    write("a.py", "x = 1  # finds: linear # shapeproof: ignore\ny = 1  # finds: linear at b.py:1\n")
    write("b.py", "x = 1  # type: ignore[shape]\n")
    project = Project()
    assert told(project.check(["."])) == []
    assert told(project.check(["."], keep_suppressed=True)) == [("b.py", 1, "linear", "from a")]


def test_selection() -> None:
    write("a.py", "# finds: linear\n# finds: matmul\n# finds: conv\n")
    project = Project()

    def codes(**options: list[str]) -> list[str]:
        return [code for _, _, code, _ in told(project.check(["a.py"], **options))]  # type: ignore[arg-type]

    assert codes() == ["linear", "matmul", "conv"]
    assert codes(select=["conv", "linear"]) == ["linear", "conv"]
    assert codes(ignore=["conv"]) == ["linear", "matmul"]
    write("shapeproof.toml", 'select = ["linear", "matmul"]\nignore = ["matmul"]\n')
    assert codes() == ["linear"]
    assert codes(select=["conv", "matmul"]) == ["conv"]
    write("shapeproof.toml", 'per-file-ignores = {"a*" = ["linear"], "b*" = ["conv"]}\n')
    assert codes() == ["matmul", "conv"]
    with pytest.raises(RequestError, match=r'^ignore: no code is called "cnov"; did you mean "conv"\?$'):
        codes(ignore=["cnov"])


def test_unused_ignores_are_told_when_strict() -> None:
    write("a.py", "x = 1  # shapeproof: ignore\n")
    project = Project()
    assert told(project.check(["a.py"])) == []
    report = project.check(["a.py"], strict=True)
    assert (told(report), report.strict) == ([("a.py", 1, "unused-ignore", "this comment silences nothing")], True)
    write("shapeproof.toml", "strict = true\n")
    assert (told(project.check(["a.py"])), project.check(["a.py"]).strict) == (told(report), True)
    assert not project.check(["a.py"], strict=False).strict


def test_a_fault_of_the_engine_is_one_finding() -> None:
    write("a.py", "crash()\n")
    write("b.py", "x = 1  # finds: linear\n")
    report = Project().check(["."])
    assert told(report) == [
        (
            "a.py",
            1,
            "internal",
            "shapeproof failed on this file (KeyError: 'what the engine\\nfell over'); the other files stand",
        ),
        ("b.py", 1, "linear", "from b"),
    ]
    assert report.files[0].findings[0].severity is Severity.INFORMATION


def test_what_cannot_be_read_is_an_error_and_the_rest_stands() -> None:
    Path("a.py").write_bytes(b"x = 1\ny = '\xff'\n")
    write("b.py", "x = 1  # finds: linear\n")
    report = Project().check(["a.py", "b.py", "gone.py"])
    assert told(report) == [("b.py", 1, "linear", "from b")]
    assert report.errors == (
        "gone.py: no such file or folder",
        "a.py:2: byte 0xff is not utf-8; save the file as UTF-8 or declare its encoding in the first line",
    )


def test_overlays_stand_for_the_disk(tmp_path: Path) -> None:
    write("a.py", "x = 1\n")
    project = Project()
    path = str(tmp_path / "a.py")
    clean = project.check(["a.py"])
    assert told(project.check(["a.py"], {path: "crash()\n"})) == [
        ("a.py", 1, "internal", told(project.check([path], {path: "crash()\n"}))[0][3]),
    ]
    assert told(project.check(["a.py"])) == told(clean) == []


def test_a_file_is_read_again_when_it_changes() -> None:
    write("a.py", "x = 1\n")
    project = Project()
    assert told(project.check(["a.py"])) == []
    write("a.py", "x = 1  # finds: linear\n")
    assert told(project.check(["a.py"])) == [("a.py", 1, "linear", "from a")]


def test_configured_inputs_are_fed() -> None:
    write("a.py", "x = 1\n")
    write("shapeproof.toml", '[inputs]\n"a.py:Net" = "x=b,3"\n"b.py:Net" = "x=b,4"\n"a.py:Net(" = "x=b"\n')
    report = Project().check(["a.py"])
    assert told(report) == [("a.py", 1, "linear", "fed (InputRequest(name='x', dims=('b', '3'), dtype=None),)")]
    (error,) = report.errors
    assert error.startswith("inputs in ") and "is not an expression" in error


def test_progress() -> None:
    write("a.py", "")
    write("b.py", "")
    seen: list[tuple[int, int]] = []
    Project().check(["."], progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 2), (2, 2)]
