"""Patterns of einops, read once: ``b (h w) c -> b h w c`` becomes groups of axes.

What einops checks of a pattern before it sees a tensor is checked here, and `PatternError` says it of the axis at
fault (https://einops.rocks/api/rearrange/).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

REDUCTIONS = ("min", "max", "sum", "mean", "prod", "any", "all")
DOTS = "…"


class PatternError(ValueError):
    """A pattern that einops does not take; the text says which axis is at fault."""


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """An axis given by its size alone; no two are the same axis."""

    value: int

    def __str__(self) -> str:
        return str(self.value)


Axis = str | Number
Group = tuple[Axis, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a pattern: each axis of the tensor is a group of axes; `DOTS` alone in a group is the ellipsis."""

    text: str
    groups: tuple[Group, ...]
    dots_grouped: bool = False

    @property
    def axes(self) -> tuple[Axis, ...]:
        return tuple(axis for group in self.groups for axis in group)

    @property
    def names(self) -> tuple[str, ...]:
        """Its named axes, without the ellipsis."""
        return tuple(axis for axis in self.axes if isinstance(axis, str) and axis != DOTS)

    @property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(axis for axis in self.axes if isinstance(axis, Number))

    @property
    def dots(self) -> int | None:
        """Which of its groups the ellipsis is, or is in."""
        return next((place for place, group in enumerate(self.groups) if DOTS in group), None)


@dataclass(frozen=True, slots=True)
class Transformation:
    left: Side
    right: Side

    @property
    def added(self) -> tuple[Axis, ...]:
        """The axes of the right side that are not on the left."""
        here = set(self.left.axes)
        return tuple(axis for axis in self.right.axes if axis not in here)


def group_text(group: Group) -> str:
    inner = " ".join("..." if axis == DOTS else str(axis) for axis in group)
    return inner if len(group) == 1 else f"({inner})"


def listed(axes: Iterable[object]) -> str:
    """``h``, ``h and w``, ``b, h and w``."""
    texts = ["..." if axis == DOTS else str(axis) for axis in axes]
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


@lru_cache(maxsize=1024)
def parse_side(text: str, underscore: bool = False, duplicates: bool = False) -> Side:
    """One side of a pattern; ``underscore`` and ``duplicates`` let ``_``, and one axis twice, stand in it."""
    if "." in text and (text.count("...") != 1 or text.count(".") != 3):
        raise PatternError(f"dots stand in {text.strip()!r} other than as one ...")
    groups: list[Group] = []
    seen: set[str] = set()
    opened: list[Axis] | None = None
    grouped = False

    def add(word: str) -> None:
        nonlocal grouped
        axis = _axis(word, underscore)
        if isinstance(axis, str):
            if axis in seen and not duplicates and not (underscore and axis == "_"):
                raise PatternError(f"axis {axis} stands twice in {text.strip()!r}")
            seen.add(axis)
            grouped = grouped or (axis == DOTS and opened is not None)
        if axis is None and opened is None:
            groups.append(())
        elif axis is not None and opened is None:
            groups.append((axis,))
        elif axis is not None and opened is not None:
            opened.append(axis)

    word = ""
    for character in text.replace("...", DOTS) + " ":
        if character.isalnum() or character in ("_", DOTS):
            word += character
            continue
        if character not in "() ":
            raise PatternError(f"{character!r} cannot stand in a pattern")
        if word:
            add(word)
            word = ""
        if character == "(":
            if opened is not None:
                raise PatternError(f"parentheses stand within parentheses in {text.strip()!r}")
            opened = []
        elif character == ")":
            if opened is None:
                raise PatternError(f"a parenthesis is closed that was not opened in {text.strip()!r}")
            groups.append(tuple(opened))
            opened = None
    if opened is not None:
        raise PatternError(f"a parenthesis is not closed in {text.strip()!r}")
    return Side(text.strip(), tuple(groups), grouped)


def _axis(word: str, underscore: bool) -> Axis | None:
    """The axis a word names; None for a 1, which is an axis of its own or nothing."""
    if word == DOTS:
        return DOTS
    if word.isdecimal():
        number = int(word)
        if number == 1:
            return None
        if number <= 0:
            raise PatternError(f"an axis cannot be of size {number}")
        return Number(number)
    problem = name_problem(word, underscore)
    if problem is not None:
        raise PatternError(problem)
    return word


def name_problem(word: str, underscore: bool = False) -> str | None:
    """Why a word cannot be the name of an axis."""
    if not word.isidentifier():
        return f"{word!r} is no name of an axis".replace(DOTS, "...")
    if (word[0] == "_" or word[-1] == "_") and not (word == "_" and underscore):
        return f"the name {word} of an axis begins or ends with an underscore"
    return None


@lru_cache(maxsize=1024)
def parse(pattern: str, operation: str, sized: tuple[str, ...]) -> Transformation:
    """A whole pattern. ``operation`` is rearrange, repeat or a reduction; ``sized`` are the axes given a size."""
    parts = pattern.split("->")
    if len(parts) != 2:
        raise PatternError("a pattern has two sides with one -> between them")
    left, right = parse_side(parts[0]), parse_side(parts[1])
    if right.dots is not None and left.dots is None:
        raise PatternError("... stands on the right side alone")
    if left.dots_grouped:
        raise PatternError("... cannot stand in parentheses on the left side")
    made = Transformation(left, right)
    if operation == "rearrange":
        _check_rearrange(left, right)
    elif operation == "repeat":
        _check_repeat(left, right, sized)
    elif made.added:
        raise PatternError(f"{_are(made.added)} on the right side alone: a reduction makes no new axis")
    for name in sized:
        problem = name_problem(name)
        if problem is not None:
            raise PatternError(problem)
        if name not in left.names and name not in right.names:
            raise PatternError(f"{name} is given a size and is no axis of the pattern")
    for group in left.groups:
        unsized = [axis for axis in group if isinstance(axis, str) and axis != DOTS and axis not in sized]
        if len(unsized) > 1:
            raise PatternError(f"the sizes of {listed(unsized)} in {group_text(group)} cannot be told apart: give one")
    return made


def _check_rearrange(left: Side, right: Side) -> None:
    for side in (left, right):
        if side.numbers:
            raise PatternError(f"the number {side.numbers[0]} cannot stand in a rearrange: name the axis")
    for here, there, where in ((left, right, "left"), (right, left, "right")):
        alone = [axis for axis in here.axes if axis not in there.axes]
        if alone:
            raise PatternError(f"{_are(alone)} on the {where} side alone")


def _check_repeat(left: Side, right: Side, sized: tuple[str, ...]) -> None:
    lost = [axis for axis in left.axes if axis not in right.axes]
    if lost:
        raise PatternError(f"{_are(lost)} on the left side alone: a repeat drops no axis")
    unsized = [name for name in right.names if name not in left.names and name not in sized]
    if unsized:
        raise PatternError(f"the new {_axes(unsized)} a size")


def _are(axes: Iterable[Axis]) -> str:
    row = list(axes)
    return f"axis {listed(row)} stands" if len(row) == 1 else f"axes {listed(row)} stand"


def _axes(names: list[str]) -> str:
    return f"axis {names[0]} needs" if len(names) == 1 else f"axes {listed(names)} each need"
