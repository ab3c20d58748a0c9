"""The settings of ``[tool.shapeproof]``: where they are found, what each means, and what is wrong with a wrong one."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from shapeproof.analysis.codes import CODES
from shapeproof.analysis.facts import Severity
from shapeproof.analysis.request import InputRequest
from shapeproof.project.requests import RequestError, nearest, read_input, split_target


class ConfigurationError(Exception):
    """A configuration that cannot be used; the message is one line naming the file, the key and how to mend it."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of one file, defaults filled in. Patterns are gitignore's, relative to ``folder``."""

    folder: Path
    path: Path | None = None
    include: tuple[str, ...] = ("*.py",)
    exclude: tuple[str, ...] = ()
    search_path: tuple[Path, ...] = ()
    python_environment: Path | None = None
    stubs: tuple[Path, ...] = ()
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    strict: bool = False
    python_version: tuple[int, int] | None = None
    cache_dir: Path | None = None
    inputs: Mapping[str, tuple[InputRequest, ...]] = field(default_factory=dict)


KEYS = tuple(each.name.replace("_", "-") for each in fields(Configuration) if each.name not in ("folder", "path"))


def find_configuration(folder: Path) -> Path | None:
    """The nearest shapeproof.toml, or pyproject.toml with our section, in a folder or above it."""
    for each in (folder, *folder.parents):
        own, shared = each / "shapeproof.toml", each / "pyproject.toml"
        if own.is_file():
            return own
        if shared.is_file() and _section(shared) is not None:
            return shared
    return None


def read_configuration(path: Path) -> Configuration:
    """The settings in a file; an unknown key or a wrong value raises `ConfigurationError`."""
    section = _section(path)
    return _Reader(path, {} if section is None else section).read()


def _section(path: Path) -> Any:
    """Our table of a file; None where a pyproject.toml has none."""
    import tomllib

    try:
        content = tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise ConfigurationError(f"{_shown(path)}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"{_shown(path)}: is not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{_shown(path)}: is not TOML: {error}") from None
    if path.name != "pyproject.toml":
        return content
    tool = content.get("tool")
    return tool.get("shapeproof") if isinstance(tool, dict) else None


class _Reader:
    """Reads one table key by key."""

    def __init__(self, path: Path, section: Any) -> None:
        self.path = path.absolute()
        self.folder = self.path.parent
        self.section = section
        self.table = "[tool.shapeproof]" if path.name == "pyproject.toml" else "the file"

    def read(self) -> Configuration:
        if not isinstance(self.section, dict):
            raise ConfigurationError(f'{_shown(self.path)}: "tool.shapeproof" must be a table, got {self.section!r}')
        settings: dict[str, Any] = {}
        for key, value in self.section.items():
            reader = _READERS.get(key)
            if reader is None:
                hint = nearest(key, KEYS) or f"; the keys are {', '.join(KEYS)}"
                raise ConfigurationError(f'{_shown(self.path)}: unknown key "{key}" in {self.table}{hint}')
            settings[key.replace("-", "_")] = reader(self, key, value)
        return Configuration(self.folder, self.path, **settings)

    def wrong(self, key: str, wanted: str, value: Any) -> ConfigurationError:
        return ConfigurationError(f'{_shown(self.path)}: "{key}" in {self.table} must be {wanted}, got {_toml(value)}')

    def boolean(self, key: str, value: Any) -> bool:
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false", value)
        return value

    def text(self, key: str, value: Any) -> str:
        if not isinstance(value, str):
            raise self.wrong(key, "a string", value)
        return value

    def texts(self, key: str, value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.wrong(key, "a list of strings", value)
        return tuple(value)

    def table_of(self, key: str, value: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self.wrong(key, "a table", value)
        return value

    def folder_named(self, key: str, value: Any) -> Path:
        path = Path(os.path.normpath(self.folder / Path(self.text(key, value)).expanduser()))
        if not path.is_dir():
            raise ConfigurationError(f'{_shown(self.path)}: "{key}" in {self.table}: there is no folder {_shown(path)}')
        return path

    def folders(self, key: str, value: Any) -> tuple[Path, ...]:
        return tuple(self.folder_named(key, each) for each in self.texts(key, value))

    def cache_folder(self, key: str, value: Any) -> Path:
        return Path(os.path.normpath(self.folder / Path(self.text(key, value)).expanduser()))

    def codes(self, key: str, value: Any) -> tuple[str, ...]:
        names = self.texts(key, value)
        for name in names:
            self.code(key, name)
        return names

    def code(self, key: str, name: str) -> str:
        if name not in CODES:
            hint = nearest(name, CODES)
            raise ConfigurationError(f'{_shown(self.path)}: "{key}" in {self.table}: no code is called "{name}"{hint}')
        return name

    def severities(self, key: str, value: Any) -> dict[str, Severity]:
        levels = {}
        for name, level in self.table_of(key, value).items():
            if level not in list(Severity):
                raise self.wrong(f"{key}.{name}", '"error", "warning" or "information"', level)
            levels[self.code(key, name)] = Severity(level)
        return levels

    def ignores(self, key: str, value: Any) -> dict[str, tuple[str, ...]]:
        return {pattern: self.codes(key, codes) for pattern, codes in self.table_of(key, value).items()}

    def python_version(self, key: str, value: Any) -> tuple[int, int]:
        found = re.fullmatch(r"3\.(\d+)", value) if isinstance(value, str) else None
        if found is None:
            raise self.wrong(key, 'a string such as "3.12"', value)
        return 3, int(found[1])

    def inputs(self, key: str, value: Any) -> dict[str, tuple[InputRequest, ...]]:
        inputs = {}
        for target, specs in self.table_of(key, value).items():
            listed = [specs] if isinstance(specs, str) else specs
            try:
                split_target(target)
                inputs[target] = tuple(
                    read_input(each, f'"{target}" =') for each in self.texts(f"{key}.{target}", listed)
                )
            except RequestError as error:
                raise ConfigurationError(f'{_shown(self.path)}: "{key}" in {self.table}: {error}') from None
        return inputs


_READERS: dict[str, Callable[[_Reader, str, Any], Any]] = {
    "include": _Reader.texts,
    "exclude": _Reader.texts,
    "search-path": _Reader.folders,
    "python-environment": _Reader.folder_named,
    "stubs": _Reader.folders,
    "select": _Reader.codes,
    "ignore": _Reader.codes,
    "severity": _Reader.severities,
    "per-file-ignores": _Reader.ignores,
    "strict": _Reader.boolean,
    "python-version": _Reader.python_version,
    "cache-dir": _Reader.cache_folder,
    "inputs": _Reader.inputs,
}


def check_codes(option: str, names: Iterable[str]) -> tuple[str, ...]:
    """The codes an option names, or a `RequestError` for one that is none."""
    listed = tuple(names)
    for name in listed:
        if name not in CODES:
            raise RequestError(f'{option}: no code is called "{name}"{nearest(name, CODES)}')
    return listed


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _shown(path: Path) -> str:
    """A path as the one at the terminal would write it."""
    path = path.absolute()
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()
