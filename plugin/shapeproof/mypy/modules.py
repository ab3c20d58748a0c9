"""Which modules of a build mypy reports errors in: the files that the engine is to check together."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from mypy.errors import Errors
from mypy.modulefinder import BuildSource
from mypy.nodes import Block, Import, ImportAll, ImportFrom, MypyFile
from mypy.options import Options
from mypy.util import correct_relative_import

from shapeproof.mypy.memory import Memory, Module
from shapeproof.mypy.sources import COMMAND
from shapeproof.mypy.surroundings import search_paths

_TYPESHED = os.sep + "typeshed" + os.sep


def may_be_checked(path: str | None) -> bool:
    """Whether a module is source rather than a stub; a folder (a namespace package) is neither, a script is."""
    if path is None or path.endswith(".pyi") or _TYPESHED in path:
        return False
    return path.endswith(".py") or path == COMMAND or os.path.isfile(path)


def is_ignored_whole(tree: MypyFile) -> bool:
    """Whether a ``# type: ignore`` above everything else ignores a module: its statements are gone, or unreachable."""
    return all(isinstance(each, Block) and each.is_unreachable for each in tree.defs)


class ModulesOfBuild:
    """The modules that mypy has said it reads, and which of them it keeps quiet about.

    mypy parses what it found changed before it analyses anything, and of what it parsed it knows whether it reports
    errors there; of the others, how imports are followed says it.
    """

    def __init__(self, options: Options, memory: Memory, sources: Iterable[BuildSource]) -> None:
        self._options = options
        self._memory = memory
        asked = [each for each in sources if not each.followed]
        self._source_names = {each.module for each in asked}
        self._source_paths = {
            os.path.abspath(each.path or COMMAND): each.module
            for each in asked
            if each.text is not None or may_be_checked(each.path)
        }
        self._seen: dict[str, str] = {}
        self._unsettled: dict[str, str] = {}
        self._is_silent: dict[str, bool] = {}
        self.parsed: dict[str, Module] = {}
        """The project's own modules that were parsed, which mypy does only where its cache does not do."""

    def saw_parsed(self, tree: MypyFile) -> None:
        """A module was parsed, as mypy reads it again."""
        path = os.path.abspath(tree.path)
        self._seen[path] = tree.fullname
        self._unsettled[path] = tree.path
        if path in self._source_paths or not self.is_installed(path):
            self.parsed[path] = Module(tree.fullname, tuple(sorted(set(_imported(tree)))))

    def saw_cached(self, name: str, path: str) -> None:
        """A module may be taken from mypy's cache."""
        self._seen.setdefault(os.path.abspath(path), name)

    @property
    def has_news(self) -> bool:
        """Whether modules were parsed since `settle`."""
        return bool(self._unsettled)

    def settle(self, errors: Errors) -> None:
        """Learn which of the modules parsed since the last time mypy keeps quiet about."""
        for path, as_mypy_says in self._unsettled.items():
            self._is_silent[path] = as_mypy_says in errors.ignored_files
        self._unsettled.clear()

    def checked(self, in_build: Collection[str] | None) -> dict[str, str]:
        """The modules to check, by absolute path; ``in_build`` names those that a daemon has not dropped."""
        return {
            path: name
            for path, name in self._seen.items()
            if not self._silent(path, name) and (in_build is None or name in in_build)
        }

    @cached_property
    def expected(self) -> dict[str, str]:
        """The modules that are going to be checked, as far as is known before mypy has read any."""
        reached = {**self._source_paths, **self._memory.reached_from(self._source_paths, self._source_names)}
        return {path: name for path, name in reached.items() if not self._silent(path, name)}

    def _silent(self, path: str, name: str) -> bool:
        known = self._is_silent.get(path)
        if known is not None:
            return known
        options = self._options.clone_for_module(name)
        if path in self._source_paths or name in self._source_names or options.ignore_errors:
            return options.ignore_errors
        return options.follow_imports != "normal" or self.is_installed(path)

    def is_installed(self, path: str) -> bool:
        """Whether a file belongs to an installed package."""
        return any(path.startswith(folder) for folder in self._installed)

    @property
    def read(self) -> list[str]:
        """The files of the project's own that mypy reads, whether it reports errors in them or not."""
        return [path for path in self._seen if not self.is_installed(path)]

    @cached_property
    def _installed(self) -> tuple[str, ...]:
        return tuple(os.path.join(folder, "") for folder in search_paths(self._options))


def _imported(tree: MypyFile) -> Iterator[str]:
    """The dotted names of what a module imports: modules, and what may be modules in packages."""
    for each in tree.imports:
        if isinstance(each, Import):
            yield from (name for name, _ in each.ids)
        elif isinstance(each, ImportFrom | ImportAll):
            package, _ = correct_relative_import(tree.fullname, each.relative, each.id, tree.is_package_init_file())
            yield package
            if isinstance(each, ImportFrom):
                yield from (f"{package}.{name}" for name, _ in each.names)
