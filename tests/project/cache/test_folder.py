"""The folder of the cache: what is written is read, nothing else is, and nothing here fails."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from shapeproof.project.cache import folder as folders
from shapeproof.project.cache.folder import CacheFolder, open_folder, user_folder

NAME = bytes(range(16))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CacheFolder:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    found = open_folder(None)
    assert found is not None
    return found


def entries(cache: CacheFolder) -> list[Path]:
    return sorted(path for kind in folders.KINDS for path in (cache.path / kind).rglob("*") if path.is_file())


def test_what_is_written_is_read(cache: CacheFolder) -> None:
    assert cache.read("facts", NAME) is None
    cache.write("facts", NAME, b"one")
    cache.write("facts", NAME, b"two")
    assert cache.read("facts", NAME) == b"two"
    assert cache.read("programs", NAME) is None
    assert cache.read("facts", NAME[::-1]) is None
    assert len(entries(cache)) == 1


def test_it_says_what_it_is(cache: CacheFolder, tmp_path: Path) -> None:
    cache.write("facts", NAME, b"one")
    configured = open_folder(tmp_path / "project" / ".cache")
    assert configured is not None
    configured.write("facts", NAME, b"one")
    for made in (cache.path, configured.path):
        assert (made / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
        assert (made / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("place", [0, 20, 40, -1])
def test_a_changed_entry_is_not_read_and_can_be_written_again(cache: CacheFolder, place: int) -> None:
    cache.write("facts", NAME, b"what was found")
    (path,) = entries(cache)
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    assert cache.read("facts", NAME) is None
    cache.write("facts", NAME, b"what was found")
    assert cache.read("facts", NAME) == b"what was found"


@pytest.mark.parametrize("length", [0, 5, 30, 40])
def test_an_entry_cut_short_is_not_read(cache: CacheFolder, length: int) -> None:
    cache.write("facts", NAME, b"what was found")
    (path,) = entries(cache)
    path.write_bytes(path.read_bytes()[:length])
    assert cache.read("facts", NAME) is None


def test_an_entry_under_another_name_is_not_read(cache: CacheFolder) -> None:
    cache.write("facts", NAME, b"what was found")
    (path,) = entries(cache)
    other = bytes([*NAME[:-1], 99])
    path.rename(path.with_name(other.hex()[2:]))
    assert cache.read("facts", other) is None


def test_what_another_user_wrote_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A repository may name a folder of its own as cache, and bring entries in it that hide findings."""
    committed = tmp_path / "repository" / ".cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "theirs"))
    theirs = open_folder(committed)
    assert theirs is not None
    theirs.write("facts", NAME, b"no findings")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "ours"))
    ours = open_folder(committed)
    assert ours is not None
    assert ours.read("facts", NAME) is None
    ours.write("facts", NAME, b"a finding")
    assert ours.read("facts", NAME) == b"a finding"
    assert (tmp_path / "ours" / "shapeproof" / "key").stat().st_size == 32


def test_a_damaged_key_is_made_anew(cache: CacheFolder) -> None:
    cache.write("facts", NAME, b"one")
    (cache.path / "key").write_bytes(b"short")
    again = open_folder(None)
    assert again is not None
    assert again.read("facts", NAME) is None
    again.write("facts", NAME, b"two")
    assert again.read("facts", NAME) == b"two"


def test_no_folder_can_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert open_folder(None) is None
    assert open_folder(tmp_path / "else") is None


def test_a_disk_that_takes_nothing(cache: CacheFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.write("facts", NAME, b"one")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    cache.write("facts", NAME, b"two")
    assert cache.read("facts", NAME) == b"one"
    assert len(entries(cache)) == 1
    cache.tidy()


def test_the_systems_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert user_folder() == tmp_path / "shapeproof"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "local"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert user_folder() == tmp_path / "home" / ".cache" / "shapeproof"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert user_folder() == tmp_path / "home" / "Library" / "Caches" / "shapeproof"
    monkeypatch.setattr(sys, "platform", "win32")
    assert user_folder() == tmp_path / "local" / "shapeproof"


def name(number: int) -> bytes:
    return number.to_bytes(16, "big")


def test_the_oldest_go_first(cache: CacheFolder) -> None:
    for number in range(10):
        cache.write("facts", name(number), bytes(1000))
    paths = {number: cache.path / "facts" / name(number).hex()[:2] / name(number).hex()[2:] for number in range(10)}
    now = time.time()
    for number, path in paths.items():
        os.utime(path, (now, now - 10 * 86400 + number * 60))
    assert cache.read("facts", name(0)) is not None  # the oldest is used again
    cache.shrink(6000)
    left = {number for number, path in paths.items() if path.exists()}
    assert left == {0, 7, 8, 9}
    cache.shrink(6000)
    assert left == {number for number, path in paths.items() if path.exists()}


def test_what_a_killed_process_left_is_removed(cache: CacheFolder) -> None:
    cache.write("facts", NAME, b"one")
    (path,) = entries(cache)
    old, new = path.with_name("x.1-a.tmp"), path.with_name("x.2-b.tmp")
    for each in (old, new):
        each.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    cache.shrink(10**9)
    assert (old.exists(), new.exists(), path.exists()) == (False, True, True)


def test_tidying_happens_of_itself(cache: CacheFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "LARGEST_CACHE", 5000)
    for number in range(40):
        cache.write("facts", name(number), bytes(1000))
        cache.tidy()
    assert sum(each.size for each in cache.usage()) <= 6000


def test_usage_and_clearing(cache: CacheFolder) -> None:
    cache.write("facts", name(1), b"one")
    cache.write("facts", name(2), b"two")
    cache.write("programs", name(1), b"three")
    assert [(each.kind, each.entries) for each in cache.usage()] == [("programs", 1), ("facts", 2)]
    assert all(each.size > 0 for each in cache.usage())
    assert cache.clear() == 3
    assert cache.clear() == 0
    assert [each.entries for each in cache.usage()] == [0, 0]
    cache.write("facts", name(1), b"one")
    assert cache.read("facts", name(1)) == b"one"


WRITER = """
import sys
from pathlib import Path
from shapeproof.project.cache.folder import CacheFolder

cache = CacheFolder(Path(sys.argv[1]), b"k" * 32)
for number in range(100):
    name = (number % 5).to_bytes(16, "big")
    cache.write("facts", name, sys.argv[2].encode() * (1000 + 37 * number))
    found = cache.read("facts", name)
    assert found is None or len(set(found)) == 1
"""


def test_many_processes_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(tmp_path / "cache")]
    environment = {**os.environ, "PYTHONPATH": str(Path(folders.__file__).parents[3])}
    writers = [subprocess.Popen([*command, letter], env=environment) for letter in "abcd"]
    assert [writer.wait(60) for writer in writers] == [0] * 4
    cache = CacheFolder(tmp_path / "cache", b"k" * 32)
    assert all(cache.read("facts", name(number)) is not None for number in range(5))
