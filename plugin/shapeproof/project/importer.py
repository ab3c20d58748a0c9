"""Where a dotted name is found: stubs first, then the import roots in order. Files are read, never run."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shapeproof.interpreter.protocols import FoundModule
    from shapeproof.program.sources import ProgramSource

STUBS_ONLY = frozenset({"torch"})
"""Top-level packages whose own source is never read: what is known of them stands in the stubs."""

SOURCE_FIRST = frozenset({"torchvision"})
"""Top-level packages whose own source says more than the stubs of the last root, which stand in where it is not."""

_SUFFIXES = (".py", ".pyi")


class SearchPathImporter:
    """Finds modules below stub roots, ``home`` and import roots, in this order.

    ``home`` is the folder that Python would look in first if the checked file were run; it names no module by itself.
    ``open_source`` reads a file, or gives None if it cannot; ``listings`` may be shared between importers of one run.
    """

    def __init__(
        self,
        roots: Sequence[str],
        stub_roots: Sequence[str],
        open_source: Callable[[str], ProgramSource | None],
        shown: Callable[[str], str],
        *,
        home: str | None = None,
        listings: dict[str, frozenset[str]] | None = None,
    ) -> None:
        self.roots = tuple(dict.fromkeys(roots))
        self.stub_roots = tuple(dict.fromkeys(stub_roots))
        self.searched = self.roots if home is None else tuple(dict.fromkeys((home, *self.roots)))
        self._open = open_source
        self._shown = shown
        self._listings: dict[str, frozenset[str]] = {} if listings is None else listings
        self._located: dict[str, str | None] = {}
        self._found: dict[str, FoundModule | None] = {}

    def find(self, name: str) -> FoundModule | None:
        """The module of that dotted name, or None if no root has it."""
        if name not in self._found:
            self._found[name] = self._find(name)
        return self._found[name]

    def module_at(self, path: str, source: ProgramSource) -> FoundModule:
        """A checked file as a module, by the longest root containing it, else by the top of its __init__.py chain."""
        return self.module_of(self.name_of(path), path, source)

    def name_of(self, path: str) -> str:
        """The dotted name of a file."""
        containing = [root for root in self.roots if path.startswith(os.path.join(root, ""))]
        for root in sorted(containing, key=len, reverse=True):
            name = _dotted(path, root)
            if name and all(part.isidentifier() for part in name.split(".")):
                return name
        return _dotted(path, home_of(path)) or Path(path).stem

    def locate(self, name: str) -> str | None:
        """The file of a dotted name, or the first folder of a namespace package; None if no root has it."""
        if name not in self._located:
            self._located[name] = self._place(name)
        return self._located[name]

    def module_of(self, name: str, path: str, source: ProgramSource) -> FoundModule:
        """The module of a dotted name, once its file is found and open."""
        from shapeproof.interpreter.protocols import FoundModule

        return FoundModule(name, self._shown(path), os.path.basename(path).startswith("__init__."), source)

    def _find(self, name: str) -> FoundModule | None:
        from shapeproof.interpreter.protocols import FoundModule

        path = self.locate(name)
        if path is None:
            return None
        if not path.endswith(_SUFFIXES):
            return FoundModule(name, self._shown(path), True, None)
        source = self._open(path)
        return None if source is None else self.module_of(name, path, source)

    def _place(self, name: str) -> str | None:
        parts = name.split(".")
        if not all(parts):
            return None
        stub = self._locate(self._stub_roots_for(parts[0]), parts, ".pyi")
        if stub is not None and stub[0] is not None:
            return stub[0]
        if parts[0] not in STUBS_ONLY:
            plain = self._locate(self.searched, parts, ".py")
            if plain is not None:
                return plain[0] if plain[0] is not None else plain[1][0]
        return stub[1][0] if stub is not None else None

    def _stub_roots_for(self, package: str) -> Sequence[str]:
        if package not in SOURCE_FIRST:
            return self.stub_roots
        source = self._locate(self.searched, [package], ".py")
        return self.stub_roots if source is None or source[0] is None else self.stub_roots[:-1]

    def _locate(self, roots: Sequence[str], parts: list[str], suffix: str) -> tuple[str | None, list[str]] | None:
        """The file of a module, or the folders of a namespace package: as Python would, root by root, part by part."""
        folders = list(roots)
        path: str | None = None
        for index, part in enumerate(parts):
            if index and path is not None and os.path.basename(path) != f"__init__{suffix}":
                return None  # a plain module has no submodules
            path, portions = None, []
            for folder in folders:
                names = self._names_in(folder)
                inner = os.path.join(folder, part)
                if part in names and f"__init__{suffix}" in self._names_in(inner):
                    path, portions = os.path.join(inner, f"__init__{suffix}"), [inner]
                    break
                if f"{part}{suffix}" in names:
                    path, portions = os.path.join(folder, f"{part}{suffix}"), []
                    break
                if part in names and os.path.isdir(inner):
                    portions.append(inner)
            if path is None and not portions:
                return None
            folders = portions
        return path, folders

    def _names_in(self, folder: str) -> frozenset[str]:
        names = self._listings.get(folder)
        if names is None:
            try:
                names = frozenset(os.listdir(folder))
            except OSError:
                names = frozenset()
            self._listings[folder] = names
        return names


def home_of(path: str) -> str:
    """The folder above the top of a file's ``__init__.py`` chain: of a file in no package, its own folder."""
    folder = os.path.dirname(path)
    while os.path.isfile(os.path.join(folder, "__init__.py")) and os.path.dirname(folder) != folder:
        folder = os.path.dirname(folder)
    return folder


def bundled_stubs() -> str | None:
    """The folder of the stubs that come with the package: inside it in a wheel, beside plugin/ in a checkout."""
    package = Path(__file__).parents[1]
    for folder in (package / "stubs", package.parents[1] / "stubs"):
        if folder.is_dir():
            return str(folder)
    return None


def site_packages(environment: Path) -> list[str]:
    """The folders an environment's packages lie in, with those that its ``.pth`` files add."""
    folders = [*sorted(environment.glob("lib/python3*/site-packages")), environment / "Lib" / "site-packages"]
    found = [str(folder) for folder in folders if folder.is_dir()]
    return found + [added for folder in found for added in _added_by_pth(folder)]


def _added_by_pth(folder: str) -> list[str]:
    added = []
    for file in sorted(Path(folder).glob("*.pth")):
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        for line in map(str.strip, lines):
            if line and not line.startswith(("#", "import ", "import\t")):
                path = os.path.normpath(os.path.join(folder, line))
                if os.path.isdir(path):
                    added.append(path)
    return added


def _dotted(path: str, root: str) -> str:
    parts = list(Path(os.path.relpath(path, root)).with_suffix("").parts)
    if parts and parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)
