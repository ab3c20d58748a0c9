"""How deep a statement nests, counted before LibCST parses it: its parser recurses and would overflow the C stack.

Every level of nesting has a weight, at most two kilobytes of stack. What is summed up is the heaviest path from a
statement down to one of its tokens: the blocks it is in, the brackets open there, and in each of these the operators
and trailers since the last comma (``a + b + c`` nests as deep as it is long).
"""

from __future__ import annotations

from itertools import pairwise

from shapeproof.source.lexing import LexicalError, TokenTable

HEAVIEST = 2000
"""A sum of a thousand terms, or two hundred brackets in each other (where Python stops as well)."""

_NESTED = 10
"""The weight of a block, a bracket, or an operator that leans to the right."""

_LARGEST_CHAIN = 1000
"""``elif`` clauses of one statement."""

_LEANING = frozenset({"lambda", "else", "not", "**", "await", "~", "yield"})
_SIGNS = frozenset({"+", "-"})
_BEFORE_OPERAND = frozenset({"+", "-", "*", "/", "//", "%", "@", "&", "|", "^", "<<", ">>", "**", "~"})
_OPENING = frozenset({"(", "[", "{"})
_CLOSING = frozenset({")", "]", "}", "'", '"', "'''", '"""'})


def nested_too_deeply(table: TokenTable) -> LexicalError | None:
    """Where a text's nesting passes the bound, if it does."""
    lines = [*table.logical_lines, len(table.texts)]
    indents = [0]
    alternatives = 0
    for first, end in pairwise(lines):
        column = table.starts[first][1]
        while column < indents[-1]:
            indents.pop()
        if column > indents[-1]:
            indents.append(column)
        if table.texts[first] == "elif":
            alternatives += 1
        blocks = _NESTED * (len(indents) - 1)
        light = blocks + _NESTED * (end - first) < HEAVIEST
        found = None if light and alternatives <= _LARGEST_CHAIN else _heavy_token(table, first, end, blocks)
        if found is None and alternatives > _LARGEST_CHAIN:
            found = first
        if found is not None:
            return LexicalError(*table.starts[found], "this is nested too deeply to be read")
    return None


def _heavy_token(table: TokenTable, first: int, end: int, weight: int) -> int | None:
    """The first token of a logical line at which the weight passes the bound."""
    texts = table.texts
    levels: list[tuple[int, int, bool]] = []
    here, lambdas, in_target = 0, 0, False  # weight since the last comma; in lambda parameters, in a clause's target
    before = ""
    for index in range(first, end):
        text = texts[index]
        if text in _CLOSING:
            weight -= here
            here, lambdas, in_target = levels.pop() if levels else (0, 0, False)
            here += 1
            weight -= _NESTED - 1
        elif text in _OPENING or (text[-1] in "'\"" and text.lstrip("fFtTrR") in _CLOSING):
            weight += _NESTED
            levels.append((here, lambdas, in_target))
            here, lambdas, in_target = 0, 0, False
        elif (text == "," and not lambdas and not in_target) or (text == ";" and not levels):
            weight -= here
            here = 0
        else:
            cost = _NESTED if text in _LEANING or (text in _SIGNS and before in _BEFORE_OPERAND) else 1
            here += cost
            weight += cost
            if text == "lambda":
                lambdas += 1
            elif text == ":" and lambdas:
                lambdas -= 1
            elif text == "for" and levels:
                in_target = True
            elif text == "in":
                in_target = False
        if weight > HEAVIEST:
            return index
        before = text
    return None
