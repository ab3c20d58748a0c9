"""One statement's text to its unit, and one expression's text to its node: lexed, bounded, parsed, lowered."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import TypeVar

import libcst as cst

from shapeproof.program import nodes
from shapeproof.source import definitions, expressions, literals, patterns, statements
from shapeproof.source.bounds import nested_too_deeply
from shapeproof.source.errors import SourceError
from shapeproof.source.lexing import LexicalError, TokenTable, tokenize
from shapeproof.source.lowering import LoweringError, Walk

__all__ = ["lower", "parse_expression"]

LOWERINGS = (definitions, expressions, literals, patterns, statements)
"""The modules that register how each kind of LibCST node lowers."""

_Lowered = TypeVar("_Lowered")

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_ZEROS = re.compile(r"0[\d_]*[1-9]\w*")
_DEEP = "this is nested too deeply to be read"
_LIBCST_MESSAGES = re.compile(r"(?:(?:parser|tokenizer) error: )+")


def lower(text: str) -> nodes.Unit:
    """The unit of one top-level statement; an `Unreadable` whose span starts at the error where there is one."""
    table = tokenize(text)
    comments = tuple(table.comments)
    try:
        return nodes.Unit(_statements(text, table), comments)
    except _Rejected as rejected:
        error = rejected.error
    line = text.split("\n", error.line + 1)[error.line]
    span = (error.line, error.column, error.line, max(len(line), error.column))
    return nodes.Unit((nodes.Unreadable(span, error.message),), comments)


def parse_expression(text: str) -> nodes.Expression:
    """The expression a text holds, lines and columns from its start. Raises `SourceError`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    table = tokenize(lines)
    try:
        if not table.texts:
            raise _Rejected(LexicalError(0, 0, "there is no expression"))
        _check(table)
        walk = Walk(lines, table)
        stripped = lines.strip()
        return _walked(walk, lambda: walk.expression(cst.parse_expression(stripped)))
    except _Rejected as rejected:
        quoted = text if len(text) <= 80 else f"{text[:77]}..."
        error = rejected.error
        place = f" at column {error.column + 1}" if error.column or error.line else ""
        place += f" of line {error.line + 1}" if error.line else ""
        reason = f"{quoted!r} is not an expression{place}: {error.message}"
        raise SourceError(f"{reason}; write it as in Python, such as Net(3, width=w)") from None


class _Rejected(Exception):
    """Why a text cannot be read, and where."""

    def __init__(self, error: LexicalError) -> None:
        super().__init__(error.message)
        self.error = error


def _statements(text: str, table: TokenTable) -> tuple[nodes.Statement, ...]:
    _check(table)
    walk = Walk(text, table)
    return _walked(walk, lambda: walk.statements(cst.parse_module(text + "\n").body))


def _check(table: TokenTable) -> None:
    error = table.error or nested_too_deeply(table)
    if error is not None:
        raise _Rejected(error)


def _walked(walk: Walk, action: Callable[[], _Lowered]) -> _Lowered:
    """What an action that parses and walks returns; whatever goes wrong becomes `_Rejected`."""
    try:
        lowered = action()
    except cst.ParserSyntaxError as error:
        raise _Rejected(_explained(walk.table, error.message)) from None
    except cst.CSTValidationError as error:
        raise _Rejected(_at_token(walk.table, 0, str(error).partition("\n")[0])) from None
    except UnicodeEncodeError:
        raise _Rejected(LexicalError(0, 0, "a lone surrogate stands in the text")) from None
    except LoweringError as error:
        raise _Rejected(_at_token(walk.table, walk.index, str(error))) from None
    except RecursionError:
        raise _Rejected(_at_token(walk.table, walk.index, _DEEP)) from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic of LibCST's parser is no Exception
        raise _Rejected(LexicalError(0, 0, f"LibCST cannot read this ({type(error).__name__})")) from None
    if walk.index != len(walk.table.texts):
        raise _Rejected(_at_token(walk.table, walk.index, "this does not fit the syntax around it"))
    return lowered


def _at_token(table: TokenTable, index: int, message: str) -> LexicalError:
    line, column = table.starts[min(index, len(table.starts) - 1)] if table.starts else (0, 0)
    return LexicalError(line, column, message)


def _explained(table: TokenTable, message: str) -> LexicalError:
    """LibCST's message with its place; it names the place after the token it stumbled over."""
    found = _PLACE.search(message)
    if found is None:
        said = _LIBCST_MESSAGES.sub("", message).replace("\n", " ")
        if "dedent" in said:
            return _at_token(table, _stray_dedent(table), said)
        zeros = (index for index, token in enumerate(table.texts) if "zeros" in said and _ZEROS.fullmatch(token))
        return _at_token(table, next(zeros, 0), said)
    after = (int(found[1]) - 1, int(found[2]))
    index = max(bisect_left(table.starts, after) - 1, 0)
    if index + 1 == len(table.texts) and after[0] > table.ends[index][0]:
        return LexicalError(*table.ends[index], "the line ends too early")
    following = index + 1 if table.starts[index] < after else index
    if following in table.logical_lines and following < len(table.starts) and table.starts[following] == after:
        line = table.logical_lines.index(following)
        if line == 0 or after[1] > table.starts[table.logical_lines[line - 1]][1]:
            return LexicalError(*after, "unexpected indentation")
        return LexicalError(*table.ends[index], "the line ends too early")
    if "expected INDENT" in found[3]:
        return _at_token(table, index, "an indented block is missing before this")
    text = table.texts[index]
    return _at_token(table, index, f"unexpected {text if len(text) <= 30 else text[:27] + '...'!r}")


def _stray_dedent(table: TokenTable) -> int:
    """The first token of the line whose indentation fits no block around it."""
    columns = [0]
    for index in table.logical_lines:
        column = table.starts[index][1]
        while column < columns[-1]:
            columns.pop()
            if column > columns[-1]:
                return index
        if column > columns[-1]:
            columns.append(column)
    return 0
