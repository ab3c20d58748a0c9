"""Small programs whose globals a, b, c, … are CPython's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from interpreter.builtins.comparing import is_not_known, plain_value, same
from interpreter.running import run_source, to_host
from shapeproof.interpreter.imports import module_value

_TEXT = Path(__file__).with_name("programs.txt").read_text(encoding="utf-8")
PROGRAMS = dict(part.split("\n", 1) for part in re.split(r"^== ", _TEXT, flags=re.MULTILINE) if part)
_COMPARED = ("a", "b", "c", "d", "e", "f", "g", "result")


@pytest.mark.parametrize("title", PROGRAMS)
def test_agrees(title: str) -> None:
    names: dict[str, Any] = {"__name__": "program"}
    exec(PROGRAMS[title], names)
    machine, module = run_source(PROGRAMS[title])
    compared = 0
    for name, theirs in names.items():
        if name not in _COMPARED or type(theirs) not in (tuple, list):
            continue
        ours = to_host(machine, module_value(machine, module, name))
        assert not is_not_known(ours), f"{name}: {ours}"
        expected = plain_value(theirs)
        assert same(ours, expected), f"{name}: {ours!r} is not {expected!r}"
        compared += 1
    assert compared
