"""match statements over sizes and unknown values; those over known ones are in builtins/programs.txt."""

from __future__ import annotations

from typing import Any

import pytest
from interpreter.running import run_source, to_host
from shapeproof.dims import render, symbol
from shapeproof.interpreter import branching
from shapeproof.interpreter.expressions import evaluate
from shapeproof.interpreter.imports import module_value
from shapeproof.interpreter.world import Branches
from shapeproof.source import parse_expression
from shapeproof.values import Frame, Unknown

_PROGRAM = """
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y

def f(subject):
    match subject:
        case 3:
            return "three"
        case (b, c, h, w):
            return "image", b
        case (b, *rest):
            return "row", rest
        case Point(x=0):
            return "axis"
        case Point(px, py) if px == py:
            return "diagonal"
        case {"size": s}:
            return "sized", s
        case str() | None:
            return "text"
        case _:
            return "other"
"""

N = symbol("n", lower=1)
K = symbol("k")


def ends(argument: str) -> list[Any]:
    """What f gives in each world for an argument: an expression over n ≥ 1, any integer k and an unknown u."""
    machine, module = run_source(_PROGRAM, {"n": N, "k": K, "u": Unknown("not known")})
    function = module_value(machine, module, "f")
    outcome = branching.attempt(machine, machine.call, function, (_value(machine, module, argument),))
    found = []
    for world, value in outcome.ends if isinstance(outcome, Branches) else [(machine.world(), outcome)]:
        machine.enter(world)
        found.append(to_host(machine, value))
    return found


def _value(machine: Any, module: Any, expression: str) -> Any:
    frame = Frame(machine.fresh_id(), module, 1, None)
    machine.heap = machine.heap.set(frame.id, {})
    return evaluate(machine, parse_expression(expression), frame)


@pytest.mark.parametrize(
    ("argument", "expected"),
    [
        ("3", ["three"]),
        ("n + 3", ["other"]),
        ("k", ["three", "other"]),
        ("(n, 3, 8, 8)", [("image", N)]),
        ("[n, 7]", [("row", [7])]),
        ("Point(0, 1)", ["axis"]),
        ("Point(n, n)", ["diagonal"]),
        ("Point(n, k)", ["diagonal", "other"]),
        ("Point(k, 1)", ["axis", "diagonal", "other"]),
        ("{'size': n, 'other': 1}", [("sized", N)]),
        ("{}", ["other"]),
        ("None", ["text"]),
    ],
)
def test_sizes(argument: str, expected: list[Any]) -> None:
    assert ends(argument) == expected


def test_an_unknown_subject_may_take_every_case() -> None:
    found = ends("u")
    assert {end[0] if isinstance(end, tuple) else end for end in found} >= {
        "three",
        "image",
        "row",
        "axis",
        "text",
        "other",
    }


def test_sizes_are_written_as_they_were() -> None:
    [(kind, size)] = ends("(2 * n, 1, 1, 1)")
    assert (kind, render(size)) == ("image", "2*n")
