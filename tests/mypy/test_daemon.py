"""dmypy: after each edit the daemon reports what a run from nothing would."""

from collections.abc import Iterator

import pytest
from mypy_programs import BROKEN, FOUND, FOUND_SIZED, FUNCTION_ALONE, LAYERS, MENDED, SIZED, USES_LAYERS
from mypy_runs import MypyProject


@pytest.fixture
def daemon(project: MypyProject) -> Iterator[MypyProject]:
    project.write("sizes.py", "WIDTH = 128\n")
    project.write("net.py", SIZED)
    project.write("layers.py", LAYERS)
    project.write("user.py", USES_LAYERS.replace("nn.Linear(10, 20)", "nn.Linear(10, 30)"))
    project.daemon("start")
    yield project
    project.daemon("stop")


def from_nothing(project: MypyProject) -> list[str]:
    return sorted(project.mypy("--cache-dir", "/dev/null", ".").lines)


def test_edits_and_what_follows_from_them(daemon: MypyProject) -> None:
    assert daemon.daemon("check", ".").lines == []

    daemon.write("sizes.py", "WIDTH = 64\n")
    found = daemon.daemon("recheck").lines
    assert found[0] == FOUND_SIZED
    assert sorted(found) == from_nothing(daemon)

    daemon.write("sizes.py", "WIDTH = 64\nUNUSED = 3\n")
    assert daemon.daemon("recheck").lines == found

    daemon.write("user.py", USES_LAYERS)
    both = daemon.daemon("check", ".").lines
    assert any(line.startswith("layers.py:5:12: error: ") for line in both)
    assert sorted(both) == from_nothing(daemon)

    daemon.write("sizes.py", "WIDTH = 128\n")
    daemon.write("net.py", "\n" + SIZED)
    assert {line.partition(":")[0] for line in daemon.daemon("recheck").lines} == {"layers.py"}

    daemon.write("user.py", USES_LAYERS.replace("nn.Linear(10, 20)", "nn.Linear(10, 30)"))
    assert daemon.daemon("recheck").lines == []


def test_files_come_and_go(daemon: MypyProject) -> None:
    daemon.write("user.py", USES_LAYERS)
    assert len(daemon.daemon("run", ".").shapes) == 1
    daemon.write("function.py", FUNCTION_ALONE)
    daemon.write("broken.py", BROKEN)
    assert sorted(daemon.daemon("run", ".").lines) == from_nothing(daemon)
    (daemon.folder / "function.py").unlink()
    (daemon.folder / "user.py").unlink()
    lines = daemon.daemon("run", ".").lines
    assert {line.partition(":")[0] for line in lines} == {"broken.py"}
    daemon.write("broken.py", MENDED)
    assert daemon.daemon("run", ".").lines == []


def test_a_module_without_errors_of_its_own_changes(daemon: MypyProject) -> None:
    daemon.settings = "[mypy-sizes]\nignore_errors = True\n"
    assert daemon.daemon("run", ".").shapes == []
    daemon.write("sizes.py", "WIDTH = 64\n")
    assert daemon.daemon("recheck").lines[0] == FOUND_SIZED


def test_a_changed_configuration_restarts_it(daemon: MypyProject) -> None:
    daemon.write("net.py", BROKEN)
    assert daemon.daemon("run", "net.py").lines[0] == FOUND
    daemon.write("shapeproof.toml", 'ignore = ["linear"]\n')
    assert daemon.daemon("run", "net.py").lines in ([], ["Restarting: plugins changed"])
    daemon.write("net.py", BROKEN + "\n")
    assert daemon.daemon("recheck").lines == []
