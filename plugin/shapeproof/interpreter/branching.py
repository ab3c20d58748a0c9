"""Choosing between worlds, trying every choice, and joining worlds that came to the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from shapeproof.dims import ALWAYS, EQ, NE, NEVER, Condition, Opinion, Relation, evaluate, negate
from shapeproof.dims import Any as AnyOf
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.interpreter.holes import same_demands
from shapeproof.interpreter.merging import merged
from shapeproof.interpreter.world import Branches, ChoiceLog, Raising, Return, World
from shapeproof.values import (
    BoundMethod,
    Class,
    Frame,
    Function,
    Lazy,
    Object,
    PythonModule,
    State,
    TensorState,
    Unknown,
)

if TYPE_CHECKING:
    from immutables import Map

    from shapeproof.interpreter.machine import Interpreter

ENTRIES_A_STEP = 500  # entries of a heap that are compared in the time of a step
COMPARISONS_A_STEP = 30  # values of two worlds that are compared in the time of a step
MAXIMAL_ENDS = 12
"""More paths than this at one place are not followed unless more are asked for; the run then cannot prove an error."""


def choose(machine: Interpreter, alternatives: list[tuple[World, Any]], call: int | None = None) -> Any:
    """Continue in one of the worlds; the others are tried when the surrounding action is run again.

    ``call`` says of which call of the action the alternatives are the ends.
    """
    log = machine.log
    if log is None:
        log = machine.log = ChoiceLog()
    if log.cursor < len(log.picks):
        pick = log.picks[log.cursor]
    else:
        pick = (*alternatives[0], call)
        log.pending.extend([*log.picks, (*other, call)] for other in alternatives[1:])
        log.picks.append(pick)
    log.cursor += 1
    machine.enter(pick[0])
    result = pick[1]
    if type(result) is Raising:
        raise ProgramRaise(result.exception)
    return result


def decide(machine: Interpreter, condition: Condition, origin: Any = None) -> bool:
    """Whether the condition holds here; where it may or may not, both worlds are followed."""
    facts = machine.judge.facts
    verdict = facts.decide(condition)
    if verdict is ALWAYS:
        return True
    if verdict is NEVER:
        return False
    if machine.numbers:
        told = _told(machine, condition)
        if told is not None:
            assumed = facts.assume(condition if told else negate(condition), origin)
            if assumed is not None:
                machine.judge.facts = assumed
                return told
    here = machine.world()
    alternatives = []
    for answer, assumption in ((True, condition), (False, negate(condition))):
        assumed = facts.assume(assumption, origin)
        if assumed is not None:
            alternatives.append((here._replace(facts=assumed), answer))
    if not alternatives:
        return True
    if len(alternatives) == 1:
        machine.enter(alternatives[0][0])
        return bool(alternatives[0][1])
    machine.steps += len(facts.conditions)  # the longer a path, the more each further question costs
    return bool(choose(machine, alternatives))


def _told(machine: Interpreter, condition: Condition) -> bool | None:
    """What the numbers given for symbols say of a condition; None where they do not decide it."""
    if isinstance(condition, Opinion):
        return None
    if isinstance(condition, Relation):
        try:
            value = evaluate(machine.judge.resolve(condition.dim), machine.numbers)
        except (KeyError, ValueError, ZeroDivisionError):
            return None
        return bool(value == 0 if condition.op is EQ else value != 0 if condition.op is NE else value >= 0)
    parts = [_told(machine, part) for part in condition.conditions]
    absorbing = isinstance(condition, AnyOf)
    if absorbing in parts:
        return absorbing
    return None if None in parts else not absorbing


def attempt(machine: Interpreter, action: Callable[..., Any], *arguments: Any) -> Any:
    """Run an action with every choice it asks for; its result, or `Branches` of results and raises."""
    outer, machine.log = machine.log, None
    outer_ordinal, machine.ordinal = machine.ordinal, 0
    start = machine.world()
    try:
        try:
            result = action(*arguments)
        except ProgramRaise as raised:
            if machine.log is None:
                raise
            result = Raising(raised.exception)
        log: ChoiceLog | None = machine.log
        if log is None:
            return result
        ends = _spread([], machine.world(), result)
        pending = log.pending
        while pending:
            if len(ends) >= machine.most_ends:
                pending = _that_raise(machine, pending, 2 * machine.most_ends - len(ends))
                if not pending:
                    break
            prefix = pending.pop(0)
            machine.enter(start)
            log = machine.log = ChoiceLog(prefix, 0, [])
            machine.ordinal = 0
            try:
                result = action(*arguments)
            except ProgramRaise as raised:
                result = Raising(raised.exception)
            _spread(ends, machine.world(), result)
            pending.extend(log.pending)
    finally:
        machine.log = outer
        machine.ordinal = outer_ordinal
    return join(machine, ends, start)


def _that_raise(machine: Interpreter, pending: list[list[Any]], room: int) -> list[list[Any]]:
    """Of the choices still to be tried, those that end in a raise at once; the others are left out."""
    raising = [path for path in pending if type(path[-1][1]) is Raising]
    raising.sort(key=lambda path: len(path[-1][0].facts.conditions))
    kept = raising[: max(0, room)]
    for path in pending:
        if not any(path is other for other in kept):
            machine.leave_out(path[-1][0])
    return kept


def _spread(ends: list[tuple[World, Any]], world: World, result: Any) -> list[tuple[World, Any]]:
    if type(result) is Branches:
        ends.extend(result.ends)
    else:
        ends.append((world, result))
    return ends


def settle(machine: Interpreter, outcome: Any, call: int | None = None) -> Any:
    """Turn the branches of a finished call into one value: the rest of the caller goes on once for each."""
    if type(outcome) is not Branches:
        return outcome
    return choose(machine, outcome.ends, call)


def picked_before(machine: Interpreter, call: int) -> bool:
    """Whether the action is run again with an end of this call already picked."""
    log = machine.log
    return log is not None and log.cursor < len(log.picks) and log.picks[log.cursor][2] == call


def ends_of(machine: Interpreter, outcome: Any) -> list[tuple[World, Any]]:
    if type(outcome) is Branches:
        return outcome.ends
    return [(machine.world(), outcome)]


def join(machine: Interpreter, ends: list[tuple[World, Any]], start: World) -> Any:
    """Merge the worlds that agree up to fresh identities; a single one left becomes the current world."""
    kept: list[tuple[World, Any]] = []
    for world, result in ends:
        for index, (other, other_result) in enumerate(kept):
            if not _did_the_same(other, other_result, world, result):
                continue
            if _agree(machine, start, other, other_result, world, result):
                facts = other.facts if other.facts is world.facts else other.facts.shared(world.facts)
                kept[index] = (other._replace(facts=facts), other_result)
                break
            one = merged(machine, Comparison(machine, start, other, world), other_result, result)
            if one is not None:
                kept[index] = one
                break
        else:
            kept.append((world, result))
    if len(kept) == 1:
        machine.enter(kept[0][0])
        if type(kept[0][1]) is Raising:
            raise ProgramRaise(kept[0][1].exception)
        return kept[0][1]
    return Branches(kept)


def _did_the_same(a: World, a_result: Any, b: World, b_result: Any) -> bool:
    """Whether two worlds refused, demanded and solved the same, and neither raised."""
    if a.refusals is not b.refusals or a.assumed != b.assumed or a.splats != b.splats:
        return False
    if a.facts is not b.facts and _solved(a) != _solved(b):
        return False
    if a.equations is not b.equations and not same_demands(a.equations, b.equations):
        return False
    if (a.calls.length if a.calls else 0) != (b.calls.length if b.calls else 0):
        return False
    return type(a_result) is not Raising and type(b_result) is not Raising


def _agree(machine: Interpreter, start: World, a: World, a_result: Any, b: World, b_result: Any) -> bool:
    if type(a_result) is not type(b_result):
        return False
    comparison = Comparison(machine, start, a, b)
    try:
        if type(a_result) is Return:
            if not comparison.same(a_result.value, b_result.value):
                return False
        elif not comparison.same(a_result, b_result):
            return False
        return comparison.same_heaps()
    finally:
        machine.steps += comparison.work // COMPARISONS_A_STEP


def _solved(world: World) -> Any:
    return world.facts.solutions


def are_same(machine: Interpreter, start: World, a: World, b: World, left: Any, right: Any) -> bool:
    """Whether a value of one world is the other's, where both left the same start."""
    return Comparison(machine, start, a, b).same(left, right)


