"""Defaults that prove nothing: a call that keeps them may never be made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from shapeproof.analysis.arguments import defaults_of
from shapeproof.analysis.runs import Outcome
from shapeproof.analysis.ways import tells_something
from shapeproof.interpreter.world import World
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def left_open(
    machine: Interpreter,
    run: Outcome,
    start: World | None,
    callee: Value,
    given: frozenset[str],
    unused: frozenset[str],
    again: Callable[[frozenset[str]], Outcome],
) -> Outcome:
    """What a run that tells something comes to with such defaults left open; ``again`` runs it so.

    ``given`` are parameters that every call of the file gives a value. ``unused`` are those of which no call is in
    sight and whose default is None: they are left open where any value in their place does (``size=None,
    scale_factor=None``, of which callers give one), not where the body itself asks for None and then fails.
    """
    given &= defaults_of(machine, callee).keys()
    if given:
        return again(given)
    if unused:
        other = again(unused)
        if not tells_something([(other, start)]):
            return other
    return run
