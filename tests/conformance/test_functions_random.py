"""Indexing, views and products of two tensors, made at random, against torch: with known sizes and with symbols."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

import pytest
from conformance.oracle import Case, Input, Outcome, run_open, run_ours, run_real, run_symbolic, same_value

ROUNDS = 400


class Maker:
    """Random cases; ``least`` is the smallest size an axis may have."""

    def __init__(self, seed: int, least: int) -> None:
        self.random = random.Random(seed)
        self.least = least

    def sizes(self, rank: int, most: int = 4) -> tuple[int, ...]:
        return tuple(
            self.random.randint(1, most) if self.least or self.random.random() > 0.06 else 0 for _ in range(rank)
        )

    def axis(self, rank: int, extra: int = 0) -> int:
        if self.random.random() < 0.9 and rank + extra:
            return self.random.randint(-rank - extra, rank - 1 + extra)
        return self.random.randint(-5, 5)

    # --- indexing --------------------------------------------------------------------------------------------------

    def index(self) -> Case:
        shape = self.sizes(self.random.randint(0, 4))
        inputs: dict[str, Input] = {"x": Input(shape)}
        parts: list[str] = []
        axis = 0
        for _ in range(self.random.randint(0, min(5, len(shape) + 2))):
            size = shape[axis] if axis < len(shape) else 3
            part, taken = self._part(parts, inputs, shape[axis:], size)
            parts.append(part)
            axis += taken
        written = ", ".join(parts or ["..."])
        if self.random.random() < 0.75:
            return Case(f"x[{written}]", inputs)
        inputs["v"] = Input(self.sizes(self.random.randint(0, 3)))
        names = ", ".join(inputs)
        return Case(f"put({names})", inputs, f"def put({names}):\n    x[{written}] = v\n    return x\n")

    def _part(self, parts: list[str], inputs: dict[str, Input], rest: tuple[int, ...], size: int) -> tuple[str, int]:
        """One part of an index, and how many axes it takes."""
        choice = self.random.random()
        name = f"i{len(inputs)}"
        if choice < 0.25:
            outside = self.random.random() < 0.1
            low, high = (-7, 7) if outside else (-max(size, 1), max(size - 1, 0))
            return str(self.random.randint(low, high)), 1
        if choice < 0.5:
            start, stop = (self.random.choice(["", str(self.random.randint(-6, 6))]) for _ in range(2))
            return f"{start}:{stop}{self.random.choice(['', '', '', ':1', ':2', ':3'])}", 1
        if choice < 0.62:
            return "None", 0
        if choice < 0.72 and "..." not in parts:
            return "...", 0
        if choice < 0.9:
            inputs[name] = Input(self.sizes(self.random.randint(0, 2), 2), "int64")
            return name, 1
        if choice < 0.94:
            return self.random.choice(["[0]", "[0, 0]", "[]", "[[0, 0], [0, 0]]", f"[True] * {size}"]), 1
        if choice < 0.96:
            return self.random.choice(["True", "False"]), 0
        rank = self.random.randint(1, 2)
        inputs[name] = Input(rest[:rank], "bool")
        return name, rank

    # --- views -------------------------------------------------------------------------------------------------------

    def view(self) -> Case:
        shape = self.sizes(self.random.randint(0, 4))
        rank = len(shape)
        small = self.random.randint
        order = list(range(rank))
        self.random.shuffle(order)
        written = [
            f"{self.random.choice(['view', 'reshape'])}({self._reshaped(shape)})",
            f"flatten({self.axis(rank)}, {self.axis(rank)})",
            f"transpose({self.axis(rank)}, {self.axis(rank)})",
            f"permute({tuple(at - rank if small(0, 2) == 0 else at for at in order)})",
            f"squeeze({self.axis(rank)})",
            f"unsqueeze({self.axis(rank, 1)})",
            f"expand({self._expanded(shape)})",
            f"repeat({tuple(small(0, 3) for _ in range(max(0, rank + small(-1, 2))))})",
            f"movedim({self.axis(rank)}, {self.axis(rank)})",
            f"unfold({self.axis(rank)}, {small(0, 4)}, {small(0, 3)})",
            f"{self.random.choice(['chunk', 'tensor_split'])}({small(0, 5)}, {self.axis(rank)})",
            f"split({small(0, 4)}, {self.axis(rank)})",
            f"split([{small(0, 3)}, {small(0, 3)}], {self.axis(rank)})",
            f"narrow({self.axis(rank)}, {small(-3, 3)}, {small(0, 4)})",
            f"diagonal({small(-2, 2)}, {self.axis(rank)}, {self.axis(rank)})",
            f"unbind({self.axis(rank)})",
            f"repeat_interleave({small(0, 3)}, {self.random.choice([self.axis(rank), None])})",
            f"{self.random.choice(['sum', 'amax', 'argmax', 'softmax', 'cumsum', 'sort', 'any'])}({self.axis(rank)})",
            f"{self.random.choice(['sum', 'amax', 'std'])}(({self.axis(rank)}, {self.axis(rank)}), keepdim=True)",
        ]
        return Case(f"x.{self.random.choice(written)}", {"x": Input(shape)})

    def _reshaped(self, shape: tuple[int, ...]) -> str:
        count = math.prod(shape)
        wanted: list[int] = []
        for _ in range(self.random.randint(0, 3)):
            divisor = self.random.choice([d for d in range(1, count + 1) if count % d == 0] or [0])
            wanted.append(divisor)
            count //= max(divisor, 1)
        wanted.append(self.random.choice([-1, count]))
        self.random.shuffle(wanted)
        if self.random.random() < 0.1:
            wanted[self.random.randrange(len(wanted))] = self.random.randint(-2, 5)
        return ", ".join(map(str, wanted))

    def _expanded(self, shape: tuple[int, ...]) -> str:
        row = [self.random.randint(1, 3) for _ in range(self.random.randint(0, 2))]
        row += [self.random.choice([-1, size, size if size != 1 else self.random.randint(1, 3)]) for size in shape]
        return ", ".join(map(str, row)) or "()"

    # --- of two ------------------------------------------------------------------------------------------------------

    def pair(self) -> Case:
        shape = self.sizes(self.random.randint(0, 4))
        choice = self.random.random()
        if choice < 0.4:
            tail = shape[self.random.randint(0, len(shape)) :]
            other = tuple(self.random.choice([size, size, 1]) for size in tail)
            inputs = {"x": Input(shape), "y": Input(other if choice < 0.3 else self.sizes(self.random.randint(0, 3)))}
            return Case(self.random.choice(["x + y", "x + y", "x.add_(y)", "torch.where(x > 0, x, y)"]), inputs)
        if choice < 0.6:
            inner = shape[-1:] or (1,)
            right = (
                *shape[: self.random.randint(0, max(len(shape) - 2, 0))],
                *inner,
                *self.sizes(self.random.randint(0, 1)),
            )
            return Case("x @ y", {"x": Input(shape), "y": Input(right)})
        if choice < 0.75:
            return self._einsum(shape)
        other_sizes = list(shape)
        if other_sizes and self.random.random() < 0.5:
            other_sizes[self.random.randrange(len(shape))] = self.random.randint(1, 4)
        at = self.axis(len(shape), 1)
        written = [
            f"torch.cat([x, y], {at})", f"torch.stack([x, y], {at})", "torch.hstack([x, y])", "torch.outer(x, y)",
            "torch.bmm(x, y)", "torch.mm(x, y)", "torch.dot(x, y)", "torch.kron(x, y)", "x.expand_as(y)",
            "x.view_as(y)", f"torch.gather(x, {at}, y.long() * 0)", "torch.cdist(x, y)",
        ]  # fmt: skip
        return Case(self.random.choice(written), {"x": Input(shape), "y": Input(tuple(other_sizes))})

    def _einsum(self, shape: tuple[int, ...]) -> Case:
        known: dict[str, int] = {}

        def letter(size: int) -> str:
            fitting = [name for name, value in known.items() if value == size]
            if fitting and self.random.random() < 0.7:
                return self.random.choice(fitting)
            name = self.random.choice("abcdef")
            known[name] = size
            return name

        other = self.sizes(self.random.randint(0, 3))
        left, right = [letter(size) for size in shape], [letter(size) for size in other]
        out = list(dict.fromkeys(left + right))
        self.random.shuffle(out)
        out = out[: self.random.randint(0, len(out))]
        equation = f"{''.join(left)},{''.join(right)}->{''.join(out)}"
        return Case(f"torch.einsum('{equation}', x, y)", {"x": Input(shape), "y": Input(other)})


KINDS: dict[str, Callable[[Maker], Case]] = {"index": Maker.index, "view": Maker.view, "pair": Maker.pair}


def _check(kind: str, seed: int, run: Callable[[Case], Outcome], least_known: float) -> None:
    symbolic = run is not run_ours
    maker = Maker(seed, 1 if run is run_open else 0)
    wrong, known = [], 0
    for _ in range(ROUNDS):
        case = KINDS[kind](maker)
        if run is run_open and any(given.sizes == () for given in case.inputs.values()):
            continue  # an axis that is asked for is taken to be there
        real, ours = run_real(case), run(case)
        if ours.kind == "gap" or "Repeated" in str(ours):
            continue
        known += 1
        if real.kind == "refused":
            masked = any(getattr(given, "dtype", "") == "bool" for given in case.inputs.values())
            agreed = ours.kind == "refused" or symbolic or masked or "out of bounds" in real.text
        else:
            agreed = ours.kind == "value" and same_value(real.value, ours.value, parts=True)
        if not agreed:
            wrong.append(f"{case}\n    torch: {real}\n    ours:  {ours}"[:1000])
    assert not wrong, "\n".join(wrong)
    assert known > least_known * ROUNDS


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("seed", range(3))
def test_known_sizes(kind: str, seed: int) -> None:
    _check(kind, seed, run_ours, 0.9)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("seed", range(3))
def test_symbolic_sizes(kind: str, seed: int) -> None:
    _check(kind, seed + 100, run_symbolic, 0.8)


@pytest.mark.parametrize("kind", sorted(KINDS))
@pytest.mark.parametrize("seed", range(3))
def test_open_ranks(kind: str, seed: int) -> None:
    """Of the inputs nothing is known: what is solved about them must be true, or be one of several worlds."""
    _check(kind, seed + 200, run_open, 0.25)
