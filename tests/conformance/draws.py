"""Draws of every layer and every call, from a seed: such as most often fit, and such with one thing changed."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from conformance.calls import drawing as calls
from conformance.layers import drawing as layers
from conformance.pen import Call, Draw, Pen, Sizes

MAKERS = {"layers": layers.MAKERS, "calls": calls.MAKERS}


def draws_of(kind: str, name: str, count: int, seed: int) -> Iterator[Draw | Call]:
    """Calls that most often fit."""
    pen = Pen(f"{name} {seed}")
    for _ in range(count):
        yield MAKERS[kind][name](pen)


def mutants_of(kind: str, name: str, count: int, seed: int) -> Iterator[Draw | Call]:
    """Calls with one size of an input, or one number that is written, changed: torch says whether it takes them."""
    pen = Pen(f"{name} {seed} changed")
    for _ in range(count):
        draw = MAKERS[kind][name](pen)
        numbers = list(re.finditer(r"(?<![\w.])\d+(?![\w.])", draw.written))
        if numbers and (pen.flag(0.4) or not draw.inputs):
            yield draw.with_written(_with_number(draw.written, pen.choice(numbers), pen))
        elif draw.inputs:
            at = pen.randrange(len(draw.inputs))
            yield draw.with_input(at, changed(draw.inputs[at].sizes, pen))


def emptied_of(kind: str, name: str, count: int, seed: int) -> Iterator[Draw | Call]:
    """Calls with some sizes and numbers set to 0, 1 or -1, of layers in training or not: torch asks less of nothing."""
    pen = Pen(f"{name} {seed} emptied")
    for _ in range(count):
        draw = MAKERS[kind][name](pen)
        chance = pen.choice((0.0, 0.15, 0.3))
        if chance:
            draw = draw.with_written(_with_small_numbers(draw.written, chance, pen))
        for at, each in enumerate(draw.inputs):
            chance = pen.choice((0.0, 0.2, 0.4)) if len(draw.inputs) > 1 else pen.choice((0.2, 0.4))
            sizes = tuple(0 if pen.flag(chance) else 1 if pen.flag(0.1) else size for size in each.sizes)
            draw = draw.with_input(at, sizes)
        if isinstance(draw, Draw) and pen.flag(0.4):
            draw = draw.with_written(f"{draw.written}.eval()")
        yield draw


def _with_small_numbers(text: str, chance: float, pen: Pen) -> str:
    def other(found: re.Match[str]) -> str:
        return str(pen.choice((0, 0, 0, 1, -1))) if pen.flag(chance) else found[0]

    return re.sub(r"(?<![\w.])\d+(?![\w.])", other, text)


def _with_number(text: str, found: re.Match[str], pen: Pen) -> str:
    number = int(found[0])
    other = pen.choice((0, -1, number + 1, number + 2, 2 * number, max(number - 1, 0)))
    return f"{text[: found.start()]}{other}{text[found.end() :]}"


def changed(sizes: Sizes, pen: random.Random) -> Sizes:
    """Sizes with one axis more, less, empty or of another size."""
    row, at = list(sizes), pen.randrange(len(sizes)) if sizes else 0
    choice = pen.random()
    if choice < 0.25 or not row:
        row.insert(at, pen.randint(1, 3))
    elif choice < 0.5:
        del row[at]
    elif choice < 0.6:
        row[at] = 0
    else:
        row[at] = max(0, row[at] + pen.choice([-2, -1, 1, 2]))
    return tuple(row)
