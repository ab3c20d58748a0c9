"""Python text to the core program. The only room that knows LibCST, which it imports when a unit is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.source.errors import SourceError
from shapeproof.source.file import SourceFile, UnitStore, read_source

if TYPE_CHECKING:
    from shapeproof.source.parsing import lower, parse_expression

__all__ = ["SourceError", "SourceFile", "UnitStore", "lower", "parse_expression", "read_source"]


def __getattr__(name: str) -> Any:
    if name in ("lower", "parse_expression"):
        from shapeproof.source import parsing

        return getattr(parsing, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
