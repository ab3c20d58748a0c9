"""Which files a run reads: the named ones, and those below named folders that .gitignore does not exclude."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from shapeproof.project.configuration import Configuration

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_NEVER_ENTERED = {"__pycache__", "node_modules", "site-packages", "dist-packages"}
_MARKS = ("shapeproof.toml", "pyproject.toml", "setup.py", "setup.cfg", ".git")


@dataclass(slots=True)
class Discovery:
    """The files to check, absolute and sorted, and a line for each path that names none."""

    files: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()


@dataclass(slots=True)
class _Rules:
    """The ignore patterns of one folder."""

    folder: str
    spec: GitIgnoreSpec

    def verdict(self, path: str, *, is_folder: bool) -> bool | None:
        """True where the last pattern that matches excludes, False where it includes again, None where none does."""
        relative = os.path.relpath(path, self.folder).replace(os.sep, "/")
        return self.spec.check_file(f"{relative}/" if is_folder else relative).include


@dataclass(slots=True)
class Finder:
    """Finds the files below folders; ``configuration_of`` gives the settings that hold in a folder."""

    configuration_of: Callable[[Path], Configuration]
    _excludes: dict[Path, tuple[GitIgnoreSpec, GitIgnoreSpec]] = field(default_factory=dict)

    def below(self, folder: str) -> Iterator[str]:
        """The Python files below a folder, in sorted order."""
        outer = _rules_above(folder)
        if any(_is_ignored(outer, each, is_folder=True) for each in _with_parents(folder, outer)):
            outer = []  # an ignored folder that is asked for by name is wanted
        yield from self._walk(folder, outer)

    def _walk(self, folder: str, rules: list[_Rules]) -> Iterator[str]:
        rules = rules + _rules_in(folder)
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            return
        include, exclude, base = self._patterns(Path(folder))
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            if entry.name.startswith(".") or (is_folder and _is_closed(entry)):
                continue
            if not is_folder and not entry.is_file():
                continue
            relative = os.path.relpath(entry.path, base).replace(os.sep, "/")
            if exclude.match_file(f"{relative}/" if is_folder else relative):
                continue
            if _is_ignored(rules, entry.path, is_folder=is_folder):
                continue
            if is_folder:
                yield from self._walk(entry.path, rules)
            elif include.match_file(relative):
                yield entry.path

    def _patterns(self, folder: Path) -> tuple[GitIgnoreSpec, GitIgnoreSpec, Path]:
        configuration = self.configuration_of(folder)
        found = self._excludes.get(configuration.folder)
        if found is None:
            from pathspec import GitIgnoreSpec

            found = (
                GitIgnoreSpec.from_lines(configuration.include),
                GitIgnoreSpec.from_lines(configuration.exclude),
            )
            self._excludes[configuration.folder] = found
        return *found, configuration.folder


def discover(
    paths: Iterable[str], root: Path, configuration_of: Callable[[Path], Configuration], overlays: Mapping[str, str]
) -> Discovery:
    """The files that paths (relative to ``root``) name. A file named itself is read even where it is ignored."""
    finder = Finder(configuration_of)
    files: set[str] = set()
    errors: list[str] = []
    for path in paths:
        full = os.path.normpath(os.path.join(root, path))
        if full in overlays or os.path.isfile(full):
            if not full.endswith(".pyi"):
                files.add(full)
        elif os.path.isdir(full):
            files.update(finder.below(full))
        else:
            errors.append(f"{path}: no such file or folder")
    return Discovery(tuple(sorted(files)), tuple(dict.fromkeys(errors)))


def marked_folder(folder: Path) -> Path | None:
    """The nearest folder at or above one that has a mark of a project's top."""
    for each in (folder, *folder.parents):
        if any((each / mark).exists() for mark in _MARKS):
            return each
    return None


def project_folder(folder: Path) -> Path:
    """The top of the project a folder lies in; the folder itself where nothing marks one."""
    return marked_folder(folder) or folder


def shown(path: str, root: Path) -> str:
    """A path as reports write it: relative to the root where it lies below it, else absolute, with ``/``."""
    below = os.path.join(root, "")
    return (path[len(below) :] if path.startswith(below) else path).replace(os.sep, "/")


def matches(patterns: Iterable[str], path: str, folder: Path) -> bool:
    """Whether gitignore patterns relative to a folder match a file."""
    from pathspec import GitIgnoreSpec

    relative = os.path.relpath(path, folder).replace(os.sep, "/")
    return not relative.startswith("../") and GitIgnoreSpec.from_lines(patterns).match_file(relative)


def _is_closed(entry: os.DirEntry[str]) -> bool:
    """A folder that holds no source of the project's own: installed packages, caches, an environment."""
    return entry.name in _NEVER_ENTERED or os.path.exists(os.path.join(entry.path, "pyvenv.cfg"))


def _is_ignored(rules: list[_Rules], path: str, *, is_folder: bool) -> bool:
    for each in reversed(rules):
        verdict = each.verdict(path, is_folder=is_folder)
        if verdict is not None:
            return verdict
    return False


def _rules_in(folder: str) -> list[_Rules]:
    from pathspec import GitIgnoreSpec

    rules = []
    for name in (os.path.join(".git", "info", "exclude"), ".gitignore"):
        try:
            with open(os.path.join(folder, name), encoding="utf-8", errors="replace") as file:
                rules.append(_Rules(folder, GitIgnoreSpec.from_lines(file.read().splitlines())))
        except OSError:
            continue
    return rules


def _rules_above(folder: str) -> list[_Rules]:
    """The rules of the folders from the repository's top down to the folder's parent; none outside a repository."""
    if os.path.exists(os.path.join(folder, ".git")):
        return []
    above: list[str] = []
    for parent in map(str, Path(folder).parents):
        above.append(parent)
        if os.path.exists(os.path.join(parent, ".git")):
            return [rule for each in reversed(above) for rule in _rules_in(each)]
    return []


def _with_parents(folder: str, rules: list[_Rules]) -> list[str]:
    """The folder and those above it that some rule could exclude, the top one first."""
    if not rules:
        return []
    top = rules[0].folder
    path, found = folder, []
    while path != top and os.path.dirname(path) != path:
        found.append(path)
        path = os.path.dirname(path)
    return found[::-1]
