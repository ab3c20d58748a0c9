"""A file's text cut at its top-level statements, by a scan that sees strings, comments, brackets and line starts.

Text that is not Python is cut all the same. A bracket or a string left open ends at the next line that starts with
``def``, ``class``, ``import``, ``from`` or a decorator in column 0, so that one mistake costs one statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from shapeproof.source.lexing import tokenize

_PLAIN = r"[^()\[\]{}'\"\#\\]*+"
_EVENT = re.compile(
    rf"""
      (?P<balanced> \({_PLAIN}\) | \[{_PLAIN}\] | \{{{_PLAIN}\}} )
    | (?P<open> [(\[{{] )
    | (?P<close> [)\]}}] )
    | (?P<line> \n(?:[ \t]*\f)*+(?=[^ \t\f\n\#)\]}}\\]) )
    | (?P<string> '''(?:[^\\']++|\\.|'(?!''))*+''' | \"\"\"(?:[^\\\"]++|\\.|\"(?!\"\"))*+\"\"\"
        | '(?!'')(?:[^\\'\n]++|\\.)*+' | \"(?!\"\")(?:[^\\\"\n]++|\\.)*+\" )
    | (?P<comment> \#[^\n]*+ )
    | (?P<continued> \\\n )
    | (?P<stray> '''|\"\"\"|'|\" )
    """,
    re.VERBOSE | re.DOTALL,
)
_BALANCED, _OPEN, _CLOSE, _LINE, _STRING, _COMMENT, _CONTINUED, _STRAY = range(1, 9)
_SIMPLE = r"\\[^{]|\\(?=\{)|\{\{|\{[^{}'\"\n\#\\]*+\}"  # an escape or a field that holds no quote
_SIMPLE_FORMATTED = re.compile(
    rf"'''(?:[^\\'{{]++|'(?!'')|{_SIMPLE})*+'''|\"\"\"(?:[^\\\"{{]++|\"(?!\"\")|{_SIMPLE})*+\"\"\""
    rf"|'(?!'')(?:[^\\'\n{{]++|{_SIMPLE})*+'|\"(?!\"\")(?:[^\\\"\n{{]++|{_SIMPLE})*+\"",
    re.DOTALL,
)
_FORMATTED_PREFIXES = frozenset({"f", "t", "rf", "fr", "rt", "tr"})
_FIRST = re.compile(r"(?:[ \t\f]*+(?:\#[^\n]*+)?\n)*+[ \t\f]*+(?:\#[^\n]*+\Z)?")
_RESUMES = (
    r"(?:async[ \t]+)?def[ \t]+\w|class[ \t]+\w|import[ \t]+\w|from[ \t]+[\w.]+[ \t]+import\b"
    r"|@[^\n]*\n(?:@[^\n]*\n)*(?:async[ \t]+def|def|class)\b"
)
_RESUMING = re.compile(_RESUMES)
_RESUMING_LINE = re.compile(rf"^(?:{_RESUMES})", re.MULTILINE)
_CLAUSE = re.compile(r"(?:else|elif|except|finally)\b")
_HAS_CLAUSES = re.compile(r"(?:if|for|while|try|with|async|match)\b")
_DEFINED = re.compile(r"(?:async[ \t]+def|def|class)\b")
_MOST_FAILURES = 50
"""How often strings left open are recovered from in one file; after that, the rest is one statement."""


@dataclass(slots=True)
class Cut:
    """Where the top-level statements start and end, and where each comment does, all as offsets in order."""

    starts: list[int]
    ends: list[int]
    comments: list[tuple[int, int]]


def cut(text: str) -> Cut:
    """The top-level statements of a text whose lines end in ``\\n``. Never fails."""
    scan = _Scan(text)
    first = _FIRST.match(text)
    assert first is not None
    if first.end() < len(text):
        scan.starts.append(text.rfind("\n", 0, first.end()) + 1)
        scan.decorated = text[first.end()] == "@"
    resume: int | None = 0
    while resume is not None:
        resume = scan.run(resume)
    starts = scan.starts
    at_line_start = {start for start, _ in scan.comments if start == 0 or text[start - 1] == "\n"}
    ends = [_content_end(text, *both, at_line_start) for both in zip(starts, [*starts[1:], len(text)], strict=False)]
    return Cut(starts, ends, scan.comments)


def _content_end(text: str, start: int, stop: int, comments: set[int]) -> int:
    """Where a statement ends, without the blank lines and the comments in column 0 that follow it."""
    end = stop
    while end > start:
        end = start + len(text[start:end].rstrip(" \t\f\n")) if text[end - 1] in " \t\f\n" else end
        line = max(text.rfind("\n", start, end) + 1, start)
        if line not in comments:
            break
        end = line
    return stop if text[end - 1] == "\\" else end


class _Scan:
    """One file's scan: what it has found so far, and how often it had to start again."""

    __slots__ = ("comments", "decorated", "failures", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts: list[int] = []
        self.comments: list[tuple[int, int]] = []
        self.failures = 0
        self.decorated = False  # the last statement's decorators have not come to their definition yet

    def run(self, position: int) -> int | None:
        """Scans on from ``position``; returns where to scan on after a string, if not all is read."""
        text, starts, comments = self.text, self.starts, self.comments
        depth = 0
        while True:
            for found in _EVENT.finditer(text, position):
                kind = found.lastindex
                if kind in (_BALANCED, _CONTINUED):
                    continue
                if kind == _LINE:
                    start = found.start() + 1
                    if self._starts_statement(found.end(), depth):
                        starts.append(start)
                        depth = 0
                elif kind == _OPEN:
                    depth += 1
                elif kind == _CLOSE:
                    depth = max(depth - 1, 0)
                elif kind == _COMMENT:
                    comments.append(found.span())
                else:
                    quote_at = found.start()
                    formatted = text[quote_at - 1] in "fFtTrR" and formatted_prefix(text, quote_at)
                    if kind == _STRING and not formatted:
                        continue
                    end = self._formatted_end(quote_at) if formatted else None
                    if end is None and kind == _STRING:
                        end = found.end()
                    if end is None and len(found[0]) == 1:  # not closed on its line
                        end = text.find("\n", quote_at)
                        depth = 0
                    if end is None:
                        return self._restart()
                    if end < 0:
                        return None
                    if end != found.end():
                        position = end
                        break
            else:
                return None

    def _starts_statement(self, start: int, depth: int) -> bool:
        """Whether the line in column 0 that starts at an offset starts a statement."""
        text = self.text
        if not self.starts or start <= self.starts[-1]:
            return False
        if depth:
            starts = _RESUMING.match(text, start) is not None
        elif self.decorated:
            starts = text[start] != "@" and _DEFINED.match(text, start) is None
        else:
            starts = _CLAUSE.match(text, start) is None or _HAS_CLAUSES.match(text, self.starts[-1]) is None
        if starts or (self.decorated and not depth):
            self.decorated = text[start] == "@"
        return starts

    def _formatted_end(self, quote_at: int) -> int | None:
        """Where an f-string ends, by a closer look where its fields hold quotes, braces or lines."""
        simple = _SIMPLE_FORMATTED.match(self.text, quote_at)
        if simple is not None:
            return simple.end()
        if self.failures >= _MOST_FAILURES:
            return None
        prefix_at = quote_at - len(formatted_prefix(self.text, quote_at))
        table = tokenize(self.text, prefix_at, one_string=True)
        if table.error is not None:
            self.failures += 1
            return None
        for comment in table.comments:
            line_start = 0
            for _ in range(comment.line):
                line_start = self.text.index("\n", max(line_start, prefix_at)) + 1
            start = line_start + comment.column
            self.comments.append((start, start + len(comment.text)))
        return table.offsets[-1] + len(table.texts[-1])

    def _restart(self) -> int | None:
        """Where to scan on when the last statement holds a string that is never closed."""
        self.failures += 1
        if not self.starts or self.failures > _MOST_FAILURES:
            return None
        resuming = _RESUMING_LINE.search(self.text, self.starts[-1] + 1)
        if resuming is None:
            return None
        while self.comments and self.comments[-1][0] >= resuming.start():
            self.comments.pop()
        self.starts.append(resuming.start())
        self.decorated = self.text[resuming.start()] == "@"
        return resuming.start()


def formatted_prefix(text: str, quote_at: int) -> str:
    """The prefix that makes the string whose quote is at an offset an f- or t-string, or nothing."""
    start = quote_at
    while start > 0 and quote_at - start < 3 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    return text[start:quote_at] if text[start:quote_at].lower() in _FORMATTED_PREFIXES else ""
