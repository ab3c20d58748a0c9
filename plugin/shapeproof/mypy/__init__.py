"""The mypy face: ``plugins = ["shapeproof.mypy"]`` shows check's findings as mypy errors of code ``shape``."""

from shapeproof.mypy.plugin import plugin

__all__ = ["plugin"]
