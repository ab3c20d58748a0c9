"""Small programs end as under CPython: in the same ``result``, or in the same exception with the same words.

Files of programs/ hold programs under titles (``== title``); those named *.expressions hold one expression a line,
below a prelude that ends in a line of dashes.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from interpreter.programs_compared import compared

PROGRAMS = Path(__file__).with_name("programs")


def _programs(path: Path) -> list[tuple[str, str]]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".expressions":
        prelude, _, body = text.partition("----\n")
        return [(line, f"{prelude}result = {line}") for line in body.splitlines() if line]
    parts = [part.split("\n", 1) for part in re.split(r"^== ", text, flags=re.MULTILINE) if part]
    return [(title, program) for title, program in parts]


@pytest.mark.parametrize("path", sorted(PROGRAMS.iterdir()), ids=lambda path: path.name)
def test_ends_as_under_cpython(path: Path) -> None:
    wrong = []
    for title, program in _programs(path):
        comparison = compared(program)
        if comparison.verdict != "same":
            wrong.append(f"{title}: {comparison}")
    assert not wrong, "\n".join(wrong)
