"""Files on disk to text: encodings (PEP 263), line ends, and what cannot be read."""

from __future__ import annotations

import codecs
import re

from shapeproof.source.errors import SourceError

LARGEST_FILE = 10 * 2**20

_COOKIE = re.compile(rb"[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_BLANK = re.compile(rb"[ \t\f]*(?:#.*)?\Z")


def read_text(path: str) -> str:
    """The text of a Python file, with ``\\n`` line ends. Raises `SourceError`."""
    return decode(path, read_bytes(path))


def read_bytes(path: str) -> bytes:
    """The bytes of a source file. Raises `SourceError`."""
    try:
        with open(path, "rb") as file:
            content = file.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        reason = (getattr(error, "strerror", None) or str(error)).lower()
        raise SourceError(f"{path}: cannot be read ({reason}); check the path and its permissions") from None
    if len(content) > LARGEST_FILE:
        raise SourceError(f"{path}: larger than {LARGEST_FILE // 2**20} MB; exclude it")
    return content


def decode(path: str, content: bytes) -> str:
    """The text that a Python file's bytes stand for. Raises `SourceError`."""
    encoding = _encoding(path, content)
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise SourceError(
            f"{path}:{line}: byte 0x{content[error.start]:02x} is not {encoding}; "
            "save the file as UTF-8 or declare its encoding in the first line"
        ) from None
    except LookupError:
        raise SourceError(
            f"{path}: {encoding!r} is not a text encoding; declare the one the file is saved in"
        ) from None
    except ValueError:
        raise SourceError(f"{path}: cannot be decoded as {encoding}; save the file as UTF-8") from None
    nul = text.find("\0")
    if nul >= 0:
        line = text.count("\n", 0, nul) + 1
        raise SourceError(f"{path}:{line}: holds a NUL byte, so it is not Python source; exclude it")
    return text


def _encoding(path: str, content: bytes) -> str:
    """The declared encoding; UTF-8 where none is."""
    marked = content.startswith(codecs.BOM_UTF8)
    lines = re.split(rb"\r\n|\r|\n", content[len(codecs.BOM_UTF8) if marked else 0 :][:4096], maxsplit=2)[:2]
    found = _COOKIE.match(lines[0])
    if found is None and len(lines) > 1 and _BLANK.match(lines[0]):
        found = _COOKIE.match(lines[1])
    if found is None:
        return "utf-8-sig" if marked else "utf-8"
    name = found[1].decode("latin-1")
    line = 1 if lines[0].startswith(found[0]) else 2
    try:
        encoding = codecs.lookup(name).name
    except (LookupError, ValueError):
        message = f"{path}:{line}: the declared encoding {name!r} is unknown; save the file as UTF-8"
        raise SourceError(message) from None
    if not marked:
        return encoding
    if encoding not in ("utf-8", "utf-8-sig"):
        raise SourceError(f"{path}:{line}: declares {name!r} but starts with a UTF-8 mark; remove one of them")
    return "utf-8-sig"
