"""Conditions as lines of text."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BOUND = re.compile(r"(?P<name>[^\s()+*/%-]+) >= (?P<least>[01])")


def condition_lines(conditions: Iterable[str]) -> list[str]:
    """A line each; what sizes are anyway comes last and together: ``d, heads >= 1``.

    That ``n`` is not negative goes without saying, and that it is not 0 where something is divided by it.
    """
    conditions = tuple(conditions)
    lines: list[str] = []
    sizes: list[str] = []
    for condition in conditions:
        found = _BOUND.fullmatch(condition)
        if found is None:
            if not _is_divisor(condition, conditions):
                lines.append(condition)
        elif found["least"] == "1":
            sizes.append(found["name"])
    return [*lines, f"{', '.join(sizes)} >= 1"] if sizes else lines


def is_bound(condition: str) -> bool:
    """Whether it says no more than that something is a size."""
    return _BOUND.fullmatch(condition) is not None


def _is_divisor(condition: str, conditions: Iterable[str]) -> bool:
    """Whether it says ``n != 0`` of what another divides by."""
    name = condition.removesuffix(" != 0")
    if name == condition:
        return False
    divided = re.compile(rf"(//| % ){re.escape(name)}(?![\w.\[])")
    return any(divided.search(other) for other in conditions)
