"""Loops over plain numbers, run as closures: the same values, aliases and exceptions as CPython."""

from __future__ import annotations

import pytest
from libraries.running import by_host, by_interpreter, run
from shapeproof.interpreter.machine import STEP_BUDGET

LOOPS = {
    "relative positions": """
        import itertools
        points, known, rows = list(itertools.product(range(5), range(4))), {}, []
        for p in points:
            for q in points:
                offset = (abs(p[0] - q[0]), abs(p[1] - q[1]))
                if offset not in known:
                    known[offset] = len(known)
                rows.append(known[offset])
        return known, rows, p, q, offset
    """,
    "aliases": """
        a = [1, 2]
        b = a
        nested = [a, []]
        table = {"x": a}
        for i in range(3):
            a.append(i)
            nested[1].append(a)
            fresh = [i]
            b = fresh
        fresh.append(9)
        return a, b, nested, table, nested[1][0] is a, b is fresh, nested[0] is table["x"]
    """,
    "a row that grows while it is gone over": """
        row = [1]
        for x in row:
            if len(row) < 6:
                row.append(x * 2)
        return row, x
    """,
    "breaks, continues and conditions": """
        found, last = [], None
        for i, name in enumerate(("a", "b", "c", "d")):
            if i == 1:
                continue
            for j in reversed(range(i)):
                if j == 1:
                    break
                found.append((name, j) if last is None or not found else (last, -j, +i))
                last = name
            else_ = i
            if i >= 2 and found:
                break
        return found, last, i, name, else_
    """,
    "arithmetic": """
        rows = []
        for a, b in zip([7, -7, 2.5, True], (2, 3, -2, 4)):
            rows.append([a + b, a - b, a * b, a / b, a // b, a % b, b ** 2, -a, divmod(a, b), min(a, b), max(a, b)])
            rows.append((int(a), float(b), a == b, a != b, a < b, (a, 1) >= (b, 2), a in (7, 8), a is None))
        return rows
    """,
    "counters and items": """
        total, grid, names = 0, [[0, 0], [0, 0]], {}
        for i in range(2):
            for j in range(2):
                grid[i][j] += 10 * i + j
                total += grid[i][j]
                names[i, j] = "ab"[j]
                names[i, j] = names[(i, j)]
        i += 5
        return total, grid, names, i
    """,
    "an object among the values": """
        class Box:
            value = 3
        rows = []
        for x in (1, Box(), 2):
            rows.append(x if x == 1 or x == 2 else x.value)
        return rows
    """,
    "a name of Python's that the program takes": """
        abs = lambda x: "mine"
        rows = []
        for x in (-1, 2):
            rows.append(abs(x))
        return rows
    """,
    "an attribute": """
        class Net:
            def __init__(self):
                self.size, self.rows = (2, 3), []
            def fill(self):
                for i in range(self.size[0]):
                    for j in range(self.size[1]):
                        self.rows.append((i, j))
                return self.rows
        net = Net()
        return net.fill() is net.rows, net.rows
    """,
    "nothing to go over": """
        rows = []
        for x in rows:
            y = x
        try:
            return x
        except NameError:
            return "no x"
    """,
}


def as_program(body: str) -> str:
    lines = [line[8:] for line in body.strip("\n").split("\n")]
    return "def program():\n" + "\n".join(f"    {line}" for line in lines) + "\nresult = program()\n"


@pytest.mark.parametrize("name", LOOPS)
def test_values_are_those_of_cpython(name: str) -> None:
    text = as_program(LOOPS[name])
    assert repr(by_interpreter(text)) == repr(by_host(text)["result"])


@pytest.mark.parametrize(
    ("loop", "raised"),
    [
        ("for i in range(3):\n        rows.append(i // (1 - i))", "ZeroDivisionError"),
        ("for i in range(3):\n        rows.append((1, 2)[i])", "IndexError"),
        ("for i in range(3):\n        rows.append({0: 1}[i])", "KeyError"),
        ("for i in (1, 'a'):\n        rows.append(i + 1)", "TypeError"),
        ("for i in range(2):\n        rows.append(missing)", "NameError"),
        ("for i, j in ((1, 2), (3,)):\n        rows.append(i)", "ValueError"),
    ],
)
def test_exceptions_find_what_was_done_before_them(loop: str, raised: str) -> None:
    text = (
        "rows = []\n"
        f"def program():\n    {loop}\n"
        "try:\n    program()\n    result = None\n"
        "except Exception as error:\n    result = type(error).__name__, rows\n"
    )
    assert by_interpreter(text) == by_host(text)["result"]
    assert by_host(text)["result"][0] == raised


def test_a_hundred_thousand_rounds_are_a_fraction_of_the_budget() -> None:
    text = """
def program():
    total = 0
    for i in range(400):
        for j in range(400):
            total += i * j
    return total
result = program()
"""
    machine, _ = run(text)
    assert machine.steps < STEP_BUDGET // 10
    assert by_interpreter(text) == by_host(text)["result"]
