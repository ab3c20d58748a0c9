"""What an entry of the facts cache says: an answer, and everything it was made from."""

from __future__ import annotations

import msgspec

StatementRead = tuple[int, int, bytes]
"""A top-level statement that was run: its number, its first line, a digest of its text."""


class ModuleRead(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A file that was read: a digest of all it held (None: it could not be read), of its outline, its statements.

    ``mentions`` are the words that were looked for, with the statements that hold them. Without an outline all of the
    file counts.
    """

    path: str
    digest: bytes | None
    outline: bytes = b""
    statements: tuple[StatementRead, ...] = ()
    mentions: tuple[tuple[str, tuple[int, ...]], ...] = ()


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """``names`` are the modules asked for with the file each was found in; ``checked`` the files asked about."""

    names: dict[str, str | None]
    checked: dict[str, bool]
    modules: tuple[ModuleRead, ...]
    answer: bytes
