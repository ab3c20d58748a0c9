"""A run that uses what an earlier one left finds what a run from nothing would find."""

import shutil

import pytest
from mypy_programs import (
    AT_THE_TOP,
    BROKEN,
    ERROR,
    FOUND,
    FOUND_SIZED,
    LAYERS,
    MENDED,
    SIZED,
    USES_LAYERS,
)
from mypy_runs import MypyProject

FORMATS = ("--fixed-format-cache", "--no-fixed-format-cache", "--sqlite-cache")


def same_from_nothing(project: MypyProject, *arguments: str) -> list[str]:
    """The lines of a run, sorted, after making sure that a run without a cache prints the same."""
    lines = sorted(project.mypy(*arguments).lines)
    fresh = MypyProject(project.folder, project.torch, project.plugins, project.settings, project.paths)
    assert lines == sorted(fresh.mypy("--cache-dir", "fresh", *arguments).lines)
    shutil.rmtree(project.folder / "fresh")
    return lines


@pytest.mark.parametrize("cache", FORMATS)
def test_only_a_dependency_changes(project: MypyProject, cache: str) -> None:
    project.write("sizes.py", "WIDTH = 128\n")
    project.write("net.py", SIZED)
    assert project.mypy(cache, "net.py", code=0).lines == []
    project.write("sizes.py", "WIDTH = 64\n")
    found = project.mypy(cache, "net.py", code=1).lines
    assert found[0] == FOUND_SIZED
    project.write("sizes.py", "WIDTH = 64\nUNUSED = 3\n")
    assert same_from_nothing(project, cache, "net.py") == sorted(found)
    project.write("sizes.py", "WIDTH = 128\n")
    assert project.mypy(cache, "net.py", code=0).lines == []


def test_a_dependency_of_a_dependency_changes(project: MypyProject) -> None:
    project.write("numbers_.py", "N = 2\n")
    project.write("sizes.py", "import numbers_\ndef width():\n    return numbers_.N * 32\n")
    project.write("net.py", SIZED.replace("import WIDTH", "import width").replace("WIDTH", "width()"))
    assert project.mypy("net.py").lines[0] == FOUND_SIZED
    project.write("numbers_.py", "N = 4\n")
    assert same_from_nothing(project, "net.py") == []


def test_a_caller_changes_what_is_found_in_the_called(project: MypyProject) -> None:
    project.write("layers.py", LAYERS)
    project.write("user.py", USES_LAYERS.replace("nn.Linear(10, 20)", "nn.Linear(10, 30)"))
    assert project.mypy("user.py", code=0).lines == []
    project.write("user.py", USES_LAYERS)
    lines = same_from_nothing(project, "user.py")
    assert lines[0].startswith("layers.py:5:12: error: ")
    project.write("user.py", USES_LAYERS.replace("nn.Linear(10, 20)", "nn.Linear(10, 30)"))
    assert same_from_nothing(project, "user.py") == []


def test_a_file_changes(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    project.write("top.py", AT_THE_TOP)
    both = project.mypy(".", code=1).lines
    assert project.mypy(".").lines == both
    project.write("net.py", "\n" + BROKEN)
    moved = same_from_nothing(project, ".")
    assert f"net.py:13:16: {ERROR}" in moved
    project.write("net.py", MENDED)
    assert {line.partition(":")[0] for line in same_from_nothing(project, ".")} == {"top.py"}


def test_a_file_is_deleted(project: MypyProject) -> None:
    project.write("layers.py", LAYERS)
    project.write("user.py", USES_LAYERS)
    project.write("top.py", AT_THE_TOP)
    assert len(project.mypy(".", code=1).shapes) == 2
    (project.folder / "user.py").unlink()
    assert {line.partition(":")[0] for line in same_from_nothing(project, ".")} == {"top.py"}
    (project.folder / "top.py").unlink()
    assert same_from_nothing(project, ".") == []


def test_a_caller_is_added(project: MypyProject) -> None:
    project.write("layers.py", LAYERS)
    assert project.mypy(".", code=0).lines == []
    project.write("user.py", USES_LAYERS)
    assert same_from_nothing(project, ".")[0].startswith("layers.py:5:12: error: ")


def test_a_file_is_added(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    project.mypy(".")
    project.write("top.py", AT_THE_TOP)
    assert {line.partition(":")[0] for line in same_from_nothing(project, ".")} == {"net.py", "top.py"}


def test_the_configuration_changes(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    assert project.mypy("net.py").lines[0] == FOUND
    project.write("shapeproof.toml", 'ignore = ["linear"]\n')
    assert same_from_nothing(project, "net.py") == []
    project.write("shapeproof.toml", 'ignore = ["matmul"]\n')
    assert same_from_nothing(project, "net.py")[0] == FOUND


def test_the_plugins_version_changes(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    found = project.mypy("net.py").lines
    project.write("later/sitecustomize.py", "import shapeproof.version\nshapeproof.version.VERSION = '999'\n")
    project.paths = [str(project.folder / "later")]
    log = [line for line in project.mypy("-v", "net.py", merge_errors=True).lines if "(net)" in line or " net:" in line]
    assert any("plugins differ" in line for line in log)
    assert project.mypy("net.py").lines == found


def test_another_choice_of_files_in_between(project: MypyProject) -> None:
    project.write("layers.py", LAYERS)
    project.write("user.py", USES_LAYERS)
    both = project.mypy("user.py").lines
    assert project.mypy("layers.py", code=0).lines == []
    assert project.mypy("user.py").lines == both
    assert project.mypy("layers.py", code=0).lines == []


def test_what_is_remembered_may_be_lost(project: MypyProject) -> None:
    project.write("layers.py", LAYERS)
    project.write("user.py", USES_LAYERS)
    found = project.mypy("user.py").lines
    memory = project.folder / ".mypy_cache" / "shapeproof.json"
    for content in ("", "[]", '{"format": 999}', '{"format": 1, "modules": [3]}'):
        memory.write_text(content)
        assert project.mypy("user.py").lines == found
    memory.unlink()
    assert project.mypy("user.py").lines == found
    assert memory.exists()


def test_a_warm_run_analyses_nothing_anew(project: MypyProject) -> None:
    project.write("sizes.py", "WIDTH = 64\n")
    project.write("net.py", SIZED)
    project.mypy("net.py")
    log = project.mypy("-v", "net.py", merge_errors=True).lines
    assert not [line for line in log if "Scheduling SCC" in line or "Metadata abandoned" in line]
    assert FOUND_SIZED in log


def test_without_a_cache(project: MypyProject) -> None:
    project.write("net.py", BROKEN)
    assert project.mypy("--cache-dir", "/dev/null", "net.py").lines[0] == FOUND
    assert project.mypy("--no-incremental", "net.py").lines[0] == FOUND
    assert not (project.folder / ".mypy_cache" / "shapeproof.json").exists()
