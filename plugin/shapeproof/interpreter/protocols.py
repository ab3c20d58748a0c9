"""The two questions the interpreter asks of the outside: where is a module, and what is known by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from shapeproof.program.sources import ProgramSource
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


@dataclass(frozen=True, slots=True)
class FoundModule:
    """A module that exists: its dotted name, its file, and the file's source (None for a namespace package)."""

    name: str
    path: str
    is_package: bool
    source: ProgramSource | None


class Importer(Protocol):
    def find(self, name: str) -> FoundModule | None:
        """The module of that dotted name, or None if no import root has it."""


class Library(Protocol):
    def lookup(self, interpreter: Interpreter, qualified_name: str) -> Value | None:
        """What is known by that name (``functools.partial``), or None."""

    def covers(self, module_name: str) -> bool:
        """Whether a module of that name is answered by this library rather than by source."""
