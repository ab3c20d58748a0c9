"""Lowered programs against Python's own reading of the same text."""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from shapeproof.program import nodes
from shapeproof.source import SourceFile
from source.as_ast import all_of, dump
from source.corpus import library_files, readable, torch_file

SNIPPETS = Path(__file__).with_name("snippets.txt").read_text(encoding="utf-8").split("\n---\n")


def body(source: SourceFile) -> list[Any]:
    return all_of(node for index in range(len(source.statements)) for node in source.unit(index).statements)


def functions(node: Any) -> Iterator[nodes.FunctionDefinition]:
    if isinstance(node, nodes.FunctionDefinition):
        yield node
    if isinstance(node, nodes.Node):
        node = tuple(getattr(node, name) for name in node.__struct_fields__ if name != "span")
    if isinstance(node, tuple):
        for part in node:
            yield from functions(part)


@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
@pytest.mark.parametrize("text", SNIPPETS)
def test_snippets(text: str) -> None:
    source = SourceFile("m.py", text)
    assert not source.syntax_errors()
    assert dump(body(source)) == dump(ast.parse(text).body)


def test_python_library() -> None:
    for source, tree in readable(library_files(15, 3)):
        if all("nested too deeply" not in message for _, _, message in source.syntax_errors()):
            assert dump(body(source)) == dump(tree.body), source.path


@pytest.mark.slow
def test_more_of_python_library() -> None:
    compared = 0
    for source, tree in readable([*library_files(250, 4), torch_file("nn/functional.py")]):
        if not source.syntax_errors():
            assert dump(body(source)) == dump(tree.body), source.path
            compared += 1
    assert compared > 230


def test_local_names_and_generators() -> None:
    for source, tree in readable(library_files(15, 5)):
        tables = list(_tables(symtable.symtable(source.text, source.path, "exec")))
        defined = {
            (node.name, node.lineno): node
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        for index, statement in enumerate(source.statements):
            for function in functions(source.unit(index).statements):
                line = statement.first_line + function.name_span[0]
                node = defined[function.name, line]
                assert function.docstring == ast.get_docstring(node, clean=False)
                assert function.generator == any(
                    isinstance(each, ast.Yield | ast.YieldFrom) for each in _own(node.body)
                )
                starts = {line, min([node.lineno, *(each.lineno for each in node.decorator_list)])}
                candidates = [t for t in tables if t.get_name() == function.name and t.get_lineno() in starts]
                assert any(_plain(function.local_names) == _plain(_locals(each)) for each in candidates), function


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        if child.get_type() == "function":
            yield child
        yield from _tables(child)


def _locals(table: symtable.SymbolTable) -> list[str]:
    return [symbol.get_name() for symbol in table.get_symbols() if symbol.is_local()]


def _plain(names: Any) -> set[str]:
    """Names without the class a private one is mangled with."""
    return {
        name[name.index("__") :] if name[0] == "_" and "__" in name and name[-2:] != "__" else name for name in names
    }


def _own(statements: list[Any]) -> Iterator[ast.AST]:
    """The nodes of a body that run with it, not those of functions inside."""
    pending = list(statements)
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            pending += [*node.decorator_list, *node.args.defaults, *filter(None, node.args.kw_defaults)]
        elif isinstance(node, ast.ClassDef):
            pending += [*node.decorator_list, *node.bases]
        elif not isinstance(node, ast.Lambda):
            pending += ast.iter_child_nodes(node)


def unit(text: str) -> nodes.Unit:
    source = SourceFile("m.py", text)
    assert not source.syntax_errors()
    return source.unit(0)


def test_function_definition() -> None:
    text = (
        "@d\nasync def f[T: int, *Ts = *A, **P](a, b=1, *c, d, **e):\n"
        '  r"""doc\\d"""\n  global g, h\n  g = i = 1\n  def j(k): yield k\n'
    )
    [function] = unit(text).statements
    assert isinstance(function, nodes.FunctionDefinition)
    assert function.span == (0, 0, 5, 19)
    assert function.name_span == (1, 10, 1, 11)
    assert function.docstring == "doc\\d"
    assert function.local_names == ("a", "b", "c", "d", "e", "i", "j")
    assert function.type_parameters == ("T", "Ts", "P")
    assert function.asynchronous and not function.generator


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("import a.b, c as d", "a d"),
        ("for x, (y, *z) in q: pass", "x y z"),
        ("with a as b, c as (d, e[0]): pass", "b d"),
        ("try: pass\n  except E as e: pass", "e"),
        ("[x for x in y if (w := x)]", "w"),
        ("lambda p: (q := p)", ""),
        ("class A:\n    b = 1", "A"),
        ("match x:\n    case [a, *b, {'k': c, **d}] | C(e=f) as g: pass", "a b c d f g"),
        ("x: int", "x"),
        ("x.y = z[0] = 1", ""),
        ("x += 1; del y", "x y"),
        ("nonlocal x; x = 1", ""),
        ("type X = int", "X"),
    ],
)
def test_local_names(statement: str, expected: str) -> None:
    [function] = unit(f"def f():\n  {statement}\n").statements
    assert isinstance(function, nodes.FunctionDefinition)
    assert function.local_names == tuple(expected.split())


