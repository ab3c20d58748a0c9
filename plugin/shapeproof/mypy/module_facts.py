"""What the engine found in a module that mypy checks, and the digest by which mypy knows that it changed."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from mypy.modulefinder import get_search_dirs
from mypy.options import Options

from shapeproof.analysis.facts import Finding, Note, Severity
from shapeproof.project import Project

_INSTALLED = {"site-packages", "dist-packages", "typeshed"}


@dataclass(frozen=True, slots=True)
class Message:
    """One line for mypy to print; lines and columns count from 1, ends exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    is_error: bool
    notes: tuple[str, ...] = ()


def is_users_own(path: str | None) -> bool:
    """Whether a module is the user's source, not a stub and not an installed package's."""
    return path is not None and path.endswith(".py") and _INSTALLED.isdisjoint(Path(path).parts)


class ModuleFacts:
    """Reads modules for the plugin, one engine for the whole run of mypy."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._project: Project | None = None
        self._latest: dict[str, tuple[Message, ...]] = {}

    def read(self, path: str) -> tuple[Message, ...]:
        """The messages for a file as it is now. A fault of the engine is one note: it never ends mypy's run."""
        try:
            messages = self._read(path)
        except Exception as fault:
            text = f"shapeproof could not read this file ({type(fault).__name__}: {fault})"
            messages = (Message(1, 1, 1, 1, text, is_error=False),)
        self._latest[path] = messages
        return messages

    def digest(self, path: str, *, fresh: bool) -> str:
        """A hash of a file's messages; ``fresh`` reads the file again rather than what was last read of it."""
        messages = None if fresh else self._latest.get(path)
        if messages is None:
            messages = self.read(path)
        return hashlib.sha256(repr(messages).encode()).hexdigest()

    def _read(self, path: str) -> tuple[Message, ...]:
        if self._project is None:
            self._project = Project(os.getcwd(), search_paths=self._search_paths())
        report = self._project.check([path], keep_suppressed=True)
        return tuple(_message(finding) for facts in report.files for finding in facts.findings)

    def _search_paths(self) -> list[str]:
        _, installed = get_search_dirs(self._options.python_executable)
        return [*self._options.mypy_path, *installed]


def _message(finding: Finding) -> Message:
    place = finding.place
    if finding.code == "reveal":
        text = f"Revealed shape is {finding.message}"
    else:
        text = f"{finding.message} ({finding.code})"
    if finding.when is not None:
        text += f" [when {finding.when}]"
    return Message(
        place.line,
        place.column,
        place.end_line,
        place.end_column,
        text,
        is_error=finding.severity is Severity.ERROR,
        notes=tuple(_note(note, place.path) for note in finding.notes),
    )


def _note(note: Note, path: str) -> str:
    """A note stands under its finding, as mypy sorts by line, and says where it points to."""
    where = f"line {note.place.line}" if note.place.path == path else f"{note.place.path}:{note.place.line}"
    return f"{note.message} ({where})"
