"""Comments that silence findings."""

from __future__ import annotations

import pytest
from shapeproof.analysis.facts import Finding, Place, Severity
from shapeproof.project.suppression import Ignores
from shapeproof.source import SourceFile


def finding(line: int, code: str = "linear", end_line: int | None = None) -> Finding:
    return Finding(Place("m.py", line, 1, end_line or line, 5), code, Severity.ERROR, "message")


def left(line_text: str, code: str = "linear", **options: bool) -> bool:
    """Whether a finding on a line of this text is still told."""
    return bool(Ignores(SourceFile("m.py", f"{line_text}\n")).silence([finding(1, code)], **options))


@pytest.mark.parametrize(
    "comment",
    [
        "# shapeproof: ignore",
        "#shapeproof:ignore",
        "# shapeproof: ignore[linear]",
        "# shapeproof: ignore[matmul, linear]",
        "# noqa  # shapeproof: ignore",
        "# type: ignore",
        "# type: ignore[shape]",
        "# type: ignore[attr-defined, shape]",
        "# shapeproof: ignore[matmul]  # type: ignore[shape]",
    ],
)
def test_comments_that_silence(comment: str) -> None:
    assert not left(f"y = f(x)  {comment}")


@pytest.mark.parametrize(
    "text",
    [
        "y = f(x)",
        "y = f(x)  # shapeproof: ignore[matmul]",
        "y = f(x)  # shapeproof: ignore[]",
        "y = f(x)  # type: ignore[attr-defined]",
        "y = f(x)  # type: ignored",
        "y = f('# shapeproof: ignore')",
        "y = f('''# type: ignore''')",
    ],
)
def test_text_that_does_not(text: str) -> None:
    assert left(text)


def test_type_ignores_can_be_left_to_mypy() -> None:
    assert left("y = f(x)  # type: ignore", keep_type_ignored=True)
    assert left("y = f(x)  # type: ignore[shape]", keep_type_ignored=True)
    assert not left("y = f(x)  # type: ignore  # shapeproof: ignore", keep_type_ignored=True)


def test_the_first_and_the_last_line_of_a_finding() -> None:
    source = SourceFile("m.py", "y = f(  # shapeproof: ignore\n    x,\n)\nz = f(\n    x,\n)  # shapeproof: ignore\n")
    ignores = Ignores(source)
    assert ignores.silence([finding(1, end_line=3), finding(4, end_line=6), finding(2), finding(5)]) == [
        finding(2),
        finding(5),
    ]
    assert ignores.unused() == []


def test_what_is_unused_is_told() -> None:
    text = """\
a = 1  # shapeproof: ignore
b = f(x)  # shapeproof: ignore[linear, matmul]
c = f(x)  # shapeproof: ignore[linaer]
d = 1  # shapeproof: ignore[matmul, conv]
e = f(x)  # shapeproof: ignore[linear]
f = 1  # type: ignore
g = 1  # shapeproof: ignore[]
"""
    ignores = Ignores(SourceFile("m.py", text))
    assert ignores.silence([finding(2), finding(3), finding(5)]) == [finding(3)]
    assert [(each.place, each.code, each.severity, each.message) for each in ignores.unused()] == [
        (Place("m.py", 1, 8, 1, 28), "unused-ignore", Severity.WARNING, "this comment silences nothing"),
        (Place("m.py", 2, 11, 2, 47), "unused-ignore", Severity.WARNING, "nothing is found here of the code matmul"),
        (
            Place("m.py", 3, 11, 3, 39),
            "unused-ignore",
            Severity.WARNING,
            'no code is called "linaer"; did you mean "linear"?',
        ),
        (
            Place("m.py", 4, 8, 4, 42),
            "unused-ignore",
            Severity.WARNING,
            "nothing is found here of the codes matmul, conv",
        ),
        (
            Place("m.py", 7, 8, 7, 30),
            "unused-ignore",
            Severity.WARNING,
            "this comment names no code, and silences nothing",
        ),
    ]
