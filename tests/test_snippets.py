"""The harness itself: what it reads from a snippet, and what it calls a difference."""

import pytest
from snippets import Expected, Found, compare, read_expectations


def test_comments_are_read_and_cut_off() -> None:
    text, expected = read_expectations(
        "a = 1\ny = fc(x)  # error: [linear] got 128  # warning: [silent-broadcast]\n# plain\n"
    )
    assert text == "a = 1\ny = fc(x)\n# plain\n"
    assert expected == [Expected(2, "error", "linear", "got 128"), Expected(2, "warning", "silent-broadcast", "")]


def test_a_reveal_is_compared_whole() -> None:
    _, expected = read_expectations("reveal_type(x)  # reveal: Tensor[b, 4]")
    assert compare(expected, [Found(1, "information", "reveal", "Tensor[b, 4]")]) == ""
    assert compare(expected, [Found(1, "information", "reveal", "Tensor[b, 4*d]")]).splitlines() == [
        "missing   line 1: information: [reveal] Tensor[b, 4]",
        "unasked   line 1: information: [reveal] Tensor[b, 4*d]",
    ]


def test_a_finding_counts_once() -> None:
    _, expected = read_expectations("f(x)  # error: [linear]")
    twice = [Found(1, "error", "linear", "one"), Found(1, "error", "linear", "two")]
    assert compare(expected, twice) == "unasked   line 1: error: [linear] two"


def test_an_expectation_without_a_code_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1: an expectation names its code"):
        read_expectations("f(x)  # error: got 128")
