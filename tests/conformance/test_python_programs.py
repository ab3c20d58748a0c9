"""Generated programs of every style end under the interpreter as under CPython, or in something that is not known."""

from __future__ import annotations

import pytest
from conformance.programs.source import Drawn, Source
from conformance.python_programs import STYLES, judged
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=15, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_programs_do_not_differ(style: str, data: st.DataObject) -> None:
    program = STYLES[style](Source(Drawn(data.draw)))
    comparison = judged(program)
    assume(comparison is not None)
    assert comparison is not None
    assert comparison.verdict in ("same", "gap"), f"{program}\n{comparison.difference()}"
