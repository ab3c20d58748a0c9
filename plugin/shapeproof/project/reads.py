"""What an answer was made from, noted while it is made: the same answer holds as long as all of it is the same.

Of an imported module an answer depends on its outline (which statements bind which names) and on the statements that
were read, their texts and lines; of the file that is checked, on all of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING

from shapeproof.project.cache.entries import Entry, ModuleRead, StatementRead

if TYPE_CHECKING:
    from shapeproof.interpreter.protocols import FoundModule
    from shapeproof.program.nodes import Unit
    from shapeproof.program.sources import ProgramStatement
    from shapeproof.project.importer import SearchPathImporter
    from shapeproof.project.workspace import Workspace
    from shapeproof.source import SourceFile
    from shapeproof.source.file import SourceStatement


class NotedStatement:
    """A `ProgramStatement` whose text is noted once it is read; all else of it is in its file's outline."""

    __slots__ = ("_index", "_read", "_statement", "first_line", "names", "star_imports")

    def __init__(self, statement: SourceStatement, index: int, read: set[int]) -> None:
        self.first_line = statement.first_line
        self.names = statement.names
        self.star_imports = statement.star_imports
        self._statement = statement
        self._index = index
        self._read = read

    @property
    def text(self) -> str:
        self._read.add(self._index)
        return self._statement.text


UNOPENED = b"unopened"
"""The outline of a module of which nothing but its words was asked."""


class NotedSource:
    """A `ProgramSource` that notes what is read of it."""

    def __init__(self, source: SourceFile, *, is_whole: bool = False) -> None:
        self.source = source
        self.path = source.path
        self.is_whole = is_whole
        self.read: set[int] = set()
        self.mentions: dict[str, tuple[int, ...]] = {}
        self._statements: Sequence[ProgramStatement] | None = source.statements if is_whole else None

    @property
    def is_opened(self) -> bool:
        """Whether its statements were looked at, rather than that there is such a file."""
        return self._statements is not None

    @property
    def statements(self) -> Sequence[ProgramStatement]:
        if self._statements is None:
            statements = enumerate(self.source.statements)
            self._statements = [NotedStatement(each, index, self.read) for index, each in statements]
        return self._statements

    def unit(self, index: int) -> Unit:
        self.read.add(index)
        return self.source.unit(index)

    def mentioning(self, word: str) -> tuple[int, ...]:
        found = self.mentions[word] = self.source.mentioning(word)
        return found

    def syntax_errors(self) -> list[tuple[int, int, str]]:
        self.is_whole = True
        return self.source.syntax_errors()


class Reads:
    """What one answer reads, through the importer of one file (absolute path), or of the root (None)."""

    def __init__(self, workspace: Workspace, path: str | None) -> None:
        self.workspace = workspace
        self.path = path
        self.is_kept = True
        """Whether the answer may be used again: not where the engine failed, or a file vanished meanwhile."""
        self._importer = workspace.importer_at_root() if path is None else workspace.importer_for(path)
        self._names: dict[str, str | None] = {}
        self._found: dict[str, FoundModule | None] = {}
        self._sources: dict[str, NotedSource | None] = {}
        self._checked: dict[str, bool] = {}
        self._outer: Reads | None = None

    def with_text(self, text: str) -> Reads:
        """The same file with another text: whatever else is read for it is read for this answer too."""
        assert self.path is not None
        made = Reads(self.workspace.with_text(self.path, text), self.path)
        made._outer = self
        return made

    def find(self, name: str) -> FoundModule | None:
        """The module of a dotted name: this is the engine's `Importer`."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def module_at(self, path: str) -> FoundModule:
        """A file as a module, all of it read; raises `UnreadableSource`."""
        source = self._sources[path] = NotedSource(self.workspace.open(path), is_whole=True)
        return self._importer.module_at(path, source)

    def is_checked(self, checked: Callable[[str], bool]) -> Callable[[str], bool]:
        """The same question, with its answers noted."""

        def ask(path: str) -> bool:
            answer = self._checked[path] = checked(path)
            return answer

        return ask

    def _find(self, name: str) -> FoundModule | None:
        path = self._names[name] = self._importer.locate(name)
        if self._outer is not None and path != self.path:
            return self._outer.find(name)
        if path is None or not path.endswith((".py", ".pyi")):
            return self._importer.find(name)
        if path not in self._sources:
            source = self.workspace.open_or_none(path)
            self._sources[path] = None if source is None else NotedSource(source)
        noted = self._sources[path]
        return None if noted is None else self._importer.module_of(name, path, noted)

    def entry(self, answer: bytes) -> Entry:
        """All that was read, with the answer that was made from it."""
        modules = [self._module(path, noted) for path, noted in self._sources.items() if not self._is_bundled(path)]
        return Entry(self._names, self._checked, tuple(modules), answer)

    def _module(self, path: str, noted: NotedSource | None) -> ModuleRead:
        digest = self.workspace.digest(path)
        if noted is None or noted.is_whole:
            return ModuleRead(path, digest)
        statements = statements_read(noted.source, sorted(noted.read))
        names = outline(noted.source) if noted.is_opened else UNOPENED
        return ModuleRead(path, digest, names, statements, tuple(noted.mentions.items()))

    def _is_bundled(self, path: str) -> bool:
        """The stubs that come with the package change with its version only."""
        stubs = self.workspace.bundled
        return stubs is not None and path.startswith(stubs)


def still_holds(
    entry: Entry, workspace: Workspace, importer: SearchPathImporter, checked: Callable[[str], bool]
) -> bool:
    """Whether everything that an entry's answer was made from is as it was."""
    return (
        all(checked(path) is answer for path, answer in entry.checked.items())
        and all(importer.locate(name) == path for name, path in entry.names.items())
        and all(_is_same(module, workspace) for module in entry.modules)
    )


def _is_same(read: ModuleRead, workspace: Workspace) -> bool:
    if workspace.digest(read.path) == read.digest:
        return True
    source = workspace.open_or_none(read.path)
    if source is None or not read.outline:
        return False
    if read.outline != UNOPENED and outline(source) != read.outline:
        return False
    if any(source.mentioning(word) != indices for word, indices in read.mentions):
        return False
    return statements_read(source, [index for index, _, _ in read.statements]) == read.statements


def outline(source: SourceFile) -> bytes:
    """A digest of which statements bind which names."""
    names = [(statement.names, statement.star_imports) for statement in source.statements]
    return blake2b(repr(names).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def statements_read(source: SourceFile, indices: Sequence[int]) -> tuple[StatementRead, ...]:
    """Number, first line and a digest of the text of each of these statements."""
    statements = [source.statements[index] for index in indices]
    return tuple(
        (index, each.first_line, blake2b(each.text.encode("utf-8", "surrogatepass"), digest_size=12).digest())
        for index, each in zip(indices, statements, strict=True)
    )
