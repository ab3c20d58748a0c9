"""One run's view of the disk: which settings hold where, which import roots they give, which modules files are."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING

from shapeproof.project.configuration import (
    Configuration,
    ConfigurationError,
    find_configuration,
    read_configuration,
)
from shapeproof.project.files import marked_folder, project_folder
from shapeproof.project.importer import SearchPathImporter, bundled_stubs, home_of, site_packages
from shapeproof.project.sources import Sources, UnreadableSource

if TYPE_CHECKING:
    from shapeproof.source import SourceFile


class Workspace:
    """Settings, importers and sources as they are during one run; made anew for the next, as files may have changed."""

    def __init__(
        self,
        root: Path,
        search_paths: Sequence[str],
        config: Path | None,
        sources: Sources,
        overlays: Mapping[str, str],
    ) -> None:
        self.root = root
        self.sources = sources
        self.overlays = overlays
        self.bundled = bundled_stubs()
        self.settings: dict[SearchPathImporter, bytes] = {}
        """For each importer a digest of all that counts besides the files, once it was asked for."""
        self._search_paths = search_paths
        self._forced = None if config is None else _read_with_stubs(config)
        self._read: dict[Path | None, Configuration] = {}
        self._folders: dict[Path, Configuration] = {}
        self._importers: dict[tuple[Path, Path | None, str | None], SearchPathImporter] = {}
        self._importers_in: dict[str, SearchPathImporter] = {}
        self._configurations_in: dict[str, Configuration] = {}
        self._digests: dict[str, bytes | None] = {}
        self._listings: dict[str, frozenset[str]] = {}

    def with_text(self, path: str, text: str) -> Workspace:
        """The same, with another text for one file (absolute path)."""
        made = copy(self)
        made.overlays = {**self.overlays, path: text}
        made._importers, made._importers_in, made._digests = {}, {}, {}
        made.settings = {}
        return made

    def configuration_of(self, folder: Path) -> Configuration:
        """The settings that hold in a folder: those asked for, else the nearest above it, else the defaults."""
        if self._forced is not None:
            return self._forced
        found = self._folders.get(folder)
        if found is None:
            path = find_configuration(folder)
            if path not in self._read:
                self._read[path] = Configuration(project_folder(self.root)) if path is None else _read_with_stubs(path)
            found = self._folders[folder] = self._read[path]
        return found

    def configuration_for(self, path: str) -> Configuration:
        """The settings that hold for a file."""
        folder = os.path.dirname(path)
        found = self._configurations_in.get(folder)
        if found is None:
            found = self._configurations_in[folder] = self.configuration_of(Path(folder))
        return found

    @property
    def cache_dir(self) -> Path | None:
        """The cache's folder that the settings at the root name; a fault in these is told where they hold."""
        try:
            return self.configuration_of(self.root).cache_dir
        except ConfigurationError:
            return None

    def open(self, path: str) -> SourceFile:
        """A file's source, or `UnreadableSource`."""
        return self.sources.open(path, self.overlays)

    def open_or_none(self, path: str) -> SourceFile | None:
        """A file's source, or None where it cannot be read."""
        try:
            return self.open(path)
        except UnreadableSource:
            return None

    def digest(self, path: str) -> bytes | None:
        """A digest of what a file holds; None where it cannot be read."""
        if path not in self._digests:
            self._digests[path] = self.sources.digest(path, self.overlays)
        return self._digests[path]

    def importer_for(self, path: str) -> SearchPathImporter:
        """The importer of a file: beside the project's roots, the folder the file would be run from."""
        folder = os.path.dirname(path)
        found = self._importers_in.get(folder)
        if found is None:
            top = marked_folder(Path(folder))
            found = self._importers_in[folder] = self._importer(self.configuration_for(path), top, home_of(path))
        return found

    def importer_at_root(self) -> SearchPathImporter:
        """The importer of what is asked for by a dotted name."""
        return self._importer(self.configuration_of(self.root), None, None)

    def _importer(self, configuration: Configuration, top: Path | None, home: str | None) -> SearchPathImporter:
        key = (configuration.folder, top, home)
        importer = self._importers.get(key)
        if importer is None:
            importer = SearchPathImporter(
                self._roots(configuration, top),
                self._stub_roots(configuration),
                self.open_or_none,
                self.sources.shown,
                home=home,
                listings=self._listings,
            )
            self._importers[key] = importer
        return importer

    def _roots(self, configuration: Configuration, top: Path | None) -> list[str]:
        own = [*([] if top is None else [top]), configuration.folder, project_folder(self.root), self.root]
        roots = [root for top in own for root in (_above_package(top), str(top / "src")) if os.path.isdir(root)]
        roots += [path for path in self._search_paths if os.path.isdir(path)]
        roots += map(str, configuration.search_path)
        if configuration.python_environment is not None:
            return roots + site_packages(configuration.python_environment)
        activated = os.environ.get("VIRTUAL_ENV")
        if activated:
            return roots + site_packages(Path(activated))
        for top in dict.fromkeys(own):
            if (top / ".venv").is_dir():
                return roots + site_packages(top / ".venv")
        return roots

    def _stub_roots(self, configuration: Configuration) -> list[str]:
        return [*map(str, configuration.stubs), *([] if self.bundled is None else [self.bundled])]


def _above_package(folder: Path) -> str:
    """The folder itself, or where it lies inside a package the folder above that package."""
    return home_of(str(folder / "__init__.py"))


def _read_with_stubs(path: Path) -> Configuration:
    """The settings in a file, the stubs they name looked through."""
    configuration = read_configuration(path)
    if configuration.stubs:
        from shapeproof.project.stub_checking import check_stubs

        check_stubs(configuration.stubs)
    return configuration
