"""Findings about holes: what a size left open must be, why, and the text that closes it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from math import lcm
from typing import TYPE_CHECKING

from shapeproof.analysis.equations import Answer, solve
from shapeproof.analysis.explanations import place
from shapeproof.analysis.facts import Finding, Fix, Note, Severity, TextEdit
from shapeproof.dims import Dim, Kind, Size, Symbol, atom_of, evaluate, parse, render, substitute, symbol, symbols_of
from shapeproof.interpreter.holes import Equation, Hole
from shapeproof.interpreter.quotation import source_text
from shapeproof.values import Site

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MAXIMAL_NOTES = 4
_SOLVED, _CLASH, _BY_NUMBERS, _GUESSED, _FREE, _UNUSED = range(6)


def hole_findings(machine: Interpreter, path: str) -> list[Finding]:
    """One finding for each hole of a file, from the run that knows most of it."""
    holes = machine.holes
    if holes is None or not holes.found:
        return []
    by_site: dict[Site, list[Answer]] = {}
    for answer in solve(holes.found, holes.equations):
        by_site.setdefault(answer.hole.site, []).append(answer)
    best = [_best(answers) for site, answers in by_site.items() if site.path == path]
    return [_finding(machine, answer) for answer in best if answer.uses or answer.hole.certain]


def _best(answers: list[Answer]) -> Answer:
    """The answer that tells most; a natural choice that a run with numbers comes to as well is no guess any more.

    Where only runs with numbers tell a size, it is a guess for all others.
    """
    best = min(answers, key=_rank)
    if _kind(best) not in (_BY_NUMBERS, _GUESSED):
        return best
    guess = next((each for each in answers if each.guessed and isinstance(each.value, Dim)), None)
    for each in answers if guess is not None else ():
        if type(each.value) is int and not each.guessed and each.clash is None:
            assert guess is not None and guess.value is not None
            text = expression_of(guess.value, guess.hole)
            if text is not None and _number(text, each.hole.names) == each.value:
                return Answer(guess.hole, guess.value, each.uses, exact=guess.exact)
    only_numbers = _kind(best) == _BY_NUMBERS and any(_is_open(each.hole) for each in answers)
    return replace(best, by_numbers=True) if only_numbers else best


def _is_open(hole: Hole) -> bool:
    return any(isinstance(each, Dim) for each in hole.names.values())


def _number(text: str, names: Mapping[str, Size]) -> int | None:
    """What an expression is where its names are numbers."""
    try:
        value = evaluate(parse(text), {name: each for name, each in names.items() if isinstance(each, int)})
    except (KeyError, ValueError, ArithmeticError):
        return None
    return value if isinstance(value, int) else None


def _rank(answer: Answer) -> tuple[int, bool, bool]:
    """Solved before contradictory before guessed before free: of several runs the one that tells most.

    What is said in terms of a model's arguments, a contradiction too, is told before the numbers of a run.
    """
    is_of_numbers = answer.clash is not None and all(type(size) is int for _, size in answer.clash)
    return _kind(answer), is_of_numbers, type(answer.value) is int


def _kind(answer: Answer) -> int:
    if answer.clash is not None:
        return _CLASH
    if answer.value is None:
        return _FREE if answer.uses else _UNUSED
    if answer.guessed:
        return _GUESSED
    if type(answer.value) is int and not _is_open(answer.hole) and answer.hole.names:
        return _BY_NUMBERS
    return _SOLVED if expression_of(answer.value, answer.hole) is not None else _BY_NUMBERS


def _finding(machine: Interpreter, answer: Answer) -> Finding:
    hole, value = answer.hole, answer.value
    fix: Fix | None = None
    if answer.clash is not None:
        (first, one), (second, other) = answer.clash
        message = f"no size fits here: one use needs {render(one)}, another {render(other)}"
        notes = [_note(machine, first, one), _note(machine, second, other)]
    elif value is None:
        message = _free_message(answer)
        notes = [_note(machine, equation, each) for equation, each in answer.uses[:MAXIMAL_NOTES]]
        notes += [_note(machine, equation, 0, "needs that") for equation, _, _ in answer.multiples]
    else:
        text = expression_of(value, hole)
        message = f"must be {render(value)}"
        if answer.guessed:
            message += f", unless {_places(answer.together)} given another size too"
        elif not answer.exact:
            message += " (which must divide evenly)"
        ties = f"ties it to {_lines(answer.together)}" if answer.guessed else None
        notes = [_note(machine, equation, each, ties) for equation, each in answer.uses[:MAXIMAL_NOTES]]
        if text is not None:
            site = hole.site
            edit = TextEdit(site.path, (site.line, site.column), (site.end_line, site.end_column), text)
            fix = Fix(f"put {text} here", not (answer.guessed or answer.by_numbers), (edit,))
    told = tuple(note for note in dict.fromkeys(notes) if machine.is_observed(note.place.path))
    return Finding(place(hole.site), "hole", Severity.ERROR, message, told, fix=fix)


def _free_message(answer: Answer) -> str:
    if answer.multiples:
        wholes = [whole for _, factor, whole in answer.multiples if factor == 1 and isinstance(whole, int)]
        if len(wholes) == len(answer.multiples):
            return f"may be any multiple of {lcm(*wholes)}"
        _, factor, whole = answer.multiples[0]
        if factor == 1:
            return f"may be any multiple of {render(whole)}"
        times = render(factor * symbol("s", Kind.RIGID, lower=1, uid=-1))
        return f"may be any size s for which {times} is a multiple of {render(whole)}"
    if not answer.uses:
        return "may be any size: nothing that is known fixes it"
    told = next((each for _, each in answer.uses if not _has_hole(each)), None)
    if told is not None:
        return f"must be {render(told)}"
    return f"may be any size that {_places(answer.together)} given too: nothing fixes it"


def _has_hole(size: Size) -> bool:
    return isinstance(size, Dim) and any(render(each).startswith("?") for each in symbols_of(size))


def _places(holes: tuple[Hole, ...]) -> str:
    said = _lines(holes)
    return f"{said} are" if said.startswith("lines") else f"{said} is"


def _lines(holes: tuple[Hole, ...]) -> str:
    lines = sorted({hole.site.line for hole in holes})
    if len(lines) == 1:
        return f"line {lines[0]}"
    shown = ", ".join(map(str, lines[:-1])) if len(lines) <= 4 else ", ".join(map(str, lines[:3]))
    return f"lines {shown} and {lines[-1]}" if len(lines) <= 4 else f"lines {shown}, …"


def _note(machine: Interpreter, equation: Equation, value: Size, says: str | None = None) -> Note:
    _, text = source_text(machine, equation.site)
    shown = " ".join(text.split())
    shown = shown if len(shown) <= 80 else shown[:79] + "…"
    if says is None:
        says = "needs it to be that of another hole" if _has_hole(value) else f"needs {render(value)}"
    return Note(place(equation.site), f"{shown} {says}" if shown else says)


def expression_of(value: Size, hole: Hole) -> str | None:
    """A size as Python over the names that are known where a hole is; None where they do not say it."""
    if isinstance(value, int):
        return str(value)
    table: dict[Dim, Size] = {}
    for each in symbols_of(value):
        atom = atom_of(each)
        assert isinstance(atom, Symbol)
        name = next((name for name, held in hole.names.items() if held is each), None)
        root, *parts = re.split(r"(?=[.\[])", atom.name)
        if name is None and parts and root in hole.names:
            name = atom.name
        if name is None:
            return next((name for name, held in hole.names.items() if held is value), None)
        table[each] = symbol(name, atom.kind, lower=atom.lower, uid=-1)
    return re.sub(r"(?<![*/])(\*|//)(?![*/])", r" \1 ", render(substitute(value, table)))
