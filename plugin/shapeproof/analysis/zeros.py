"""Sizes of 0: what is a parameter's size is first taken for one at the least, as it is meant; where nothing demands
that, a run with a 0 in its place says whether torch takes one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from shapeproof.analysis.feeding import Ways, fed, ways_of_building
from shapeproof.analysis.requirements import Required, is_true_of_sizes
from shapeproof.analysis.runs import End, Outcome
from shapeproof.dims import GE, Condition, Facts, Relation, Symbol, atom_of, equal, less_equal
from shapeproof.interpreter.arguments import open_symbol

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MOST_TRIED = 8
MOST_STEPS = 20_000  # of all runs together: a large model's sizes are one at the least


def demands_of(
    machine: Interpreter, built: Outcome, chosen: End, is_fed: bool, again: Callable[[], Outcome] | None
) -> Required:
    """What building demands of the arguments, and feeding what was built where its sizes are open."""

    def ways_of(outcome: Outcome, chosen: End | None = None) -> Ways:
        ways = ways_of_building(outcome, chosen)
        return fed(machine, ways) if is_fed else ways

    ways = ways_of(built, chosen)
    required = ways.requirements()
    if again is None:
        return required
    return with_zeros(machine, required, ways.good, lambda: ways_of(again()))


def with_zeros(machine: Interpreter, required: Required, good: Sequence[End], again: Callable[[], Ways]) -> Required:
    """What is required, with ``n >= 0`` for ``n >= 1`` where what was run ``again`` with 0 demands nothing more."""
    if not required.is_all:
        return required
    names = [name for bound in required.bounds if (name := _supposed(bound, good)) is not None]
    steps = 0
    taken: list[str] = []
    for name in names[:MOST_TRIED]:
        if steps > MOST_STEPS:
            break
        rows = [[name], [name, *taken]] if taken else [[name]]
        for row in rows:
            ways = _run(machine, row, again)
            steps += machine.steps
            if not _is_taken(ways, required, row):
                break
        else:
            taken.append(name)
    bounds = [_lowered(bound) if _name_of(bound) in taken else bound for bound in required.bounds]
    return required._replace(bounds=tuple(bounds))


def _run(machine: Interpreter, names: Iterable[str], again: Callable[[], Ways]) -> Ways:
    """The ways of a run in which these arguments are 0."""
    here, before = machine.world(), machine.zeros
    machine.zeros, machine.judge.takes_zeros = frozenset(names), True
    try:
        return again()
    finally:
        machine.zeros, machine.judge.takes_zeros = before, bool(before)
        machine.enter(here)


def _supposed(bound: Condition, good: Sequence[End]) -> str | None:
    """The argument that is at least 1, if that is not what each run was asked for."""
    if all(any(bound == condition for condition, _ in end.world.assumed) for end in good):
        return None
    return _name_of(bound)


def _name_of(bound: Condition) -> str | None:
    """``n`` of ``n >= 1``."""
    atom = atom_of(bound.dim + 1) if isinstance(bound, Relation) and bound.op is GE else None
    return atom.name if isinstance(atom, Symbol) else None


def _lowered(bound: Condition) -> Condition:
    assert isinstance(bound, Relation)
    lower = less_equal(0, bound.dim + 1)
    assert not isinstance(lower, bool)
    return lower


def _is_taken(ways: Ways, required: Required, names: Sequence[str]) -> bool:
    """Whether these can be 0 wherever all else is met that is required."""
    if not ways.good:
        return False
    asked = ways.requirements()
    zeros = [equal(open_symbol(name), 0) for name in names]
    others = [bound for bound in required.bounds if _name_of(bound) not in names]
    facts: Facts | None = Facts.EMPTY
    for condition in (*zeros, *others, *required.conditions):
        facts = None if facts is None else facts.assume(condition)
    if facts is None or not asked.is_all:
        return False
    return all(is_true_of_sizes(each, sizes=facts) for each in asked.every)
