"""Calls with tensors of all small shapes, most of which do not fit: ``python -m conformance.templates --seed 1``.

A line of templates.txt is an expression, an ``@`` and its tensors: ``F.linear(x, w) @ x:ab w:cb i:a:int64``. A letter
is an axis, equal letters are most often equal sizes, a digit is a size and ``*`` any axes; ``{k}`` to ``{n}`` are
small numbers, ``{a}`` to ``{f}`` the sizes. Sizes are 0 to 3, and now and then an axis is missing or one too many.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from conformance.oracle import Case, run_ours, run_real, tensor
from conformance.table import BAD, KINDS, measure
from conformance.tally import Tally, run_apart

LINES = (Path(__file__).parent / "templates.txt").read_text().splitlines()
SIZES = (0, 1, 2, 2, 3)
AXES = "abcdef"


def cases_of(line: str, count: int, seed: int) -> Iterator[Case]:
    """Different calls of one line."""
    expression, _, tensors = line.partition(" @")
    chance = random.Random(f"{line} {seed}")
    seen = set()
    for _ in range(count):
        sizes = {letter: chance.choice(SIZES) for letter in AXES}
        numbers = {name: chance.choice((0, 1, 1, 1, 2, 2, 2, 3, -1)) for name in "klmn"}
        loose = 0.25 if chance.random() < 0.3 else 0.05
        inputs = {}
        for each in tensors.split():
            name, letters, *dtype = each.split(":")
            inputs[name] = tensor(*_shape(letters, sizes, loose, chance), dtype=(dtype or ["float32"])[0])
        written = expression
        for name, number in {**sizes, **numbers}.items():
            written = written.replace(f"{{{name}}}", str(number))
        case = Case(written, inputs)
        if str(case) not in seen:
            seen.add(str(case))
            yield case


def _shape(letters: str, sizes: dict[str, int], loose: float, chance: random.Random) -> list[int]:
    made = []
    for letter in letters:
        if letter == "*":
            made += [chance.choice(SIZES) for _ in range(chance.randint(0, 3))]
        else:
            size = int(letter) if letter.isdigit() else sizes[letter]
            made.append(chance.choice(SIZES) if chance.random() < loose else size)
    change = chance.random()
    if change < 0.05 and made:
        del made[chance.randrange(len(made))]
    elif change < 0.1:
        made.insert(chance.randint(0, len(made)), chance.choice((0, 1, 2)))
    return made


def count(lines: list[str], draws: int, seed: int, tally: Tally) -> None:
    cases = [case for line in lines for case in cases_of(line, draws, seed)]
    measure(lines[0].partition(" @")[0], cases, run_apart(cases, run_real), run_ours, tally)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("part", nargs="?", default="", help="what a line must hold")
    options.add_argument("--draws", type=int, default=100)
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--show", default="", help="kinds whose cases are printed, with commas")
    given = options.parse_args()
    tally = Tally(KINDS, BAD, frozenset(filter(None, given.show.split(","))))
    for line in LINES:
        if given.part in line:
            tally.row(line[:70], lambda line=line: count([line], given.draws, given.seed, tally), 72)  # type: ignore[misc]
    tally.summary("templates", KINDS[:2], KINDS[:6])


if __name__ == "__main__":
    main()
