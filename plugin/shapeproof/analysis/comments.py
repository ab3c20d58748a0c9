"""Comments that state a shape, at the end of an assignment or a return: read, and held against the value there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from shapeproof.analysis.facts import Finding, Place, Severity
from shapeproof.dims import Dim, DimSyntaxError, Size, Symbol, atom_of, equal, evaluate, parse, symbols_of
from shapeproof.program import nodes
from shapeproof.shapes import Shape, text_of
from shapeproof.shapes.wording import reads_as_dimension
from shapeproof.torch_model.promises.sizes import member_size
from shapeproof.values import Class, Frame, Object, PythonModule, TensorState, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MEANINGS = "\0comments"  # among a frame's names: what its comments said
LARGEST = 40_000
_BRACKETS = r"(?:\([^()\[\]]*\)|\[[^()\[\]]*\])"
_LED = re.compile(rf"(?:(?P<name>[A-Za-z_][\w.]*)\s*:\s*)?(?:(?:shape|size)\s*[:=]?\s*)?(?P<row>{_BRACKETS})\.?")
_MADE = re.compile(rf"{_BRACKETS}(?:\s*[x@*+]\s*{_BRACKETS})*\s*(?:->|=>|→)\s*(?P<row>{_BRACKETS})")
_TIMES = re.compile(r"[\w*/+-]+(?: [x×] [\w*/+-]+)+")
_COMMAS = re.compile(r"[\w*/+-]+(?:,\s?[\w*/+-]+)+")
_COORDINATES = re.compile(
    r"(?:[xyzw]\d*|[xyzwlt]+[12]?|c[xyz]|[dt][xyzhw]|left|top|right|bottom|min|max|true|false|none)", re.I
)
_TIMES_LETTER = re.compile(r"^(\d+)([A-CE-Z])$")  # 3C, but not 2D
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
    plain = [_TIMES_LETTER.sub(r"\1*\2", word.replace(" ", "")) for word in words]
    if not all(word and reads_as_dimension(word.replace("/", "//")) for word in plain):
        return None
    if any(_COORDINATES.fullmatch(word) for word in plain if word not in ("w", "W", "l", "L", "t", "T")):
        return None
    if sum(word == "..." for word in plain) > 1 or any(word.startswith(("#", "?", "{")) for word in plain):
        return None
    return Stated(tuple(plain), name, text)


# --- holding --------------------------------------------------------------------------------------------------------


class Fit(Enum):
    """Whether a comment is wrong of a shape, may be right, or is right."""

    WRONG = 0
    OPEN = 1
    SURE = 2


@dataclass(slots=True)
class Seen:
    """One comment over all visits of its line: each visit that knew the shape agreed with it, or was told otherwise.

    Visits on whose way no comment was wrong tell what its author had in mind; only without such the others count.
    Where a comment names sizes, a run that knows them all tells more than one in which they are open. Where the number
    of dimensions stays open on one path of a run, it was supposed on the others: these say nothing against it, but for
    those on which comments before it were right.
    """

    place: Place
    stated: Stated
    visits: dict[tuple[bool, Fit, str], None] = field(default_factory=dict)
    of_other_ranks: dict[int, list[tuple[bool, str]]] = field(default_factory=dict)
    open_runs: set[int] = field(default_factory=set)

    def visit(self, fit: Fit, shape: str, strays: bool) -> None:
        self.visits[strays, fit, shape] = None

    def settle_ranks(self) -> None:
        """Once all runs are over: what had another rank counts in a run that left none open."""
        for run, visits in self.of_other_ranks.items():
            if run not in self.open_runs:
                self.visits.update({(strays, Fit.WRONG, shape): None for strays, shape in visits})

    def is_shape(self) -> str | None:
        """The shape that is there instead of the stated one, None where some visit agrees."""
        visits = [visit for visit in self.visits if not visit[0]] or list(self.visits)
        agreeing = {fit for _, fit, _ in visits} - {Fit.WRONG}
        shapes = [shape for _, fit, shape in visits if fit is Fit.WRONG]
        is_of_names = not any(map(str.isdigit, "".join(self.stated.words)))
        if not shapes or Fit.SURE in agreeing or (agreeing and not is_of_names):
            return None
        is_number = all(word.isdigit() for word in self.stated.words[1:])
        return next((shape for shape in shapes if any(map(str.isalpha, shape)) != is_number), shapes[0])


@dataclass(slots=True)
class Said:
    """What the comments on a path through a function said so far.

    ``meanings`` are sizes by words, ``counts`` numbers that sizes of inputs were said to make; ``strays`` tells that
    one of the comments was wrong on this path.
    """

    meanings: dict[str, Size]
    counts: tuple[tuple[Size, int], ...] = ()
    strays: bool = False

    @staticmethod
    def of(kept: tuple[dict[str, Size], tuple[tuple[Size, int], ...], bool] | None) -> Said:
        return Said({}) if kept is None else Said(dict(kept[0]), kept[1], kept[2])

    def kept(self) -> tuple[dict[str, Size], tuple[tuple[Size, int], ...], bool]:
        return self.meanings, self.counts, self.strays

    def may_also_be(self, counts: list[tuple[Size, int]]) -> bool:
        """Whether sizes can be these numbers as well as those that were said of the same input before; kept if so."""
        for each, number in counts:
            met = symbols_of(each) if isinstance(each, Dim) else ()
            if len(met) != 1:
                continue
            before = [other for other in self.counts if isinstance(other[0], Dim) and symbols_of(other[0]) == met]
            if before and _never_meet(met[0], (*before, (each, number))):
                return False
            if (each, number) not in self.counts:
                self.counts = (*self.counts, (each, number))
        return True


@lru_cache(maxsize=1024)
def _never_meet(symbol: Dim, counts: tuple[tuple[Size, int], ...]) -> bool:
    """Whether no number for a symbol makes all of these sizes what they are said to be: tried on all that can."""
    limit = 64 * max(number for _, number in counts) + 512
    if limit > LARGEST:
        return False
    try:
        for size, number in counts:
            met = [each for each in range(1, limit) if evaluate(size, {symbol: each}) == number]
            if met and met[-1] < limit // 2:
                return not any(
                    all(evaluate(other, {symbol: each}) == wanted for other, wanted in counts) for each in met
                )
    except (ValueError, ArithmeticError):
        return False
    return False


class Comments:
    """The comments of checked files, read with the statement that runs, and what was seen of each."""

    def __init__(self) -> None:
        self.by_statement: dict[tuple[int, int], tuple[PythonModule, dict[int, tuple[Stated, int, int]]]] = {}
        self.seen: dict[tuple[str, int], Seen] = {}
        self._run = 0
        self._layers: list[Object] | None = None  # those of the run under way

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
        said = Said.of(machine.entry(frame.id).get(MEANINGS))
        was_right = bool(said.meanings)
        fits = _fits(machine, frame, stated, shape, said)
        if fits is None and (shape.splat is None or any(word.startswith(("*", "...")) for word in stated.words)):
            return
        key = (frame.module.path, line)
        seen = self.seen.get(key)
        if seen is None:
            where = Place(frame.module.path, line, column, line, end)
            seen = self.seen[key] = Seen(where, stated)
        has_rank = _opposite(list(stated.words), shape) is not None
        if fits is None:
            if has_rank:
                seen.open_runs.add(self._run_of(machine))
            return
        if has_rank or was_right:
            seen.visit(fits, text_of(shape), said.strays)
        else:
            seen.of_other_ranks.setdefault(self._run_of(machine), []).append((said.strays, text_of(shape)))
        if not machine.in_base:
            said.strays = said.strays or fits is Fit.WRONG
            machine.put(frame.id, {**machine.entry(frame.id), MEANINGS: said.kept()})

    def _run_of(self, machine: Interpreter) -> int:
        """A number for the run under way: each has a list of layers of its own."""
        if machine.layers is not self._layers:
            self._run, self._layers = self._run + 1, machine.layers
        return self._run

    def findings(self, path: str) -> Iterator[Finding]:
        """A warning for each comment that no visit of its line could agree with."""
        for (where, _), seen in self.seen.items():
            seen.settle_ranks()
            shape = seen.is_shape() if where == path else None
            if shape is not None:
                message = f"the comment says {seen.stated.text}, the value is {shape}"
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


def _fits(machine: Interpreter, frame: Frame, stated: Stated, shape: Shape, said: Said) -> Fit | None:
    """Whether a shape may be what is stated; None where neither can be told. What it says is kept in ``said``."""
    words = list(stated.words)
    if any(word.startswith("*") for word in words) or (shape.splat is not None and "..." in words):
        return None
    if shape.splat is None and _are_values(words, shape.dims):
        return None
    row = _opposite(words, shape)
    if row is None:
        return Fit.WRONG
    known = {word: size for word in words if (size := _meaning(machine, frame, word, said.meanings)) is not None}
    named = _Named(machine, {**said.meanings, **known}, row)
    counts: list[tuple[Size, int]] = []
    is_sure = True
    for index, (word, size) in enumerate(row):
        expected = known.get(word)
        if expected is None:
            if word.isidentifier() and word != "_":
                known[word] = said.meanings[word] = named.meanings[word] = machine.judge.resolve(size)
            continue
        differs = named.differ(index, expected)
        if differs or (not word.isidentifier() and _are_other_sums(machine, frame, size, expected)):
            return Fit.WRONG
        is_sure = is_sure and differs is not None
        if isinstance(expected, int):
            counts.append((machine.judge.resolve(size), expected))
    if not said.may_also_be(counts):
        return Fit.WRONG
    said.meanings.update({word: size for word, size in known.items() if word.isidentifier()})
    return None if shape.splat is not None else Fit.SURE if is_sure else Fit.OPEN


def _opposite(words: list[str], shape: Shape) -> list[tuple[str, Size]] | None:
    """The words with the sizes they stand for, as far as these are known; None where their number cannot be."""
    if "..." in words:
        at = words.index("...")
        before, after = words[:at], words[at + 1 :]
        if len(shape.dims) < len(before) + len(after):
            return None
        sizes = shape.dims
        return [*zip(before, sizes, strict=False), *zip(after, sizes[len(sizes) - len(after) :], strict=True)]
    if len(words) < shape.least_rank or (shape.splat is None and len(words) != shape.rank):
        return None
    behind = words[len(words) - len(shape.after) :]
    return [*zip(words, shape.before, strict=False), *zip(behind, shape.after, strict=True)]


def _are_values(words: list[str], sizes: tuple[Size, ...]) -> bool:
    """``# [1, 2, 3]`` behind a vector of three: its numbers, not its shape."""
    return all(word.isdigit() for word in words) and (len(sizes) <= 1 or "0" in words)


