"""Spans found by counting tokens against LibCST's own positions."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from libcst.metadata import MetadataWrapper, PositionProvider
from shapeproof.program import nodes
from shapeproof.source import SourceFile, read_source
from source.corpus import torch_file
from source.test_lowering import SNIPPETS

_KINDS: dict[type[cst.CSTNode], str] = {
    cst.Call: "Call", cst.Arg: "Argument", cst.BinaryOperation: "Binary", cst.UnaryOperation: "Unary",
    cst.Comparison: "Compare", cst.IfExp: "Conditional", cst.Lambda: "Lambda", cst.Attribute: "Attribute",
    cst.Subscript: "Subscript", cst.Name: "Name", cst.Dict: "DictDisplay", cst.Await: "Await",
    cst.NamedExpr: "NamedExpression", cst.ListComp: "Comprehension", cst.SetComp: "Comprehension",
    cst.DictComp: "Comprehension", cst.GeneratorExp: "Comprehension",
    cst.Assign: "Assign", cst.AugAssign: "AugmentedAssign", cst.AnnAssign: "AnnotatedAssign", cst.Expr: "Evaluate",
    cst.Return: "Return", cst.Raise: "Raise", cst.Assert: "Assert", cst.Del: "Delete", cst.If: "If", cst.While: "While",
    cst.For: "For", cst.With: "With", cst.Try: "Try", cst.ExceptHandler: "Handler",
    cst.TryStar: "Try", cst.ExceptStarHandler: "Handler", cst.Import: "Import",
    cst.ImportFrom: "ImportFrom", cst.Integer: "Constant", cst.Float: "Constant", cst.Ellipsis: "EllipsisConstant",
}  # fmt: skip
_COMPARED = frozenset({"Call", "Argument", "Binary", "Unary", "Compare", "Name", "Attribute", "Subscript"})
"""Where no node of LibCST may be missing from ours either (names apart: many of LibCST's are no expressions)."""


def theirs(text: str) -> set[tuple[str, nodes.Span]]:
    wrapper = MetadataWrapper(cst.parse_module(text), unsafe_skip_copy=True)
    found = set()
    for node, place in wrapper.resolve(PositionProvider).items():
        kind = _KINDS.get(type(node))
        if kind is not None and not (isinstance(node, cst.Name) and node.value in ("None", "True", "False")):
            found.add((kind, (place.start.line - 1, place.start.column, place.end.line - 1, place.end.column)))
    return found


def ours(source: SourceFile) -> set[tuple[str, nodes.Span]]:
    found = set()
    for index, statement in enumerate(source.statements):
        for node in _nodes(source.unit(index).statements):
            line, column, end_line, end_column = node.span
            above = statement.first_line - 1
            found.add((type(node).__name__, (line + above, column, end_line + above, end_column)))
    return found


def _nodes(value: object) -> Iterator[nodes.Node]:
    if isinstance(value, nodes.Node):
        yield value
        value = tuple(getattr(value, name) for name in value.__struct_fields__ if name != "span")
    if isinstance(value, tuple):
        for part in value:
            yield from _nodes(part)


def compare(source: SourceFile) -> int:
    assert not source.syntax_errors()
    expected, found = theirs(source.text), ours(source)
    kinds = set(_KINDS.values()) - {"Constant"}
    assert {each for each in found if each[0] in kinds} <= expected
    complete = _COMPARED - {"Name", "Attribute"}
    assert {each for each in expected if each[0] in complete} <= found
    assert {each for each in expected if each[0] == "Constant"} <= found
    return len(found & expected)


@pytest.mark.parametrize("name", ["nn/functional.py", "_tensor.py", "nn/modules/rnn.py"])
def test_real_files(name: str) -> None:
    assert compare(read_source(str(torch_file(name)))) > 2500


@pytest.mark.parametrize("text", SNIPPETS)
def test_snippets(text: str) -> None:
    compare(SourceFile("m.py", text))


_ATOMS = st.sampled_from(
    ["a", "é", "𝐱", "日本", "1", "0.5", "'s'", '"""\n"""', "f'{a}'", "f'é{b:>{c}}'", "None", "()", "..."]
)


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    templates = [
        "({0})", "( {0}\n+ {1})", "({0} ** -{1})", "({0}).b({1}, c={0})", "f({0}, *({1}))", "({0})[{1}:]",
        "[{0}, {1}]",
        "(not {0} is not {1})", "({0} if {1} else {0})", "(lambda a, *b: ({0}))", "{{ {0}: {1} }}",
        "[{0} for d in {1}]",
        "({0} and {1} or {0})", "({0} < {1} not in {0})", "(e := {0})", "({0},)", "({0}  # é\n, {1})",
        "{{ *({0}), {1} }}",
    ]  # fmt: skip
    return st.builds(
        lambda template, left, right: template.format(left, right), st.sampled_from(templates), inner, inner
    )


@settings(max_examples=200, deadline=None)
@given(st.recursive(_ATOMS, _larger, max_leaves=8), st.sampled_from(["{}", "x = {}", "if {}:\n  y\n", "é; z = {}"]))
def test_generated(expression: str, statement: str) -> None:
    compare(SourceFile("m.py", statement.format(expression)))
