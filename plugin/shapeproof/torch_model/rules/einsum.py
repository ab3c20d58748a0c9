"""``torch.einsum``: the equation is read once, then its letters are bound to sizes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from shapeproof.dims import Size, render
from shapeproof.shapes import Gap, Item, Shape, Splat, broadcast, broadcast_refusal, stretch, text_of
from shapeproof.torch_model import dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.values import Value


@dataclass(frozen=True, slots=True)
class Term:
    """The letters of one operand, those before its ``...`` and those behind (None: it has none)."""

    before: tuple[str, ...]
    after: tuple[str, ...] | None

    @property
    def letters(self) -> tuple[str, ...]:
        return self.before + (self.after or ())

    def __str__(self) -> str:
        return " ".join(self.before) if any(len(name) > 1 for name in self.before) else "".join(self.before)


@dataclass(frozen=True, slots=True)
class Equation:
    inputs: tuple[Term, ...]
    output: Term


class EquationError(ValueError):
    """An equation that torch does not take; the text says why, ``letter`` which one is at fault."""

    def __init__(self, message: str, letter: str) -> None:
        super().__init__(message)
        self.letter = letter


@lru_cache(maxsize=1024)
def parse(text: str) -> Equation:
    """``"b i k, k j -> b i j"``: without ``->`` the letters that stand once, in order, behind the ``...``."""
    left, arrow, right = text.replace(" ", "").partition("->")
    inputs = tuple(_term(part) for part in left.split(","))
    if arrow:
        return Equation(inputs, _checked_output(_term(right), inputs))
    counts: dict[str, int] = {}
    for term in inputs:
        for letter in term.letters:
            counts[letter] = counts.get(letter, 0) + 1
    once = tuple(sorted(letter for letter, count in counts.items() if count == 1))
    if any(term.after is not None for term in inputs):
        return Equation(inputs, Term((), once))
    return Equation(inputs, Term(once, None))


def _term(text: str) -> Term:
    before, dots, after = text.partition("...")
    for letter in before + after:
        if not (letter.isascii() and letter.isalpha()):
            raise EquationError(f"{letter!r} is no letter", letter)
    return Term(tuple(before), tuple(after) if dots else None)


def _checked_output(output: Term, inputs: Sequence[Term]) -> Term:
    known = {letter for term in inputs for letter in term.letters}
    for place, letter in enumerate(output.letters):
        if letter in output.letters[:place]:
            raise EquationError(f"{letter} stands twice in the output", letter)
        if letter not in known:
            raise EquationError(f"{letter} of the output is in no operand", letter)
    return output


def einsum(op: Operation, args: Value) -> Value:
    """``einsum(equation, *operands)``, or operands with lists of axis numbers."""
    given = list(op.machine.iterate(args))
    if not given:
        raise Gap("einsum without an equation")
    if not isinstance(given[0], str):
        if not op.is_tensor(given[0]):
            raise Gap("the equation of an einsum")
        return _with_lists(op, given)
    operands = given[1:]
    if len(operands) == 1 and not op.is_tensor(operands[0]):
        operands = op.tensors(operands[0])
    try:
        equation = parse(given[0])
    except EquationError as error:
        op.refuse(f"{op.label}({given[0]!r}): {error}", quoted=_last(given[0], error.letter))
    return applied(op, given[0], equation, operands)


def _with_lists(op: Operation, given: Sequence[Value]) -> Value:
    """``einsum(a, [0, 1], b, [1, 2], [0, 2])``."""
    terms, operands = [], []
    row = list(given)
    while len(row) >= 2:
        operands.append(row.pop(0))
        terms.append(_letters(op, row.pop(0)))
    text = ",".join(terms) + (f"->{_letters(op, row[0])}" if row else "")
    try:
        return applied(op, text, parse(text), operands)
    except EquationError as error:
        op.refuse(f"{op.label}({text!r}): {error}")


def _letters(op: Operation, places: Value) -> str:
    made = ""
    for place in op.machine.iterate(places):
        if place is ...:
            made += "..."
        elif isinstance(place, int) and 0 <= place < 52:
            made += "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[place]
        else:
            raise Gap("the axes of an einsum")
    return made


def applied(op: Operation, text: str, equation: Equation, operands: Sequence[Value]) -> Value:
    """The result of an equation (``text`` as it is written) on its operands."""
    if len(operands) != len(equation.inputs):
        op.refuse(
            f"{op.label}({text!r}) takes {len(equation.inputs)} operands, got {len(operands)}",
            expected=len(equation.inputs),
            got=len(operands),
            quoted=(text, 0, len(text.partition("->")[0].rstrip())),
        )
    sizes: dict[str, Size] = {}
    dots = Shape()
    for place, (term, operand) in enumerate(zip(equation.inputs, operands, strict=True)):
        items, rest = _held_against(op, text, term, op.shape(operand, "an operand"), place)
        for letter, size in _once_each(op, text, term.letters, items, place).items():
            sizes[letter] = _bound(op, text, letter, sizes.get(letter), size, place)
        if term.after is not None:
            lead = Shape(rest)
            dots = broadcast(op.judge, dots, lead, broadcast_refusal(f"{op.label}({text!r})", dots, lead))
    output = equation.output
    row: list[Item] = [sizes[letter] for letter in output.before]
    if output.after is not None:
        row += [*dots.items, *(sizes[letter] for letter in output.after)]
    made = [item if isinstance(item, Splat) else op.judge.resolve(item) for item in row]
    return op.result(made, dtypes.promote_all(op.dtype(operand) for operand in operands))


def _held_against(
    op: Operation, text: str, term: Term, shape: Shape, place: int
) -> tuple[tuple[Size, ...], tuple[Item, ...]]:
    """The sizes of a term's letters, and what its ``...`` stands for."""
    count = len(term.letters)
    if term.after is None:
        names: list[str | None] = list(term.letters)
        dims = op.judge.with_rank(shape, count, names)
        if dims is None:
            op.refuse(
                f"{op.label}({text!r}): operand {place + 1} {str(term)!r} has {count} letters, got {text_of(shape)}",
                expected=count,
                got=shape,
                operand=place + 1,
                quoted=_term_at(text, place),
            )
        return dims, ()
    wide = op.judge.at_least(shape, len(term.after), len(term.before))
    if wide is None:
        op.refuse(
            f"{op.label}({text!r}): operand {place + 1} needs at least {count} dimensions, got {text_of(shape)}",
            expected=count,
            got=shape,
            operand=place + 1,
            quoted=_term_at(text, place),
        )
    head, tail = len(term.before), len(wide.items) - len(term.after)
    return Shape((*wide.items[:head], *wide.items[tail:])).dims, wide.items[head:tail]


