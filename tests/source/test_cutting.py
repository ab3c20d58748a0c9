"""Top-level statements: where each starts and ends, in good text and in broken text."""

from __future__ import annotations

import time

import pytest
from shapeproof.source import SourceFile
from source.corpus import first_line, library_files, readable, torch_file


def texts(text: str) -> list[str]:
    return [statement.text for statement in SourceFile("m.py", text).statements]


def test_statements_with_their_lines() -> None:
    source = SourceFile(
        "m.py",
        '# head\n"""doc"""\n\nimport os\n\n# about f\n@a\n@b(\n1)\ndef f():\n    x\n    # end\n\n# g\ny = [\n1,\n]\n',
    )
    assert [(each.first_line, each.text) for each in source.statements] == [
        (2, '"""doc"""'),
        (4, "import os"),
        (7, "@a\n@b(\n1)\ndef f():\n    x\n    # end"),
        (15, "y = [\n1,\n]"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "if a:\n  b\nelif c:\n  d\nelse:\n  e",
        "try:\n  a\nexcept B:\n  c\nelse:\n  d\nfinally:\n  e",
        "for a in b:\n  c\nelse:\n  d",
        "while a:\n  b\nelse: c",
        "async def f():\n  a",
        "x = '''\ndef f(): pass\n# no comment\n'''",
        "x = 1 + \\\n2",
        "a = 1; b = 2",
        "def f():\n\n  # c\n\n  pass",
        "x = f'{a['b']}'",
        "x = f'{\na['''\nimport b''']}'",
        "x = rf'\\{a}' f\"{b!r:>{c}}\"",
        "x = t'{a[\"#\"]}'",
        "x = (a\n@ b)",
        "@a  # why\n# and this\n@b\nclass C:\n  pass",
        "match x:\n  case 1: pass",
    ],
)
def test_one_statement(text: str) -> None:
    assert texts(text) == [text]
    assert texts(f"{text}\nz = 1\n\n\n") == [text, "z = 1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n# only a comment", []),
        ("x = (1\n2\ndef f(): pass\n", ["x = (1\n2", "def f(): pass"]),
        ("f([\nimport a\n", ["f([", "import a"]),
        ("f({\n@a\n@b.c\ndef g(): pass", ["f({", "@a\n@b.c\ndef g(): pass"]),
        ("def f():\n  '''a\n\ndef g():\n  '''b'''\n", ["def f():\n  '''a", "def g():\n  '''b'''"]),
        ("x = 'a\ny = 1", ["x = 'a", "y = 1"]),
        ("x = f('a)\ny = 1", ["x = f('a)", "y = 1"]),
        ("x = )\ny = 1", ["x = )", "y = 1"]),
        ("x = f'{a\nclass B: pass", ["x = f'{a", "class B: pass"]),
        ("x = 1\nelse: y", ["x = 1", "else: y"]),
        ("  x = 1\ny = 2", ["  x = 1", "y = 2"]),
        ("@a\nx = 1", ["@a", "x = 1"]),
        ("\x0cdef f():\n  x\n\x0c\n\x0cy = 1", ["\x0cdef f():\n  x", "\x0cy = 1"]),
    ],
)
def test_cuts(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends(newline: str) -> None:
    text = "x = 1\ndef f():\n  '''a\nb'''\n"
    assert texts(text.replace("\n", newline)) == texts(text)


def test_comments() -> None:
    source = SourceFile("m.py", "# a\nx = 1  # b\ndef f():\n    # c\n    y = '#'  # é d\n\n# e\nz = f'{a # f\n}'  # g")
    assert [(each.line, each.column, each.text) for each in source.comments()] == [
        (1, 0, "# a"), (2, 7, "# b"), (4, 4, "# c"), (5, 13, "# é d"), (7, 0, "# e"), (8, 9, "# f"), (9, 4, "# g"),
    ]  # fmt: skip


def test_cuts_as_python_does() -> None:
    for source, tree in readable(library_files(150, 1)):
        expected, end = [], 0
        for node in tree.body:
            if first_line(node) > end:
                expected.append(first_line(node))
            end = node.end_lineno or 0
        assert [each.first_line for each in source.statements] == expected, source.path


def test_cutting_is_fast() -> None:
    text = torch_file("nn/functional.py").read_text(encoding="utf-8")
    lines = text.count("\n")
    best = min(_seconds(text) for _ in range(5))
    assert best * 5000 / lines < 0.1


def _seconds(text: str) -> float:
    start = time.perf_counter()
    assert [each.names for each in SourceFile("m.py", text).statements]
    return time.perf_counter() - start
