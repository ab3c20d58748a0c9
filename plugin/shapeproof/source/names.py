"""The module-level names a top-level statement binds or touches, read from its tokens alone.

More names than needed cost a little time when one of them is asked for; a missing one would be wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from keyword import iskeyword

from shapeproof.source.lexing import NAME, TokenTable, identifier, tokenize

_DEFINITION = re.compile(
    rf"^(?:async[ \t\f]+(?:\\\n[ \t]*)?)?(?:def|class)[ \t\f]+(?:\\\n[ \t]*)?({NAME})", re.MULTILINE
)
_ASSIGNMENT = re.compile(rf"({NAME})[ \t]*=[ \t]*(?:[\w.+-]+|\"[^\"\\\n]*\"|'[^'\\\n]*')[ \t]*(?:\#[^\n]*)?\Z")
_AUGMENTED = frozenset({"+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "<<=", ">>="})
_COMPOUND = frozenset(
    {"if", "elif", "else", "while", "for", "with", "try", "except", "finally", "match", "case", "async"}
)
_TRAILED = frozenset({")", "]", "}"})


def names_of(text: str, modules: frozenset[str] = frozenset()) -> tuple[tuple[str, ...], bool]:
    """The names a top-level statement binds or touches, in order, and whether it imports a star.

    A decorator such as ``@registry.register`` touches its root, unless that is one of ``modules``, the names bound by
    plain imports: ``@functools.cache`` changes nothing of ``functools``.
    """
    definition = _DEFINITION.match(text)
    if definition is not None:
        return (identifier(definition[1]),), False
    assignment = _ASSIGNMENT.match(text)
    if assignment is not None:
        return (identifier(assignment[1]),), False
    reader = _Reader(modules)
    if text.startswith("@"):
        definition = _DEFINITION.search(text)
        if definition is not None:
            reader.found[identifier(definition[1])] = None
            text = text[: definition.start()]
    reader.read(tokenize(text))
    return tuple(reader.found), reader.star


class _Reader:
    """Goes over the logical lines of one statement."""

    __slots__ = ("found", "modules", "star", "texts")

    def __init__(self, modules: frozenset[str]) -> None:
        self.modules = modules
        self.found: dict[str, None] = {}
        self.star = False
        self.texts: list[str] = []

    def read(self, table: TokenTable) -> None:
        self.texts = table.texts
        lines = [*table.logical_lines, len(self.texts)]
        inside: int | None = None  # the column of the definition whose body is being passed over
        for first, end in pairwise(lines):
            column = table.starts[first][1]
            if inside is not None and column > inside:
                continue
            word = self.texts[first]
            asynchronous = 1 if word == "async" and first + 1 < end else 0
            inside = None
            if self.texts[first + asynchronous] in ("def", "class") and first + asynchronous + 1 < end:
                self._add(first + asynchronous + 1)
                inside = column
            elif word == "@":
                self._decorator(first + 1, end)
            else:
                self._line(first + asynchronous, end)

    def _line(self, first: int, end: int) -> None:
        """A logical line: a clause's header and what follows its colon, or simple statements."""
        texts = self.texts
        for index in range(first + 1, end):
            if texts[index] == ":=":
                self._add(index - 1)
        if texts[first] in _COMPOUND and first + 1 < end:
            colon = self._header_end(first, end)
            if texts[first] in ("match", "case") and texts[first + 1] in (":", ".", "["):
                self._add(first)  # these two may be names as well
                colon = colon if texts[first + 1] == "[" else None
            if colon is not None:
                self._header(first, colon)
                if colon + 1 == end:
                    return
                first = colon + 1
        for start, stop in self._split(first, end, ";"):
            self._simple(start, stop)

    def _header_end(self, first: int, end: int) -> int | None:
        """Where the colon that ends a clause's header is."""
        lambdas = 0
        for index, depth in self._depths(first, end):
            if depth == 0:
                if self.texts[index] == "lambda":
                    lambdas += 1
                elif self.texts[index] == ":":
                    if not lambdas:
                        return index
                    lambdas -= 1
        return None

    def _header(self, first: int, colon: int) -> None:
        texts = self.texts
        word = texts[first]
        if word == "for":
            stop = next((i for i, depth in self._depths(first, colon) if depth == 0 and texts[i] == "in"), colon)
            self._targets(first + 1, stop)
        elif word in ("with", "except"):
            for index in range(first, colon):
                if texts[index] == "as":
                    stop = next((i for i, d in self._depths(index, colon) if d <= 0 and texts[i] in ",)"), colon)
                    self._targets(index + 1, stop)
        elif word == "case":
            self._touch(first + 1, colon)

    def _simple(self, first: int, end: int) -> None:
        texts = self.texts
        word = texts[first]
        if word == "import":
            for start, stop in self._split(first + 1, end, ","):
                self._add(stop - 1 if "as" in texts[start:stop] else start)
        elif word == "from":
            self._import_from(first, end)
        elif word in ("global", "nonlocal", "del"):
            self._targets(first + 1, end)
        elif word == "type" and first + 1 < end and texts[first + 1].isidentifier():
            self._add(first + 1)
        elif word not in ("assert", "return", "raise", "pass", "break", "continue"):
            self._assignment(first, end)

    def _import_from(self, first: int, end: int) -> None:
        texts = self.texts
        start = next((i for i in range(first, end) if texts[i] == "import"), end) + 1
        for index in range(start, end):
            if texts[index] == "*":
                self.star = True
            elif index + 1 >= end or texts[index + 1] != "as":
                self._add(index)

    def _assignment(self, first: int, end: int) -> None:
        """``targets = … = value``, an annotated or augmented one, or an expression."""
        texts = self.texts
        start, lambdas, assigned = first, 0, False
        for index, depth in self._depths(first, end):
            text = texts[index]
            if depth:
                continue
            if text == "lambda":
                lambdas += 1
            elif text == ":" and lambdas:
                lambdas -= 1
            elif (text == "=" and not lambdas) or text == ":" or text in _AUGMENTED:
                if not (text == "=" and assigned and texts[start - 1] == ":"):
                    self._targets(start, index)
                start, assigned = index + 1, True
        if not assigned:
            self._touch(first, end)

    def _targets(self, first: int, end: int) -> None:
        """The root names of assignment targets; what is in their subscripts and calls is only read."""
        texts = self.texts
        trailers: list[bool] = []  # for each open bracket, whether it follows a value
        for index in range(first, end):
            text = texts[index]
            if text in ("(", "[", "{"):
                before = texts[index - 1] if index > first else ""
                value_before = before in _TRAILED or (before.isidentifier() and not iskeyword(before))
                trailers.append(value_before or (bool(trailers) and trailers[-1]))
            elif text in _TRAILED:
                if trailers:
                    trailers.pop()
            elif not (trailers and trailers[-1]) and (index == first or texts[index - 1] != "."):
                self._add(index)

    def _touch(self, first: int, end: int) -> None:
        """The names of an expression whose objects it may change: all but plain callees and keywords."""
        texts = self.texts
        for index in range(first, end):
            after = texts[index + 1] if index + 1 < end else ""
            if after == "(" and (index == first or texts[index - 1] != "."):
                continue
            if (index > first and texts[index - 1] == ".") or (after == "=" and end - first > 2):
                continue
            self._add(index)

    def _decorator(self, first: int, end: int) -> None:
        """A plain name is only called; the root of a dotted one may keep what it decorates."""
        texts = self.texts
        if first + 1 < end and texts[first + 1] == "." and texts[first] in self.modules:
            first += 1
        if first + 1 < end:
            self._touch(first, end)

    def _add(self, index: int) -> None:
        text = self.texts[index]
        if text.isidentifier() and not iskeyword(text):
            self.found[identifier(text)] = None

    def _depths(self, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Each token outside of brackets and f-strings, and the brackets themselves, with how deep it is."""
        depth = 0
        for index in range(first, end):
            text = self.texts[index]
            if text in ("(", "[", "{"):
                depth += 1
            elif text in _TRAILED:
                depth -= 1
            yield index, depth

    def _split(self, first: int, end: int, separator: str) -> Iterator[tuple[int, int]]:
        start = first
        for index, depth in self._depths(first, end):
            if depth == 0 and self.texts[index] == separator:
                if start < index:
                    yield start, index
                start = index + 1
        if start < end:
            yield start, end
