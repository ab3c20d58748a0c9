"""CPython's own tests of a few built-ins pass through the interpreter as often as cpython_share.json says."""

from __future__ import annotations

import json
import sys

import pytest
from conformance.cpython_tests import SHARE, share

TABLE = json.loads(SHARE.read_text(encoding="utf-8"))
SAMPLE = ("augassign", "contains", "dictcomps", "global", "list", "tuple") if sys.version_info[:2] == (3, 11) else ()


@pytest.mark.parametrize("name", SAMPLE)
def test_passes_as_often_as_written_down(name: str) -> None:
    numbers, found = share(name)
    wrong = [f"{key}: {outcome.reason}" for key, outcome in found.items() if outcome.verdict == "wrong"]
    assert numbers["pass"] >= TABLE[name]["pass"], numbers
    assert numbers["wrong"] <= TABLE[name]["wrong"], "\n".join(wrong)
