"""What entries of the cache depend on besides what they were made from: this engine, its stubs, its Python."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from shapeproof.version import VERSION

_PACKAGE = Path(__file__).parents[2]
_LOWERING = ("program", "source")
"""The rooms that make programs of text."""


@cache
def lowering_version() -> bytes:
    """A digest that changes whenever the same text could be lowered to another program."""
    files = [each for room in _LOWERING for each in _files(os.path.join(_PACKAGE, room), ".py")]
    for library in ("libcst", "msgspec"):
        spec = find_spec(library)
        if spec is not None and spec.origin is not None:
            status = os.stat(spec.origin)
            files.append((spec.origin, status.st_size, status.st_mtime_ns))
    return _digest(files)


@cache
def engine_version(stubs: str | None) -> bytes:
    """A digest that changes whenever the same project could give other facts; ``stubs`` is the folder of its stubs."""
    files = list(_files(str(_PACKAGE), ".py"))
    if stubs is not None:
        files += _files(stubs, ".pyi")
    return _digest(files) + lowering_version()


def _digest(files: list[tuple[str, int, int]]) -> bytes:
    """Files are told apart by path, size and time: to read them all would take longer than what is saved."""
    python = (sys.implementation.cache_tag, sys.hexversion, sys.maxsize)
    return hashlib.blake2b(repr((VERSION, python, sorted(files))).encode(), digest_size=16).digest()


def _files(folder: str, suffix: str) -> Iterator[tuple[str, int, int]]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    for entry in entries:
        if entry.name.endswith(suffix):
            status = entry.stat()
            yield entry.path, status.st_size, status.st_mtime_ns
        elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
            yield from _files(entry.path, suffix)
