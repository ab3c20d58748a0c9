"""The version that mypy compares to know whether what it remembers was made with the same plugin and settings."""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from shapeproof.project.configuration import ConfigurationError, find_configuration


def version_for_mypy() -> str:
    """The package's version; in a daemon, which compares nothing else, with a digest of the settings in force."""
    try:
        package = version("shapeproof")
    except PackageNotFoundError:
        package = "0"
    return f"{package}+{_settings()}" if "mypy.dmypy_server" in sys.modules else package


def _settings() -> str:
    try:
        path = find_configuration(Path(os.getcwd()))
    except ConfigurationError as error:
        return hashlib.sha256(str(error).encode()).hexdigest()
    return "defaults" if path is None else hashlib.sha256(path.read_bytes()).hexdigest()
