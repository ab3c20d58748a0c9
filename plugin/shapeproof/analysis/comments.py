"""Comments that state a shape, at the end of an assignment or a return: read, and held against the value there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shapeproof.analysis.facts import Finding, Place, Severity
from shapeproof.dims import Dim, DimSyntaxError, Size, Symbol, atom_of, equal, parse
from shapeproof.program import nodes
from shapeproof.shapes import Shape, text_of
from shapeproof.shapes.wording import reads_as_dimension
from shapeproof.torch_model.promises.sizes import member_size
from shapeproof.values import Class, Frame, Object, PythonModule, TensorState, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MEANINGS = "\0comments"  # among a frame's names: what the names in its comments mean
_BRACKETS = r"(?:\([^()\[\]]*\)|\[[^()\[\]]*\])"
_LED = re.compile(rf"(?:(?P<name>[A-Za-z_][\w.]*)\s*:\s*)?(?:(?:shape|size)\s*[:=]?\s*)?(?P<row>{_BRACKETS})\.?")
_MADE = re.compile(rf"{_BRACKETS}(?:\s*[x@*+]\s*{_BRACKETS})*\s*(?:->|=>|→)\s*(?P<row>{_BRACKETS})")
_TIMES = re.compile(r"[\w*/+-]+(?: [x×] [\w*/+-]+)+")
_COMMAS = re.compile(r"[\w*/+-]+(?:,\s?[\w*/+-]+)+")
_COORDINATES = re.compile(
    r"(?:[xyzw]\d*|[xyzwlt]+[12]?|c[xyz]|[dt][xyzhw]|left|top|right|bottom|min|max|true|false|none)", re.I
)
_LONE = re.compile(r"[A-Z]{1,2}|[A-Za-z]\w+(?=,)")


@dataclass(frozen=True, slots=True)
class Stated:
    """A shape as a comment states it; ``name`` is what it says it is of, ``text`` its own words."""

    words: tuple[str, ...]
    name: str | None
    text: str


def read_comment(comment: str) -> Stated | None:
    """The shape a comment states and states alone; None for prose, values, boxes and references."""
    text = comment.lstrip("#").strip()
    led = _LED.fullmatch(text)
    if led is not None:
        return _row(led["row"], led["name"])
    made = _MADE.fullmatch(text)
    if made is not None:
        rows = re.findall(_BRACKETS, text)
        return _row(made["row"], None) if all(_row(row, None) is not None for row in rows) else None
    if _TIMES.fullmatch(text):
        return _stated(re.split(r" [x×] ", text), None, text)
    if _COMMAS.fullmatch(text) and not text.replace(",", "").replace(" ", "").isdigit():
        words = [word.strip() for word in text.split(",")]
        return _stated(words, None, text) if all(len(word) <= 12 for word in words) else None
    return None


def _row(row: str, name: str | None) -> Stated | None:
    inside = row[1:-1].strip()
    words = [word.strip() for word in inside.split(",")]
    if len(words) > 1 and not words[-1]:
        words.pop()
    elif len(words) == 1 and " x " in inside:
        words = inside.split(" x ")
    elif len(words) == 1 and not (_LONE.fullmatch(inside) or name is not None):
        return None  # a reference, a footnote, a word in brackets
    return _stated(words, name, row)


def _stated(words: list[str], name: str | None, text: str) -> Stated | None:
    plain = [word.replace(" ", "") for word in words]
    if not all(word and reads_as_dimension(word.replace("/", "//")) for word in plain):
        return None
    if any(_COORDINATES.fullmatch(word) for word in plain if word not in ("w", "W", "l", "L", "t", "T")):
        return None
    if sum(word == "..." for word in plain) > 1 or any(word.startswith(("#", "?", "{")) for word in plain):
        return None
    return Stated(tuple(plain), name, text)


# --- holding --------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Seen:
    """One comment over all visits of its line: each visit that knew the shape agreed with it, or was told otherwise."""

    place: Place
    stated: Stated
    agreed: bool = False
    is_shape: str | None = None


class Comments:
    """The comments of checked files, read with the statement that runs, and what was seen of each."""

    def __init__(self) -> None:
        self.by_statement: dict[tuple[int, int], tuple[PythonModule, dict[int, tuple[Stated, int, int]]]] = {}
        self.seen: dict[tuple[str, int], Seen] = {}

    def stated_at(self, module: PythonModule, first_line: int, line: int) -> tuple[Stated, int, int] | None:
        """What the comment on a line says, of the top-level statement that starts at ``first_line``."""
        known = self.by_statement.get((module.id, first_line))
        if known is None:
            known = self.by_statement[module.id, first_line] = (module, dict(_read_at(module, first_line)))
        return known[1].get(line)

    def bound(
        self, machine: Interpreter, frame: Frame, span: nodes.Span, target: nodes.Expression | None, value: Value
    ) -> None:
        """A statement that ends in this span gives a value, to a target or (None) to the caller."""
        line = frame.first_line + span[2]
        found = self.stated_at(frame.module, frame.first_line, line)
        if found is None:
            return
        stated, column, end = found
        if stated.name is not None and stated.name != _name_of(target):
            return
        content = machine.state(value).content if isinstance(value, Object) else None
        if not isinstance(content, TensorState) or content.shape is None or content.assumed:
            return
        shape = machine.judge.reading(content.shape)
        meanings = dict(machine.entry(frame.id).get(MEANINGS, ()))
        fits = _fits(machine, frame, stated, shape, meanings)
        if fits is None:
            return
        key = (frame.module.path, line)
        seen = self.seen.get(key)
        if seen is None:
            where = Place(frame.module.path, line, column, line, end)
            seen = self.seen[key] = Seen(where, stated)
        if fits:
            seen.agreed = True
            if not machine.in_base:
                names = {**machine.entry(frame.id), MEANINGS: meanings}
                machine.put(frame.id, names)
        elif seen.is_shape is None:
            seen.is_shape = text_of(shape)

    def findings(self, path: str) -> Iterator[Finding]:
        """A warning for each comment that no visit of its line could agree with."""
        for (where, _), seen in self.seen.items():
            if where == path and not seen.agreed and seen.is_shape is not None:
                message = f"the comment says {seen.stated.text}, the value is {seen.is_shape}"
                yield Finding(seen.place, "comment", Severity.WARNING, message)


def _read_at(module: PythonModule, first_line: int) -> Iterator[tuple[int, tuple[Stated, int, int]]]:
    """The comments of one statement that say a shape, by line, with their columns."""
    source = module.source
    if source is None or not source.statements:
        return
    index = bisect_right(source.statements, first_line, key=lambda statement: statement.first_line) - 1
    if index < 0:
        return
    for comment in source.unit(index).comments:
        stated = read_comment(comment.text)
        if stated is not None:
            column = comment.column + 1
            yield first_line + comment.line, (stated, column, column + len(comment.text.rstrip()))


def _name_of(target: nodes.Expression | None) -> str | None:
    if isinstance(target, nodes.Name):
        return target.name
    return target.name if isinstance(target, nodes.Attribute) else None


def _fits(machine: Interpreter, frame: Frame, stated: Stated, shape: Shape, meanings: dict[str, Size]) -> bool | None:
    """Whether a shape may be what is stated; None where neither can be told. Names get their meanings by it."""
    words = list(stated.words)
    if shape.splat is not None:
        return None
    sizes = list(shape.dims)
    if "..." in words:
        at = words.index("...")
        after = len(words) - at - 1
        if len(sizes) < at + after:
            return False
        sizes = [*sizes[:at], *sizes[len(sizes) - after :]]
        words.remove("...")
    elif any(word.startswith("*") for word in words):
        return None
    if _are_values(words, shape.dims):
        return None
    if len(words) != len(sizes):
        return False
    known = {word: size for word in words if (size := _meaning(machine, frame, word, meanings)) is not None}
    for word, size in zip(words, sizes, strict=True):
        expected = known.get(word)
        if expected is None:
            if word.isidentifier() and word != "_":
                known[word] = meanings[word] = machine.judge.resolve(size)
            continue
        if _differ(machine, size, expected, [each for other, each in known.items() if other != word]):
            return False
    return True


def _are_values(words: list[str], sizes: tuple[Size, ...]) -> bool:
    """``# [1, 2, 3]`` behind a vector of three: its numbers, not its shape."""
    return all(word.isdigit() for word in words) and (len(sizes) <= 1 or "0" in words)


