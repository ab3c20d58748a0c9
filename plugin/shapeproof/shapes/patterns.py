"""Dimension strings, in jaxtyping's syntax: ``b d``, ``*batch 4*d``, ``#n _ ... name=4``."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shapeproof.dims import Dim, DimSyntaxError, Size, atom_of, parse, symbols_of
from shapeproof.dims.polynomial import Symbol
from shapeproof.shapes.broadcasting import stretch
from shapeproof.shapes.channels import Gap, Refusal, Refused
from shapeproof.shapes.judge import Judge
from shapeproof.shapes.shape import Item, Shape, text_of

MAXIMAL_AXES = 64
_BRACES = re.compile(r"\{([^{}]*)\}")
Bindings = MutableMapping[str, Any]  # a name: a Size, for a splat a tuple of items
Refuse = Callable[[str, Any, Any, int | None], Refusal]  # what is wrong, expected, got, axis


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a pattern: arithmetic over names, or ``_`` (text None); ``#`` lets it be 1.

    Names in braces (``{n}``, ``h-2*{n}``) are those of arguments (``given``), not of other axes.
    """

    text: str | None
    names: tuple[str, ...] = ()
    stretches: bool = False
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Run:
    """``*name``, or ``...`` (name None)."""

    name: str | None
    stretches: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    text: str
    items: tuple[Axis | Run, ...]

    @property
    def run(self) -> int | None:
        return next((i for i, item in enumerate(self.items) if isinstance(item, Run)), None)


class PatternError(ValueError):
    """A dimension string that cannot be read; ``column`` counts from 0 within it."""

    def __init__(self, message: str, column: int) -> None:
        super().__init__(message)
        self.column = column


@lru_cache(maxsize=4096)
def parse_pattern(text: str) -> Pattern:
    """Read a dimension string; `PatternError` where jaxtyping would not take it."""
    items: list[Axis | Run] = []
    for word, column in _words(text):
        item = _item(word, column)
        if isinstance(item, Run) and any(isinstance(other, Run) for other in items):
            raise PatternError("only one of * and ... may stand in a shape", column)
        items.append(item)
    if len(items) > MAXIMAL_AXES:
        raise PatternError(f"more than {MAXIMAL_AXES} axes", 0)
    return Pattern(text, tuple(items))


def _words(text: str) -> list[tuple[str, int]]:
    """The words of a dimension string with their columns; a brace or bracket keeps a word together."""
    words: list[tuple[str, int]] = []
    start, depth = None, 0
    for column, character in enumerate(text):
        if character.isspace() and depth == 0:
            if start is not None:
                words.append((text[start:column], start))
                start = None
            continue
        if start is None:
            start = column
        depth += (character in "({[") - (character in ")}]")
    if start is not None:
        words.append((text[start:], start))
    return words


def _item(word: str, column: int) -> Axis | Run:
    if word == "...":
        return Run(None)
    stretches, run, plain, place = False, False, word, column
    while plain and plain[0] in "#*?":
        if plain[0] == "#":
            stretches = True
        elif plain[0] == "*":
            run = True
        plain, place = plain[1:], place + 1
    head, equals, tail = plain.partition("=")
    if equals and head.isidentifier() and not tail.startswith("="):
        plain, place = tail, place + len(head) + 1  # the name is for readers alone
    if run:
        if plain == "_":
            return Run(None)
        if not plain.isidentifier():
            raise PatternError("* needs a name behind it", place)
        return Run(plain, stretches)
    if plain.startswith("_"):
        return Axis(None)
    braced, around = [each for each in _BRACES.findall(plain) if each], _BRACES.sub("1", plain)
    if plain.startswith("{") and plain.endswith("}") and len(braced) == 1:
        plain, place = braced[0], place + 1
    plain = _BRACES.sub(lambda found: found[1] if found[1].isidentifier() else f"({found[1]})", plain)
    if not plain:
        raise PatternError("an axis is missing behind the mark", place)
    try:
        names = _names(plain)
        given = frozenset(name for each in braced for name in _names(each))
        shared = given & set(_names(around)) if given else ()
    except DimSyntaxError as error:
        if braced and _is_expression(plain):
            return Axis(None)  # what is worked out of arguments at run time may be any size
        raise PatternError(str(error), place + error.column) from None
    if shared:
        return Axis(None)  # one name for an argument and for an axis
    return Axis(plain, names, stretches, given)


def _is_expression(text: str) -> bool:
    try:
        tree = _tree(text)
    except DimSyntaxError:
        return False
    return not isinstance(tree, ast.Tuple | ast.Constant | ast.Starred)


def _names(text: str) -> tuple[str, ...]:
    """The names in an axis; dotted ones as written."""
    tree = _tree(text)
    found: dict[str, None] = {}

    def visit(node: ast.AST) -> None:
        if isinstance(node, ast.Attribute):
            found[ast.unparse(node)] = None
            return
        if isinstance(node, ast.Name):
            if node.id not in ("min", "max"):
                found[node.id] = None
            return
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(tree)
    parse(_undotted(text, tuple(found)))  # refuses what is no arithmetic of sizes
    return tuple(found)


def _undotted(text: str, names: tuple[str, ...]) -> str:
    """The text with dotted names made plain ones."""
    for name in sorted(names, key=len, reverse=True):
        if "." in name:
            text = text.replace(name, name.replace(".", "__"))
    return text


