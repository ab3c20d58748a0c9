"""What a run of mypy leaves in mypy's cache folder for the next one, and for its own workers.

mypy asks for the digest of a module's findings before it has said which other modules it will check, and the findings
depend on these; so what each module imports is remembered. Workers never see the whole build: the process that starts
them asks the engine once and leaves the messages. What is lost or out of date here costs time, never a finding.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec
from mypy.options import Options

from shapeproof.mypy.messages import Message

FORMAT = 1

Modules = Mapping[str, str]
"""Names of modules by the absolute path of their file."""


@dataclass(frozen=True, slots=True)
class Module:
    """A module and the names that it imports, modules or not."""

    name: str
    imports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Content:
    format: int = FORMAT
    modules: dict[str, Module] = field(default_factory=dict)
    told: dict[str, tuple[Message, ...]] = field(default_factory=dict)
    """For workers: the messages for each module."""


class Memory:
    """One JSON file; nothing is remembered where mypy keeps no cache."""

    def __init__(self, options: Options) -> None:
        keeps_none = not options.cache_dir or options.cache_dir == os.devnull or not options.incremental
        self._path = None if keeps_none else os.path.join(os.path.abspath(options.cache_dir), "shapeproof.json")
        self._content: _Content | None = None

    def reached_from(self, paths: Iterable[str], names: Iterable[str]) -> dict[str, str]:
        """The modules that files and modules import, themselves included, by the absolute paths of their files."""
        known = self._known().modules
        by_name = {module.name: path for path, module in known.items()}
        todo = [*(path for path in paths if path in known), *(by_name[name] for name in names if name in by_name)]
        reached: dict[str, str] = {}
        while todo:
            path = todo.pop()
            if path not in reached:
                reached[path] = known[path].name
                named = {part for name in (known[path].name, *known[path].imports) for part in _with_packages(name)}
                todo += [by_name[name] for name in named if name in by_name]
        return reached

    def keep(self, parsed: Mapping[str, Module], told: Mapping[str, tuple[Message, ...]] | None = None) -> None:
        """Remember what modules import, and for workers what is told of them; forget files that are gone."""
        known = self._known().modules
        modules = {path: module for path, module in {**known, **parsed}.items() if os.path.isfile(path)}
        if modules != known or told is not None:
            self._content = _Content(FORMAT, modules, dict(told or {}))
            self._write(msgspec.json.encode(self._content))

    def told(self) -> Mapping[str, tuple[Message, ...]]:
        """The messages that the process which started this worker left."""
        return self._known().told

    def _known(self) -> _Content:
        if self._content is None:
            content = self._read()
            self._content = content if content.format == FORMAT else _Content()
        return self._content

    def _read(self) -> _Content:
        if self._path is None:
            return _Content()
        try:
            with open(self._path, "rb") as file:
                return msgspec.json.decode(file.read(), type=_Content)
        except (OSError, msgspec.MsgspecError):
            return _Content()

    def _write(self, content: bytes) -> None:
        if self._path is None:
            return
        folder = os.path.dirname(self._path)
        try:
            os.makedirs(folder, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=folder, prefix=".shapeproof", delete=False) as file:
                file.write(content)
            os.replace(file.name, self._path)
        except OSError:
            return  # a folder that cannot be written to: mypy keeps no cache there either


def _with_packages(name: str) -> list[str]:
    """A dotted name and the packages that it lies in."""
    parts = name.split(".")
    return [".".join(parts[:length]) for length in range(1, len(parts) + 1)]
