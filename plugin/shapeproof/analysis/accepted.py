"""The inverse of a contract: which sizes of an input meet what a run demanded of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from shapeproof.dims import EQ, NE, All, Condition, Dim, Opinion, evaluate, symbols_of
from shapeproof.dims.conditions import dims_of

LARGEST = 1024
MOST_TOLD = 4


def accepted_sizes(conditions: Sequence[Condition], free: Sequence[Dim]) -> str | None:
    """``28 × 28``: the sizes in place of the free ones that meet an equation between them; None where many do.

    One size is tried up to `LARGEST`; of two, the equal ones are, and where none fits those with a 1.
    """
    bound = [each for each in free if any(_decides(c) and each in _symbols(c) for c in conditions)]
    about = [c for c in conditions if not isinstance(c, Opinion) and _symbols(c) and _symbols(c) <= set(bound)]
    if not bound or len(bound) > 2 or not about:
        return None
    ways: list[Callable[[int], tuple[int, ...]]] = [lambda n: (n,)]
    if len(bound) == 2:
        ways = [lambda n: (n, n), lambda n: (1, n), lambda n: (n, 1)]
    largest = LARGEST * 16 if len(bound) == 1 else LARGEST
    about.sort(key=lambda c: not _decides(c))  # what few sizes meet is asked first
    for way in ways:
        fitting = [
            size
            for size in range(1, largest + 1)
            if all(_holds(c, dict(zip(bound, way(size), strict=True))) for c in about)
        ]
        if fitting and fitting[-1] == largest:
            return None
        if fitting:
            return _told(fitting, way)
    return None


def _told(fitting: list[int], way: Callable[[int], tuple[int, ...]]) -> str | None:
    first, last = fitting[0], fitting[-1]
    if len(fitting) > MOST_TOLD and last - first + 1 == len(fitting):
        return f"{' × '.join(map(str, way(first)))} to {' × '.join(map(str, way(last)))}"
    if len(fitting) > MOST_TOLD:
        return None
    return " or ".join(" × ".join(map(str, way(size))) for size in fitting)


def _symbols(condition: Condition) -> set[Dim]:
    return {each for dim in dims_of(condition) for each in symbols_of(dim)}


def _decides(condition: Condition) -> bool:
    """Whether it is an equation that fixes sizes, and not one that only asks for a multiple."""
    from shapeproof.dims import Mod

    if isinstance(condition, All):
        return any(map(_decides, condition.conditions))
    return (
        not isinstance(condition, Opinion)
        and getattr(condition, "op", None) is EQ
        and not any(isinstance(atom, Mod) for dim in dims_of(condition) for atom in dim.atoms)
    )


def _holds(condition: Condition, sizes: Mapping[Dim, int]) -> bool:
    if isinstance(condition, Opinion):
        return True
    if hasattr(condition, "conditions"):
        parts = [_holds(part, sizes) for part in condition.conditions]
        return all(parts) if isinstance(condition, All) else any(parts)
    try:
        value = evaluate(condition.dim, dict(sizes))
    except (KeyError, ValueError, ZeroDivisionError):
        return False
    return bool(value == 0 if condition.op is EQ else value != 0 if condition.op is NE else value >= 0)
