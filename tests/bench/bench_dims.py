"""What Dims cost, as ratios to what everyone has: `python tests/bench/bench_dims.py`. No test depends on it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from timeit import Timer

sys.path.insert(0, str(Path(__file__).parents[2] / "plugin"))
os.environ["SYMPY_USE_CACHE"] = "no"  # or its second call is a look-up

import sympy
from shapeproof.dims import Facts, Size, divides, equal, less_equal, parse, render, symbol


def seconds(action: Callable[[], object]) -> float:
    """The shortest of several runs of one call."""
    timer = Timer(action)
    number, _ = timer.autorange()
    return min(timer.repeat(5, max(number // 4, 1))) / max(number // 4, 1)


def rows() -> list[tuple[str, str, Callable[[], object], Callable[[], object]]]:
    """What is measured, what it is measured against, and both."""
    a, b, c, d, h = (symbol(name, lower=1) for name in ("a", "b", "c", "d", "h"))
    p: Size = a * b + c + 1
    q: Size = 2 * a + d
    third, half = Fraction(1, 3), Fraction(1, 2)
    x, y, z, w = sympy.symbols("x y z w", integer=True)
    left, right = x * y + z + 1, 2 * x + w
    facts = Facts.EMPTY.assume(divides(h, d))
    assert facts is not None
    question = less_equal(a * d, a * h * (d // h) + b)
    fraction = ("Fraction + Fraction", lambda: third + half)
    expand = ("sympy.expand of the same", lambda: sympy.expand(left * right))
    return [
        ("a + b", *_against(lambda: a + b, fraction)),
        ("a + 1", *_against(lambda: a + 1, fraction)),
        ("(a*b + c + 1) + (2*a + d)", *_against(lambda: p + q, fraction)),
        ("(a*b + c + 1) - (2*a + d)", *_against(lambda: p - q, fraction)),
        ("a * b", *_against(lambda: a * b, ("Fraction * Fraction", lambda: third * half))),
        ("(a*b + c + 1) * (2*a + d)", *_against(lambda: p * q, expand)),
        ("(a*b + c + 1) // 2", *_against(lambda: p // 2, ("sympy.floor", lambda: sympy.floor(left / 2)))),
        ("(a*b + c + 1) // a", *_against(lambda: p // a, ("sympy.floor", lambda: sympy.floor(left / x)))),
        ("equal(p, q)", *_against(lambda: equal(p, q), ("sympy.Eq", lambda: sympy.Eq(left, right)))),
        ("Facts.decide", *_against(lambda: facts.decide(question), ("sympy.Eq", lambda: sympy.Eq(left, right)))),
        ("render", *_against(lambda: render(p), ("str of sympy", lambda: str(left)))),
        ("parse", *_against(lambda: parse("a*b + c + 1"), ("sympy.sympify", lambda: sympy.sympify("a*b + c + 1")))),
    ]


def _against(
    action: Callable[[], object], other: tuple[str, Callable[[], object]]
) -> tuple[str, Callable[[], object], Callable[[], object]]:
    return other[0], action, other[1]


def main() -> None:
    for name, other, action, reference in rows():
        ours, theirs = seconds(action), seconds(reference)
        print(f"{name:28} {ours * 1e6:8.2f} µs = {ours / theirs:7.3f} × {other}")


if __name__ == "__main__":
    main()