def _once_each(op: Operation, text: str, letters: Sequence[str], sizes: Sequence[Size], place: int) -> dict[str, Size]:
    """A letter that stands twice in one operand takes a diagonal: both sizes must be the same."""
    found: dict[str, Size] = {}
    for letter, size in zip(letters, sizes, strict=True):
        if letter in found:
            op.same(
                found[letter],
                size,
                f"{op.label}({text!r}): {letter} stands twice in operand {place + 1}, for {{a}} and {{b}}",
                operand=place + 1,
                quoted=_letter_at(text, place, letter),
            )
        else:
            found[letter] = size
    return found


def _bound(op: Operation, text: str, letter: str, known: Size | None, size: Size, place: int) -> Size:
    """A letter means one size everywhere; an axis of 1 is stretched to it."""
    if known is None:
        return size
    return stretch(
        op.judge,
        known,
        size,
        lambda a, b: op.refusal(
            f"{op.label}({text!r}): {letter} is {render(a)} in one operand and {render(b)} in another",
            expected=a,
            got=b,
            operand=place + 1,
            quoted=_letter_at(text, place, letter),
        ),
    )


# --- where in the equation ------------------------------------------------------------------------------------------


def _term_at(text: str, place: int) -> tuple[str, int, int]:
    """An operand's term, without the spaces around it."""
    terms = text.partition("->")[0].split(",")
    if place >= len(terms):
        return text, 0, len(text)
    start = sum(len(term) + 1 for term in terms[:place])
    term = terms[place]
    first = start + len(term) - len(term.lstrip())
    return text, first, max(start + len(term.rstrip()), first + 1)


def _letter_at(text: str, place: int, letter: str) -> tuple[str, int, int]:
    """The letter where it stands last in an operand's term."""
    _, start, end = _term_at(text, place)
    at = text.rfind(letter, start, end)
    return (text, at, at + len(letter)) if at >= 0 else (text, start, end)


def _last(text: str, letter: str) -> tuple[str, int, int]:
    at = max(text.rfind(letter), 0)
    return text, at, at + len(letter)
