"""``match`` and its patterns, lowered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import libcst as cst

from shapeproof.program import nodes
from shapeproof.program.nodes import Pattern, Statement
from shapeproof.source.lowering import LoweringError, Walk, identifier, lowers_statement

_SINGLETONS = {"None": None, "True": True, "False": False}


@lowers_statement(cst.Match)
def match(walk: Walk, node: cst.Match) -> Statement:
    start = walk.index
    walk.index += 1
    subject = walk.expression(node.subject)
    walk.index += 1
    cases = tuple(_case(walk, case) for case in node.cases)
    return nodes.Match(walk.span(start), subject, cases)


def _case(walk: Walk, node: cst.MatchCase) -> nodes.Case:
    start = walk.index
    walk.index += 1
    pattern = _pattern(walk, node.pattern)
    guard = None
    if node.guard is not None:
        walk.index += 1
        guard = walk.expression(node.guard)
    body = walk.suite(node.body)
    return nodes.Case(walk.span(start), pattern, guard, body)


def _pattern(walk: Walk, node: Any) -> Pattern:
    if isinstance(node, cst.MatchValue):  # its parentheses are the expression's
        start = walk.index
        value = walk.expression(node.value)
        return nodes.MatchValue(value.span if walk.index > start else walk.span(start), value)
    parentheses = len(node.lpar)
    walk.index += parentheses
    start = walk.index
    pattern = _bare_pattern(walk, node, start)
    walk.index += parentheses
    return pattern


def _bare_pattern(walk: Walk, node: Any, start: int) -> Pattern:
    match node:
        case cst.MatchSingleton():
            walk.index += 1
            return nodes.MatchSingleton(walk.span(start), _SINGLETONS[node.value.value])
        case cst.MatchAs():
            inner = None
            if node.pattern is not None:
                inner = _pattern(walk, node.pattern)
                walk.index += 1
            return nodes.MatchAs(_name_span(walk, start), inner, _capture(walk, node.name))
        case cst.MatchOr():
            choices = []
            for element in node.patterns:
                choices.append(_pattern(walk, element.pattern))
                walk.index += 1
            walk.index -= 1
            return nodes.MatchOr(walk.span(start), tuple(choices))
        case cst.MatchList():
            brackets = 1 if node.lbracket is not None else 0
            walk.index += brackets
            patterns = _sequence(walk, node.patterns)
            walk.index += brackets
            return nodes.MatchSequence(walk.span(start), patterns)
        case cst.MatchTuple():
            patterns = _sequence(walk, node.patterns)
            if patterns:
                return nodes.MatchSequence(walk.span(start), patterns)
            between = walk.ends[start - 1]
            return nodes.MatchSequence(between + between, ())
        case cst.MatchMapping():
            return _mapping(walk, node, start)
        case cst.MatchClass():
            return _class(walk, node, start)
        case _:
            raise LoweringError(f"{type(node).__name__} is syntax this version does not know")


def _name_span(walk: Walk, start: int) -> nodes.Span:
    walk.index += 1
    return walk.span(start)


def _capture(walk: Walk, node: cst.Name | None) -> str | None:
    """The name a pattern binds; ``_`` binds nothing."""
    if node is None:
        return None
    name = identifier(node.value)
    walk.bind(name)
    return name


def _sequence(walk: Walk, elements: Sequence[cst.MatchSequenceElement | cst.MatchStar]) -> tuple[Pattern, ...]:
    patterns: list[Pattern] = []
    for element in elements:
        if isinstance(element, cst.MatchStar):
            start = walk.index
            walk.index += 1
            patterns.append(nodes.MatchStar(_name_span(walk, start), _capture(walk, element.name)))
        else:
            patterns.append(_pattern(walk, element.value))
        walk.comma(element)
    return tuple(patterns)


def _mapping(walk: Walk, node: cst.MatchMapping, start: int) -> Pattern:
    walk.index += 1
    keys, patterns = [], []
    for element in node.elements:
        keys.append(walk.expression(element.key))
        walk.index += 1
        patterns.append(_pattern(walk, element.pattern))
        walk.comma(element)
    rest = None
    if node.rest is not None:
        walk.index += 2
        rest = _capture(walk, node.rest)
        if isinstance(node.trailing_comma, cst.Comma):
            walk.index += 1
    walk.index += 1
    return nodes.MatchMapping(walk.span(start), tuple(keys), tuple(patterns), rest)


def _class(walk: Walk, node: cst.MatchClass, start: int) -> Pattern:
    cls = walk.expression(node.cls)
    walk.index += 1
    patterns = _sequence(walk, node.patterns)
    keywords, keyword_patterns = [], []
    for element in node.kwds:
        keywords.append(identifier(element.key.value))
        walk.index += 2
        keyword_patterns.append(_pattern(walk, element.pattern))
        walk.comma(element)
    walk.index += 1
    return nodes.MatchClass(walk.span(start), cls, patterns, tuple(keywords), tuple(keyword_patterns))
