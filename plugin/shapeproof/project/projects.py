"""`Project`: files, settings and the engine put together; what every face asks."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from shapeproof.analysis.facts import Contract, FileFacts, Finding, ModelTable, ShownValue
from shapeproof.analysis.request import InputRequest, Number
from shapeproof.project.answers import Answers
from shapeproof.project.cache.folder import open_folder
from shapeproof.project.cache.programs import ProgramStore
from shapeproof.project.configuration import check_codes
from shapeproof.project.files import discover, project_folder
from shapeproof.project.reads import Reads
from shapeproof.project.requests import file_of, read_input, read_solve
from shapeproof.project.selection import Choice, choose, in_order, merge
from shapeproof.project.sources import Sources, UnreadableSource
from shapeproof.project.suppression import Ignores
from shapeproof.project.workspace import Workspace

if TYPE_CHECKING:
    from shapeproof.analysis.annotating import Annotations
    from shapeproof.source import SourceFile

_CHARACTERS_A_WORKER = 50_000

StrPath = str | os.PathLike[str]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found: the facts of each file by path, and a line for each path that could not be read."""

    files: tuple[FileFacts, ...] = ()
    errors: tuple[str, ...] = ()
    seconds: float = 0.0
    strict: bool = False
    """Whether warnings count as errors, by the settings or the caller."""