def _tree(text: str) -> ast.expr:
    if len(text) > 500:
        raise DimSyntaxError("this dimension is too long", 0)
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise DimSyntaxError("this is no arithmetic expression", (getattr(error, "offset", 1) or 1) - 1) from None


def size_of(text: str, names: tuple[str, ...], find: Callable[[str], Size | None]) -> Size:
    """The size an axis says, its names looked up (None: a Gap)."""
    if text.isdigit():
        return int(text)
    table: dict[str, Size] = {}
    for name in names:
        found = find(name)
        if found is None:
            raise Gap(f"the dimension {name} is not known here")
        if name == text:
            return found
        table[name.replace(".", "__")] = found
    return parse(_undotted(text, names), table)


# --- matching -------------------------------------------------------------------------------------------------------


def match(judge: Judge, shape: Shape, pattern: Pattern, bindings: Bindings, refuse: Refuse) -> None:
    """Hold a shape against a pattern: names not bound yet are bound, bound ones must agree."""
    shape = judge.reading(shape)
    run = pattern.run
    count = len(pattern.items)
    if run is None:
        dims = judge.with_rank(shape, count, [_axis_name(item) for item in pattern.items])
        if dims is None:
            word = f"{count} dimension" + ("s" if count != 1 else "")
            raise Refused(refuse(f"{word} ({pattern.text})", count, shape, None))
        for axis, (item, size) in enumerate(zip(pattern.items, dims, strict=True)):
            _match_axis(judge, item, size, bindings, refuse, axis - count)  # type: ignore[arg-type]
        return
    before, after = run, count - run - 1
    wide = judge.at_least(shape, after, before)
    if wide is None:
        least = before + after
        word = f"at least {least} dimension" + ("s" if least != 1 else "")
        raise Refused(refuse(word, least, shape, None))
    for axis in range(before):
        _match_axis(judge, pattern.items[axis], wide.items[axis], bindings, refuse, axis)  # type: ignore[arg-type]
    for back in range(after, 0, -1):
        _match_axis(judge, pattern.items[-back], wide.items[-back], bindings, refuse, -back)  # type: ignore[arg-type]
    middle = wide.items[before : len(wide.items) - after]
    name = pattern.items[run].name  # type: ignore[union-attr]
    if name is None:
        return
    known = bindings.get(name)
    if known is None:
        bindings[name] = middle
    else:
        _match_runs(judge, known, middle, refuse)


def _axis_name(item: Axis | Run) -> str | None:
    return item.text if isinstance(item, Axis) and item.text is not None and item.text.isidentifier() else None


def _match_axis(judge: Judge, item: Axis, size: Size, bindings: Bindings, refuse: Refuse, axis: int) -> None:
    if item.text is None:
        return
    if item.text in bindings or item.text.isdigit():
        expected: Size = int(item.text) if item.text.isdigit() else bindings[item.text]
    elif item.names == (item.text,):
        bindings[item.text] = size
        return
    else:
        for name in item.names:
            if name not in bindings:
                bindings[name] = judge.free(name)
        expected = size_of(item.text, item.names, bindings.get)

    def refusal() -> Refusal:
        return refuse("", judge.resolve(expected), judge.resolve(size), axis)

    if item.stretches:
        stretched = stretch(judge, size, expected, lambda a, b: refusal())
        if item.names == (item.text,):
            bindings[item.text] = stretched
        return
    judge.same(size, expected, refusal)


def _match_runs(judge: Judge, known: tuple[Item, ...], found: tuple[Item, ...], refuse: Refuse) -> None:
    a, b = judge.reading(Shape(known)), judge.reading(Shape(found))
    if a.items == b.items:
        return
    if a.splat is None and b.splat is None:
        if len(a.items) != len(b.items):
            raise Refused(refuse(f"leading dimensions {text_of(a)}", a, b, None))
        for axis, (x, y) in enumerate(zip(a.dims, b.dims, strict=True)):
            judge.same(x, y, lambda x=x, y=y, at=axis: refuse("", judge.resolve(x), judge.resolve(y), at))  # type: ignore[misc]
        return
    opened, other = (a, b) if a.splat is not None else (b, a)
    if len(opened.items) == 1 and opened.items[0] not in other.items:
        judge.bind_splat(opened.items[0], other.items)  # type: ignore[arg-type]


def build(pattern: Pattern, find: Callable[[str], Any]) -> Shape:
    """The shape a pattern says; a name is a Size, a splat's a row of items; a Gap where one is not known."""
    items: list[Item] = []
    for item in pattern.items:
        if isinstance(item, Run):
            row = None if item.name is None else find(item.name)
            if row is None:
                raise Gap(f"the dimensions {item.name or '...'} are not known here")
            items.extend(row)
        elif item.text is None:
            raise Gap("an axis that may be anything")
        else:
            items.append(size_of(item.text, item.names, find))
    return Shape(items)


def unify(judge: Judge, a: Shape, b: Shape, refuse: Refuse) -> None:
    """Two shapes must be the same."""
    _match_runs(judge, a.items, b.items, refuse)


def free_names(shape: Shape) -> set[str]:
    """The names of the symbols a shape is made of."""
    found: set[str] = set()
    for item in shape.items:
        if isinstance(item, Dim):
            for each in symbols_of(item):
                atom = atom_of(each)
                if isinstance(atom, Symbol):
                    found.add(atom.name)
    return found
