"""What is said about text that is not Python, and expressions on their own."""

from __future__ import annotations

import subprocess
import sys

import pytest
from shapeproof.program import nodes
from shapeproof.source import SourceError, SourceFile, lower, parse_expression


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("x = (1 +* 2)", 1, 8, "unexpected '*'"),
        ("é = 1 b", 1, 6, "unexpected 'b'"),
        ("x = 1 +\n", 1, 7, "the line ends too early"),
        ("def f():\n  x = 1 +\n  y = 2", 2, 9, "the line ends too early"),
        ("if a:\nb", 1, 5, "the line ends too early"),
        ("if a:\n  if b:\n  c", 3, 2, "an indented block is missing before this"),
        ("if a:\n  b\n    c", 3, 4, "unexpected indentation"),
        ("  x = 1", 1, 2, "unexpected indentation"),
        ("class A:\n   def f():\n      x\n     y", 4, 5, "no matching outer block for dedent"),
        ("def f():\n  x = (1", 2, 6, "this '(' is never closed"),
        ("\n\ndef f():\n  x = 'a", 4, 6, "this string is not closed"),
        ("x = f'{a b}'", 1, 9, "unexpected 'b'"),
        ("x = f'{a'", 1, 8, "this string is not closed"),
        ("x = f'{a", 1, 6, "this '{' is never closed"),
        ("x = $", 1, 4, "stray '$'"),
        ("x = (1]", 1, 6, "this ']' does not match what is open"),
        ("x = 1)", 1, 5, "this ')' closes nothing"),
        (
            "x = 0777",
            1,
            4,
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
        ),
        ("x = '\\N{NO SUCH}'", 1, 4, "no character is named 'NO SUCH'"),
        ("x = b'é'", 1, 4, "bytes can only contain ASCII characters"),
        ("x = 'a' b'b'", 1, 0, "Cannot concatenate string and bytes."),
        (f"x = {5000 * '1'}", 1, 4, "an integer literal of 5000 characters is longer than Python reads"),
        ("print 'a'", 1, 6, "unexpected \"'a'\""),
    ],
)
def test_syntax_errors(text: str, line: int, column: int, message: str) -> None:
    assert SourceFile("m.py", f"{text}\ndef last(): pass").syntax_errors()[:1] == [(line, column, message)]


def test_the_rest_of_the_file_stands() -> None:
    source = SourceFile("m.py", "a = 1\nb = 2 3\nc = 4")
    [unreadable] = source.unit(1).statements
    assert unreadable == unreadable and isinstance(unreadable, nodes.Unreadable)
    assert unreadable.message == "unexpected '3'"
    assert unreadable.span == (0, 6, 0, 7)
    assert [type(source.unit(index).statements[0]) for index in (0, 2)] == [nodes.Assign, nodes.Assign]


def test_expression() -> None:
    call = parse_expression(" Net(784, hidden=h)\n")
    assert isinstance(call, nodes.Call)
    assert call.span == (0, 1, 0, 19)
    assert [argument.keyword for argument in call.arguments] == [None, "hidden"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'' is not an expression: there is no expression"),
        ("a b", "'a b' is not an expression at column 3: unexpected 'b'"),
        ("x = 1", "'x = 1' is not an expression at column 3: unexpected '='"),
        ("Net(", "'Net(' is not an expression at column 4: this '(' is never closed"),
        ("'a", '"\'a" is not an expression: this string is not closed'),
        ("# a", "'# a' is not an expression: there is no expression"),
        ("Net(1)\nNet(2)", "'Net(1)\\nNet(2)' is not an expression at column 1 of line 2: unexpected 'Net'"),
        ("import a", "'import a' is not an expression: unexpected 'import'"),
    ],
)
def test_no_expression(text: str, message: str) -> None:
    with pytest.raises(SourceError) as raised:
        parse_expression(text)
    assert str(raised.value) == f"{message}; write it as in Python, such as Net(3, width=w)"


def test_lower() -> None:
    assert lower("x = 1").statements[0].span == (0, 0, 0, 5)


def test_cutting_does_not_import_libcst() -> None:
    code = "import sys; from shapeproof.source import SourceFile; SourceFile('m.py', 'x = y').statements[0].names; "
    result = subprocess.run([sys.executable, "-c", f"{code}sys.exit('libcst' in sys.modules)"], check=False)
    assert result.returncode == 0
