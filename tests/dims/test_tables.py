"""Sizes as rows of plain data and back, in this process and in another."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from fractions import Fraction

import pytest
from shapeproof.dims import Dim, Kind, Size, floordiv, maximum, minimum, modulo, real, symbol, to_integer
from shapeproof.dims.tables import SizeTable, sizes_of

a, b = symbol("a"), symbol("b", Kind.FREE, lower=1, uid=3)
SIZES: list[Size] = [
    a,
    2 * a * b - b**3 + 7,
    a * (a - 1) * Fraction(1, 2),
    floordiv(a * b + 1, 3) + modulo(a, b),
    maximum(minimum(a, 5), b - floordiv(b, a + 1)),
    to_integer(real("+", real("*", a, 0.25), 1e300), "round"),
    a * 10**30 - 1,
]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_one_size(size: Size) -> None:
    table = SizeTable()
    assert isinstance(size, Dim)
    number = table.add(size)
    rows = json.loads(json.dumps(table.rows))
    assert sizes_of(rows)[number] is size


def test_many_sizes_share_their_rows() -> None:
    table = SizeTable()
    numbers = [table.add(size) for size in SIZES if isinstance(size, Dim)]
    rows = len(table.rows)
    assert [table.add(size) for size in SIZES if isinstance(size, Dim)] == numbers
    assert len(table.rows) == rows
    assert [sizes_of(table.rows)[number] for number in numbers] == SIZES


def test_another_process_where_symbols_came_up_in_another_order() -> None:
    table = SizeTable()
    numbers = [table.add(size) for size in SIZES if isinstance(size, Dim)]
    program = (
        "import json, sys\n"
        "from shapeproof.dims import Kind, symbol\n"
        "from shapeproof.dims.tables import sizes_of\n"
        "symbol('b', Kind.FREE, lower=1, uid=3) * symbol('a')\n"
        "rows, numbers = json.load(sys.stdin)\n"
        "print(json.dumps([str(sizes_of(rows)[number]) for number in numbers]))\n"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps([table.rows, numbers]),
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert json.loads(done.stdout) == [str(size) for size in SIZES]


@pytest.mark.parametrize("rows", [[["Dim", [["1", [[0, 1]]]]]], [["Symbol", "a"]], [["Other", []]], [["Mod", [[]]]]])
def test_rows_that_stand_for_nothing(rows: list[list[object]]) -> None:
    with pytest.raises((ValueError, KeyError, TypeError, IndexError)):
        sizes_of(rows)