def parted(machine: Interpreter, start: World, a: World, b: World) -> Iterator[int]:
    """What is older than the start and no longer the same in both worlds."""
    base = machine.base
    for ident in {**dict.fromkeys(a.heap), **dict.fromkeys(b.heap)}:
        left, right = a.heap.get(ident, base.get(ident)), b.heap.get(ident, base.get(ident))
        if ident >= start.next_id or (left is right and left is start.heap.get(ident)):
            continue
        if not Comparison(machine, start, a, b).same_state(left, right):
            yield ident


def _written(start: World, heap: Map[int, Any]) -> list[int]:
    """What is older than a start and no longer as it was; what was dropped since, nothing asks for any more."""
    before, fresh = start.heap.get, start.next_id
    return [ident for ident, entry in heap.items() if ident < fresh and before(ident) is not entry]


class Comparison:
    """Whether two worlds that left the same start are equal, identities made since then renamed.

    One handle in both worlds may have two states, so being the same handle settles nothing of what was made since the
    start; of older objects each state is compared where the heaps are.
    """

    def __init__(self, machine: Interpreter, start: World, a: World, b: World) -> None:
        self.machine = machine
        self.start, self.a, self.b = start, a, b
        self.renamed: dict[int, int] = {}
        self.work = 0

    def same_heaps(self) -> bool:
        """Whether what is older than the start is the same in both; what is younger is compared where it is met."""
        a, b, base = self.a.heap, self.b.heap, self.machine.base
        if a is b:
            return True
        self.machine.steps += len(a) // ENTRIES_A_STEP
        frame = self.machine.frame  # where worlds differ, most do in the names of the body they are in
        if frame is not None and frame.id < self.start.next_id:
            left, right = a.get(frame.id), b.get(frame.id)
            if left is not None and right is not None and not self.same_state(left, right):
                return False
        for ident in dict.fromkeys(_written(self.start, a) + _written(self.start, b)):
            left, right = a.get(ident), b.get(ident)
            if not self.same_state(
                base.get(ident) if left is None else left, base.get(ident) if right is None else right
            ):
                return False
        return True

    def same_state(self, left: Any, right: Any) -> bool:
        if type(left) is not type(right) or left is None:
            return left is right
        if type(left) is dict:
            return self.same(left, right)
        if type(left) is State:
            return self.same(left.attributes, right.attributes) and self.same(left.content, right.content)
        return bool(left == right)

    def same(self, left: Any, right: Any) -> bool:
        self.work += 1
        kind = type(left)
        if self.work > 200_000 or kind is not type(right):
            return False
        if kind is tuple:
            return len(left) == len(right) and all(self.same(x, y) for x, y in zip(left, right, strict=True))
        if kind is dict:
            return (
                len(left) == len(right)
                and all(self.same(x, y) for x, y in zip(left, right, strict=True))
                and all(self.same(x, y) for x, y in zip(left.values(), right.values(), strict=True))
            )
        if kind is Object or kind is Function:
            return self._same_object(left, right)
        if kind is Lazy:
            return left.step is right.step and self.same(left.state, right.state)
        if kind is BoundMethod:
            return self.same(left.function, right.function) and self.same(left.receiver, right.receiver)
        if left is right:
            return kind is not Class or left.id < self.start.next_id or self._same_fresh(left, right)
        if kind is TensorState:
            return (
                left.shape == right.shape
                and left.dtype == right.dtype
                and left.requires_grad == right.requires_grad
                and left.assumed == right.assumed
                and self.same(left.data, right.data)
            )
        if kind is Unknown:
            return bool(left.reason == right.reason and left.site == right.site)
        if kind in (Class, PythonModule, Frame):
            return False
        if kind is float:
            return bool(left == right) or (left != left and right != right)
        return bool(left == right)

    def _same_tensor(self, left: Object, right: Object) -> bool:
        """``x`` and what an operation made of it: one value where their shapes agree (``dropout(x)`` or ``x``)."""
        if left.cls is not right.cls:
            return False
        a, b = self._state(self.a, left), self._state(self.b, right)
        if not isinstance(a, State) or not isinstance(b, State) or a.attributes or b.attributes:
            return False
        if not isinstance(a.content, TensorState) or a.content.data is not None:
            return False
        return self.same(a.content, b.content)

    def _state(self, world: World, value: Object) -> Any:
        found = world.heap.get(value.id)
        return self.machine.base.get(value.id) if found is None else found

    def _same_object(self, left: Object, right: Object) -> bool:
        fresh = self.start.next_id
        if left.id < fresh or right.id < fresh:
            return left.id == right.id or self._same_tensor(left, right)
        if left.cls is not right.cls:
            return False
        if isinstance(left, Function) and isinstance(right, Function):
            if left.node is not right.node or not self._same_frame(left.closure, right.closure):
                return False
            if not self.same(left.defaults, right.defaults):
                return False
        return self._same_fresh(left, right)

    def _same_fresh(self, left: Object, right: Object) -> bool:
        if left.id in self.renamed:
            return self.renamed[left.id] == right.id
        self.renamed[left.id] = right.id
        return self.same_state(self.a.heap.get(left.id), self.b.heap.get(right.id))

    def _same_frame(self, left: Frame | None, right: Frame | None) -> bool:
        """Whether two functions close over the same names."""
        if left is None or right is None:
            return left is right
        if left.id < self.start.next_id or right.id < self.start.next_id:
            return left.id == right.id
        if left.id in self.renamed:
            return self.renamed[left.id] == right.id
        self.renamed[left.id] = right.id
        names = self.same_state(self.a.heap.get(left.id), self.b.heap.get(right.id))
        return names and left.module is right.module and self._same_frame(left.parent, right.parent)
