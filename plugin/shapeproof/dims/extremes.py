"""The least and the greatest of sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from shapeproof.dims.atoms import Maximum, Minimum, intern
from shapeproof.dims.bounds import lower_bound
from shapeproof.dims.polynomial import Dim, Size, atom_of, of_atom


def minimum(*sizes: Size) -> Size:
    """``min`` of at least one size."""
    return _extreme(Minimum, min, sizes)


def maximum(*sizes: Size) -> Size:
    """``max`` of at least one size."""
    return _extreme(Maximum, max, sizes)


def _extreme(cls: type[Minimum], pick: Callable[[list[int]], int], sizes: Iterable[Size]) -> Size:
    numbers: list[int] = []
    rest: dict[Dim, None] = {}
    for size in sizes:
        atom = atom_of(size)
        for part in atom.arguments if type(atom) is cls else (size,):
            if isinstance(part, int):
                numbers.append(part)
            else:
                rest[part] = None
    candidates: list[Size] = [
        *sorted(rest, key=lambda dim: (repr(dim), dim.order)),
        *([pick(numbers)] if numbers else []),
    ]
    if not candidates:
        raise ValueError(f"{pick.__name__} of nothing")
    kept: list[Size] = []
    for index, size in enumerate(candidates):
        others = [*kept, *candidates[index + 1 :]]
        if not any(_covers(cls, other, size) for other in others):
            kept.append(size)
    return kept[0] if len(kept) == 1 else of_atom(intern(cls, tuple(kept)))


def _covers(cls: type[Minimum], a: Size, b: Size) -> bool:
    """Whether b need not be looked at besides a."""
    difference = b - a if cls is Minimum else a - b
    bound = lower_bound(difference)
    return bound is not None and bound >= 0
