"""`Project.params`, with an engine that repeats what it was asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from project.fake_engine import fake_engine as fake_engine
from shapeproof.analysis.request import InputRequest
from shapeproof.project import Project, RequestError

pytestmark = pytest.mark.usefixtures("fake_engine")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for name in ("models/net.py", "lib/pkg/__init__.py", "lib/pkg/net.py"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    (tmp_path / "lib" / "space").mkdir()
    return Project(tmp_path, search_paths=["lib"])


def test_what_is_asked_reaches_the_engine(project: Project) -> None:
    table = project.params(
        "models/net.py:Net(3)", numbers={"d": 100}, inputs=["x=b,3"], train=True, solve="total=170_200"
    )
    request = InputRequest("x", ("b", "3"))
    assert (table.target, table.error) == ("models/net.py:Net(3)", None)
    assert table.requires == ("'models.net'", "(('d', 100),)", f"({request!r},)", "True", "('total', 170200)")


def test_modules_by_name(project: Project) -> None:
    assert project.params("pkg.net:Net").requires == ("'pkg.net'", "()", "()", "False", "None")
    assert project.params("models.net:Net").requires[0] == "'models.net'"


@pytest.mark.parametrize(
    ("target", "error"),
    [
        ("models/gone.py:Net", "models/gone.py:Net: there is no file models/gone.py"),
        ("gone.net:Net", "gone.net:Net: no module gone.net is found; name its folder with --search-path DIR"),
        ("space:Net", "space:Net: no source of the module space is found; name its folder with --search-path DIR"),
        (
            "models/net.py:crash()",
            "models/net.py:crash(): shapeproof failed on this target (RuntimeError: no); please report it",
        ),
        (
            "models/net.py",
            "models/net.py: a target is FILE.py:EXPR or package.module:EXPR; name a class or function behind a colon, "
            "as in model.py:Net",
        ),
    ],
)
def test_a_bad_target_is_the_tables_error(project: Project, target: str, error: str) -> None:
    table = project.params(target)
    assert (table.target, table.error, table.total) == (target, error, None)


def test_an_expression_that_is_none_is_the_tables_error(project: Project) -> None:
    error = project.params("models/net.py:Net(").error
    assert error is not None
    assert error.startswith("models/net.py:Net(: 'Net(' is not an expression")
    assert "\n" not in error


def test_a_bad_input_is_the_callers(project: Project) -> None:
    with pytest.raises(RequestError):
        project.params("models/net.py:Net", inputs=["x=b,@"])
