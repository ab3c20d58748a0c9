"""The mypy face: ``plugins = ["shapeproof.mypy"]`` shows check's findings as mypy errors of code ``shape``."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mypy.plugin import Plugin

OLDEST = (2, 3)
"""The oldest mypy whose hooks and errors are as this plugin needs them."""


def plugin(version: str) -> type[Plugin]:
    """The entry point that mypy looks for. With an older mypy, one line on stderr and exit code 2."""
    numbers = tuple(map(int, re.findall(r"\d+", version)[:2]))
    if numbers < OLDEST:
        wanted = ".".join(map(str, OLDEST))
        print(
            f"shapeproof.mypy needs mypy {wanted} or newer, and this is mypy {version}: pip install 'mypy>={wanted}'",
            file=sys.stderr,
        )
        raise SystemExit(2)
    from shapeproof.mypy.hooks import ShapePlugin

    return ShapePlugin


def __getattr__(name: str) -> Any:
    """``__version__``: what mypy keeps beside its cache and compares, to know that a plugin is another than before."""
    if name == "__version__":
        from shapeproof.mypy.version import version_for_mypy

        return version_for_mypy()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