@dataclass(slots=True)
class _Named:
    """What the words of a comment and of those before it mean, and the row of sizes that it is held against."""

    machine: Interpreter
    meanings: dict[str, Size]
    row: list[tuple[str, Size]]

    def differ(self, index: int, expected: Size) -> bool | None:
        """Whether a size is not what its word means: never, or it is what another word means, or the other way.

        None where that is open.
        """
        word, size = self.row[index]
        judge = self.machine.judge
        a, b = judge.resolve(size), judge.resolve(expected)
        if a is b or a == b:
            return False
        holds = judge.holds(equal(a, b))
        if holds is not None:
            return not holds
        is_of_another = any(judge.resolve(other) == a for name, other in self.meanings.items() if name != word)
        stands_elsewhere = any(judge.resolve(other) == b for name, other in self.row if name != word)
        if is_of_another and stands_elsewhere:
            return True
        return True if _is_telling(a) and _is_telling(b) and (is_of_another or stands_elsewhere) else None


def _are_other_sums(machine: Interpreter, frame: Frame, size: Size, expected: Size) -> bool:
    """Whether both are products and sums of sizes that have a name here, and not the same ones."""
    a, b = machine.judge.resolve(size), machine.judge.resolve(expected)
    if machine.judge.holds(equal(a, b)) is not None or not (isinstance(a, Dim) and isinstance(b, Dim)):
        return False
    named = {each for each in machine.entry(frame.id).values() if type(each) is Dim}
    return all(isinstance(atom, Symbol) for each in (a, b) for atom in each.atoms) and named.issuperset(symbols_of(a))


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
