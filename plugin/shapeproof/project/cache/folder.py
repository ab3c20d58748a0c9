"""The folder of the cache: entries written whole, read only if this user's shapeproof wrote them, oldest removed first.

An entry is signed with a key that lies in the user's own cache folder. What comes with a repository, was changed, or
was cut short has no valid signature: it is as if it were not there. Whatever the disk refuses, work goes on without.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KINDS = ("programs", "facts")
LARGEST_CACHE = 512 * 2**20
"""Bytes; where the entries take more, those not used for longest are removed."""

_LARGEST_ENTRY = 64 * 2**20
_MAGIC = b"shapeproof cache 1\n"
_SIGNATURE = 16
_UNFINISHED = ".tmp"
_HOUR = 3600.0
_DAY = 24 * _HOUR
_TAG = "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of shapeproof, to be removed at any time.\n"


@dataclass(frozen=True, slots=True)
class Usage:
    """How many entries of a kind there are, and the bytes they take."""

    kind: str
    entries: int
    size: int


def user_folder() -> Path | None:
    """The user's cache folder for shapeproof, by the system's custom; None where there is no home folder."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(given):
        return Path(given) / "shapeproof"
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", "")
        return Path(local) / "shapeproof" if os.path.isabs(local) else None
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        return None
    return Path(home) / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "shapeproof"


def open_folder(configured: Path | None) -> CacheFolder | None:
    """The cache in the configured folder, else in the user's; None where there can be none."""
    own = user_folder()
    key = None if own is None else _key(own)
    folder = configured or own
    return None if key is None or folder is None else CacheFolder(folder, key)


class CacheFolder:
    """Entries by kind and name. Nothing here raises for what the disk does."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self._writable = True
        self._written = 0

    def read(self, kind: str, name: bytes) -> bytes | None:
        """What was last written under a name, if it is there and unchanged."""
        path = self._file(kind, name)
        try:
            with open(path, "rb") as file:
                content = file.read(_LARGEST_ENTRY)
                used = os.fstat(file.fileno()).st_mtime
        except OSError:
            return None
        start = len(_MAGIC) + _SIGNATURE
        payload = content[start:]
        if content[:start] != _MAGIC + self._signature(kind, name, payload):
            return None
        if time.time() - used > _DAY:
            _touch(path)
        return payload

    def write(self, kind: str, name: bytes, payload: bytes) -> None:
        """Keep a payload under a name; other processes see it whole or not at all."""
        content = _MAGIC + self._signature(kind, name, payload) + payload
        if not self._writable or len(content) > _LARGEST_ENTRY:
            return
        path = self._file(kind, name)
        temporary = f"{path}.{os.getpid()}-{os.urandom(4).hex()}{_UNFINISHED}"
        try:
            try:
                _write_new(temporary, content)
            except FileNotFoundError:
                self._make(os.path.dirname(path))
                _write_new(temporary, content)
            os.replace(temporary, path)
        except OSError:
            self._writable = False
            _remove(temporary)
        else:
            self._written += len(content)

    def tidy(self) -> None:
        """Remove what was not used for longest, if much was written since this was last done or it is long ago."""
        if not self._written:
            return
        stamp = os.path.join(self.path, "tidied")
        try:
            long_ago = time.time() - os.stat(stamp).st_mtime > _HOUR
        except OSError:
            long_ago = True
        if long_ago or self._written > LARGEST_CACHE // 8:
            self._written = 0
            self.shrink(LARGEST_CACHE)
            _touch(stamp)

    def shrink(self, largest: int) -> None:
        """Where entries take more than ``largest`` bytes, remove the oldest until they take four fifths of it."""
        found = list(self._files())
        long_ago = time.time() - _HOUR
        for _, path, status in found:
            if path.endswith(_UNFINISHED) and status.st_mtime < long_ago:
                _remove(path)
        entries = sorted((s.st_mtime, s.st_size, path) for _, path, s in found if not path.endswith(_UNFINISHED))
        total = sum(size for _, size, _ in entries)
        if total <= largest:
            return
        for _, size, path in entries:
            if total <= largest * 4 // 5:
                break
            _remove(path)
            total -= size

    def usage(self) -> list[Usage]:
        """What each kind takes."""
        sizes: dict[str, list[int]] = {kind: [] for kind in KINDS}
        for kind, _, status in self._files():
            sizes[kind].append(status.st_size)
        return [Usage(kind, len(each), sum(each)) for kind, each in sizes.items()]

    def clear(self) -> int:
        """Remove every entry; how many there were."""
        removed = 0
        for _, path, _ in list(self._files()):
            removed += _remove(path)
        for kind in KINDS:
            for folder in [*_folders(os.path.join(self.path, kind)), os.path.join(self.path, kind)]:
                try:
                    os.rmdir(folder)
                except OSError:
                    continue
        return removed

    def _file(self, kind: str, name: bytes) -> str:
        digits = name.hex()
        return os.path.join(self.path, kind, digits[:2], digits[2:])

    def _signature(self, kind: str, name: bytes, payload: bytes) -> bytes:
        signed = hashlib.blake2b(key=self._key, digest_size=_SIGNATURE)
        signed.update(kind.encode() + b"\0" + name + b"\0")
        signed.update(payload)
        return signed.digest()

    def _files(self) -> Iterator[tuple[str, str, os.stat_result]]:
        for kind in KINDS:
            for folder in _folders(os.path.join(self.path, kind)):
                try:
                    entries = list(os.scandir(folder))
                except OSError:
                    continue
                for entry in entries:
                    try:
                        yield kind, entry.path, entry.stat(follow_symlinks=False)
                    except OSError:
                        continue

    def _make(self, folder: str) -> None:
        """Make a folder of entries; a new cache says what it is, to backup programs and to git."""
        os.makedirs(folder, exist_ok=True)
        tag = os.path.join(self.path, "CACHEDIR.TAG")
        if not os.path.exists(tag):
            _write_new(tag, _TAG.encode())
            _write_new(os.path.join(self.path, ".gitignore"), b"*\n")


def _key(own: Path) -> bytes | None:
    """The key that this user's entries are signed with, made when it is first needed."""
    path = os.path.join(own, "key")
    for _ in range(2):
        try:
            with open(path, "rb") as file:
                key = file.read(64)
            if len(key) == 32:
                return key
            os.remove(path)
        except FileNotFoundError:
            pass
        except OSError:
            return None
        temporary = f"{path}.{os.getpid()}-{os.urandom(4).hex()}{_UNFINISHED}"
        try:
            os.makedirs(own, mode=0o700, exist_ok=True)
            _write_new(temporary, os.urandom(32))
            _link(temporary, path)
        except OSError:
            return None
        finally:
            _remove(temporary)
    return None


def _link(temporary: str, path: str) -> None:
    """Give a finished file its name, unless another process was first."""
    try:
        os.link(temporary, path)
    except FileExistsError:
        return
    except OSError:  # a file system without links
        os.replace(temporary, path)


def _write_new(path: str, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with open(descriptor, "wb") as file:
        file.write(content)


def _folders(path: str) -> list[str]:
    try:
        return sorted(entry.path for entry in os.scandir(path) if entry.is_dir(follow_symlinks=False))
    except OSError:
        return []


def _touch(path: str) -> None:
    try:
        with open(path, "ab"):
            os.utime(path)
    except OSError:
        pass


def _remove(path: str) -> bool:
    try:
        os.remove(path)
    except OSError:
        return False
    return True
