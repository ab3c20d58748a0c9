"""Lowered statements, kept under the digest of their text: one pack for each source file.

A pack holds the programs of a file's statements wherever they stand in it, so that an edit costs the statements that it
changed. In memory they are kept as long as the project is; on disk, those that were asked for.
"""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from shapeproof.project.cache.versions import lowering_version

if TYPE_CHECKING:
    import msgspec

    from shapeproof.program.nodes import Unit
    from shapeproof.project.cache.folder import CacheFolder

_KIND = "programs"
_MOST_UNITS = 4096
"""Decoded units that a pack holds at most before it lets go of all: an editor's session makes ever new ones."""


class ProgramStore:
    """The packs of a project's files; without a folder they last as long as the project."""

    def __init__(self, folder: CacheFolder | None) -> None:
        self.folder = folder
        self._packs: dict[str, Pack] = {}

    def pack(self, path: str) -> Pack:
        """The programs of one file's statements, by absolute path."""
        found = self._packs.get(path)
        if found is None:
            name = hashlib.blake2b(os.fsencode(path), digest_size=16, key=lowering_version()).digest()
            found = self._packs[path] = Pack(self.folder, name)
        return found

    def flush(self) -> None:
        """Write what is new to disk."""
        for pack in self._packs.values():
            pack.flush()


class Pack:
    """The programs of one file's statements: a `shapeproof.source.UnitStore`."""

    __slots__ = ("_asked", "_folder", "_name", "_new", "_stored", "_units")

    def __init__(self, folder: CacheFolder | None, name: bytes) -> None:
        self._folder = folder
        self._name = name
        self._stored: dict[bytes, msgspec.Raw] | None = None if folder is not None else {}
        self._units: dict[bytes, Unit] = {}
        self._new: dict[bytes, bytes] = {}
        self._asked: set[bytes] = set()

    def get(self, text: str) -> Unit | None:
        """The program of a statement's text, if it is kept."""
        digest = _digest(text)
        unit = self._units.get(digest)
        if unit is not None:
            return unit
        if self._stored is None:
            self._stored = self._read()
        content = self._stored.get(digest)
        if content is None:
            return None
        from shapeproof.program.encoding import decode_unit

        unit = decode_unit(content)
        if unit is not None:
            self._keep(digest, unit)
        return unit

    def put(self, text: str, unit: Unit) -> None:
        """Keep the program of a statement's text."""
        digest = _digest(text)
        self._keep(digest, unit)
        if self._folder is not None:
            from shapeproof.program.encoding import encode_unit

            content = encode_unit(unit)
            if content is not None:
                self._new[digest] = content

    def flush(self) -> None:
        """Write what is new to disk, beside what other processes wrote; what is no longer asked for goes in time."""
        if self._folder is None or not self._new:
            return
        import msgspec

        stored = self._read()
        if len(stored) > 2 * len(self._asked) + 64:
            stored = {digest: content for digest, content in stored.items() if digest in self._asked}
        stored.update((digest, msgspec.Raw(content)) for digest, content in self._new.items())
        self._folder.write(_KIND, self._name, msgspec.msgpack.encode(stored))
        self._stored = stored
        self._new.clear()

    def _keep(self, digest: bytes, unit: Unit) -> None:
        if len(self._units) >= _MOST_UNITS:
            self._units.clear()
        self._units[digest] = unit
        self._asked.add(digest)

    def _read(self) -> dict[bytes, msgspec.Raw]:
        import msgspec

        content = None if self._folder is None else self._folder.read(_KIND, self._name)
        if content is None:
            return {}
        try:
            return msgspec.msgpack.decode(content, type=dict[bytes, msgspec.Raw])
        except msgspec.MsgspecError:
            return {}


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
