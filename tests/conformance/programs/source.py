"""Where the choices of a generated program come from: hypothesis, which shrinks, or a seed, which is quick."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import Any, Protocol, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")


class Choices(Protocol):
    def number(self, low: int, high: int) -> int:
        """An integer of that range, both ends included."""


class Seeded:
    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def number(self, low: int, high: int) -> int:
        return self.random.randint(low, high)


class Drawn:
    def __init__(self, draw: Callable[[Any], Any]) -> None:
        self.draw = draw

    def number(self, low: int, high: int) -> int:
        found: int = self.draw(st.integers(low, high))
        return found


class Source:
    """Choices in the forms that writers of programs need."""

    def __init__(self, choices: Choices) -> None:
        self.choices = choices

    def number(self, low: int, high: int) -> int:
        return self.choices.number(low, high)

    def pick(self, row: Sequence[T]) -> T:
        return row[self.choices.number(0, len(row) - 1)]

    def chance(self, percent: int) -> bool:
        return self.choices.number(1, 100) <= percent

    def some(self, row: Sequence[T], low: int, high: int) -> list[T]:
        """A few of a row, in its order."""
        wanted = min(self.choices.number(low, high), len(row))
        left = list(range(len(row)))
        while len(left) > wanted:
            del left[self.choices.number(0, len(left) - 1)]
        return [row[at] for at in left]


def logged(lines: Sequence[str], expressions: Sequence[str]) -> str:
    """A program: some lines, then expressions whose values or raises are collected in ``result``."""
    body = "\n".join(lines)
    asked = "\n".join(
        f"try: log.append({expression})\nexcept Exception as error: log.append((type(error).__name__, str(error)))"
        for expression in expressions
    )
    return f"log = []\n{body}\n{asked}\nresult = log\n"
