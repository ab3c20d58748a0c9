"""Functions, classes, type aliases and type parameters, lowered."""

from __future__ import annotations

from collections.abc import Sequence

import libcst as cst

from shapeproof.program import nodes
from shapeproof.program.nodes import Expression, Statement
from shapeproof.source.expressions import arguments, parameters
from shapeproof.source.lowering import Scope, Walk, identifier, lowers_statement


@lowers_statement(cst.FunctionDef)
def function(walk: Walk, node: cst.FunctionDef) -> Statement:
    start = walk.index
    decorators = _decorators(walk, node.decorators)
    asynchronous = node.asynchronous is not None
    walk.index += 2 if asynchronous else 1
    name = identifier(node.name.value)
    walk.bind(name)
    walk.index += 1
    name_span = walk.span(walk.index - 1)
    type_parameters = _type_parameters(walk, node.type_parameters)
    walk.index += 1
    taken = parameters(walk, node.params)
    walk.index += 1
    returns = None
    if node.returns is not None:
        walk.index += 1
        returns = walk.expression(node.returns.annotation)
    outside, walk.scope = walk.scope, Scope()
    for parameter in taken:
        walk.bind(parameter.name)
    body = walk.suite(node.body)
    inside, walk.scope = walk.scope, outside
    local_names = tuple(bound for bound in inside.bound if bound not in inside.declared)
    return nodes.FunctionDefinition(
        walk.span(start),
        name,
        name_span,
        decorators,
        taken,
        returns,
        body,
        docstring(body),
        local_names,
        inside.yields,
        asynchronous,
        type_parameters,
    )


@lowers_statement(cst.ClassDef)
def class_definition(walk: Walk, node: cst.ClassDef) -> Statement:
    start = walk.index
    decorators = _decorators(walk, node.decorators)
    walk.index += 1
    name = identifier(node.name.value)
    walk.bind(name)
    walk.index += 1
    name_span = walk.span(walk.index - 1)
    type_parameters = _type_parameters(walk, node.type_parameters)
    parentheses = 1 if isinstance(node.lpar, cst.LeftParen) else 0
    walk.index += parentheses
    passed = arguments(walk, (*node.bases, *node.keywords))
    walk.index += parentheses
    outside, walk.scope = walk.scope, Scope()
    body = walk.suite(node.body)
    walk.scope = outside
    return nodes.ClassDefinition(
        walk.span(start), name, name_span, decorators, passed, body, docstring(body), type_parameters
    )


@lowers_statement(cst.TypeAlias)
def type_alias(walk: Walk, node: cst.TypeAlias) -> Statement:
    start = walk.index
    walk.index += 2
    name = identifier(node.name.value)
    walk.bind(name)
    type_parameters = _type_parameters(walk, node.type_parameters)
    walk.index += 1
    value = walk.expression(node.value)
    return nodes.TypeAlias(walk.span(start), name, type_parameters, value)


def _decorators(walk: Walk, decorators: Sequence[cst.Decorator]) -> tuple[Expression, ...]:
    lowered = []
    for decorator in decorators:
        walk.index += 1
        lowered.append(walk.expression(decorator.decorator))
    return tuple(lowered)


def _type_parameters(walk: Walk, node: cst.TypeParameters | None) -> tuple[str, ...]:
    """The names alone; bounds and defaults are only counted."""
    if node is None:
        return ()
    walk.index += 1
    names = []
    for parameter in node.params:
        declared = parameter.param
        names.append(identifier(declared.name.value))
        if isinstance(declared, cst.TypeVar):
            walk.index += 1
            if declared.bound is not None:
                walk.index += 1
                walk.expression(declared.bound)
        else:
            walk.index += 2
        if parameter.default is not None:
            walk.index += 2 if parameter.star else 1
            walk.expression(parameter.default)
        walk.comma(parameter)
    walk.index += 1
    return tuple(names)


def docstring(body: tuple[Statement, ...]) -> str | None:
    """The docstring of a body, as written (indentation kept)."""
    if body and isinstance(body[0], nodes.Evaluate):
        value = body[0].value
        if isinstance(value, nodes.Constant) and isinstance(value.value, str):
            return value.value
    return None
