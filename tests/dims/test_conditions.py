"""Conditions as people read them, and what two sets of facts have in common."""

from __future__ import annotations

from itertools import product

from shapeproof.dims import (
    ALWAYS,
    Condition,
    Facts,
    Kind,
    Size,
    equal,
    evaluate,
    floordiv,
    holds,
    less_equal,
    modulo,
    real,
    render_condition,
    symbol,
    to_integer,
)

a, b, n, w = (symbol(name, Kind.RIGID) for name in ("a", "b", "n", "w"))


def condition(left: Size, right: Size) -> Condition:
    made = equal(left, right)
    assert not isinstance(made, bool)
    return made


def test_what_is_padded_to_a_multiple_is_one() -> None:
    """Also where it is one of the factors: the view of windows comes to nothing less."""
    high, wide = a + modulo(-a, w), b + modulo(-b, w)
    assert modulo(high, w) == 0
    assert equal(high * wide, w**2 * floordiv(high, w) * floordiv(wide, w)) is True
    assert floordiv(w**2 * n * floordiv(high, w) * floordiv(wide, w), high * wide) is n
    for x, y, by in product(range(-4, 5), range(-4, 5), (-3, -2, 1, 2, 5)):
        point = {a: x, b: y, w: by, n: 7}
        ratio = modulo(n * a, high * wide)
        if evaluate(high * wide, point):
            assert evaluate(ratio, point) == 7 * x % evaluate(high * wide, point)


def test_an_equation_between_two_sizes_is_told_as_a_product() -> None:
    cases = (
        (a * b - 2 * a - 2 * b, 140, "(a - 2)*(b - 2) == 144"),
        (2 * a * b + 4 * a - 6 * b, 0, "(a - 3)*(b + 2) == -6"),
        (3 * a - a * b + b, 5, "(a - 1)*(b - 3) == -2"),
        (2 * a * b + 3 * a + b, 5, "2*a*b + 3*a + b == 5"),
        (a * b + a, 4, "a*b + a == 4"),
    )
    for left, right, text in cases:
        made = condition(left, right)
        assert render_condition(made) == text
        for x, y in product(range(-15, 16), repeat=2):
            assert bool(eval(text, {"a": x, "b": y})) == holds(made, {a: x, b: y})


def test_a_float_made_of_sizes_is_not_negative() -> None:
    size = symbol("size", lower=0)
    for expression in (real("*", size, 0.25), real("/", 2 * size, 3), real("+", real("sqrt", size), 1.0)):
        assert Facts.EMPTY.lower_bound(to_integer(expression, "int")) == 0
    for expression in (real("*", size, -0.5), real("-", size, 0.5), real("*", n, 0.25), real("log", size)):
        assert Facts.EMPTY.lower_bound(to_integer(expression, "int")) is None


def facts_of(*conditions: Condition | bool) -> Facts:
    facts: Facts | None = Facts.EMPTY
    for each in conditions:
        assert facts is not None
        facts = facts.assume(each)
    assert facts is not None
    return facts


def test_what_two_worlds_have_in_common_holds_in_both() -> None:
    solved = condition(a, 5)
    one = facts_of(solved, less_equal(2, b), less_equal(b, 9), less_equal(n, w), condition(modulo(w, 4), 0))
    other = facts_of(solved, less_equal(3, b), less_equal(n, w), less_equal(w, 80))
    both = one.shared(other)
    assert both.simplify(a) == 5
    assert both.interval(b) == (2, None)
    assert both.interval(w) == (None, None)
    assert both.decide(less_equal(n, w)) is ALWAYS
    assert both.decide(condition(modulo(w, 4), 0)) is not ALWAYS
    assert [each for each, _ in both.conditions] == [solved, less_equal(n, w)]


def test_an_emptied_size_is_0_although_none_is_unless_it_must() -> None:
    size = symbol("size", Kind.FREE, lower=1)
    facts = facts_of(less_equal(n, 3)).emptied(next(iter(size.symbols)))
    assert facts is not None
    assert facts.simplify(2 * size + 1) == 1
    assert facts_of(less_equal(2, size)).emptied(next(iter(size.symbols))) is None
