"""Any text at all can be cut, named, lowered and asked for its errors."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from shapeproof.source import SourceError, SourceFile, parse_expression
from source.corpus import library_files, torch_file
from source.test_lowering import SNIPPETS

_PIECES = st.sampled_from(
    ["\n", "\n", " ", "\t", "\f", "\\", "'", '"', "'''", '"""', "f'", 'f"', 'rf"""', "{", "}", "(", ")", "[", "]", ":",
     ";", "#", "=", ":=", ",", ".", "*", "@", "-", "def f", "class C", "import a", "from a import b", "async ",
     "if ", "else",
     "lambda ", "for ", "in ", "match x", "case ", "except", "not ", "x", "é", "\u0301", "1", "0x", "\\N{",
     "!", "yield "]
)  # fmt: skip


def read_all(text: str) -> SourceFile:
    source = SourceFile("m.py", text)
    lines = [statement.first_line for statement in source.statements]
    assert lines == sorted(set(lines))
    for statement in source.statements:
        assert statement.names is not None
        assert statement.text in source.text
    source.syntax_errors()
    source.comments()
    return source


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=40).map("".join))
@example("\\\n")
@example("x = \\")
@example("\x00")
@example("'\ud800'")
def test_random_pieces(text: str) -> None:
    read_all(text)


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_random_text(text: str) -> None:
    read_all(text)
    try:
        parse_expression(text)
    except SourceError as error:
        assert "\n" not in str(error)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(SNIPPETS), st.integers(0, 10**6), st.integers(0, 10**6), _PIECES)
def test_mutated_snippets(text: str, at: int, length: int, piece: str) -> None:
    at %= len(text) + 1
    read_all(text[:at] + piece + text[at + length % 4 :])


def test_mutated_files() -> None:
    chance = random.Random(7)
    for path in [torch_file("nn/modules/pooling.py"), *library_files(20, 8)]:
        text = path.read_text(encoding="utf-8", errors="replace")[:40_000]
        for _ in range(2):
            at = chance.randrange(len(text) + 1)
            piece = chance.choice(["'", '"', "'''", '"""', "(", "]", "\\", "f'{", "\n", "#", ""])
            read_all(text[:at] + piece + text[at + chance.randrange(30) :])


def test_a_mistake_costs_one_statement() -> None:
    text = torch_file("nn/modules/pooling.py").read_text(encoding="utf-8")
    whole = SourceFile("m.py", text)
    index = len(whole.statements) // 2
    broken = whole.statements[index].text.replace("(", "((", 1)
    source = SourceFile("m.py", text.replace(whole.statements[index].text, broken, 1))
    assert len(source.statements) == len(whole.statements)
    assert len(source.syntax_errors()) == 1


_DEEP = {
    "parentheses": "x = " + 3000 * "(" + "1" + 3000 * ")",
    "brackets": "x = " + 3000 * "[" + "1" + 3000 * "]",
    "a sum": "x = " + "+".join(50_000 * ["a"]),
    "powers": "x = " + "**".join(10_000 * ["a"]),
    "attributes": "x = " + ".".join(20_000 * ["a"]),
    "calls": "x = f" + 20_000 * "()",
    "signs": "x = " + 10_000 * "-" + "a",
    "negations": "x = " + 10_000 * "not " + "a",
    "conditionals": "x = " + 10_000 * "a if b else " + "c",
    "lambdas": "x = " + 10_000 * "lambda a, b: " + "c",
    "strings": "x = " + 20_000 * "'' ",
    "clauses": "x = [a " + 10_000 * "for a, b in c " + "]",
    "elif": "if a: b\n" + 20_000 * "elif a: b\n",
    "blocks": "".join(f"{' ' * depth}if a:\n" for depth in range(300)) + 300 * " " + "b",
    "f-strings": "x = " + 500 * "f'{" + "1" + 500 * "}'",
    "fields": "x = f'" + 3000 * "{a:" + "b" + 3000 * "}" + "'",
    "sums in calls": "x = " + 500 * "a + f(b, " + "1" + 500 * ")",
    "patterns": "match x:\n  case " + 3000 * "[" + "1" + 3000 * "]" + ": pass",
}


@pytest.mark.parametrize("kind", _DEEP)
def test_deep_nesting(kind: str) -> None:
    source = SourceFile("m.py", f"{_DEEP[kind]}\nlast = 1")
    assert [message for _, _, message in source.syntax_errors()] == ["this is nested too deeply to be read"]
    assert source.statements[-1].names == ("last",)
    with pytest.raises(SourceError):
        parse_expression(_DEEP[kind].removeprefix("x = "))


_LONG = {
    "list": f"x = [{4000 * '-1,'}]",
    "dictionary": f"x = {{{2000 * 'a: lambda x, y: -x,'}}}",
    "sum": "x = " + " + ".join(900 * ["a"]),
    "calls": "x = " + " + ".join(300 * ["f(a, b)"]),
    "strings": "x = (" + 1900 * "'a'\n" + ")",
    "targets": 900 * "a = " + "b",
    "statements": 2000 * "a = b; ",
    "elif": "if a: b\n" + 900 * "elif a: b\n",
    "brackets": "x = " + 150 * "[" + "1" + 150 * "]",
    "blocks": "".join(f"{' ' * depth}if a:\n" for depth in range(90)) + 90 * " " + "b",
}


@pytest.mark.parametrize("kind", _LONG)
def test_long_statements_are_read(kind: str) -> None:
    assert not SourceFile("m.py", _LONG[kind]).syntax_errors()


def test_hostile_text_takes_linear_time() -> None:
    start = time.perf_counter()
    for piece in [
        "f'{\n",
        "def f(\n",
        '"""\n"""',
        "'\\\n",
        "(",
        "@a\n",
        "f'{'",
        "x = '''\ndef f(): pass\n",
        "#",
        "{'",
        "f\"{f'{",
    ]:
        source = SourceFile("m.py", 100_000 // len(piece) * piece)
        assert len(source.comments()) < 200_000
    assert time.perf_counter() - start < 20
