"""Which files are checked."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapeproof.project.configuration import Configuration
from shapeproof.project.files import discover, marked_folder, matches, project_folder, shown


def plant(root: Path, *names: str, **texts: str) -> None:
    """Empty files, and under ``gitignore`` the text of a .gitignore at the top."""
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    for name, text in texts.items():
        (root / f".{name}").write_text(text, encoding="utf-8")


def found(root: Path, *paths: str, **settings: tuple[str, ...]) -> list[str]:
    configuration = Configuration(root, **settings)  # type: ignore[arg-type]
    found = discover(paths or ["."], root, lambda _: configuration, {})
    assert found.errors == ()
    return [shown(path, root) for path in found.files]


def test_python_files_in_order(tmp_path: Path) -> None:
    plant(tmp_path, "b.py", "a/z.py", "a/b/c.py", "notes.txt", "stub.pyi", "a.py")
    assert found(tmp_path) == ["a.py", "a/b/c.py", "a/z.py", "b.py"]
    assert found(tmp_path, "b.py", "a", "b.py") == ["a/b/c.py", "a/z.py", "b.py"]


def test_hidden_installed_and_generated_folders_are_not_entered(tmp_path: Path) -> None:
    plant(
        tmp_path,
        "m.py",
        ".hidden/m.py",
        ".venv/lib/m.py",
        "env/pyvenv.cfg",
        "env/lib/python3.11/m.py",
        "__pycache__/m.py",
        "node_modules/m.py",
        "lib/site-packages/m.py",
    )
    assert found(tmp_path) == ["m.py"]
    assert found(tmp_path, "lib/site-packages", "env/lib") == ["env/lib/python3.11/m.py", "lib/site-packages/m.py"]


def test_gitignore(tmp_path: Path) -> None:
    plant(tmp_path, "m.py", "build/m.py", "keep_me.py", "keep_not.py", "sub/x.py", "sub/y.py", "sub/deep/x.py")
    plant(tmp_path, gitignore="build/\nkeep_*\n!keep_me.py\n/sub/deep\n")
    (tmp_path / "sub" / ".gitignore").write_text("y.py\n", encoding="utf-8")
    assert found(tmp_path) == ["keep_me.py", "m.py", "sub/x.py"]


def test_a_gitignore_above_the_folder_holds_within_the_repository(tmp_path: Path) -> None:
    plant(tmp_path, ".git/HEAD", "pkg/m.py", "pkg/made_m.py", "pkg/local.py", gitignore="made_*\n")
    (tmp_path / ".git" / "info").mkdir()
    (tmp_path / ".git" / "info" / "exclude").write_text("local.py\n", encoding="utf-8")
    assert found(tmp_path, "pkg") == ["pkg/m.py"]
    (tmp_path / ".git" / "HEAD").unlink()
    (tmp_path / ".git" / "info" / "exclude").unlink()
    (tmp_path / ".git" / "info").rmdir()
    (tmp_path / ".git").rmdir()
    assert found(tmp_path, "pkg") == ["pkg/local.py", "pkg/m.py", "pkg/made_m.py"]


def test_what_is_named_is_checked_even_where_it_is_ignored(tmp_path: Path) -> None:
    plant(tmp_path, ".git/HEAD", "build/m.py", "build/deep/m.py", "legacy/m.py", gitignore="build/\n")
    assert found(tmp_path, "build/m.py") == ["build/m.py"]
    assert found(tmp_path, "build") == ["build/deep/m.py", "build/m.py"]
    assert found(tmp_path, "build/deep") == ["build/deep/m.py"]
    assert found(tmp_path, "legacy/m.py", exclude=("legacy",)) == ["legacy/m.py"]


def test_include_and_exclude(tmp_path: Path) -> None:
    plant(tmp_path, "m.py", "legacy/m.py", "models/a.py", "models/a_test.py")
    assert found(tmp_path, exclude=("legacy", "*_test.py")) == ["m.py", "models/a.py"]
    assert found(tmp_path, include=("/models/*.py",)) == ["models/a.py", "models/a_test.py"]


def test_a_path_that_names_nothing_is_told(tmp_path: Path) -> None:
    plant(tmp_path, "m.py")
    result = discover(["gone.py", "m.py", "gone.py"], tmp_path, lambda _: Configuration(tmp_path), {})
    assert [Path(path).name for path in result.files] == ["m.py"]
    assert result.errors == ("gone.py: no such file or folder",)


def test_an_overlay_need_not_be_on_disk(tmp_path: Path) -> None:
    path = str(tmp_path / "new.py")
    assert discover(["new.py"], tmp_path, lambda _: Configuration(tmp_path), {path: ""}).files == (path,)


@pytest.mark.parametrize("mark", ["pyproject.toml", "shapeproof.toml", "setup.py", ".git"])
def test_the_projects_folder(tmp_path: Path, mark: str) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    assert (marked_folder(inner), project_folder(inner)) == (None, inner)
    plant(tmp_path, mark)
    assert (marked_folder(inner), project_folder(inner)) == (tmp_path, tmp_path)


def test_patterns_are_relative_to_their_folder(tmp_path: Path) -> None:
    assert matches(["tests/*"], str(tmp_path / "tests" / "m.py"), tmp_path)
    assert not matches(["tests/*"], str(tmp_path / "m.py"), tmp_path)
    assert not matches(["*"], str(tmp_path / "m.py"), tmp_path / "tests")


def test_paths_as_reports_write_them(tmp_path: Path) -> None:
    assert shown(str(tmp_path / "a" / "m.py"), tmp_path) == "a/m.py"
    assert shown(str(tmp_path / "m.py"), tmp_path / "a") == (tmp_path / "m.py").as_posix()
