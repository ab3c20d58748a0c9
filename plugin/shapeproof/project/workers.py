"""Files analysed in several processes, with the facts of each as one process would find them."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from shapeproof.analysis.facts import FileFacts, Finding, Place, Severity
from shapeproof.project.answers import Answers
from shapeproof.project.cache.folder import open_folder
from shapeproof.project.cache.programs import ProgramStore
from shapeproof.project.files import shown
from shapeproof.project.sources import Sources
from shapeproof.project.workspace import Workspace

if TYPE_CHECKING:
    from shapeproof.project.projects import Project

_DIED = "the process that analysed this file ended; the other files stand"
_worker: tuple[Workspace, frozenset[str], Answers] | None = None


def analyse_in_workers(
    project: Project, overlays: Mapping[str, str], checked: list[str], paths: list[str], jobs: int
) -> Iterator[FileFacts]:
    """The facts of each path, in the order of the paths; ``checked`` are all that are checked with them."""
    shown_paths = frozenset(shown(path, project.root) for path in checked)
    start = (project.root, project.search_paths, project.config, project.use_cache, dict(overlays), shown_paths)
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(jobs, len(paths)), context, _start_worker, start) as pool:
        tasks = [pool.submit(_analyse, path) for path in paths]
        for path, task in zip(paths, tasks, strict=True):
            try:
                yield task.result()
            except BrokenProcessPool:
                where = shown(path, project.root)
                died = Finding(Place(where, 1, 1, 1, 1), "internal", Severity.INFORMATION, _DIED)
                yield FileFacts(where, (died,))


def _start_worker(
    root: Path,
    search_paths: tuple[str, ...],
    config: Path | None,
    use_cache: bool,
    overlays: dict[str, str],
    checked: frozenset[str],
) -> None:
    global _worker
    sources = Sources(root)
    workspace = Workspace(root, search_paths, config, sources, overlays)
    cache = open_folder(workspace.cache_dir) if use_cache else None
    sources.programs = ProgramStore(cache)
    _worker = (workspace, checked, Answers(cache))


def _analyse(path: str) -> FileFacts:
    assert _worker is not None
    workspace, checked, answers = _worker
    facts = answers.facts(workspace, path, checked.__contains__)
    workspace.sources.programs.flush()
    return facts
