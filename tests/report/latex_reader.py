"""A strict reader of the LaTeX that tables are written in: plain ``tabular``, math mode, no packages.

What it takes, TeX takes: every brace and ``$`` is closed, every command is known, every row has the columns that are
declared. Formulas are read back as numbers, so that what is typeset can be compared with what was counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}^&$]|[0-9]+|\s+|.", re.DOTALL)
_TEXT = {r"\_", r"\%", r"\#", r"\&", r"\$", r"\{", r"\}", r"\texttt", r"\textbackslash", r"\textasciitilde"}


class LatexError(ValueError):
    """What TeX would stop at."""


@dataclass(frozen=True)
class Table:
    """The rows of a tabular, each a row of cells as they are written."""

    rows: list[list[str]]


def read_table(text: str) -> Table:
    """The table; `LatexError` where TeX would complain."""
    lines = [line for line in text.splitlines() if not line.startswith("%")]
    opened = re.fullmatch(r"\\begin\{tabular\}\{([lrc]+)\}", lines[0])
    if opened is None or lines[-1] != r"\end{tabular}":
        raise LatexError("no tabular that begins and ends")
    rows = []
    for line in lines[1:-1]:
        if line == r"\hline":
            continue
        if not line.endswith(r" \\"):
            raise LatexError(f"a row without its end: {line}")
        cells = _cells(line.removesuffix(r" \\"))
        if len(cells) != len(opened[1]):
            raise LatexError(f"{len(cells)} cells in {len(opened[1])} columns: {line}")
        rows.append(cells)
    return Table(rows)


def _cells(line: str) -> list[str]:
    cells, depth, math = [""], 0, False
    for token in _TOKEN.findall(line):
        if token == "$":
            math = not math
        elif token in "{}":
            depth += 1 if token == "{" else -1
        elif token in ("^", "_") and not math:
            raise LatexError(f"{token} outside of math mode: {line}")
        elif token.startswith("\\") and not math and token not in _TEXT:
            raise LatexError(f"{token} is not known: {line}")
        if depth < 0:
            raise LatexError(f"a brace too many: {line}")
        if token == "&" and not math and depth == 0:
            cells.append("")
        else:
            cells[-1] += token
    if math or depth:
        raise LatexError(f"something stays open: {line}")
    return [cell.strip() for cell in cells]


def formulas(cell: str) -> list[str]:
    """The parts of a cell in math mode."""
    return re.findall(r"\$([^$]*)\$", cell)


def value(formula: str, names: Mapping[str, int]) -> float:
    """The number a formula is."""
    tokens = [token for token in _TOKEN.findall(formula) if not token.isspace() and token != r"\,"]
    reader = _Reader(tokens, names)
    result = reader.sum()
    if reader.tokens:
        raise LatexError(f"{''.join(reader.tokens)} stands behind a formula")
    return result


class _Reader:
    def __init__(self, tokens: list[str], names: Mapping[str, int]) -> None:
        self.tokens = tokens
        self.names = names

    def next(self, wanted: str | None = None) -> str:
        if not self.tokens or (wanted is not None and self.tokens[0] != wanted):
            raise LatexError(f"{wanted} is missing before {' '.join(self.tokens[:5])}")
        return self.tokens.pop(0)

    def sum(self) -> float:
        sign = -1 if self.tokens[:1] == ["-"] and self.next() else 1
        total = sign * self.product()
        while self.tokens[:1] in (["+"], ["-"]):
            total += self.product() if self.next() == "+" else -self.product()
        return total

    def product(self) -> float:
        result = self.power()
        while self.tokens and self.tokens[0] not in ("+", "-", "}", r"\right", ",", r"\bmod"):
            if self.tokens[0] == r"\times":
                self.next()
            result *= self.power()
        if self.tokens[:1] == [r"\bmod"]:
            self.next()
            return result % self.power()
        return result

    def power(self) -> float:
        base = self.factor()
        if self.tokens[:1] == ["^"]:
            self.next()
            return base ** self.group()
        return base

    def group(self) -> float:
        self.next("{")
        result = self.sum()
        self.next("}")
        return result

    def factor(self) -> float:
        token = self.next()
        if token.isdigit():
            return float(token + "".join(self._thousands()))
        if token == r"\mathrm":
            return self.names["".join(self._name())]
        if token == r"\frac":
            above = self.group()
            return above / self.group()
        if token == r"\left":
            kind = self.next()
            inside = self.sum()
            self.next(r"\right")
            self.next({"(": ")", r"\lfloor": r"\rfloor"}[kind])
            return inside // 1 if kind == r"\lfloor" else inside
        if token in self.names:
            return self.names[token]
        raise LatexError(f"{token} is not known in a formula")

    def _thousands(self) -> Iterator[str]:
        while self.tokens[:3] == ["{", ",", "}"]:
            del self.tokens[:3]
            yield self.next()

    def _name(self) -> Iterator[str]:
        self.next("{")
        while (token := self.next()) != "}":
            yield token.removeprefix("\\")
