"""Shapes: sizes in a row, with at most one run of sizes whose number is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shapeproof.dims import Dim, Size, render


@dataclass(frozen=True, slots=True)
class Splat:
    """A run of sizes of unknown number, such as the ``*batch`` of an annotation; equal ones stand for equal runs."""

    name: str
    uid: int = 0

    def __repr__(self) -> str:
        return f"*{self.name}"


Item = int | Dim | Splat


@dataclass(frozen=True, slots=True, init=False)
class Shape:
    """``items`` from the first axis to the last; ``splat`` is the index of the one Splat among them, or None."""

    items: tuple[Item, ...]
    splat: int | None

    def __init__(self, items: Iterable[Item] = ()) -> None:
        row = tuple(items)
        found = None
        for index, item in enumerate(row):
            if type(item) is Splat:
                if found is not None:
                    raise ValueError("a shape has at most one splat")
                found = index
        object.__setattr__(self, "items", row)
        object.__setattr__(self, "splat", found)

    @property
    def rank(self) -> int | None:
        """The number of axes, None where a splat leaves it open."""
        return len(self.items) if self.splat is None else None

    @property
    def least_rank(self) -> int:
        return len(self.items) if self.splat is None else len(self.items) - 1

    @property
    def dims(self) -> tuple[Size, ...]:
        """The sizes of a shape without a splat."""
        assert self.splat is None
        return self.items  # type: ignore[return-value]

    @property
    def before(self) -> tuple[Size, ...]:
        """The sizes before the splat (all, if there is none)."""
        return self.items[: self.splat]  # type: ignore[return-value]

    @property
    def after(self) -> tuple[Size, ...]:
        """The sizes behind the splat (none, if there is none)."""
        return () if self.splat is None else self.items[self.splat + 1 :]  # type: ignore[return-value]

    @property
    def is_known(self) -> bool:
        return self.splat is None

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __repr__(self) -> str:
        return f"[{', '.join(item_text(item) for item in self.items)}]"


def item_text(item: Item) -> str:
    return repr(item) if isinstance(item, Splat) else render(item)


def text_of(shape: Shape | None) -> str:
    """``[b, 4*d]``; ``[...]`` where nothing is known."""
    return "[...]" if shape is None else repr(shape)
