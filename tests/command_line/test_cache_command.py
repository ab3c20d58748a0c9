"""``shapeproof cache``, and that no state of the cache changes what ``check`` and ``params`` print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line.running import here, shapeproof

BROKEN = "import torch\n\nx = torch.ones(2, 3) @ torch.ones(4, 5)\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "m.py").write_text(BROKEN, encoding="utf-8")
    return tmp_path / "project"


def counts(info: str) -> dict[str, int]:
    return {kind: int(number) for kind, number in re.findall(r"^(\w+) +(\d+) entr", info, re.MULTILINE)}


def test_info_and_clear(folder: Path, tmp_path: Path) -> None:
    where = (tmp_path / "cache" / "shapeproof").as_posix()
    assert here(folder, "cache", "info").out == (
        f"{where}\n"
        "programs        0 entries      0.0 MB\n"
        "facts           0 entries      0.0 MB\n"
        "total           0 entries      0.0 MB\n"
        "at most 512.0 MB are kept\n"
    )
    shapeproof(folder, "check", real=True)
    found = counts(here(folder, "cache", "info").out)
    assert found["facts"] == 1
    assert found["programs"] > 1
    assert here(folder, "cache", "clear").out == f"Removed {found['total']} entries from {where}.\n"
    assert counts(here(folder, "cache", "info").out)["total"] == 0


def test_a_configured_folder(folder: Path) -> None:
    (folder / "shapeproof.toml").write_text('cache-dir = "kept"\n', encoding="utf-8")
    shapeproof(folder, "check", real=True)
    done = here(folder, "cache", "info")
    assert done.out.startswith(f"{(folder / 'kept').as_posix()}\n")
    assert counts(done.out)["facts"] == 1
    (folder / "other.toml").write_text("", encoding="utf-8")
    assert counts(here(folder, "cache", "info", "--config", "other.toml").out)["facts"] == 0


def test_no_folder(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("", encoding="utf-8")
    done = here(folder, "cache", "info")
    assert (done.code, done.out) == (0, "No folder can be written for a cache, so nothing is kept.\n")


def test_a_wrong_action(folder: Path) -> None:
    done = here(folder, "cache", "empty")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("shapeproof cache: argument action: invalid choice: 'empty'")
    assert done.err.count("\n") == 1


def test_the_same_bytes_with_and_without(folder: Path, tmp_path: Path) -> None:
    outputs = {
        shapeproof(folder, "check", *options, real=True).out
        for options in ([], [], ["--no-cache"], ["--jobs", "2"], [])
    }
    (output,) = outputs
    assert output.startswith("m.py:3:5: error: @ of [2, 3] and [4, 5]: ")


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that a command imports, of those that take long."""
    done = shapeproof(folder, *arguments, real=True, PYTHONPROFILEIMPORTTIME="1")
    found = {line.rpartition("|")[2].strip() for line in done.err.splitlines() if line.startswith("import time:")}
    slow = r"(libcst|rich|msgspec|pathspec|multiprocessing|concurrent|importlib\.metadata|shapeproof\.\w+)$"
    return {name for name in found if re.match(slow, name)}


def test_what_an_unchanged_file_takes(folder: Path) -> None:
    """No parser, no interpreter, no algebra: answers that are known are only read."""
    assert imported(folder, "--version") == {"shapeproof.collecting", "shapeproof.command_line", "shapeproof.version"}
    shapeproof(folder, "check", "m.py", real=True)
    warm = imported(folder, "check", "m.py")
    assert warm - {"shapeproof.version", "shapeproof.collecting", "shapeproof.program", "shapeproof.interpreter"} == {
        "msgspec",
        "shapeproof.analysis",
        "shapeproof.command_line",
        "shapeproof.project",
        "shapeproof.stack_room",
        "shapeproof.report",
        "shapeproof.source",
    }
    shapeproof(folder, "params", "m.py:torch.nn.Linear(3, d)", real=True)
    assert "libcst" not in imported(folder, "params", "m.py:torch.nn.Linear(3, d)")
