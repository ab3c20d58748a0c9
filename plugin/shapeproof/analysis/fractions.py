"""Arguments that may be floats although nothing says so: ``if not 0 < p < 1: raise``.

An argument without an annotation is first taken for a whole number where it is compared with one. Of a rate this
leaves out all that lies between two neighbouring numbers. So it is a float where a run that takes it for one meets no
failure that is new, or has a way to its end where there is none for whole numbers.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from shapeproof.analysis import arguments
from shapeproof.analysis.feeding import Ways
from shapeproof.analysis.runs import End, Outcome
from shapeproof.analysis.ways import Way
from shapeproof.dims import ALWAYS, NEVER, Dim, Facts, Kind, When, atom_of, less, less_equal
from shapeproof.interpreter.arguments import open_symbol
from shapeproof.values import Class, Site, State, TensorState, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_Run = TypeVar("_Run")


def both_ways(
    machine: Interpreter, callee: Value | None, run: Callable[[], _Run], ways_of: Callable[[_Run], Ways]
) -> tuple[_Run, _Run | None]:
    """What a run gives that takes arguments for whole numbers, and one that takes for floats those that may be."""
    plain = run()
    ways = ways_of(plain)
    other = with_floats(machine, callee, ways, run, ways_of)
    if other is not None and not ways.good and None in _open_sizes(ways_of(other).good):
        return plain, None  # of a float that is a size nothing is known
    return plain, other


def with_floats(
    machine: Interpreter, callee: Value | None, ways: Ways, run: Callable[[], _Run], ways_of: Callable[[_Run], Ways]
) -> _Run | None:
    """What a run gives that takes for floats the arguments that may be, given the ways of one with whole numbers."""
    names = _doubtful(machine, callee, ways.good)
    if not names:
        return None
    with _as_floats(machine, names):
        other = run()
    others = ways_of(other)
    return other if others.good and (not ways.good or _loses_nothing(machine, ways, others)) else None


def _loses_nothing(machine: Interpreter, ways: Ways, others: Ways) -> bool:
    """Whether all fits floats that fits whole numbers: a size does not."""
    if not _failures(machine, others.every) <= _failures(machine, ways.every):
        return False
    return _open_sizes(others.good) <= _open_sizes(ways.good)


def _open_sizes(ends: Iterable[End]) -> set[str | None]:
    """What nothing says of the sizes of tensors, by name; None where not even their number is known."""
    held = (each.content for end in ends for each in end.world.heap.values() if type(each) is State)
    states = {id(each): each for each in held if type(each) is TensorState}
    found: set[str | None] = set()
    for state in states.values():
        sizes = (None,) if state.shape is None else state.shape.items
        atoms = [atom for size in sizes if isinstance(size, Dim) for atom in size.symbols]
        found.update(atom.name for atom in atoms if atom.kind is not Kind.RIGID)
        found.update({None} if state.shape is None else ())
    return found


def take_floats(machine: Interpreter, cls: Class, way: Way, make: Callable[[], Way]) -> None:
    """Add the paths on which arguments are floats to a way that fails with whole numbers."""
    other = with_floats(machine, cls, way.ways, make, lambda each: each.ways) if way.fails else None
    if other is not None:
        way.take(other)


def built_both_ways(machine: Interpreter, callee: Value | None, run: Callable[[], Outcome]) -> Outcome:
    """The outcome of building something, with floats where that is what arguments are."""

    def ways(outcome: Outcome) -> Ways:
        found = Ways()
        found.add(outcome)
        return found

    plain, other = both_ways(machine, callee, run, ways)
    return plain if other is None else other


@contextmanager
def _as_floats(machine: Interpreter, names: frozenset[str]) -> Iterator[None]:
    before, machine.floats = machine.floats, names
    try:
        yield
    finally:
        machine.floats = before


def _doubtful(machine: Interpreter, callee: Value | None, good: Iterable[End]) -> frozenset[str]:
    """The open arguments of which whole numbers are too few: none of them goes all the way, or only between others.

    ``p < 1`` is less than ``p <= 0``: only what lies between makes a difference.
    """
    said = arguments.numbers_of(machine, callee) if callee is not None else frozenset[str]()
    facts = [end.world.facts for end in good]
    return frozenset(
        name
        for name, asked in machine.questions.items()
        if name not in said
        and name not in machine.numbers
        and (not facts or any(_is_between(each, name, asked) for each in facts))
    )


def _is_between(facts: Facts, name: str, asked: Collection[tuple[str, int]]) -> bool:
    """Whether the argument is known to lie on that side of a number to which the number does not belong.

    Where paths with several answers were joined, one of them may be without its end.
    """
    argument = open_symbol(name)
    if isinstance(facts.simplify(argument), Dim) and atom_of(argument) in facts.solutions:
        return False  # it is another size
    for operator, number in asked:
        is_below = operator in ("<", ">=")
        verdict = facts.decide(less(argument, number) if is_below else less_equal(argument, number))
        if verdict is (ALWAYS if is_below else NEVER) or (isinstance(verdict, When) and len(asked) > 1):
            return True
    return False


def _failures(machine: Interpreter, ends: Iterable[End]) -> set[Site | None]:
    """Where ends were refused, or the program raised."""
    found: set[Site | None] = set()
    for end in ends:
        found.update(event.site for event in end.refusals if not event.assumed)
        if end.raised is not None:
            event = end.uncaught(machine)
            found.add(None if event is None else event.site)
    return found
