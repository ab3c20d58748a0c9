"""The counts of a model that comes out of several worlds: what no world is below, and what all of them have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from shapeproof.dims import Size


class Counted(NamedTuple):
    """All parameters and the trainable ones of the model of one world, and whether that is all of them."""

    total: Size
    trainable: Size
    is_all: bool


def in_all(counted: Sequence[Counted]) -> tuple[Size, Size] | None:
    """The counts that every world has; None where they differ, or one may have more."""
    pairs = {(each.total, each.trainable) for each in counted}
    return pairs.pop() if len(pairs) == 1 and all(each.is_all for each in counted) else None


def least(counted: Sequence[Counted]) -> tuple[int, int] | None:
    """The counts that no world is below; None where they are no numbers."""
    totals = [each.total for each in counted if isinstance(each.total, int)]
    trainable = [each.trainable for each in counted if isinstance(each.trainable, int)]
    if not counted or len(totals) < len(counted) or len(trainable) < len(counted):
        return None
    return min(totals), min(trainable)