def _differ(machine: Interpreter, size: Size, expected: Size, others: list[Size]) -> bool:
    """Whether they cannot be equal, or are two different names of which the size has the other one."""
    a, b = machine.judge.resolve(size), machine.judge.resolve(expected)
    if a is b or a == b:
        return False
    holds = machine.judge.holds(equal(a, b))
    if holds is not None:
        return not holds
    return _is_telling(a) and _is_telling(b) and any(machine.judge.resolve(other) == a for other in others)


def _is_telling(size: Size) -> bool:
    """A number above 1, or a size with a name of its own."""
    return size > 1 if isinstance(size, int) else isinstance(atom_of(size), Symbol)


def _meaning(machine: Interpreter, frame: Frame, word: str, meanings: dict[str, Size]) -> Size | None:
    """What a word of a comment means: a number, a variable, an attribute, what an earlier comment said."""
    if word.isdigit():
        return int(word)
    names = machine.entry(frame.id)
    receiver = frame.receiver

    def find(name: str) -> Size | None:
        held = names.get(name)
        if type(held) is int or type(held) is Dim:
            return held
        if name in meanings:
            return meanings[name]
        if isinstance(receiver, Object) and not isinstance(receiver, Class) and len(name) > 2:
            return member_size(machine, receiver, name)
        return None

    if word.isidentifier():
        return find(word)
    table: dict[str, Size] = {}
    for name in re.findall(r"[A-Za-z_]\w*", word):
        found = find(name)
        if found is None:
            return None
        table[name] = found
    try:
        return parse(re.sub(r"(?<!/)/(?!/)", "//", word), table)
    except (DimSyntaxError, ArithmeticError, ValueError):
        return None
