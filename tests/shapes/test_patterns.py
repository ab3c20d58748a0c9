"""Dimension strings: reading, matching, building."""

from __future__ import annotations

import pytest
from shapeproof.dims import evaluate, symbol
from shapeproof.shapes import (
    Axis,
    Judge,
    PatternError,
    Refusal,
    Refused,
    Run,
    Shape,
    build,
    match,
    parse_pattern,
)


def refuse(what, expected, got, axis) -> Refusal:
    return Refusal("annotation", f"{what}|{expected}|{got}|{axis}", expected, got, axis=axis)


def bound(shape: Shape, text: str, **names):
    judge, names = Judge(), dict(names)
    match(judge, shape, parse_pattern(text), names, refuse)
    return names, judge


def test_every_form_is_read():
    items = parse_pattern("*batch #n 4*d _ name=4 {self.h} d//h").items
    assert items[0] == Run("batch")
    assert items[1] == Axis("n", ("n",), stretches=True)
    assert items[2] == Axis("4*d", ("d",))
    assert items[3] == Axis(None)
    assert items[4] == Axis("4", ())
    assert items[5] == Axis("self.h", ("self.h",), given=frozenset({"self.h"}))
    assert items[6] == Axis("d//h", ("d", "h"))
    assert parse_pattern("...").items == (Run(None),)
    assert parse_pattern("").items == ()


@pytest.mark.parametrize("text", ["*a *b", "... *a", "a+", "*1", "#", "f(x)", "1.5", "a b(", "a**b**c**9999999999"])
def test_what_jaxtyping_would_not_take_is_refused(text):
    with pytest.raises(PatternError):
        pattern = parse_pattern(text)
        build(pattern, {"a": 2, "b": 3, "c": 4}.get)


def test_names_are_bound_and_then_held():
    names, _ = bound(Shape([2, 3, 3]), "b n n")
    assert names == {"b": 2, "n": 3}
    with pytest.raises(Refused):
        bound(Shape([2, 3, 4]), "b n n")


def test_a_run_takes_what_is_left():
    names, _ = bound(Shape([2, 3, 64]), "*batch d")
    assert names == {"batch": (2, 3), "d": 64}
    with pytest.raises(Refused):
        bound(Shape([]), "*batch d")


def test_arithmetic_is_solved_for_an_unbound_name():
    names, judge = bound(Shape([12]), "4*d")
    assert judge.resolve(names["d"] * 4) == 12
    with pytest.raises(Refused):
        bound(Shape([13]), "4*d")


def test_a_stretched_axis_may_be_one():
    names, _ = bound(Shape([1, 5]), "#n m", n=4)
    assert names["n"] == 4
    with pytest.raises(Refused):
        bound(Shape([3, 5]), "#n m", n=4)


def test_an_open_rank_is_fixed_by_a_pattern_without_a_run():
    judge = Judge()
    x = Shape([judge.free_splat("x")])
    match(judge, x, parse_pattern("b d"), {"d": 64}, refuse)
    assert judge.reading(x).dims[1] == 64
    assert judge.reading(x).rank == 2


def test_building_evaluates():
    d, h = symbol("d", lower=1), symbol("h", lower=1)
    made = build(parse_pattern("*batch 4*d d//h"), {"batch": (2, d), "d": d, "h": h}.get)
    assert [evaluate(item, {"d": 12, "h": 5}) for item in made.dims] == [2, 12, 48, 2]
