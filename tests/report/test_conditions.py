"""What a reader of a contract is told of it, a line each."""

from __future__ import annotations

from shapeproof.report.conditions import condition_lines


def test_what_sizes_are_anyway_comes_last_and_together() -> None:
    told = ("d >= 1", "heads >= 1", "widths[0] >= 1", "d % heads == 0")
    assert condition_lines(told) == ["d % heads == 0", "d, heads, widths[0] >= 1"]


def test_more_than_that_is_told_by_itself() -> None:
    assert condition_lines(("a + b >= 1", "n >= 2", "a//b >= 1")) == ["a + b >= 1", "n >= 2", "a//b >= 1"]


def test_that_a_size_is_not_negative_goes_without_saying() -> None:
    assert condition_lines(("classes >= 0",)) == []


def test_that_a_divisor_is_not_0_goes_without_saying() -> None:
    assert condition_lines(("heads != 0", "d % heads == 0")) == ["d % heads == 0"]
    assert condition_lines(("n != 0", "d//n >= 2")) == ["d//n >= 2"]
    assert condition_lines(("heads != 0", "d % heads2 == 0")) == ["heads != 0", "d % heads2 == 0"]
    assert condition_lines(("bias != 0",)) == ["bias != 0"]


def test_what_lies_between_two_numbers_is_told_at_once() -> None:
    assert condition_lines(("p > 0", "q > 0", "p < 1")) == ["0 < p < 1", "q > 0"]
    assert condition_lines(("stride >= 1", "stride <= 3")) == ["1 <= stride <= 3"]
    assert condition_lines(("p >= 2", "p >= 3")) == ["p >= 2", "p >= 3"]


def test_what_goes_without_saying_is_left_out() -> None:
    assert condition_lines(("m*((n - 1)//m) + m >= 0", "n % 2 == 0"), ("m*((n - 1)//m) + m >= 0",)) == ["n % 2 == 0"]
