"""Places of the engine's in an editor's terms, and the other way.

The engine counts lines and columns from 1, columns in code points; the protocol counts from 0, in the units that the
editor chose, so each place needs the text of the file it lies in.
"""

from __future__ import annotations

from pathlib import Path

from lsprotocol import types
from pygls.workspace import ServerTextPosition, ServerTextRange, TextDocument, Workspace

from shapeproof.analysis.facts import Place


def uri_of(path: str, root: Path) -> str:
    """The address of a file; paths are relative to ``root``."""
    return (root / path).as_uri()


def range_of(place: Place, workspace: Workspace, root: Path) -> types.Range:
    """A place as a range of the document it lies in."""
    document = workspace.get_text_document(uri_of(place.path, root))
    return range_in(document, (place.line, place.column), (place.end_line, place.end_column))


def range_in(document: TextDocument, start: tuple[int, int], end: tuple[int, int]) -> types.Range:
    """Two (line, column) pairs as a range of a document."""
    first = ServerTextPosition(start[0] - 1, start[1] - 1)
    last = ServerTextPosition(end[0] - 1, end[1] - 1)
    return document.range_to_client_units(ServerTextRange(first, last))


def point_in(document: TextDocument, position: types.Position) -> tuple[int, int]:
    """A position of the editor's as a (line, column) pair."""
    point = document.position_from_client_units(position)
    return point.line + 1, point.character + 1


def contains(place: Place, point: tuple[int, int]) -> bool:
    """Whether a (line, column) pair lies at a place, its end included as a cursor stands there too."""
    return (place.line, place.column) <= point <= (place.end_line, place.end_column)
