"""Programs as bytes and back."""

from __future__ import annotations

import random
import sys
from pathlib import Path
from typing import Any

import pytest
from shapeproof.program import nodes
from shapeproof.program.encoding import decode_unit, encode_unit
from shapeproof.source import SourceFile, lower
from source.corpus import library_files, readable

SNIPPETS = Path(__file__).parents[1] / "source" / "snippets.txt"


def plain(value: Any) -> Any:
    """Every field of every node, with its type: nodes themselves compare by identity."""
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, nodes.Node | nodes.Unit | nodes.Comment | nodes.Argument):
        return type(value).__name__, [plain(getattr(value, name)) for name in value.__struct_fields__]
    return type(value).__name__, repr(value)


def assert_kept(unit: nodes.Unit) -> None:
    content = encode_unit(unit)
    assert content is not None
    back = decode_unit(content)
    assert back is not None
    assert plain(back) == plain(unit)


@pytest.mark.parametrize("text", SNIPPETS.read_text(encoding="utf-8").split("\n---\n"))
def test_snippets(text: str) -> None:
    source = SourceFile("m.py", text)
    for index in range(len(source.statements)):
        assert_kept(source.unit(index))


def test_python_library() -> None:
    for source, _ in readable(library_files(6, 11)):
        for index in range(len(source.statements)):
            assert_kept(source.unit(index))


@pytest.mark.parametrize(
    "text",
    [
        "x = -0.0, 1e400, 1.0, 1, True, None, 0x7fffffffffffffff, 18446744073709551615, 10**30",
        "x = 123456789012345678901234567890, 1j, b'\\x00\\xff', '\\N{SNOWMAN}\\U0001f600', ...",
        "x = (1",
        "x = " + " + ".join(["a"] * 250),
        "x = " + "[" * 150 + "]" * 150,
    ],
)
def test_values_keep_their_kind(text: str) -> None:
    assert_kept(lower(text))


def test_a_lone_surrogate_has_no_bytes() -> None:
    assert encode_unit(lower("x = '\\ud800'")) is None


def test_what_is_no_unit_decodes_to_none() -> None:
    content = encode_unit(lower("def f(a, b=1):\n    return [a, *b, {'k': f'{a!r:>{b}}'}]  # a comment"))
    assert content is not None
    assert decode_unit(b"") is None
    assert decode_unit(content[:-1]) is None
    assert decode_unit(content + b"\x00") is None
    chance = random.Random(1)
    for _ in range(300):
        place = chance.randrange(len(content))
        changed = content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
        assert decode_unit(changed) is None or isinstance(decode_unit(changed), nodes.Unit)


def test_the_longest_chain_that_is_read_has_bytes() -> None:
    """Under the recursion limit that an analysis sets."""
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(30_000)
    try:
        content = encode_unit(lower("x = " + " + ".join(["a"] * 990)))
        assert content is not None
        back = decode_unit(content)
        assert back is not None
        assert encode_unit(back) == content
    finally:
        sys.setrecursionlimit(limit)
