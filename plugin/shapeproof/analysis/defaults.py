"""Defaults that prove nothing: a call that keeps them may never be made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from shapeproof.values import Site

Found = TypeVar("Found")


def left_open(
    found: Found,
    given: frozenset[str],
    unused: frozenset[str],
    again: Callable[[frozenset[str]], Found],
    places: Callable[[Found], set[Site]],
    nothing: Found,
) -> Found:
    """What is proven of something that failed, with such defaults left open; ``again`` runs it so.

    ``given`` are parameters that every call of the file gives a value. ``unused`` are those of which no call is in
    sight and whose default has nothing in it (``size=None, scale_factor=None``, of which callers give one): what fails
    at none of the same ``places`` with another value in their place is no proof, and neither is the failure of that.
    Where the body itself asks for None and then fails, it fails at the same place.
    """
    if given:
        return again(given)
    if unused:
        other = again(unused)
        elsewhere = places(other)
        if not elsewhere:
            return other
        if not elsewhere & places(found):
            return nothing
    return found
