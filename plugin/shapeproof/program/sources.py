"""What the interpreter needs of a source file; the room `source` provides it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shapeproof.program.nodes import Unit


class ProgramStatement(Protocol):
    """One top-level statement: its first line (from 1) and the names it binds or touches."""

    @property
    def first_line(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def star_imports(self) -> bool: ...


class ProgramSource(Protocol):
    @property
    def path(self) -> str: ...
    @property
    def statements(self) -> Sequence[ProgramStatement]: ...
    def unit(self, index: int) -> Unit:
        """Statement number ``index``, lowered (an `Unreadable` node where it cannot be read)."""

    def mentioning(self, word: str) -> tuple[int, ...]:
        """The numbers of the statements whose text holds a word: cheaper than their texts, for any that need not."""
