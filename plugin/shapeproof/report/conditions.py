"""Conditions as lines of text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

_BOUND = re.compile(r"(?P<name>[^\s()+*/%-]+) >= (?P<least>[01])")


_END = re.compile(r"(?P<name>[^\s()+*/%-]+) (?P<sign>[<>]=?) (?P<number>-?[\d.]+)")


def condition_lines(conditions: Iterable[str], unsaid: Collection[str] = ()) -> list[str]:
    """A line each; what sizes are anyway comes last and together: ``d, heads >= 1``.

    That ``n`` is not negative goes without saying, that it is not 0 where something is divided by it, and what is
    ``unsaid``. What lies between two numbers is told at once: ``0 < p < 1``.
    """
    conditions = tuple(_joined([condition for condition in conditions if condition not in unsaid]))
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


def _joined(conditions: Sequence[str]) -> list[str]:
    """``p > 0`` and ``p < 1`` as ``0 < p < 1``, in the place of the first."""
    ends = {condition: found for condition in conditions if (found := _END.fullmatch(condition)) is not None}
    rows: dict[str, list[str]] = {}
    for condition, end in ends.items():
        rows.setdefault(end["name"], []).append(condition)
    told: dict[str, None] = {}
    for condition in conditions:
        row = rows.get(ends[condition]["name"], []) if condition in ends else []
        signs = {ends[each]["sign"][0]: ends[each] for each in row}
        if len(row) == 2 and len(signs) == 2:
            low, high = signs[">"], signs["<"]
            sign = low["sign"].replace(">", "<")
            condition = f"{low['number']} {sign} {low['name']} {high['sign']} {high['number']}"
        told[condition] = None
    return list(told)


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
