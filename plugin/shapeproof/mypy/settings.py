"""The plugin's own settings, which stand in mypy's configuration file as those of other plugins do."""

from __future__ import annotations

import configparser
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from shapeproof.project.requests import nearest

SECTION = "shapeproof-mypy"
_KEYS = ("check_untyped_defs",)
_WORDS = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}


@dataclass(frozen=True, slots=True)
class Settings:
    """What ``[shapeproof-mypy]`` says, ``[tool.shapeproof-mypy]`` in a TOML file; ``error`` is a fault in it."""

    check_untyped_defs: bool = True
    """Whether what is found in functions without annotations is told."""
    error: str | None = None


def read_settings(config_file: str | None) -> Settings:
    """The settings in mypy's configuration file; the defaults where it has no such section."""
    if not config_file:
        return Settings()
    section = _toml_section(config_file) if config_file.endswith(".toml") else _ini_section(config_file)
    shown = os.path.relpath(config_file)
    settings = Settings()
    for key, value in section.items():
        if key not in _KEYS:
            hint = nearest(key, _KEYS) or f"; the keys are {', '.join(_KEYS)}"
            return Settings(error=f'{shown}: unknown key "{key}" in [{SECTION}]{hint}')
        word = _WORDS.get(str(value).lower())
        if word is None:
            return Settings(error=f'{shown}: "{key}" in [{SECTION}] must be true or false, got {value!r}')
        settings = replace(settings, check_untyped_defs=word)
    return settings


def _toml_section(path: str) -> Mapping[str, Any]:
    try:
        with open(path, "rb") as file:
            section = tomllib.load(file).get("tool", {}).get(SECTION, {})
    except (OSError, ValueError, AttributeError):
        return {}
    return section if isinstance(section, dict) else {}


def _ini_section(path: str) -> Mapping[str, Any]:
    parser = configparser.RawConfigParser()
    try:
        parser.read(path, encoding="utf-8")
    except (configparser.Error, UnicodeDecodeError):
        return {}
    return dict(parser[SECTION]) if parser.has_section(SECTION) else {}
