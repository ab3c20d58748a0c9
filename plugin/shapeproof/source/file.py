"""A source file: cut at once, its statements' names read and its units lowered when they are asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from shapeproof.program.nodes import Comment, Unit
    from shapeproof.source.cutting import Cut


class UnitStore(Protocol):
    """Where units are kept by their statement's text, so that none is lowered twice."""

    def get(self, text: str) -> Unit | None: ...
    def put(self, text: str, unit: Unit) -> None: ...


class SourceStatement:
    """One top-level statement: where it starts, its text, and the module-level names it binds or touches."""

    __slots__ = ("_file", "_names", "first_line", "text")

    def __init__(self, file: SourceFile, first_line: int, text: str) -> None:
        self.first_line = first_line
        """Counted from 1; decorators are part of the statement."""
        self.text = text
        """Without the blank lines and the comments in column 0 that follow it."""
        self._file = file
        self._names: tuple[tuple[str, ...], bool] | None = None

    def _read_names(self) -> tuple[tuple[str, ...], bool]:
        if self._names is None:
            from shapeproof.source.names import names_of

            self._names = names_of(self.text, self._file.modules)
        return self._names

    @property
    def names(self) -> tuple[str, ...]:
        """The module-level names it binds, and the roots of what it changes, in order of appearance."""
        return self._read_names()[0]

    @property
    def star_imports(self) -> bool:
        """Whether it holds ``from … import *``."""
        return self._read_names()[1]

    def __repr__(self) -> str:
        return f"<statement at line {self.first_line}: {self.text.partition(chr(10))[0][:60]}>"


class SourceFile:
    """A file's text as top-level statements; LibCST reads one only when its `unit` is asked for and not kept."""

    def __init__(self, path: str, text: str, kept: UnitStore | None = None) -> None:
        """Any text will do: what is not Python becomes `Unreadable` units. Line ends may be of any kind."""
        self.path = path
        if text.startswith("\ufeff"):
            text = text[1:]
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.text = text
        self._kept = kept
        self._cut: Cut | None = None
        self._statements: tuple[SourceStatement, ...] | None = None
        self._units: dict[int, Unit] = {}
        self._modules: frozenset[str] | None = None

    @property
    def _pieces(self) -> Cut:
        if self._cut is None:
            from shapeproof.source.cutting import cut

            self._cut = cut(self.text)
        return self._cut

    @property
    def statements(self) -> Sequence[SourceStatement]:
        """The top-level statements in order."""
        if self._statements is None:
            text, pieces = self.text, self._pieces
            statements = []
            line, counted = 1, 0
            for start, end in zip(pieces.starts, pieces.ends, strict=True):
                line += text.count("\n", counted, start)
                counted = start
                statements.append(SourceStatement(self, line, text[start:end]))
            self._statements = tuple(statements)
        return self._statements

    @property
    def modules(self) -> frozenset[str]:
        """The names that ``import …`` binds at top level."""
        if self._modules is None:
            from shapeproof.source.names import names_of

            imports = (names_of(each.text)[0] for each in self.statements if each.text.startswith("import "))
            self._modules = frozenset(name for names in imports for name in names)
        return self._modules

    def unit(self, index: int) -> Unit:
        """Statement number ``index``, lowered; an `Unreadable` node stands for one that cannot be read."""
        unit = self._units.get(index)
        if unit is None:
            text = self.statements[index].text
            unit = None if self._kept is None else self._kept.get(text)
            if unit is None:
                from shapeproof.source.parsing import lower

                unit = lower(text)
                if self._kept is not None:
                    self._kept.put(text, unit)
            self._units[index] = unit
        return unit

    def mentioning(self, word: str) -> tuple[int, ...]:
        """The numbers of the statements whose text holds a word."""
        if word not in self.text:
            return ()
        return tuple(index for index, statement in enumerate(self.statements) if word in statement.text)

    def comments(self) -> tuple[Comment, ...]:
        """All comments with their ``#``; lines count from 1, columns from 0."""
        from shapeproof.program.nodes import Comment

        text = self.text
        found = []
        line, line_start, counted = 1, 0, 0
        for start, end in self._pieces.comments:
            newlines = text.count("\n", counted, start)
            if newlines:
                line += newlines
                line_start = text.rindex("\n", counted, start) + 1
            counted = start
            found.append(Comment(line, start - line_start, text[start:end]))
        return tuple(found)

    def syntax_errors(self) -> list[tuple[int, int, str]]:
        """Line (from 1), column (from 0) and message of each statement that cannot be read; reads all of them."""
        from shapeproof.program.nodes import Unreadable

        errors = []
        for index, statement in enumerate(self.statements):
            for node in self.unit(index).statements:
                if isinstance(node, Unreadable):
                    errors.append((statement.first_line + node.span[0], node.span[1], node.message))
        return errors

    def statement_at(self, line: int) -> int | None:
        """The number of the statement that starts at or last before a line (from 1)."""
        index = bisect_right(self.statements, line, key=lambda statement: statement.first_line) - 1
        return index if index >= 0 else None


def read_source(path: str) -> SourceFile:
    """The file at a path. Raises `SourceError` where it cannot be read or decoded."""
    from shapeproof.source.reading import read_text

    return SourceFile(path, read_text(path))
