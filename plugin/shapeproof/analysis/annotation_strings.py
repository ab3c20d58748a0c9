"""Annotations that cannot be read: a dimension string jaxtyping would not take, or no such string at all."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from shapeproof.analysis.facts import Finding, Place, Severity
from shapeproof.program import nodes
from shapeproof.shapes import PatternError, parse_pattern
from shapeproof.torch_model.promises.families import FAMILIES
from shapeproof.torch_model.promises.names import Scope, meaning
from shapeproof.torch_model.promises.reading import unquoted
from shapeproof.values import PythonModule

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def malformed_annotations(machine: Interpreter, module: PythonModule) -> Iterator[Finding]:
    """A finding for each annotation of a file that no value could ever be held against."""
    source = module.source
    if source is None or not source.mentioning("jaxtyping"):
        return
    for index, statement in enumerate(source.statements):
        for node in source.unit(index).statements:
            scope = Scope(module, statement.first_line)
            for subscript in _subscripts(node, quoted=False):
                yield from _judged(machine, scope, subscript)


def _subscripts(node: Any, quoted: bool) -> Iterator[nodes.Subscript]:
    """All subscripts in a node, those in quoted annotations too."""
    if isinstance(node, tuple):
        for each in node:
            yield from _subscripts(each, quoted)
        return
    if isinstance(node, nodes.Subscript):
        yield node
    if not isinstance(node, nodes.Node):
        return
    if quoted and isinstance(node, nodes.Constant):
        inner = unquoted(node)
        if isinstance(inner, nodes.Subscript | nodes.Binary):
            yield from _subscripts(inner, quoted=True)
        return
    annotated = {"annotation", "returns"}
    for field in msgspec.structs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, nodes.Node | tuple) and field.name != "span":
            yield from _subscripts(value, (quoted and isinstance(node, nodes.Binary | nodes.Subscript | nodes.Display))
                                   or field.name in annotated)  # fmt: skip


def _judged(machine: Interpreter, scope: Scope, node: nodes.Subscript) -> Iterator[Finding]:
    head = meaning(machine, scope, node.value)
    if not isinstance(head, str):
        return
    root, _, family = head.rpartition(".")
    if root != "jaxtyping" or family not in FAMILIES:
        return
    index = node.index
    elements = index.elements if isinstance(index, nodes.Display) else (index,)
    if len(elements) != 2:
        yield _finding(scope, node.span, f'{family} takes an array and its dimensions: {family}[Tensor, "b d"]')
        return
    text = elements[1]
    if isinstance(text, nodes.Constant) and isinstance(text.value, str):
        yield from _string(scope, text, family)
    elif isinstance(text, nodes.Constant | nodes.EllipsisConstant):
        yield _finding(scope, text.span, f'the dimensions of {family} are a string, such as "b d"')


def _string(scope: Scope, text: nodes.Constant, family: str) -> Iterator[Finding]:
    assert isinstance(text.value, str)
    try:
        parse_pattern(text.value)
    except PatternError as error:
        word = _word_at(text.value, error.column)
        if _is_expression(word):
            return  # arithmetic that jaxtyping evaluates at run time; what it says is not known here
        message = f'{family}[…, "{text.value}"] cannot be read: {_reason(word, str(error))}'
        line, column, end_line, end_column = text.span
        if line == end_line and end_column - column == len(text.value) + 2:
            at = column + 1 + min(error.column, max(len(text.value) - 1, 0))
            yield _finding(scope, (line, at, line, at + 1), message)
        else:
            yield _finding(scope, text.span, message)


def _word_at(text: str, column: int) -> str:
    start = 0
    for word in text.split():
        start = text.index(word, start)
        if start <= column <= start + len(word):
            return word
        start += len(word)
    return text


def _reason(word: str, error: str) -> str:
    return "dimensions are separated by spaces, not commas" if word.endswith(",") else error


def _is_expression(word: str) -> bool:
    try:
        tree = ast.parse(word, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return not isinstance(tree, ast.Tuple | ast.Constant | ast.Starred)


def _finding(scope: Scope, span: nodes.Span, message: str) -> Finding:
    first = scope.first_line
    place = Place(scope.module.path, first + span[0], span[1] + 1, first + span[2], span[3] + 1)
    return Finding(place, "annotation", Severity.ERROR, message)
