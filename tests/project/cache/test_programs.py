"""Statements lowered once: kept in memory and on disk, whatever happens to either."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapeproof.program import nodes
from shapeproof.program.encoding import encode_unit
from shapeproof.project.cache import programs
from shapeproof.project.cache.folder import CacheFolder
from shapeproof.project.cache.programs import ProgramStore
from shapeproof.source import SourceFile, lower, parsing

TEXT = "import torch\n\n\ndef f(x):\n    return x + 1\n\n\ny = f(2)\n"


@pytest.fixture
def lowered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were lowered, in order."""
    texts: list[str] = []

    def noted(text: str) -> nodes.Unit:
        texts.append(text)
        return lower(text)

    monkeypatch.setattr(parsing, "lower", noted)
    return texts


@pytest.fixture
def folder(tmp_path: Path) -> CacheFolder:
    return CacheFolder(tmp_path / "cache", b"k" * 32)


def read(store: ProgramStore, text: str, path: str = "/m.py") -> list[bytes | None]:
    source = SourceFile(path, text, store.pack(path))
    return [encode_unit(source.unit(index)) for index in range(len(source.statements))]


def test_memory_alone(lowered: list[str]) -> None:
    store = ProgramStore(None)
    first = read(store, TEXT)
    store.flush()
    assert read(store, TEXT) == first
    assert len(lowered) == 3


def test_disk(lowered: list[str], folder: CacheFolder) -> None:
    store = ProgramStore(folder)
    first = read(store, TEXT)
    store.flush()
    assert read(ProgramStore(folder), TEXT) == first
    assert len(lowered) == 3


def test_an_edit_costs_one_statement_and_lines_may_move(lowered: list[str], folder: CacheFolder) -> None:
    store = ProgramStore(folder)
    read(store, TEXT)
    store.flush()
    lowered.clear()
    edited = "# a comment\n\n" + TEXT.replace("x + 1", "x + 2")
    assert read(ProgramStore(folder), edited) == read(ProgramStore(None), edited)
    assert lowered[0] == "def f(x):\n    return x + 2"
    assert len(lowered) == 1 + 3


def test_a_pack_lets_go_of_what_is_no_longer_asked_for(folder: CacheFolder) -> None:
    for number in range(40):
        store = ProgramStore(folder)
        read(store, "".join(f"x{number}_{each} = {each}\n" for each in range(10)))
        store.flush()
    fresh = ProgramStore(folder).pack("/m.py")
    kept = [number for number in range(40) if fresh.get(f"x{number}_0 = 0") is not None]
    assert kept[-1] == 39
    assert len(kept) < 12


def test_two_processes_that_keep_different_statements(lowered: list[str], folder: CacheFolder) -> None:
    one, two = ProgramStore(folder), ProgramStore(folder)
    read(one, "a = 1\n")
    read(two, "b = 2\n")
    one.flush()
    two.flush()
    lowered.clear()
    read(ProgramStore(folder), "a = 1\nb = 2\n")
    assert lowered == []


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch, lowered: list[str]) -> None:
    monkeypatch.setattr(programs, "_MOST_UNITS", 10)
    store = ProgramStore(None)
    for number in range(30):
        read(store, f"x = {number}\n")
    assert len(store.pack("/m.py")._units) <= 10
    lowered.clear()
    read(store, "x = 29\n")
    assert lowered == []


@pytest.mark.parametrize("content", [b"", b"\xff", b"\x93\x01\x02\x03", b"\x81\xa1x\x01"])
def test_a_pack_that_holds_something_else(content: bytes, lowered: list[str], folder: CacheFolder) -> None:
    store = ProgramStore(folder)
    first = read(store, TEXT)
    store.flush()
    (path,) = (each for each in (folder.path / "programs").rglob("*") if each.is_file())
    folder.write("programs", bytes.fromhex(path.parent.name + path.name), content)
    again = ProgramStore(folder)
    assert read(again, TEXT) == first
    again.flush()
    lowered.clear()
    assert read(ProgramStore(folder), TEXT) == first
    assert lowered == []
