"""``for`` and ``while``, round by round."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import (
    branching,
    iteration,
    loops,
    plain_loops,
    statements,
)
from shapeproof.interpreter.builtins.rows import check_iterable
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.expressions import evaluate
from shapeproof.interpreter.iteration import Repeated
from shapeproof.interpreter.replay import surroundings
from shapeproof.interpreter.world import BREAK, CONTINUE, Branches, Raising, World
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import Frame, Object

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


WHILE_ROUNDS = 2_000


def _values(machine: Interpreter, node: nodes.Expression, frame: Frame) -> Any:
    value = evaluate(machine, node, frame)
    machine.span = node.span
    check_iterable(machine, value)
    return iteration.begin(machine, value)


def run_for(machine: Interpreter, node: nodes.For, frame: Frame) -> Any:
    if plain_loops.run(machine, node, frame):
        return None
    try:
        values = branching.attempt(machine, _values, machine, node.iterable, frame)
    except Gap as gap:
        return loops.run_once(machine, node, frame, str(gap))
    if type(values) is Branches:
        return _continue_ends(machine, values, lambda found: _rounds(machine, node, frame, found, 0))
    fillings = machine.fillings
    filling = fillings.rounds(machine, node, frame, values) if fillings is not None else None
    if fillings is None or filling is None:
        return _rounds(machine, node, frame, values, 0)
    before = surroundings(machine)
    completion = _rounds(machine, node, frame, filling.items, 0)
    if completion is None and before.untouched(surroundings(machine)):
        fillings.follow_rounds(filling)
    return completion


def _continue_ends(machine: Interpreter, branches: Branches, rest: Callable[[Any], Any]) -> Any:
    """Go on with the result of every path; those that raised have ended."""
    ends: list[tuple[World, Any]] = []
    for world, result in branches.ends:
        if type(result) is Raising:
            ends.append((world, result))
            continue
        machine.enter(world)
        ends.extend(statements.outcome_ends(machine, partial(rest, result)))
    return branching.join(machine, statements.within_bounds(machine, ends), branches.ends[0][0])


def _rounds(machine: Interpreter, node: nodes.For, frame: Frame, values: Any, start: int, spent: int = 0) -> Any:
    index = start
    begun = machine.steps - spent
    asked = isinstance(values, Object)
    while True:
        item: Any
        if loops.is_too_long(machine, index, begun):
            return loops.run_once(machine, node, frame, "budget: a loop of many rounds")
        try:
            if asked:
                item = branching.attempt(machine, iteration.advance, machine, values)
            else:
                item = iteration.item_at(machine, values, index)
        except Gap as gap:
            return loops.run_once(machine, node, frame, str(gap))
        if asked and type(item) is Branches:
            return _continue_ends(machine, item, partial(_round_of, machine, node, frame, values, index))
        if item is MISSING:
            return statements.run_block(machine, node.otherwise, frame) if node.otherwise else None
        index += 1
        completion = _one_round(machine, node, frame, item)
        if completion is None or completion is CONTINUE:
            continue
        if type(completion) is Branches:
            rest = partial(_rounds, machine, node, frame, values, index, loops.parted(machine, begun))
            return _after_round(machine, completion, rest)
        if asked and isinstance(node.iterable, nodes.Call):
            from shapeproof.interpreter import generators

            generators.close_of_loop(machine, node.iterable, frame, values)
        return None if completion is BREAK else completion


def _one_round(machine: Interpreter, node: nodes.For, frame: Frame, item: Any) -> Any:
    if isinstance(item, Repeated):
        return loops.repeat_body(machine, node, item, frame)
    statements.bind_target(machine, node.target, item, frame)
    return statements.run_block(machine, node.body, frame)


def _round_of(machine: Interpreter, node: nodes.For, frame: Frame, values: Any, index: int, item: Any) -> Any:
    """A round with an item that this path alone has, then the remaining ones."""
    if item is MISSING:
        return statements.run_block(machine, node.otherwise, frame) if node.otherwise else None
    completion = _one_round(machine, node, frame, item)
    if completion is None or completion is CONTINUE:
        return _rounds(machine, node, frame, values, index + 1)
    if completion is BREAK:
        return None
    if type(completion) is Branches:
        return _after_round(machine, completion, partial(_rounds, machine, node, frame, values, index + 1))
    return completion


def _after_round(machine: Interpreter, branches: Branches, rest: Callable[[], Any]) -> Any:
    """One round parted ways: paths that go on run the remaining rounds, those that left the loop are done."""
    going: list[tuple[World, Any]] = []
    done: list[tuple[World, Any]] = []
    for world, completion in branches.ends:
        if completion is None or completion is CONTINUE:
            going.append((world, None))
        elif completion is BREAK:
            done.append((world, None))
        else:
            done.append((world, completion))
    start = statements.common_start(branches.ends[0][0], branches)
    if going:
        joined = branching.join(machine, going, start)
        for world, _ in branching.ends_of(machine, joined):
            machine.enter(world)
            done.extend(statements.outcome_ends(machine, rest))
    return branching.join(machine, statements.within_bounds(machine, done), start)


def run_while(machine: Interpreter, node: nodes.While, frame: Frame, rounds: int = 0, spent: int = 0) -> Any:
    begun = machine.steps - spent
    while True:
        rounds += 1
        machine.step()
        if rounds > WHILE_ROUNDS or loops.is_too_long(machine, rounds, begun):
            return loops.run_once(machine, node, frame, "budget: a while loop of many rounds")
        answer = branching.attempt(machine, statements.is_true, machine, node.test, frame)
        if type(answer) is Branches:
            entering = next((world for world, result in answer.ends if result is True), None)
            if entering is not None:
                machine.enter(entering)
            return loops.run_once(machine, node, frame, "a while loop whose end depends on unknown values")
        if not answer:
            return statements.run_block(machine, node.otherwise, frame) if node.otherwise else None
        completion = statements.run_block(machine, node.body, frame)
        if completion is None or completion is CONTINUE:
            continue
        if completion is BREAK:
            return None
        if type(completion) is Branches:
            return _after_round(
                machine, completion, partial(run_while, machine, node, frame, rounds, loops.parted(machine, begun))
            )
        return completion