class Project:
    """A folder whose files are checked together.

    Relative paths are relative to ``root``, and reports write paths below it relative to it. ``search_paths`` are more
    import roots; ``config`` is a configuration file that holds everywhere, instead of the nearest one above each file.
    ``use_cache`` says whether anything is read from the user's cache or kept there; answers are the same.
    """

    def __init__(
        self,
        root: StrPath = ".",
        search_paths: Iterable[StrPath] = (),
        config: StrPath | None = None,
        *,
        use_cache: bool = True,
    ) -> None:
        self.root = Path(os.path.abspath(root))
        self.search_paths = tuple(os.path.normpath(self.root / path) for path in search_paths)
        self.config = None if config is None else Path(os.path.normpath(self.root / config))
        self.use_cache = use_cache
        self._sources = Sources(self.root)
        self._open_cache(None)

    def check(
        self,
        paths: Iterable[StrPath] | None = None,
        overlays: Mapping[str, str] | None = None,
        *,
        keep_suppressed: bool = False,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        strict: bool | None = None,
        jobs: int | None = 1,
        progress: Progress | None = None,
    ) -> CheckReport:
        """Check files and folders (default: the project's folder).

        ``overlays`` gives texts, by absolute path, that stand for what is on disk. ``keep_suppressed`` keeps findings
        that only a ``# type: ignore`` silences, for a caller that applies these itself. ``jobs`` worker processes
        (None: as many as pay) give the same report as one. Raises `ConfigurationError` and `RequestError`.
        """
        started = time.monotonic()
        choice = Choice(
            None if select is None else check_codes("select", select),
            None if ignore is None else check_codes("ignore", ignore),
            strict,
        )
        workspace = self._workspace(overlays)
        asked = [os.fspath(path) for path in paths] if paths is not None else [str(project_folder(self.root))]
        found = discover(asked, self.root, workspace.configuration_of, workspace.overlays)
        errors = list(found.errors)
        sources: dict[str, SourceFile] = {}
        for path in found.files:
            workspace.configuration_for(path)
            try:
                sources[path] = workspace.open(path)
            except UnreadableSource as error:
                errors.append(str(error))
        try:
            facts = self._analyse(workspace, list(sources), jobs, progress)
        finally:
            self._keep()
        errors += [error for each in facts.values() for error in each.errors]
        files = self._tell(workspace, sources, facts, choice, keep_suppressed)
        is_strict = any(choice.is_strict(workspace.configuration_for(path)) for path in sources) or bool(strict)
        return CheckReport(files, tuple(errors), time.monotonic() - started, is_strict)

    def params(
        self,
        target: str,
        *,
        numbers: Mapping[str, Number] | Iterable[tuple[str, Number]] = (),
        inputs: Iterable[InputRequest | str] = (),
        train: bool = False,
        solve: tuple[str, int] | str | None = None,
        overlays: Mapping[str, str] | None = None,
    ) -> ModelTable:
        """The table of one target, ``file.py:EXPR`` or ``package.module:EXPR``; a bad target is the table's error.

        Raises `ConfigurationError`, and `RequestError` for an input or a count to solve for that cannot be read.
        """
        try:
            workspace = self._workspace(overlays)
            return self._answers.table(
                workspace,
                target,
                file_of(target, self.root),
                numbers=tuple(numbers.items() if isinstance(numbers, Mapping) else numbers),
                inputs=tuple(read_input(each) if isinstance(each, str) else each for each in inputs),
                train=train,
                solve=read_solve(solve) if isinstance(solve, str) else solve,
            )
        finally:
            self._keep()

    def contract(self, target: str, *, overlays: Mapping[str, str] | None = None) -> Contract:
        """What the class or function of a target demands of arguments and inputs; a bad target is its error.

        Raises `ConfigurationError`.
        """
        from shapeproof.project.analysing import contract_of_target

        try:
            workspace = self._workspace(overlays)
            return contract_of_target(Reads(workspace, file_of(target, self.root)), target)
        finally:
            self._keep()

    def annotations(self, path: StrPath) -> Annotations:
        """What was inferred of one file, as annotations; raises `UnreadableSource`."""
        from shapeproof import analysis

        workspace = self._workspace(None)
        absolute = os.path.normpath(self.root / path)
        reads = Reads(workspace, absolute)
        return analysis.annotations_of(reads, reads.module_at(absolute))

    def files(self, paths: Iterable[StrPath] | None = None) -> tuple[list[str], list[str]]:
        """The files (absolute paths) that paths stand for, and a line for each path that stands for none."""
        workspace = self._workspace(None)
        asked = [os.fspath(path) for path in paths] if paths is not None else [str(project_folder(self.root))]
        found = discover(asked, self.root, workspace.configuration_of, workspace.overlays)
        return list(found.files), list(found.errors)

    def open(self, path: StrPath) -> SourceFile:
        """The source of a file, by a path as reports write it; raises `UnreadableSource`."""
        return self._workspace(None).open(os.path.normpath(self.root / path))

    def values(self, path: StrPath, overlays: Mapping[str, str] | None = None) -> tuple[ShownValue, ...]:
        """What the tensors and sizes among the expressions of one file are, by place. Raises `ConfigurationError`."""
        full = os.path.normpath(self.root / path)
        try:
            return self._answers.values(self._workspace(overlays), full)
        finally:
            self._keep()

    def _keep(self) -> None:
        """Put what was learned into the cache, as far as the disk takes it."""
        self._sources.programs.flush()
        if self._cache is not None:
            self._cache.tidy()

    def _workspace(self, overlays: Mapping[str, str] | None) -> Workspace:
        texts = {os.path.normpath(self.root / path): text for path, text in (overlays or {}).items()}
        workspace = Workspace(self.root, self.search_paths, self.config, self._sources, texts)
        if self.use_cache and workspace.cache_dir != self._cache_dir:
            self._open_cache(workspace.cache_dir)
        return workspace

    def _open_cache(self, configured: Path | None) -> None:
        self._cache_dir = configured
        self._cache = open_folder(configured) if self.use_cache else None
        self._sources.programs = ProgramStore(self._cache)
        self._answers = Answers(self._cache)

    def _analyse(
        self, workspace: Workspace, paths: list[str], jobs: int | None, progress: Progress | None
    ) -> dict[str, FileFacts]:
        """The engine's facts of each file, by absolute path: what is known still holds, the rest is analysed."""
        shown = frozenset(map(self._sources.shown, paths))
        facts: dict[str, FileFacts] = {}
        for path in paths:
            known = self._answers.known_facts(workspace, path, shown.__contains__)
            if known is not None:
                facts[path] = known
        missing = [path for path in paths if path not in facts]
        done = len(facts)

        def count() -> None:
            nonlocal done
            done += 1
            if progress is not None:
                progress(done, len(paths))

        if jobs is None:
            jobs = _worthwhile_jobs(sum(len(workspace.open(path).text) for path in missing))
        if jobs > 1 and len(missing) > 1:
            from shapeproof.project.workers import Start, analyse_in_workers

            start = Start(self.root, self.search_paths, self.config, self.use_cache, workspace.overlays, shown)
            facts.update(analyse_in_workers(start, missing, jobs, count))
        else:
            for path in missing:
                facts[path] = self._answers.facts(workspace, path, shown.__contains__)
                count()
        return {path: facts[path] for path in paths}

    def _tell(
        self,
        workspace: Workspace,
        sources: Mapping[str, SourceFile],
        facts: Mapping[str, FileFacts],
        choice: Choice,
        keep_suppressed: bool,
    ) -> tuple[FileFacts, ...]:
        """The facts as they are told: each finding once, in its own file, unless silenced, ignored or not selected."""
        merged = merge({each.path: each.findings for each in facts.values()})
        told = []
        for path, each in facts.items():
            configuration = workspace.configuration_for(path)
            ignores = Ignores(sources[path])
            findings: list[Finding] = ignores.silence(merged[each.path], keep_type_ignored=keep_suppressed)
            if choice.is_strict(configuration):
                findings += ignores.unused()
            kept = in_order(choose(findings, path, configuration, choice))
            told.append(FileFacts(each.path, kept, each.coverage, each.unknown_reasons))
        return tuple(sorted(told, key=lambda each: each.path))


def _worthwhile_jobs(characters: int) -> int:
    """How many processes pay for so much text: to start one takes as long as to analyse a few files."""
    if characters < 2 * _CHARACTERS_A_WORKER:
        return 1
    try:
        processors = len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        processors = os.cpu_count() or 1
    return min(processors, characters // _CHARACTERS_A_WORKER)
