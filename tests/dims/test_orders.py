"""Minima and maxima under facts, held against numbers."""

from __future__ import annotations

import random

from shapeproof.dims import (
    ALWAYS,
    NEVER,
    Facts,
    Kind,
    equal,
    evaluate,
    holds,
    less_equal,
    maximum,
    minimum,
    ordered,
    ordered_condition,
    symbol,
    ways_to_order,
)

A, B = (symbol(name, Kind.FREE, lower=1) for name in "ab")


def test_operands_that_facts_put_in_order() -> None:
    facts = Facts.EMPTY.assume(less_equal(A, B))
    assert facts is not None
    assert repr(ordered(facts, minimum(A, B) + maximum(A, B - 1))) == repr(A + maximum(A, B - 1))
    assert ordered(Facts.EMPTY, minimum(2 * A, A)) is A
    assert repr(ordered_condition(Facts.EMPTY, equal(minimum(A, B), B))) == repr(less_equal(B, A))


def test_the_one_order_in_which_slices_fit() -> None:
    """``x[:, :a]`` and ``x[:, a:2*a]`` of b columns are of one size where b is at least 2*a."""
    second = maximum(minimum(2 * A, B) - minimum(A, B), 0)
    (facts,) = ways_to_order(Facts.EMPTY, [equal(second, minimum(A, B))])
    assert facts.decide(less_equal(2 * A, B)) is ALWAYS
    assert ordered(facts, minimum(A, B)) is A


def test_what_no_order_allows_has_none() -> None:
    assert ways_to_order(Facts.EMPTY, [equal(minimum(A, B), A + B)]) == []


def test_sizes_are_the_same_numbers_before_and_after() -> None:
    random.seed(7)
    for _ in range(400):
        size = _random_size(3)
        facts = Facts.EMPTY.assume(less_equal(A, B + random.randint(-2, 2)))
        assert facts is not None
        changed, condition = ordered(facts, size), equal(size, _random_size(1))
        left = condition if isinstance(condition, bool) else ordered_condition(facts, condition)
        for _ in range(10):
            values = {"a": random.randint(1, 9), "b": random.randint(1, 9)}
            if all(holds(each, values) for each, _ in facts.conditions):
                assert evaluate(changed, values) == evaluate(size, values)
                assert holds(left, values) == holds(condition, values)
        if not isinstance(left, bool):
            ways = ways_to_order(facts, [left])
            for a in range(1, 8):
                for b in range(1, 8):
                    values = {"a": a, "b": b}
                    if holds(left, values) and all(holds(each, values) for each, _ in facts.conditions):
                        assert any(all(holds(c, values) for c, _ in way.conditions) for way in ways)
            assert all(way.decide(left) is not NEVER for way in ways)


def _random_size(depth: int):  # type: ignore[no-untyped-def]
    if depth == 0 or random.random() < 0.3:
        return random.choice([A, B, 2 * A, A + B, B - 1, A + 2])
    parts = (_random_size(depth - 1), _random_size(depth - 1))
    return random.choice([minimum, maximum, lambda x, y: x - y, lambda x, y: x + y])(*parts)
