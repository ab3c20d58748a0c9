"""Tensors of all small shapes: torch's shape or torch's refusal, whatever they are."""

from __future__ import annotations

import pytest
from conformance.table import BAD, KINDS
from conformance.tally import Tally
from conformance.templates import LINES, cases_of, count

SEED = 4


@pytest.mark.parametrize("part", range(8))
def test_no_answer_is_wrong(part: int) -> None:
    tally = Tally(KINDS, BAD)
    count(LINES[part::8], 6, SEED, tally)
    assert tally.of(("wrong", "false alarm", "fault")) == {}
    assert tally.total["missed"] <= tally.total["told"] / 10


def test_equal_letters_are_most_often_equal_sizes() -> None:
    cases = list(cases_of("F.linear(x, w) @ x:ab w:cb", 200, SEED))
    assert len({str(case) for case in cases}) == len(cases)
    fitting = [case for case in cases if case.inputs["x"].sizes[-1:] == case.inputs["w"].sizes[-1:]]
    assert len(cases) / 2 < len(fitting) < len(cases)
