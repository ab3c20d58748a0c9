"""Files analysed in several processes, with the facts of each as one process would find them."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from shapeproof.analysis.facts import FileFacts, Finding, Place, Severity
from shapeproof.collecting import collect_seldom
from shapeproof.project.answers import Answers
from shapeproof.project.cache.folder import open_folder
from shapeproof.project.cache.programs import ProgramStore
from shapeproof.project.files import shown
from shapeproof.project.sources import Sources
from shapeproof.project.workspace import Workspace

_DIED = "the process that analysed this file ended; the other files stand"


@dataclass(frozen=True, slots=True)
class Start:
    """What a worker is started with; ``checked`` are the shown paths of all files of the check."""

    root: Path
    search_paths: tuple[str, ...]
    config: Path | None
    use_cache: bool
    overlays: Mapping[str, str]
    checked: frozenset[str]


def analyse_in_workers(start: Start, paths: list[str], jobs: int, done: Callable[[], None]) -> dict[str, FileFacts]:
    """The facts of each path (absolute), whatever the order they come in; ``done`` is called for each."""
    largest_first = sorted(paths, key=lambda path: (-_size(path), path))
    return _analyse_all(start, largest_first, jobs, done)


def _analyse_all(start: Start, paths: list[str], jobs: int, done: Callable[[], None]) -> dict[str, FileFacts]:
    """As above; where a worker dies, what was left is analysed again in halves, until one file has killed its own."""
    context = multiprocessing.get_context("spawn")
    facts: dict[str, FileFacts] = {}
    with ProcessPoolExecutor(min(jobs, len(paths)), context, _start_worker, (start,)) as pool:
        tasks: dict[Future[FileFacts], str] = {}
        try:
            for path in paths:
                tasks[pool.submit(_analyse, path)] = path
        except BrokenProcessPool:
            pass
        for task in as_completed(tasks):
            try:
                facts[tasks[task]] = task.result()
            except BrokenProcessPool:
                continue
            done()
    left = [path for path in paths if path not in facts]
    if len(left) == 1 == len(paths):
        where = shown(left[0], start.root)
        died = Finding(Place(where, 1, 1, 1, 1), "internal", Severity.INFORMATION, _DIED)
        facts[left[0]] = FileFacts(where, (died,))
        done()
    elif left:
        half = (len(left) + 1) // 2
        for part in filter(None, (left[:half], left[half:])):
            facts.update(_analyse_all(start, part, jobs, done))
    return facts


class _Worker:
    """What one process keeps between the files that it analyses."""

    def __init__(self, start: Start) -> None:
        self.checked = start.checked
        self.sources = Sources(start.root)
        self.workspace = Workspace(start.root, start.search_paths, start.config, self.sources, start.overlays)
        cache = open_folder(self.workspace.cache_dir) if start.use_cache else None
        self.sources.programs = ProgramStore(cache)
        self.answers = Answers(cache)

    def analyse(self, path: str) -> FileFacts:
        facts = self.answers.facts(self.workspace, path, self.checked.__contains__)
        self.sources.programs.flush()
        return facts


_worker: _Worker | None = None


def _start_worker(start: Start) -> None:
    global _worker
    collect_seldom()
    _worker = _Worker(start)


def _analyse(path: str) -> FileFacts:
    assert _worker is not None
    return _worker.analyse(path)


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
