"""What is said of calls that torch refuses, read whole (function_messages.txt: a call, then the message)."""

from __future__ import annotations

from pathlib import Path

import pytest
from conformance.oracle import Case, run_ours, run_real

MADE = """
def x(*sizes):
    return torch.rand(sizes)
def i(*sizes):
    return torch.empty(sizes, dtype=torch.int64).zero_()
"""
LINES = (Path(__file__).parent / "function_messages.txt").read_text().splitlines()
MESSAGES = dict(zip(LINES[::2], map(str.strip, LINES[1::2]), strict=True))


@pytest.mark.parametrize("expression", MESSAGES)
def test_message(expression: str) -> None:
    case = Case(expression, {}, MADE)
    assert run_real(case).kind == "refused"
    ours = run_ours(case)
    assert (ours.kind, ours.text) == ("refused", MESSAGES[expression])
