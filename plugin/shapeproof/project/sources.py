"""Source files as they are opened: again only when their text changed, an editor's text rather than the disk's."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from shapeproof.project.cache.programs import ProgramStore
from shapeproof.project.files import shown

if TYPE_CHECKING:
    from shapeproof.source import SourceFile

Signature = tuple[int, int, int] | str

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time tells any later change of it: clocks of file systems are coarse."""


class UnreadableSource(Exception):
    """A file that cannot be read as Python source; the message is one line."""


@dataclass(slots=True)
class _Opened:
    """A file as it was last read; the source is cut and lowered when it is asked for."""

    signature: Signature | None
    digest: bytes
    source: SourceFile


class Sources:
    """Opens files by absolute path for the whole life of a project."""

    def __init__(self, root: Path, programs: ProgramStore | None = None) -> None:
        self.root = root
        self.programs = programs if programs is not None else ProgramStore(None)
        self._opened: dict[str, _Opened] = {}
        self._digests: dict[str, tuple[Signature | None, bytes]] = {}

    def shown(self, path: str) -> str:
        """A path as reports write it."""
        return shown(path, self.root)

    def open(self, path: str, overlays: Mapping[str, str]) -> SourceFile:
        """The source of a file, or `UnreadableSource`. The same object as long as its text stays the same."""
        return self._open(path, overlays).source

    def digest(self, path: str, overlays: Mapping[str, str]) -> bytes | None:
        """A digest of what a file holds; None where it cannot be read. A file that is not open stays closed."""
        try:
            if path in overlays or path in self._opened:
                return self._open(path, overlays).digest
            return self._digest_of_closed(path)
        except UnreadableSource:
            return None

    def _digest_of_closed(self, path: str) -> bytes:
        from shapeproof.source import SourceError
        from shapeproof.source.reading import read_bytes

        signature = self._signature(path)
        known = self._digests.get(path)
        if known is None or known[0] is None or known[0] != signature:
            try:
                known = self._digests[path] = (signature, blake2b(read_bytes(path), digest_size=16).digest())
            except SourceError as error:
                raise UnreadableSource(str(error)) from None
        return known[1]

    def _open(self, path: str, overlays: Mapping[str, str]) -> _Opened:
        overlay = overlays.get(path)
        signature = self._signature(path) if overlay is None else overlay
        opened = self._opened.get(path)
        if opened is None or opened.signature is None or opened.signature != signature:
            opened = self._opened[path] = self._read(path, overlay, signature, opened)
        return opened

    def _signature(self, path: str) -> Signature | None:
        """What changes when a file on disk does; None where it was written so lately that this is not certain."""
        try:
            status = os.stat(path)
        except OSError as error:
            raise UnreadableSource(f"{self.shown(path)}: cannot be read: {error.strerror}") from None
        if abs(time.time_ns() - status.st_mtime_ns) < _SETTLED:
            return None
        return status.st_mtime_ns, status.st_size, status.st_ino

    def _read(self, path: str, overlay: str | None, signature: Signature | None, before: _Opened | None) -> _Opened:
        from shapeproof.source import SourceError, SourceFile
        from shapeproof.source.reading import decode, read_bytes

        shown = self.shown(path)
        try:
            content = read_bytes(path) if overlay is None else overlay.encode("utf-8", "surrogatepass")
            is_decoded = overlay is not None and not overlay.isascii()  # bytes on disk may be of another encoding
            digest = blake2b(content, digest_size=16, person=b"decoded" if is_decoded else b"").digest()
            if before is not None and before.digest == digest:
                return _Opened(signature, digest, before.source)
            text = decode(path, content) if overlay is None else overlay
        except SourceError as error:
            raise UnreadableSource(str(error).replace(path, shown, 1)) from None
        return _Opened(signature, digest, SourceFile(shown, text, self.programs.pack(path)))


def decoded(name: str, content: bytes) -> str:
    """The text of a Python file's bytes, its declared encoding heeded, or `UnreadableSource`."""
    from shapeproof.source import SourceError
    from shapeproof.source.reading import decode

    try:
        return decode(name, content)
    except SourceError as error:
        raise UnreadableSource(str(error)) from None
