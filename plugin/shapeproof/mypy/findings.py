"""What the engine finds in the modules that mypy checks: asked once for all of them, as ``check`` would be."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence

from shapeproof.mypy.messages import Message, message_of
from shapeproof.mypy.surroundings import import_roots, may_start_processes
from shapeproof.mypy.unannotated import unannotated_lines

Told = Mapping[str, tuple[Message, ...]]
"""The messages for each module, by the absolute path of its file."""


class Findings:
    """Asks the engine, again only when a file changed.

    ``read_texts`` gives the texts that stand, by absolute path, for what is on disk.
    """

    def __init__(
        self, search_paths: Sequence[str], read_texts: Callable[[], Mapping[str, str]], *, check_untyped_defs: bool
    ) -> None:
        self._search_paths = tuple(search_paths)
        self._read_texts = read_texts
        self._texts: Mapping[str, str] = {}
        self._check_untyped_defs = check_untyped_defs
        self._projects: dict[tuple[str, ...], object] = {}
        self._latest: tuple[object, Told] = (None, {})

    def of(self, modules: Mapping[str, str], read: Iterable[str]) -> Told:
        """The messages of modules (names by absolute path), which are checked together; ``read`` are all files read.

        What is wrong with the settings is an error in the first module by path, a fault of the engine a note in it.
        """
        self._texts = self._read_texts()
        paths = sorted(path for path in modules if path in self._texts or os.path.isfile(path))
        state = (paths, [self._signature(path) for path in sorted({*paths, *read})])
        if self._latest[0] != state:
            self._latest = (state, self._ask(paths, modules) if paths else {})
        return self._latest[1]

    def _ask(self, paths: list[str], modules: Mapping[str, str]) -> Told:
        from shapeproof.project import ConfigurationError, Project, RequestError

        roots = import_roots({path: modules[path] for path in paths})
        top: list[Message] = []
        told: dict[str, list[Message]] = {path: [] for path in paths}
        try:
            project = self._projects.get(roots)
            if not isinstance(project, Project):
                project = self._projects[roots] = Project(os.getcwd(), search_paths=(*roots, *self._search_paths))
            jobs = None if may_start_processes() else 1
            report = project.check(paths, overlays=self._texts, keep_suppressed=True, jobs=jobs)
            for facts in report.files:
                path = os.path.normpath(os.path.join(project.root, facts.path))
                messages = (message_of(finding, strict=report.strict) for finding in facts.findings)
                told[path] = self._wanted(path, [message for message in messages if message is not None])
            top += [Message.of_run(error, is_error=True) for error in report.errors]
        except (ConfigurationError, RequestError) as error:
            top.append(Message.of_run(str(error), is_error=True))
        except Exception as fault:
            said = f"{type(fault).__name__}: {fault}".strip().partition("\n")[0]
            top.append(Message.of_run(f"shapeproof failed ({said}); please report it", is_error=False))
        told[paths[0]] = top + told[paths[0]]
        return {path: tuple(messages) for path, messages in told.items()}

    def _wanted(self, path: str, messages: list[Message]) -> list[Message]:
        if self._check_untyped_defs or not messages:
            return messages
        unwanted = unannotated_lines(self._texts.get(path) or _read(path))
        return [message for message in messages if message.line not in unwanted]

    def _signature(self, path: str) -> tuple[int, int] | str | None:
        if path in self._texts:
            return self._texts[path]
        try:
            status = os.stat(path)
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()
