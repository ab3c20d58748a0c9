"""The version that mypy compares to know whether what it remembers was made with the same plugin and settings."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from shapeproof.project.configuration import ConfigurationError, find_configuration
from shapeproof.version import VERSION


def version_for_mypy() -> str:
    """The package's version; in a daemon, which compares nothing else, with a digest of the settings in force."""
    return f"{VERSION}+{_settings()}" if "mypy.dmypy_server" in sys.modules else VERSION


def _settings() -> str:
    try:
        path = find_configuration(Path(os.getcwd()))
    except ConfigurationError as error:
        return hashlib.sha256(str(error).encode()).hexdigest()
    return "defaults" if path is None else hashlib.sha256(path.read_bytes()).hexdigest()
