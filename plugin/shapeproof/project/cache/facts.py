"""Answers kept under what was asked: in memory for as long as the project is, and on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, Generic, TypeVar

import msgspec

from shapeproof.project.cache.entries import Entry
from shapeproof.project.cache.folder import CacheFolder

Answer = TypeVar("Answer")

_KIND = "facts"


@dataclass(frozen=True, slots=True)
class Form(Generic[Answer]):
    """How answers of a kind are written as bytes; what cannot be written, or read, is None."""

    encode: Callable[[Answer], bytes | None]
    decode: Callable[[bytes], Answer | None]


class FactsStore(Generic[Answer]):
    """Answers of one form, by a digest of the question; without a form, in memory alone."""

    def __init__(self, folder: CacheFolder | None, form: Form[Answer] | None = None) -> None:
        self.folder = None if form is None else folder
        self.form = form
        self._memory: dict[bytes, tuple[Entry, Answer]] = {}

    def find(self, question: bytes, holds: Callable[[Entry], bool]) -> Answer | None:
        """The answer last given to a question, if what it was made from still holds."""
        known = self._memory.get(question)
        if known is not None and holds(known[0]):
            return known[1]
        if self.folder is None or self.form is None:
            return None
        content = self.folder.read(_KIND, question)
        entry = None if content is None else _decoded(content)
        if entry is None or not holds(entry):
            return None
        answer = self.form.decode(entry.answer)
        if answer is not None:
            self._memory[question] = entry, answer
        return answer

    def keep(self, question: bytes, answer: Answer, entry_of: Callable[[bytes], Entry]) -> None:
        """Keep an answer, with what it was made from."""
        if self.folder is None or self.form is None:
            self._memory[question] = entry_of(b""), answer
            return
        content = self.form.encode(answer)
        if content is None:
            return
        entry = entry_of(content)
        self._memory[question] = entry, answer
        try:
            encoded = msgspec.msgpack.encode(entry)
        except UnicodeEncodeError:  # a path that is no text
            return
        self.folder.write(_KIND, question, encoded)


def question(*parts: Any) -> bytes:
    """A digest of what is asked."""
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _decoded(content: bytes) -> Entry | None:
    try:
        return msgspec.msgpack.decode(content, type=Entry)
    except (msgspec.MsgspecError, RecursionError):
        return None
