"""Loops of symbolic length: one round stands for all where the rounds do not differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, less_equal
from shapeproof.interpreter import branching
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.forgetting import havoc
from shapeproof.interpreter.iteration import Repeated, RepeatedIndex
from shapeproof.interpreter.replay import Recording
from shapeproof.interpreter.world import CONTINUE, Branches, LayerCall, Raising, Return, World, extend, items
from shapeproof.program import nodes
from shapeproof.values import LOST, Frame, Object, State, TensorState, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


MINIMAL_ROUNDS = 4
STEP_BUDGET = 50_000
PARTING = 6_000


def repeat_body(machine: Interpreter, node: nodes.For, repeated: Repeated, frame: Frame) -> Any:
    """Run one round for all, then a second that must change things in the same way; else what changed is unknown.

    Where the first round parts ways, each way is repeated by itself: what it has supposed holds in the second too.
    What only the second demands must hold where there are two.
    """
    from shapeproof.interpreter.statements import bind_target, outcome_ends, run_block

    start = machine.world()
    before = dict(machine.entry(frame.id))

    def round() -> Any:
        bind_target(machine, node.target, repeated.item, frame)
        return run_block(machine, node.body, frame)

    ends: list[tuple[World, Any]] = []
    once: World | None
    for first, completion in outcome_ends(machine, round):
        if type(completion) is Raising:
            ends.append((first, completion))
            continue
        second = None if _leaves(completion) else _second_round(machine, first, round)
        if second is None:
            machine.enter(start)
            return run_once(machine, node, frame, "a loop of symbolic length that parts ways", repeated.item)
        few, once, twice = None, first, second
        if demands_more(first, second):
            few, once, twice = _by_number(machine, first, second, repeated.count)
        if once is not None:
            machine.enter(once)
            _scale_names(machine, frame, before, once, twice, repeated.count)
            _scale_objects(machine, [start, once, twice], repeated.count)
            _scale_calls(machine, start, once, repeated.count)
            ends.append((machine.world(), None))
        if few is not None:
            ends.append((few, None))
    return branching.join(machine, ends, start)


def _by_number(
    machine: Interpreter, first: World, second: World, count: Dim
) -> tuple[World | None, World | None, World]:
    """The world of at most one round, and those after one and two of at least two; None where there is no such."""
    few = first.facts.assume(less_equal(count, 1), machine.here())
    many = second.facts.assume(less_equal(2, count), machine.here())
    alone = None if few is None else first._replace(facts=few)
    if many is None:
        return alone, None, second
    first = first._replace(facts=many, splats=second.splats, assumed=second.assumed, refusals=second.refusals)
    return alone, first, second._replace(facts=many)


def demands_more(first: World, second: World) -> bool:
    """Whether a second round asks for something, or is refused something, that the first is not."""
    return second.refusals is not first.refusals or second.assumed is not first.assumed


def _leaves(completion: Any) -> bool:
    return completion is not None and completion is not CONTINUE


def _second_round(machine: Interpreter, first: World, round: Callable[[], Any]) -> World | None:
    """The world after another round, None where it ends otherwise or in several ways."""
    from shapeproof.interpreter.statements import outcome_ends

    machine.enter(first)
    ends = [end for end in outcome_ends(machine, round) if type(end[1]) is not Raising]
    if len(ends) != 1 or _leaves(ends[0][1]):
        return None
    return ends[0][0]


def is_too_long(machine: Interpreter, rounds: int, begun: int) -> bool:
    """Whether a loop has taken so many rounds and steps that it trains or searches rather than builds."""
    return rounds >= MINIMAL_ROUNDS and machine.steps - begun > STEP_BUDGET


def parted(machine: Interpreter, begun: int) -> int:
    """The steps of a loop so far where a round has parted ways: that weighs as many as the rounds it multiplies."""
    return machine.steps - begun + PARTING


def run_once(
    machine: Interpreter, node: nodes.For | nodes.While, frame: Frame, reason: str, item: Value = MISSING
) -> Any:
    """One round of a loop whose number of rounds is not known: what is refused in it is, the rest is forgotten."""
    from shapeproof.interpreter.statements import bind_target, outcome_ends, run_block

    start = machine.world()

    def round() -> Any:
        if isinstance(node, nodes.For):
            bind_target(machine, node.target, machine.unknown(reason) if item is MISSING else item, frame)
        return run_block(machine, node.body, frame)

    recording = machine.recording = Recording(machine.next_id, machine.recording)
    try:
        ends = [end for end in outcome_ends(machine, round) if type(end[1]) is not Raising]
    finally:
        machine.recording = recording.outer
        recording.close()
    machine.enter(start)
    if ends and all(world.refusals is not start.refusals for world, _ in ends):
        machine.refusals = ends[0][0].refusals
    lose_written(machine, recording, [world for world, _ in ends], reason)
    havoc(machine, (node,), frame, reason)
    if not any(type(completion) is Return for _, completion in ends):
        return None
    after = machine.world()
    return Branches([(after, None), (after, Return(machine.unknown(reason)))])


def lose_written(machine: Interpreter, recording: Recording, worlds: list[World], reason: str) -> None:
    """What rounds have changed of older objects is not known any more."""
    for ident in sorted(recording.writes):
        now = machine.heap.get(ident, machine.base.get(ident))
        if not isinstance(now, State):
            continue
        attributes, content = now.attributes, now.content
        for world in worlds:
            later = world.heap.get(ident, machine.base.get(ident))
            if isinstance(later, State):
                changed = {
                    name: machine.unknown(reason)
                    for name in {**now.attributes, **later.attributes}
                    if later.attributes.get(name, MISSING) is not now.attributes.get(name, MISSING)
                }
                attributes = {**attributes, **changed}
                if later.content is not now.content:
                    content = _lost(content, reason)
        machine.put(ident, State(attributes, content))


def lose_changes(machine: Interpreter, start: World, reason: str, own: int) -> bool:
    """Make unknown what has changed since ``start`` of what is older, the names of the frame ``own`` left out.

    Whether there was any.
    """
    comparison = branching.Comparison(machine, start, start, machine.world())
    found = False
    for ident, now in list(machine.heap.items()):
        old = start.heap.get(ident, machine.base.get(ident))
        if ident >= start.next_id or ident == own or now is old or old is None or comparison.same_state(old, now):
            continue
        if isinstance(now, State):
            content = now.content if now.content is old.content else _lost(now.content, reason)
            found = True
            machine.put(ident, State(_changed(machine, old.attributes, now.attributes, reason), content))
        elif any(now.get(name, MISSING) is not value for name, value in old.items()):
            found = True
            machine.put(
                ident, {**now, **_changed(machine, old, {name: now[name] for name in old if name in now}, reason)}
            )
    return found


def _changed(machine: Interpreter, old: dict[str, Value], now: dict[str, Value], reason: str) -> dict[str, Value]:
    return {name: value if old.get(name, MISSING) is value else machine.unknown(reason) for name, value in now.items()}


def _lost(content: Value, reason: str) -> Value:
    if isinstance(content, TensorState):
        return replace(content, shape=None, data=None, reason=reason)
    return LOST


def _scale_names(
    machine: Interpreter, frame: Frame, before: dict[str, Value], first: World, second: World, count: Dim
) -> None:
    once, twice = first.heap.get(frame.id) or {}, second.heap.get(frame.id) or {}
    scaled = dict(once)
    for name, value in once.items():
        old = before.get(name, MISSING)
        if old is MISSING or value is old:
            continue
        scaled[name] = _after_all(machine, old, value, twice.get(name, MISSING), first, second, count)
    machine.put(frame.id, scaled)


def _after_all(
    machine: Interpreter, old: Value, once: Value, twice: Value, first: World, second: World, count: Dim
) -> Value:
    """What a name holds after ``count`` rounds, from what it held before, after one and after two."""
    number = (int, Dim)
    if isinstance(old, number) and isinstance(once, number) and isinstance(twice, number) and not isinstance(old, bool):
        step = once - old
        if twice - once == step:
            return old + step * count
        return machine.unknown("a number that grows in a loop of symbolic length")
    if isinstance(once, Object) and isinstance(twice, Object):
        a, b = _tensor(first, once), _tensor(second, twice)
        if a is not None and b is not None and a.shape is not None and b.shape is not None:
            if machine.judge.reading(a.shape) == machine.judge.reading(b.shape):
                return once
            return machine.unknown("a tensor whose shape changes in a loop of symbolic length")
        if a is None and old == once:
            return once
    if type(once) is type(twice) and once == twice:
        return once
    return machine.unknown("a value that changes in a loop of symbolic length")


def _tensor(world: World, value: Object) -> TensorState | None:
    state = world.heap.get(value.id)
    content = state.content if isinstance(state, State) else None
    return content if isinstance(content, TensorState) else None


def _scale_objects(machine: Interpreter, worlds: list[World], count: Dim) -> None:
    """Containers made before the loop: what one round appends is there ``count`` times, if the second appends the
    same."""
    start, first, second = worlds
    rounds = branching.Comparison(machine, start, first, second)
    for ident, state in first.heap.items():
        if ident >= start.next_id:
            continue
        old = start.heap.get(ident, machine.base.get(ident))
        if state is old or not isinstance(state, State) or not isinstance(old, State):
            continue
        twice = second.heap.get(ident)
        machine.put(ident, _grown(machine, rounds, (old, state, twice), count))


def _grown(machine: Interpreter, rounds: branching.Comparison, states: tuple[State, State, Any], count: Dim) -> State:
    old, once, twice = states
    attributes = dict(once.attributes)
    for name, value in once.attributes.items():
        before = old.attributes.get(name, MISSING)
        if before is not value and not (type(before) is type(value) and before == value):
            attributes[name] = machine.unknown("an attribute set in a loop of symbolic length")
    content = once.content
    if content is not old.content and not isinstance(content, TensorState):
        later = twice.content if isinstance(twice, State) else None
        if isinstance(content, tuple):
            content = _row_grown(rounds, old.content, content, later, count)
        elif isinstance(content, dict):
            content = _members_grown(rounds, old.content, content, later, count)
        else:
            content = LOST
    return State(attributes, content)


def _row_grown(rounds: branching.Comparison, old: Any, once: tuple[Value, ...], twice: Any, count: Dim) -> Any:
    """A list to which each round appends an equal value."""
    if not isinstance(old, tuple) or not isinstance(twice, tuple):
        return LOST
    size = len(old)
    if len(once) != size + 1 or len(twice) != size + 2 or once[:size] != old or twice[:size] != old:
        return LOST
    return (*old, Repeated(once[size], count)) if rounds.same(once[size], twice[size + 1]) else LOST


def _members_grown(rounds: branching.Comparison, old: Any, once: dict[Any, Value], twice: Any, count: Dim) -> Any:
    """A table of members to which each round appends an equal one under the next number, as ModuleList does."""
    if not isinstance(old, dict) or not isinstance(twice, dict):
        return LOST
    first, second = str(len(old)), str(len(old) + 1)
    if [*once] != [*old, first] or [*twice] != [*old, first, second]:
        return LOST
    if any(once[key] is not value for key, value in old.items()) or not rounds.same(once[first], twice[second]):
        return LOST
    return {**old, RepeatedIndex(count): once[first]}


def _scale_calls(machine: Interpreter, start: World, first: World, count: Dim) -> None:
    kept = start.calls.length if start.calls is not None else 0
    chain = start.calls
    for call in items(first.calls)[kept:]:
        if isinstance(call, LayerCall):
            repeats = call.repeats * count
            chain = extend(chain, LayerCall(call.layer, call.arguments, call.keywords, call.result, repeats))
        else:
            chain = extend(chain, call)
    machine.calls = chain
