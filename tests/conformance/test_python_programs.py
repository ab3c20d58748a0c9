"""Generated programs of every style end under the interpreter as under CPython, or in something that is not known."""

from __future__ import annotations

import pytest
from conformance.programs.source import Seeded, Source
from conformance.python_programs import STYLES, judged

SEEDS = range(15)  # the same in every run; `python_programs.py` draws others


@pytest.mark.parametrize("style", STYLES)
def test_programs_do_not_differ(style: str) -> None:
    met = 0
    for seed in SEEDS:
        program = STYLES[style](Source(Seeded(seed)))
        comparison = judged(program)
        if comparison is not None:
            met += 1
            assert comparison.verdict in ("same", "gap"), f"{program}\n{comparison.difference()}"
    assert met
