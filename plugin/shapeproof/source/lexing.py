"""Tokens and their places: the table that `lowering` looks spans up in, and that bounds and names are read from.

Only tokens that LibCST's nodes own are kept, so that counting them while walking the tree finds every span. The text
inside f- and t-strings is no token; their start, their braces, ``!``, ``:`` and their end are.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from shapeproof.program.nodes import Comment, Span

Place = tuple[int, int]

_SINGLE = r"'(?:[^\\'\n]++|\\.)*+'|\"(?:[^\\\"\n]++|\\.)*+\""
_TRIPLE = r"'''(?:[^\\']++|\\.|'(?!''))*+'''|\"\"\"(?:[^\\\"]++|\\.|\"(?!\"\"))*+\"\"\""
STRING = rf"(?:[bB][rR]?|[rR][bB]?|[uU])?+(?:{_TRIPLE}|{_SINGLE})"
FORMATTED_START = r"(?:[fFtT][rR]?|[rR][fFtT])(?:'''|\"\"\"|'|\")"
_MARKS = (
    r"\u00b7\u0300-\u167f\u1681-\u1fff\u20d0-\u20ff\u2d00-\u2dff\u302a-\u302f\u3099\u309a\ua66f-\uabff\ufe00-\ufe2f"
)
NAME = rf"[^\W\d][\w{_MARKS}\U00010000-\U000fffff]*+"  # combining marks are no \w
_DIGITS = r"\d++(?:_\d++)*+"
NUMBER = (
    r"(?:0[xX](?:_?[\da-fA-F])++|0[bB](?:_?[01])++|0[oO](?:_?[0-7])++"
    rf"|(?:{_DIGITS}(?:\.(?:{_DIGITS})?)?|\.{_DIGITS})(?:[eE][+-]?{_DIGITS})?[jJ]?)"
)
_OPERATOR = r"\.\.\.|\*\*=?|//=?|>>=?|<<=?|->|:=|[-+*/%@&|^=!<>]=|[-+*/%@&|^~=<>.,:;!]"

_WORD, _OPEN, _CLOSE, _OPERATION, _NEWLINE, _STRING, _FORMATTED, _COMMENT, _CONTINUED, _STRAY = range(1, 11)
_TOKEN = re.compile(
    rf"[ \t\f]*+(?:({NAME}(?!['\"])|{NUMBER})|([(\[{{])|([)\]}}])|({_OPERATOR})|(\n)|({STRING})|({FORMATTED_START})"
    rf"|(\#[^\n]*+)|(\\\n)|({NAME}|.|\Z))",
    re.DOTALL,
)


def _text_patterns(quote: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The text of an f-string between fields, of a raw one, and of a field's format."""
    if len(quote) == 3:
        plain = rf"[^{{}}\\{quote[0]}]++|{quote[0]}(?!{quote[1:]})"
    else:
        plain = rf"[^{{}}\\\n{quote}]++"
    escape = r"\\(?=[{}])|\\[^{}]"
    braces = r"\{\{|\}\}"
    return (
        re.compile(rf"(?:{plain}|\\N\{{[^}}\n]*\}}|{escape}|{braces})*+", re.DOTALL),
        re.compile(rf"(?:{plain}|{escape}|{braces})*+", re.DOTALL),
        re.compile(rf"(?:{plain}|{escape})*+", re.DOTALL),
    )


_TEXTS = {quote: _text_patterns(quote) for quote in ("'", '"', "'''", '"""')}
_PAIRS = {")": "(", "]": "[", "}": "{"}
_FIELD = "field"  # an open replacement field in the stack of brackets
_FRAME = "frame"  # an open f-string there
_DEEPEST = 200