def test_new_syntax() -> None:
    [alias] = unit("type X[T = int] = list[T]").statements
    assert isinstance(alias, nodes.TypeAlias)
    assert (alias.name, alias.type_parameters, alias.value.span) == ("X", ("T",), (0, 18, 0, 25))
    [block] = unit("try: a\nexcept B, C: d").statements
    assert isinstance(block, nodes.Try)
    assert isinstance(block.handlers[0].exceptions, nodes.Display)
    [shown] = unit("t'a{x!r}'").statements
    assert isinstance(shown, nodes.Evaluate) and isinstance(shown.value, nodes.FormattedString)
    assert shown.value.template and len(shown.value.parts) == 2
    [nested] = unit("f'{a['b' f'{c}']:{'>'}{w}}'").statements
    assert isinstance(nested, nodes.Evaluate) and isinstance(nested.value, nodes.FormattedString)
    [field] = nested.value.parts
    assert isinstance(field, nodes.Formatted) and len(field.format) == 2
    assert field.span == (0, 2, 0, 26)


def test_unit_of_two_statements() -> None:
    lowered = unit("a = 1; b = 2  # c")
    assert [type(node).__name__ for node in lowered.statements] == ["Assign", "Assign"]
    assert [node.span for node in lowered.statements] == [(0, 0, 0, 5), (0, 7, 0, 12)]
    assert lowered.comments == (nodes.Comment(0, 14, "# c"),)


def test_units_are_kept() -> None:
    source = SourceFile("m.py", "a = 1\nb = 2")
    assert source.unit(1) is source.unit(1)


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ("0x_ff", 255), ("1_000", 1000), ("0b11", 3), ("0o17", 15), ("00", 0), ("1e-3", 1e-3), (".5", 0.5), ("1.", 1.0),
        ("9223372036854775807", 2**63 - 1),
        ("'\\x41\\u00e9\\N{BULLET}\\q\\\n'", "Aé•\\q"), ("r'\\n' '\\n'", "\\n\n"), ("'\\101'", "A"),
    ],
)  # fmt: skip
def test_literals(literal: str, expected: object) -> None:
    [statement] = unit(literal).statements
    assert isinstance(statement, nodes.Evaluate) and isinstance(statement.value, nodes.Constant)
    assert statement.value.value == expected
    assert type(statement.value.value) is type(expected)


def test_large_integer() -> None:
    [statement] = unit("0x1_0000_0000_0000_0000").statements
    assert isinstance(statement, nodes.Evaluate) and isinstance(statement.value, nodes.LargeInteger)
    assert statement.value.text == str(2**64)
