# ruff: noqa: E501
"""What people read when a tensor does not fit its pattern: each message whole."""

from __future__ import annotations

from typing import Any

import pytest
from conformance.oracle import Case, Number, run_ours, run_symbolic, tensor
from conformance.test_einops import SETUP

MESSAGES = [
    (
        "rearrange(x, 'b (h d) -> b h d', h=5)",
        (2, 12),
        "('b (h d) -> b h d'): (h d) cannot split 12 with h = 5: 12 is not a multiple of 5",
    ),
    ("rearrange(x, 'b (h d) -> b h d', h=3, d=5)", (2, 12), "('b (h d) -> b h d'): (h d) is 15, the tensor has 12 there"),
    ("rearrange(x, 'b c -> c b', c=4)", (2, 3), "('b c -> c b'): c is 4, the tensor has 3 there"),
    ("rearrange(x, 'b c d -> b d c')", (2, 3), "('b c d -> b d c'): the left side has 3 dimensions, got [2, 3]"),
    ("rearrange(x, 'b c ... -> b ... c')", (2,), "('b c ... -> b ... c'): the left side has at least 2 dimensions, got [2]"),
    ("rearrange(x, 'b c -> b')", (2, 3), "('b c -> b'): axis c stands on the left side alone"),
    ("rearrange(x, 'b c -> b c d e')", (2, 3), "('b c -> b c d e'): axes d and e stand on the right side alone"),
    ("rearrange(x, 'b b -> b')", (2, 2), "('b b -> b'): axis b stands twice in 'b b'"),
    (
        "rearrange(x, 'b (h d) -> b h d')",
        (2, 12),
        "('b (h d) -> b h d'): the sizes of h and d in (h d) cannot be told apart: give one",
    ),
    ("rearrange(x, 'b (h d -> b h d', h=3)", (2, 12), "('b (h d -> b h d'): a parenthesis is not closed in 'b (h d'"),
    ("rearrange(x, 'b 2 -> b 2')", (2, 2), "('b 2 -> b 2'): the number 2 cannot stand in a rearrange: name the axis"),
    ("rearrange(x, 'b c -> c b', d=2)", (2, 3), "('b c -> c b'): d is given a size and is no axis of the pattern"),
    ("rearrange(x, 'b c')", (2, 3), "('b c'): a pattern has two sides with one -> between them"),
    ("repeat(x, 'b c -> b c k')", (2, 3), "('b c -> b c k'): the new axis k needs a size"),
    ("reduce(x, 'b c -> b d', 'max')", (2, 3), "('b c -> b d'): axis d stands on the right side alone: a reduction makes no new axis"),
    ("reduce(x, 'b c -> b', 'median')", (2, 3), ": 'median' is none of min, max, sum, mean, prod, any, all"),
    ("pack([x, x], 'a b c *')", (2, 3), "('a b c *'): tensor 0 needs at least 3 dimensions, got [2, 3]"),
    ("unpack(x, [(2,), (3,)], '* c')", (6, 3), "('* c'): the shapes take 5 of the star's axis, which is 6"),
    ("parse_shape(x, 'b c d')", (2, 3), "('b c d'): the pattern has 3 axes, got [2, 3]"),
]  # fmt: skip


@pytest.mark.parametrize("expression, sizes, message", MESSAGES)
def test_messages(expression: str, sizes: tuple[int, ...], message: str) -> None:
    outcome = run_ours(Case(expression, {"x": tensor(*sizes)}, setup=SETUP))
    function = expression.partition("(")[0]
    assert (outcome.kind, outcome.value, outcome.text) == ("refused", "einops", f"einops.{function}{message}")


def split_into_heads(**inputs: Any) -> Any:
    return run_symbolic(Case("rearrange(x, 'b n (h d) -> b h n d', h=heads)", inputs, setup=SETUP))


def test_symbolic_sizes_are_parted_under_a_condition() -> None:
    good = split_into_heads(x=tensor(2, 5, 12), heads=Number(3))
    assert repr(good.value) == "[2, 3, 5, 4]:float32"
    assert split_into_heads(x=tensor(2, 5, 12), heads=Number(5)).kind == "refused"