def identifier(text: str) -> str:
    """A name as Python knows it (NFKC)."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


@dataclass(slots=True)
class LexicalError:
    """Where lexing found the text not to be Python, and why."""

    line: int
    column: int
    message: str


@dataclass(slots=True)
class TokenTable:
    """The tokens of a text in order: what they say, their offsets, and where they start and end."""

    texts: list[str] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    starts: list[Place] = field(default_factory=list)
    ends: list[Place] = field(default_factory=list)
    logical_lines: list[int] = field(default_factory=list)
    """Index of the first token of each logical line."""
    comments: list[Comment] = field(default_factory=list)
    error: LexicalError | None = None
    deepest: int = 0
    """The largest number of brackets, f-strings and fields open at once."""

    def span(self, first: int, last: int) -> Span:
        """From the start of token ``first`` to the end of token ``last``, inclusive."""
        return self.starts[first] + self.ends[last]


def tokenize(text: str, position: int = 0, *, one_string: bool = False) -> TokenTable:
    """The tokens of ``text``, whose lines end in ``\\n``. Never fails: the first error is recorded in the table.

    ``one_string`` stops where the f-string that starts at ``position`` ends, or at the first error; places are then
    relative to the line it starts on, columns on that line being offsets.
    """
    table = TokenTable()
    texts, offsets, starts, ends = table.texts, table.offsets, table.starts, table.ends
    match = _TOKEN.match
    brackets: list[str] = []
    frames: list[tuple[str, bool]] = []  # quote and rawness of each open f-string
    line = line_start = 0
    fresh_line = True
    size = len(text)

    def fail(offset: int, message: str) -> None:
        if table.error is None:
            table.error = LexicalError(line, offset - line_start, message)

    while position < size:
        found = match(text, position)
        assert found is not None
        kind = found.lastindex
        assert kind is not None
        start, end = found.span(kind)
        if kind == _NEWLINE:
            line += 1
            position = line_start = end
            if not brackets:
                fresh_line = True
            continue
        if kind == _COMMENT:
            table.comments.append(Comment(line, start - line_start, found[kind]))
            position = end
            continue
        if kind == _CONTINUED:
            line += 1
            position = line_start = end
            continue
        word = found[kind]
        if kind == _STRAY:
            if not word:
                break
            if word in "'\"":
                fail(start, "this string is not closed")
                stop = text.find("\n", start)
                end = size if stop < 0 else stop
                word = text[start:end]
            elif not word[0].isidentifier():
                fail(start, "a line cannot end in a lone backslash here" if word == "\\" else f"stray {word!r}")
                position = end
                continue
        if fresh_line:
            table.logical_lines.append(len(texts))
            fresh_line = False
        place = (line, start - line_start)
        if kind == _OPERATION and word[0] == ":" and brackets and brackets[-1] == _FIELD:
            word, end = ":", start + 1
        texts.append(word)
        offsets.append(start)
        starts.append(place)
        position = end
        if kind == _STRING and "\n" in word:
            line += word.count("\n")
            line_start = start + word.rindex("\n") + 1
        ends.append((line, end - line_start))
        if one_string and len(brackets) > _DEEPEST:
            fail(start, "this f-string is nested too deeply")
            return table
        if kind == _OPEN:
            brackets.append(word)
            if len(brackets) > table.deepest:
                table.deepest = len(brackets)
            continue
        in_text = False
        if kind == _CLOSE:
            if not brackets:
                fail(start, f"this {word!r} closes nothing")
            elif brackets[-1] == _PAIRS[word]:
                brackets.pop()
            elif brackets[-1] == _FIELD and word == "}":
                brackets.pop()
                in_text = True
            else:
                fail(start, f"this {word!r} does not match what is open")
        elif kind == _FORMATTED:
            quote = word.lstrip("fFtTrR")
            frames.append((quote, "r" in word[:2].lower()))
            brackets.append(_FRAME)
            table.deepest = max(table.deepest, len(brackets))
            in_text = True
        elif kind == _OPERATION and word == ":" and brackets and brackets[-1] == _FIELD:
            in_text = True
        while in_text:  # inside an f-string: its text up to the next field, or its end
            quote, raw = frames[-1]
            in_format = brackets[-1] == _FIELD
            literal, raw_literal, format_text = _TEXTS[quote]
            pattern = format_text if in_format else raw_literal if raw else literal
            passed = pattern.match(text, position)
            assert passed is not None
            start = passed.end()
            if start > position:
                newlines = text.count("\n", position, start)
                if newlines:
                    line += newlines
                    line_start = text.rindex("\n", position, start) + 1
            place = (line, start - line_start)
            if text.startswith("{", start):
                word, end = "{", start + 1
                brackets.append(_FIELD)
                table.deepest = max(table.deepest, len(brackets))
                in_text = False
            elif in_format and text.startswith("}", start):
                word, end = "}", start + 1
                brackets.pop()
            elif not in_format and text.startswith(quote, start):
                word, end = quote, start + len(quote)
                brackets.pop()
                frames.pop()
                in_text = False
            else:
                fail(start, "this f-string is not closed")
                while brackets and brackets.pop() != _FRAME:
                    pass
                frames.pop()
                position = start
                break
            texts.append(word)
            offsets.append(start)
            starts.append(place)
            ends.append((line, end - line_start))
            position = end
        if one_string and (not brackets or table.error is not None):
            return table
    if brackets:
        opened = _last_open(texts)
        line, line_start, start = starts[opened][0], 0, starts[opened][1]
        fail(start, f"this {texts[opened]!r} is never closed")
    return table


def _last_open(texts: list[str]) -> int:
    """The token that opens what is still open where a text ends."""
    opened: list[int] = []
    for index, text in enumerate(texts):
        if text in ("(", "[", "{") or (text[-1] in "'\"" and text.lstrip("fFtTrR") in _TEXTS and text not in _TEXTS):
            opened.append(index)
        elif opened and (text in _PAIRS or text in _TEXTS):
            opened.pop()
    return opened[-1] if opened else len(texts) - 1
