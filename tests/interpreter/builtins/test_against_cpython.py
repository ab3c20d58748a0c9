"""Every expression of expressions.txt gives what CPython gives, in value and type, or raises the same exception.

Those after a ``~`` may be unknown instead, or raise the same exception with other words.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest
from interpreter.builtins.comparing import by_host, by_interpreter, is_not_known, same

_LINES = Path(__file__).with_name("expressions.txt").read_text(encoding="utf-8").splitlines()
LOOSE = {line[2:] for line in _LINES if line.startswith("~ ")}
EXPRESSIONS = [line.removeprefix("~ ") for line in _LINES if line and not line.startswith("#")]


@pytest.fixture(scope="module")
def ours() -> dict[str, Any]:
    return dict(zip(EXPRESSIONS, by_interpreter(EXPRESSIONS), strict=True))


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_agrees(expression: str, ours: dict[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = by_host(expression)
    found = ours[expression]
    if expression in LOOSE:
        assert is_not_known(found) or same(found, theirs) or found[:2] == theirs[:2] == ("raised", theirs[1]), found
        return
    assert not is_not_known(found), found
    assert same(found, theirs), f"{found!r} is not {theirs!r}"
