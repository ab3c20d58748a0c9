"""Expressions: every LibCST expression but literals, lowered. Chains are walked in a loop, not by recursion."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import libcst as cst

from shapeproof.program import nodes
from shapeproof.program.nodes import Argument, Expression
from shapeproof.source.lowering import Scope, Walk, identifier, lowers_expression

_CONSTANTS = {"None": None, "True": True, "False": False}
_OPERATORS: dict[type[cst.CSTNode], str] = {
    cst.Add: "+", cst.Subtract: "-", cst.Multiply: "*", cst.Divide: "/", cst.FloorDivide: "//", cst.Modulo: "%",
    cst.Power: "**", cst.MatrixMultiply: "@", cst.BitAnd: "&", cst.BitOr: "|", cst.BitXor: "^",
    cst.LeftShift: "<<", cst.RightShift: ">>", cst.And: "and", cst.Or: "or",
    cst.Plus: "+", cst.Minus: "-", cst.BitInvert: "~", cst.Not: "not",
    cst.Equal: "==", cst.NotEqual: "!=", cst.LessThan: "<", cst.LessThanEqual: "<=", cst.GreaterThan: ">",
    cst.GreaterThanEqual: ">=", cst.In: "in", cst.NotIn: "not in", cst.Is: "is", cst.IsNot: "is not",
}  # fmt: skip


@lowers_expression(cst.Name)
def name(walk: Walk, node: cst.Name) -> Expression:
    index = walk.index
    walk.index = index + 1
    span = walk.starts[index] + walk.ends[index]
    text = node.value
    if text in _CONSTANTS:
        return nodes.Constant(span, _CONSTANTS[text])
    return nodes.Name(span, text if text.isascii() else identifier(text))


@lowers_expression(cst.Ellipsis)
def ellipsis(walk: Walk, node: cst.Ellipsis) -> Expression:
    walk.index += 1
    return nodes.EllipsisConstant(walk.span(walk.index - 1))


@lowers_expression(cst.Attribute, cst.Call, cst.Subscript)
def trailers(walk: Walk, node: Any) -> Expression:
    """``a.b(c)[d]``: the chain is found from its end, lowered from its head."""
    chain: list[tuple[Any, int]] = []  # each link with the index of its first token, parentheses left out
    link = node
    while True:
        chain.append((link, walk.index))
        kind = type(link)
        link = link.func if kind is cst.Call else link.value
        if type(link) not in (cst.Attribute, cst.Call, cst.Subscript):
            break
        walk.index += len(link.lpar)
    value = walk.expression(link)
    while chain:
        link, start = chain.pop()
        kind = type(link)
        if kind is cst.Attribute:
            walk.index += 2
            value = nodes.Attribute(walk.span(start), value, identifier(link.attr.value))
        elif kind is cst.Call:
            walk.index += 1
            passed = arguments(walk, link.args)
            walk.index += 1
            value = nodes.Call(walk.span(start), value, _as_evaluated(passed))
        else:
            walk.index += 1
            index = _index(walk, link.slice)
            walk.index += 1
            value = nodes.Subscript(walk.span(start), value, index)
        if chain:
            walk.index += len(link.rpar)
    return value


def _as_evaluated(passed: tuple[Argument, ...]) -> tuple[Argument, ...]:
    """``f(k=a, *b)``: what has a place is evaluated before what has a name."""
    return tuple(sorted(passed, key=lambda each: each.keyword is not None or each.stars == 2))


def arguments(walk: Walk, passed: Sequence[cst.Arg]) -> tuple[Argument, ...]:
    """The arguments of a call or a class, commas counted, parentheses not."""
    lowered = []
    for argument in passed:
        start = walk.index
        if argument.star:
            walk.index += 1
        keyword = None
        if argument.keyword is not None:
            keyword = identifier(argument.keyword.value)
            walk.index += 2
        value = walk.expression(argument.value)
        lowered.append(Argument(walk.span(start), value, keyword, len(argument.star)))
        if type(argument.comma) is cst.Comma:
            walk.index += 1
    return tuple(lowered)


def _index(walk: Walk, elements: Sequence[cst.SubscriptElement]) -> Expression:
    start = walk.index
    lowered: list[Expression] = []
    for element in elements:
        first = walk.index
        part = element.slice
        if isinstance(part, cst.Slice):
            lower = walk.optional(part.lower)
            walk.index += 1
            upper = walk.optional(part.upper)
            if type(part.second_colon) is cst.Colon:
                walk.index += 1
            step = walk.optional(part.step)
            lowered.append(nodes.Slice(walk.span(first), lower, upper, step))
        elif isinstance(part, cst.Index) and part.star:
            walk.index += 1
            value = walk.expression(part.value)
            lowered.append(nodes.Starred(walk.span(first), value))
        else:
            assert isinstance(part, cst.Index)
            lowered.append(walk.expression(part.value))
        walk.comma(element)
    if len(elements) == 1 and type(elements[0].comma) is not cst.Comma and type(lowered[0]) is not nodes.Starred:
        return lowered[0]
    return nodes.Display(walk.span(start), "tuple", tuple(lowered))


@lowers_expression(cst.UnaryOperation)
def unary(walk: Walk, node: cst.UnaryOperation) -> Expression:
    start = walk.index
    walk.index += 1
    operand = walk.expression(node.expression)
    return nodes.Unary(walk.span(start), _OPERATORS[type(node.operator)], operand)


@lowers_expression(cst.BinaryOperation)
def binary(walk: Walk, node: cst.BinaryOperation) -> Expression:
    chain: list[tuple[cst.BinaryOperation, int]] = []
    link: cst.BaseExpression = node
    while True:
        assert isinstance(link, cst.BinaryOperation)
        chain.append((link, walk.index))
        link = link.left
        if type(link) is not cst.BinaryOperation:
            break
        walk.index += len(link.lpar)
    value = walk.expression(link)
    while chain:
        operation, start = chain.pop()
        walk.index += 1
        right = walk.expression(operation.right)
        value = nodes.Binary(walk.span(start), _OPERATORS[type(operation.operator)], value, right)
        if chain:
            walk.index += len(operation.rpar)
    return value


@lowers_expression(cst.BooleanOperation)
def boolean(walk: Walk, node: cst.BooleanOperation) -> Expression:
    """A chain of one operator, however LibCST nests it, as one node; parenthesised parts stay apart."""
    start = walk.index
    operator = type(node.operator)
    operands: list[Expression] = []
    pending: list[cst.BaseExpression] = [node.right, node.left]
    while pending:
        part = pending.pop()
        if isinstance(part, cst.BooleanOperation) and type(part.operator) is operator and not part.lpar:
            pending += [part.right, part.left]
            continue
        operands.append(walk.expression(part))
        if pending:
            walk.index += 1
    return nodes.Boolean(walk.span(start), _OPERATORS[operator], tuple(operands))


@lowers_expression(cst.Comparison)
def comparison(walk: Walk, node: cst.Comparison) -> Expression:
    start = walk.index
    left = walk.expression(node.left)
    operators, operands = [], []
    for target in node.comparisons:
        kind = type(target.operator)
        walk.index += 2 if kind is cst.NotIn or kind is cst.IsNot else 1
        operators.append(_OPERATORS[kind])
        operands.append(walk.expression(target.comparator))
    return nodes.Compare(walk.span(start), left, tuple(operators), tuple(operands))


@lowers_expression(cst.IfExp)
def conditional(walk: Walk, node: cst.IfExp) -> Expression:
    start = walk.index
    then = walk.expression(node.body)
    walk.index += 1
    test = walk.expression(node.test)
    walk.index += 1
    otherwise = walk.expression(node.orelse)
    return nodes.Conditional(walk.span(start), test, then, otherwise)


@lowers_expression(cst.Lambda)
def anonymous_function(walk: Walk, node: cst.Lambda) -> Expression:
    start = walk.index
    walk.index += 1
    lowered = parameters(walk, node.params)
    walk.index += 1
    outside, walk.scope = walk.scope, Scope()
    body = walk.expression(node.body)
    walk.scope = outside
    return nodes.Lambda(walk.span(start), lowered, body)


def parameters(walk: Walk, node: cst.Parameters) -> tuple[nodes.Parameter, ...]:
    """Parameters in source order, each with its kind; the markers ``/`` and ``*`` are only counted."""
    lowered: list[nodes.Parameter] = []

    def add(parameter: cst.Param, kind: str) -> None:
        start = walk.index
        if isinstance(parameter.star, str) and parameter.star:
            walk.index += 1
        walk.index += 1
        annotation = None
        if parameter.annotation is not None:
            walk.index += 1
            annotation = walk.expression(parameter.annotation.annotation)
        default = None
        if parameter.default is not None:
            walk.index += 1
            default = walk.expression(parameter.default)
        span = walk.span(start)
        lowered.append(nodes.Parameter(span, identifier(parameter.name.value), kind, default, annotation))
        walk.comma(parameter)

    for parameter in node.posonly_params:
        add(parameter, "positional")
    if isinstance(node.posonly_ind, cst.ParamSlash):
        walk.index += 1
        walk.comma(node.posonly_ind)
    for parameter in node.params:
        add(parameter, "normal")
    if isinstance(node.star_arg, cst.Param):
        add(node.star_arg, "variadic")
    elif isinstance(node.star_arg, cst.ParamStar):
        walk.index += 2
    for parameter in node.kwonly_params:
        add(parameter, "keyword")
    if node.star_kwarg is not None:
        add(node.star_kwarg, "keywords")
    return tuple(lowered)


def _elements(walk: Walk, elements: Sequence[Any]) -> tuple[Expression, ...]:
    lowered = []
    for element in elements:
        lowered.append(walk.expression(element if type(element) is cst.StarredElement else element.value))
        if type(element.comma) is cst.Comma:
            walk.index += 1
    return tuple(lowered)


@lowers_expression(cst.StarredElement)
def starred(walk: Walk, node: cst.StarredElement) -> Expression:
    start = walk.index
    walk.index += 1
    value = walk.expression(node.value)
    return nodes.Starred(walk.span(start), value)


@lowers_expression(cst.Tuple)
def tuple_display(walk: Walk, node: cst.Tuple) -> Expression:
    start = walk.index
    elements = _elements(walk, node.elements)
    if elements:
        return nodes.Display(walk.span(start), "tuple", elements)
    between = walk.ends[start - 1]  # "()" has nothing inside its parentheses
    return nodes.Display(between + between, "tuple", ())


@lowers_expression(cst.List, cst.Set)
def bracketed_display(walk: Walk, node: cst.List | cst.Set) -> Expression:
    start = walk.index
    walk.index += 1
    elements = _elements(walk, node.elements)
    walk.index += 1
    return nodes.Display(walk.span(start), "list" if type(node) is cst.List else "set", elements)


@lowers_expression(cst.Dict)
def dict_display(walk: Walk, node: cst.Dict) -> Expression:
    start = walk.index
    walk.index += 1
    keys: list[Expression | None] = []
    values: list[Expression] = []
    for element in node.elements:
        if isinstance(element, cst.DictElement):
            keys.append(walk.expression(element.key))
        else:
            keys.append(None)
        walk.index += 1
        values.append(walk.expression(element.value))
        walk.comma(element)
    walk.index += 1
    return nodes.DictDisplay(walk.span(start), tuple(keys), tuple(values))


def _clauses(walk: Walk, node: cst.CompFor) -> tuple[nodes.Clause, ...]:
    lowered = []
    link: cst.CompFor | None = node
    while link is not None:
        start = walk.index
        asynchronous = link.asynchronous is not None
        walk.index += 2 if asynchronous else 1
        target = walk.expression(link.target)
        walk.index += 1
        iterable = walk.expression(link.iter)
        conditions = []
        for condition in link.ifs:
            walk.index += 1
            conditions.append(walk.expression(condition.test))
        lowered.append(nodes.Clause(walk.span(start), target, iterable, tuple(conditions), asynchronous))
        link = link.inner_for_in
    return tuple(lowered)


@lowers_expression(cst.GeneratorExp)
def generator_expression(walk: Walk, node: cst.GeneratorExp) -> Expression:
    start = walk.index
    element = walk.expression(node.elt)
    clauses = _clauses(walk, node.for_in)
    return nodes.Comprehension(walk.span(start), "generator", element, None, clauses)


@lowers_expression(cst.ListComp, cst.SetComp)
def comprehension(walk: Walk, node: cst.ListComp | cst.SetComp) -> Expression:
    start = walk.index
    walk.index += 1
    element = walk.expression(node.elt)
    clauses = _clauses(walk, node.for_in)
    walk.index += 1
    kind = "list" if type(node) is cst.ListComp else "set"
    return nodes.Comprehension(walk.span(start), kind, element, None, clauses)


@lowers_expression(cst.DictComp)
def dict_comprehension(walk: Walk, node: cst.DictComp) -> Expression:
    start = walk.index
    walk.index += 1
    key = walk.expression(node.key)
    walk.index += 1
    value = walk.expression(node.value)
    clauses = _clauses(walk, node.for_in)
    walk.index += 1
    return nodes.Comprehension(walk.span(start), "dict", key, value, clauses)


@lowers_expression(cst.NamedExpr)
def named_expression(walk: Walk, node: cst.NamedExpr) -> Expression:
    start = walk.index
    target = walk.expression(node.target)
    assert isinstance(target, nodes.Name)
    walk.bind(target.name)
    walk.index += 1
    value = walk.expression(node.value)
    return nodes.NamedExpression(walk.span(start), target.name, value)


@lowers_expression(cst.Await)
def awaited(walk: Walk, node: cst.Await) -> Expression:
    start = walk.index
    walk.index += 1
    value = walk.expression(node.expression)
    return nodes.Await(walk.span(start), value)


@lowers_expression(cst.Yield)
def yielded(walk: Walk, node: cst.Yield) -> Expression:
    start = walk.index
    walk.scope.yields = True
    walk.index += 1
    if isinstance(node.value, cst.From):
        walk.index += 1
        source = walk.expression(node.value.item)
        return nodes.YieldFrom(walk.span(start), source)
    value = walk.optional(node.value)
    return nodes.Yield(walk.span(start), value)
