"""What Python has without an import: its classes, their methods and constructors, its functions.

Each is a function over values. What is wholly known is computed by CPython itself, which then raises in the program
what it raises; what is symbolic is computed on sizes; for the rest a `Gap` says what is not known.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shapeproof.interpreter.builtins import (
    arithmetic,
    bytearrays,
    dicts,
    exceptions,
    functions,
    inspection,
    iterators,
    lists,
    numbers,
    objects,
    ranges,
    sequences,
    sets,
    text,
    views,
)
from shapeproof.interpreter.builtins.hierarchy import ALIASES, CLASSES, UNNAMED
from shapeproof.interpreter.builtins.objects import OBJECT_METHODS
from shapeproof.interpreter.builtins.receivers import with_content_lost, with_receiver

_PARTS = (
    objects,
    exceptions,
    numbers,
    arithmetic,
    text,
    sequences,
    lists,
    dicts,
    views,
    sets,
    iterators,
    ranges,
    bytearrays,
)


def _methods() -> dict[str, dict[str, Callable[..., Any]]]:
    found: dict[str, dict[str, Callable[..., Any]]] = {}
    for part in _PARTS:
        for name, methods in part.METHODS.items():
            checked = {key: with_receiver(name, key, method) for key, method in methods.items()}
            found.setdefault(name, {}).update(checked)
    return found


METHODS = _methods()
CONSTRUCTORS: dict[str, Callable[..., Any]] = {
    name: with_content_lost(name, maker) for part in _PARTS for name, maker in part.CONSTRUCTORS.items()
}
FUNCTIONS: dict[str, Callable[..., Any]] = {**functions.FUNCTIONS, **inspection.FUNCTIONS}

__all__ = ["ALIASES", "CLASSES", "CONSTRUCTORS", "FUNCTIONS", "METHODS", "OBJECT_METHODS", "UNNAMED"]
