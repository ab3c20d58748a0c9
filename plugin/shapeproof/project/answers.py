"""Answers to ``check`` and ``params``, each made once: again only when something that it was made from has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from shapeproof.analysis.facts import FileFacts, ModelTable, ShownValue
from shapeproof.project.cache.facts import FactsStore, question
from shapeproof.project.cache.forms import FILE_FACTS, TABLE
from shapeproof.project.cache.versions import engine_version
from shapeproof.project.reads import Reads, still_holds

if TYPE_CHECKING:
    from shapeproof.project.cache.entries import Entry
    from shapeproof.project.cache.folder import CacheFolder
    from shapeproof.project.configuration import Configuration
    from shapeproof.project.importer import SearchPathImporter
    from shapeproof.project.workspace import Workspace

Checked = Callable[[str], bool]

_TELLING_ONLY = frozenset(
    {"path", "include", "exclude", "select", "ignore", "severity", "per_file_ignores", "strict", "cache_dir"}
)
"""Settings that say what is told of the facts; all others count for the facts themselves."""


class Answers:
    """What a project's engine has answered."""

    def __init__(self, folder: CacheFolder | None) -> None:
        self._files = FactsStore(folder, FILE_FACTS)
        self._tables = FactsStore(folder, TABLE)
        self._values: FactsStore[tuple[ShownValue, ...]] = FactsStore(None)

    def known_facts(self, workspace: Workspace, path: str, checked: Checked) -> FileFacts | None:
        """The facts of a file (absolute path), where they are known already."""
        importer = workspace.importer_for(path)
        return self._files.find(
            _asked(workspace, path, importer), lambda entry: still_holds(entry, workspace, importer, checked)
        )

    def facts(self, workspace: Workspace, path: str, checked: Checked) -> FileFacts:
        """The facts of a file, by the engine; ``checked`` says whether a shown path is checked with it."""
        from shapeproof.project.analysing import analyse_file

        reads = Reads(workspace, path)
        facts = analyse_file(reads, path, reads.is_checked(checked))
        if reads.is_kept:
            self._files.keep(_asked(workspace, path, workspace.importer_for(path)), facts, reads.entry)
        return facts

    def values(self, workspace: Workspace, path: str) -> tuple[ShownValue, ...]:
        """What the expressions of a file are, by place; kept in memory alone."""
        importer = workspace.importer_for(path)
        asked = _asked(workspace, path, importer, "values")
        known = self._values.find(asked, lambda entry: still_holds(entry, workspace, importer, lambda _: False))
        if known is not None:
            return known
        from shapeproof.project.analysing import values_in_file

        reads = Reads(workspace, path)
        values = values_in_file(reads, path)
        if reads.is_kept:
            self._values.keep(asked, values, reads.entry)
        return values

    def table(self, workspace: Workspace, target: str, path: str | None, **request: Any) -> ModelTable:
        """The table of a target in a file, or (None) in a dotted module; ``request`` is that of `answer_target`."""
        importer = workspace.importer_at_root() if path is None else workspace.importer_for(path)
        asked = _asked(workspace, path, importer, target, request)

        def holds(entry: Entry) -> bool:
            return still_holds(entry, workspace, importer, lambda _: False)

        known = self._tables.find(asked, holds)
        if known is not None:
            return known
        from shapeproof.project.analysing import answer_target

        reads = Reads(workspace, path)
        table = answer_target(reads, target, **request)
        if reads.is_kept and table.error is None:
            self._tables.keep(asked, table, reads.entry)
        return table


def _asked(workspace: Workspace, path: str | None, importer: SearchPathImporter, *more: Any) -> bytes:
    """A digest of the question: besides itself, the engine, the settings and the import roots."""
    setting = workspace.settings.get(importer)
    if setting is None:
        configuration = (
            workspace.configuration_of(workspace.root) if path is None else workspace.configuration_for(path)
        )
        setting = workspace.settings[importer] = question(
            engine_version(workspace.bundled),
            str(workspace.root),
            importer.searched,
            importer.roots,
            importer.stub_roots,
            _settings(configuration),
        )
    return question(setting, path, more)


def _settings(configuration: Configuration) -> list[tuple[str, str]]:
    return [
        (each.name, repr(getattr(configuration, each.name)))
        for each in fields(configuration)
        if each.name not in _TELLING_ONLY
    ]
