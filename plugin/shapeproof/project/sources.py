"""Source files as they are opened: again only when their text changed, an editor's text rather than the disk's."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from shapeproof.project.files import shown

if TYPE_CHECKING:
    from shapeproof.source import SourceFile

Signature = tuple[int, int] | str


class UnreadableSource(Exception):
    """A file that cannot be read as Python source; the message is one line."""


class Sources:
    """Opens files by absolute path for the whole life of a project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._opened: dict[str, tuple[Signature, SourceFile]] = {}

    def shown(self, path: str) -> str:
        """A path as reports write it."""
        return shown(path, self.root)

    def open(self, path: str, overlays: Mapping[str, str]) -> SourceFile:
        """The source of a file, or `UnreadableSource`. The same object as long as its text stays the same."""
        overlay = overlays.get(path)
        signature = self._signature(path) if overlay is None else overlay
        opened = self._opened.get(path)
        if opened is None or opened[0] != signature:
            opened = (signature, self._read(path, overlay))
            self._opened[path] = opened
        return opened[1]

    def _signature(self, path: str) -> Signature:
        try:
            status = os.stat(path)
        except OSError as error:
            raise UnreadableSource(f"{self.shown(path)}: cannot be read: {error.strerror}") from None
        return status.st_mtime_ns, status.st_size

    def _read(self, path: str, overlay: str | None) -> SourceFile:
        from shapeproof.source import SourceError, SourceFile
        from shapeproof.source.reading import read_text

        shown = self.shown(path)
        try:
            return SourceFile(shown, read_text(path) if overlay is None else overlay)
        except SourceError as error:
            raise UnreadableSource(str(error).replace(path, shown, 1)) from None


def decoded(name: str, content: bytes) -> str:
    """The text of a Python file's bytes, its declared encoding heeded, or `UnreadableSource`."""
    from shapeproof.source import SourceError
    from shapeproof.source.reading import decode

    try:
        return decode(name, content)
    except SourceError as error:
        raise UnreadableSource(str(error)) from None
