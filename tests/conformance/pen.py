"""How a draw is written down: layers, calls and their inputs as source, chosen by a seeded pen."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

Sizes = tuple[int, ...]


@dataclass(frozen=True)
class Given:
    """A tensor argument: its sizes and how it is filled, with ``{}`` for the sizes."""

    sizes: Sizes
    filled: str = "torch.randn({})"

    @property
    def source(self) -> str:
        return self.filled.format(f"{self.sizes}" if len(self.sizes) != 1 else f"({self.sizes[0]},)")


def given(*sizes: int) -> Given:
    return Given(sizes)


def shares(*sizes: int) -> Given:
    """Numbers between 0 and 1."""
    return Given(sizes, "torch.rand({})")


def indices(below: int, *sizes: int) -> Given:
    return Given(sizes, f"torch.randint(0, {max(below, 1)}, {{}})")


def nothing_masked(*sizes: int) -> Given:
    return Given(sizes, "torch.zeros({}, dtype=torch.bool)")


def ones(*sizes: int) -> Given:
    return Given(sizes, "torch.ones({})")


@dataclass(frozen=True)
class Draw:
    """``layer`` as it is made, the tensors ``a``, ``b``, … it is called with, and how."""

    layer: str
    inputs: tuple[Given, ...]
    call: str = ""
    before: str = ""

    @property
    def names(self) -> str:
        return "abcdefgh"[: len(self.inputs)]

    def statements(self, tag: object = "") -> list[str]:
        """The lines of a file in which the layer is ``m`` and its result ``y``, with a tag to tell them from others."""
        lines = self.before.splitlines()
        lines.append(f"m{tag} = {self.layer}")
        lines += [f"{name} = {each.source}" for name, each in zip(self.names, self.inputs, strict=True)]
        lines.append(f"y{tag} = m{tag}({self.call or ', '.join(self.names)})")
        return lines

    def looked_at(self, tag: object = "") -> list[str]:
        """The result, and all that the layer holds after the call."""
        return [f"y{tag}", f"dict(m{tag}.named_parameters())", f"dict(m{tag}.named_buffers())"]

    @property
    def written(self) -> str:
        """What stands for the numbers that a mutant changes."""
        return self.layer

    def with_written(self, text: str) -> Draw:
        return replace(self, layer=text)

    def with_input(self, at: int, sizes: Sizes) -> Draw:
        inputs = list(self.inputs)
        inputs[at] = replace(inputs[at], sizes=sizes)
        return replace(self, inputs=tuple(inputs))

    def __str__(self) -> str:
        return "; ".join(self.statements())


@dataclass(frozen=True)
class Call:
    """An expression over the tensors ``a``, ``b``, …; ``after`` is what is looked at where that is not its value."""

    expression: str
    inputs: tuple[Given, ...] = ()
    after: str = ""

    @property
    def names(self) -> str:
        return "abcdefgh"[: len(self.inputs)]

    def statements(self, tag: object = "") -> list[str]:
        lines = [f"{name} = {each.source}" for name, each in zip(self.names, self.inputs, strict=True)]
        if self.after:
            return [*lines, self.expression, f"y{tag} = {self.after}"]
        return [*lines, f"y{tag} = {self.expression}"]

    def looked_at(self, tag: object = "") -> list[str]:
        return [f"y{tag}"]

    @property
    def written(self) -> str:
        return self.expression

    def with_written(self, text: str) -> Call:
        return replace(self, expression=text)

    def with_input(self, at: int, sizes: Sizes) -> Call:
        inputs = list(self.inputs)
        inputs[at] = replace(inputs[at], sizes=sizes)
        return replace(self, inputs=tuple(inputs))

    def __str__(self) -> str:
        return "; ".join(self.statements())


class Pen(random.Random):
    """Chooses sizes and arguments; most often such as fit."""

    def flag(self, chance: float = 0.5) -> bool:
        return self.random() < chance

    def size(self, high: int = 6, low: int = 1) -> int:
        return 0 if self.flag(0.03) else self.randint(low, high)

    def sizes(self, count: int, high: int = 6) -> Sizes:
        return tuple(self.size(high) for _ in range(count))

    def any_sizes(self, most: int = 4) -> Sizes:
        return self.sizes(self.randint(0, most), 5)

    def batch(self, chance: float = 0.75) -> Sizes:
        return (self.size(3),) if self.flag(chance) else ()

    def near(self, size: int) -> int:
        """Most often the size itself."""
        return size if self.flag(0.93) else max(0, size + self.choice((-1, 1, 2)))

    def each(self, axes: int, low: int, high: int) -> tuple[str, Sizes]:
        """One number for all axes, or a row of them, as it is written and what it means."""
        if self.flag(0.55):
            number = self.randint(low, high)
            return str(number), (number,) * axes
        row = tuple(self.randint(low, high) for _ in range(axes))
        return (f"[{', '.join(map(str, row))}]" if self.flag(0.2) else str(row)), row

    def options(self, chance: float = 0.3, **values: str | Sequence[str] | Callable[[], str]) -> str:
        """Some of the keyword arguments, each with one of its values, after a comma."""
        written = []
        for name, value in values.items():
            if self.flag(chance):
                chosen = value if isinstance(value, str) else value() if callable(value) else self.choice(value)
                written.append(f", {name}={chosen}")
        return "".join(written)


FLAGS = ("True", "False")
REDUCTIONS = ("'mean'", "'sum'", "'none'")
Maker = Callable[[Pen], Any]
