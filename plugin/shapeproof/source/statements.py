"""Statements: every LibCST statement but patterns and definitions, lowered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import libcst as cst

from shapeproof.program import nodes
from shapeproof.program.nodes import Statement
from shapeproof.source.lowering import Walk, identifier, lowers_statement

_AUGMENTED: dict[type[cst.CSTNode], str] = {
    cst.AddAssign: "+", cst.SubtractAssign: "-", cst.MultiplyAssign: "*", cst.DivideAssign: "/",
    cst.FloorDivideAssign: "//", cst.ModuloAssign: "%", cst.PowerAssign: "**", cst.MatrixMultiplyAssign: "@",
    cst.BitAndAssign: "&", cst.BitOrAssign: "|", cst.BitXorAssign: "^", cst.LeftShiftAssign: "<<",
    cst.RightShiftAssign: ">>",
}  # fmt: skip


@lowers_statement(cst.Expr)
def evaluate(walk: Walk, node: cst.Expr) -> Statement:
    start = walk.index
    value = walk.expression(node.value)
    return nodes.Evaluate(walk.span(start), value)


@lowers_statement(cst.Assign)
def assign(walk: Walk, node: cst.Assign) -> Statement:
    start = walk.index
    targets = []
    for assigned in node.targets:
        target = walk.expression(assigned.target)
        walk.bind_target(target)
        targets.append(target)
        walk.index += 1
    value = walk.expression(node.value)
    return nodes.Assign(walk.span(start), tuple(targets), value)


@lowers_statement(cst.AugAssign)
def augmented_assign(walk: Walk, node: cst.AugAssign) -> Statement:
    start = walk.index
    target = walk.expression(node.target)
    walk.bind_target(target)
    walk.index += 1
    value = walk.expression(node.value)
    return nodes.AugmentedAssign(walk.span(start), target, _AUGMENTED[type(node.operator)], value)


@lowers_statement(cst.AnnAssign)
def annotated_assign(walk: Walk, node: cst.AnnAssign) -> Statement:
    start = walk.index
    target = walk.expression(node.target)
    walk.bind_target(target)
    walk.index += 1
    annotation = walk.expression(node.annotation.annotation)
    value = None
    if node.value is not None:
        walk.index += 1
        value = walk.expression(node.value)
    return nodes.AnnotatedAssign(walk.span(start), target, annotation, value)


@lowers_statement(cst.Return)
def returned(walk: Walk, node: cst.Return) -> Statement:
    start = walk.index
    walk.index += 1
    value = walk.optional(node.value)
    return nodes.Return(walk.span(start), value)


@lowers_statement(cst.Raise)
def raised(walk: Walk, node: cst.Raise) -> Statement:
    start = walk.index
    walk.index += 1
    exception = walk.optional(node.exc)
    cause = None
    if node.cause is not None:
        walk.index += 1
        cause = walk.expression(node.cause.item)
    return nodes.Raise(walk.span(start), exception, cause)


@lowers_statement(cst.Assert)
def asserted(walk: Walk, node: cst.Assert) -> Statement:
    start = walk.index
    walk.index += 1
    test = walk.expression(node.test)
    message = None
    if node.msg is not None:
        walk.index += 1
        message = walk.expression(node.msg)
    return nodes.Assert(walk.span(start), test, message)


@lowers_statement(cst.Del)
def delete(walk: Walk, node: cst.Del) -> Statement:
    start = walk.index
    walk.index += 1
    target = walk.expression(node.target)
    walk.bind_target(target)
    targets = target.elements if isinstance(target, nodes.Display) and target.kind == "tuple" else (target,)
    return nodes.Delete(walk.span(start), targets)


@lowers_statement(cst.Pass, cst.Break, cst.Continue)
def keyword_alone(walk: Walk, node: cst.CSTNode) -> Statement:
    walk.index += 1
    span = walk.span(walk.index - 1)
    if type(node) is cst.Pass:
        return nodes.Pass(span)
    return nodes.Break(span) if type(node) is cst.Break else nodes.Continue(span)


@lowers_statement(cst.Global, cst.Nonlocal)
def declaration(walk: Walk, node: cst.Global | cst.Nonlocal) -> Statement:
    start = walk.index
    walk.index += 2 * len(node.names)
    names = tuple(identifier(item.name.value) for item in node.names)
    walk.scope.declared.update(names)
    kind = nodes.Global if type(node) is cst.Global else nodes.Nonlocal
    return kind(walk.span(start), names)


def _dotted(node: cst.BaseExpression | None) -> tuple[str, int]:
    """A dotted name as text, and how many tokens it is."""
    parts: list[str] = []
    while isinstance(node, cst.Attribute):
        parts.append(node.attr.value)
        node = node.value
    if isinstance(node, cst.Name):
        parts.append(node.value)
    return identifier(".".join(reversed(parts))), 2 * len(parts) - 1


def _aliases(walk: Walk, names: Sequence[cst.ImportAlias]) -> tuple[nodes.Alias, ...]:
    lowered = []
    for alias in names:
        first = walk.index
        name, count = _dotted(alias.name)
        walk.index += count
        asname = None
        if alias.asname is not None:
            asname, count = _dotted(alias.asname.name)
            walk.index += 1 + count
        walk.bind(name.partition(".")[0] if asname is None else asname)
        lowered.append(nodes.Alias(walk.span(first), name, asname))
        walk.comma(alias)
    return tuple(lowered)


@lowers_statement(cst.Import)
def imported(walk: Walk, node: cst.Import) -> Statement:
    start = walk.index
    walk.index += 1
    names = _aliases(walk, node.names)
    return nodes.Import(walk.span(start), names)


@lowers_statement(cst.ImportFrom)
def imported_from(walk: Walk, node: cst.ImportFrom) -> Statement:
    start = walk.index
    walk.index += 1
    level = 0
    while level < len(node.relative):  # "..." is one token of three dots
        level += len(walk.table.texts[walk.index])
        walk.index += 1
    module = ""
    if node.module is not None:
        module, count = _dotted(node.module)
        walk.index += count
    walk.index += 1
    if isinstance(node.names, cst.ImportStar):
        walk.index += 1
        names: tuple[nodes.Alias, ...] = (nodes.Alias(walk.span(walk.index - 1), "*", None),)
    else:
        parentheses = 1 if node.lpar is not None else 0
        walk.index += parentheses
        names = _aliases(walk, node.names)
        walk.index += parentheses
    return nodes.ImportFrom(walk.span(start), module, level, names)


def _otherwise(walk: Walk, node: cst.Else | None) -> tuple[Statement, ...]:
    if node is None:
        return ()
    walk.index += 1
    return walk.suite(node.body)


@lowers_statement(cst.If)
def conditional(walk: Walk, node: cst.If) -> Statement:
    """A chain of ``elif`` nests in ``otherwise``; it is walked in a loop."""
    chain = []
    link: cst.If | cst.Else | None = node
    while isinstance(link, cst.If):
        start = walk.index
        walk.index += 1
        test = walk.expression(link.test)
        chain.append((start, test, walk.suite(link.body)))
        link = link.orelse
    otherwise = _otherwise(walk, link)
    while chain:
        start, test, body = chain.pop()
        otherwise = (nodes.If(walk.span(start), test, body, otherwise),)
    return otherwise[0]


@lowers_statement(cst.While)
def while_loop(walk: Walk, node: cst.While) -> Statement:
    start = walk.index
    walk.index += 1
    test = walk.expression(node.test)
    body = walk.suite(node.body)
    otherwise = _otherwise(walk, node.orelse)
    return nodes.While(walk.span(start), test, body, otherwise)


@lowers_statement(cst.For)
def for_loop(walk: Walk, node: cst.For) -> Statement:
    start = walk.index
    asynchronous = node.asynchronous is not None
    walk.index += 2 if asynchronous else 1
    target = walk.expression(node.target)
    walk.bind_target(target)
    walk.index += 1
    iterable = walk.expression(node.iter)
    body = walk.suite(node.body)
    otherwise = _otherwise(walk, node.orelse)
    return nodes.For(walk.span(start), target, iterable, body, otherwise, asynchronous)


@lowers_statement(cst.With)
def with_block(walk: Walk, node: cst.With) -> Statement:
    start = walk.index
    asynchronous = node.asynchronous is not None
    walk.index += 2 if asynchronous else 1
    parentheses = 1 if isinstance(node.lpar, cst.LeftParen) else 0
    walk.index += parentheses
    items = []
    for item in node.items:
        first = walk.index
        context = walk.expression(item.item)
        target = None
        if item.asname is not None:
            walk.index += 1
            target = walk.expression(item.asname.name)
            walk.bind_target(target)
        items.append(nodes.WithItem(walk.span(first), context, target))
        walk.comma(item)
    walk.index += parentheses
    body = walk.suite(node.body)
    return nodes.With(walk.span(start), tuple(items), body, asynchronous)


@lowers_statement(cst.Try, cst.TryStar)
def try_block(walk: Walk, node: Any) -> Statement:
    start = walk.index
    group = type(node) is cst.TryStar
    walk.index += 1
    body = walk.suite(node.body)
    handlers = tuple(_handler(walk, handler, group) for handler in node.handlers)
    otherwise = _otherwise(walk, node.orelse)
    final: tuple[Statement, ...] = ()
    if node.finalbody is not None:
        walk.index += 1
        final = walk.suite(node.finalbody.body)
    return nodes.Try(walk.span(start), body, handlers, otherwise, final, group)


def _handler(walk: Walk, node: cst.ExceptHandler | cst.ExceptStarHandler, group: bool) -> nodes.Handler:
    start = walk.index
    walk.index += 2 if group else 1
    exceptions = walk.optional(node.type)
    name = None
    if node.name is not None:
        walk.index += 2
        name, _ = _dotted(node.name.name)
        walk.bind(name)
    body = walk.suite(node.body)
    return nodes.Handler(walk.span(start), exceptions, name, body)
