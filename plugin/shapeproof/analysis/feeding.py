"""Calls with free inputs, for what they demand of arguments and inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapeproof.analysis import arguments
from shapeproof.analysis.requirements import Required, requirements
from shapeproof.analysis.runs import End, Outcome, follow, guarded
from shapeproof.interpreter.machine import STEP_BUDGET
from shapeproof.interpreter.world import RefusalEvent, World
from shapeproof.shapes import Shape
from shapeproof.torch_model.tensors import new_tensor
from shapeproof.values import BoundMethod, Function, Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MAXIMAL_FED = 16
FEEDING_BUDGET = 50_000  # steps of all ways together; a larger model is described by what building it demands


def input_names(machine: Interpreter, callee: Value) -> list[str]:
    """The names of the inputs that `call_freely` gives."""
    if _is_native_method(callee):
        return _tensors_of(machine, callee)
    return [p.name for p in arguments.parameters_of(machine, callee) if p.kind not in ("variadic", "keywords")]


def call_freely(machine: Interpreter, callee: Value, receiver: Object | None) -> Value:
    """The result of a call with free inputs, and these inputs."""
    inputs = arguments.free_inputs(machine, callee, receiver)
    if _is_native_method(callee):
        names = _tensors_of(machine, callee)
        inputs = [new_tensor(machine, Shape([machine.judge.free_splat(name)])) for name in names]
    if inputs is None:
        return machine.unknown("its inputs must be named"), ()
    if receiver is not None:
        machine.layers.append(receiver)
    return guarded(machine, machine.call, callee, tuple(inputs)), tuple(inputs)


def _tensors_of(machine: Interpreter, method: Value) -> list[str]:
    """The inputs that a method of torch's must be given."""
    defaults = arguments.defaults_of(machine, method)
    parameters = [p for p in arguments.parameters_of(machine, method) if p.kind in ("normal", "positional")]
    return [p.name for p in parameters if p.name not in defaults] or ["input"]


def _is_native_method(callee: Value) -> bool:
    return isinstance(callee, BoundMethod) and not isinstance(callee.function, Function)


def forward_of(machine: Interpreter, built: End, budget: int = STEP_BUDGET) -> Outcome | None:
    """A module's ``forward`` with free inputs; None where it has none that is understood."""
    here = machine.world()
    machine.enter(built.world)
    method = machine.find_attribute(built.value, "forward")
    outcome = None
    if isinstance(method, BoundMethod):
        outcome = follow(machine, call_freely, machine, method, built.value, start=built.world, budget=budget)
    machine.enter(here)
    return outcome


def refused(end: End, before: int = 0) -> list[RefusalEvent]:
    """What a run refused for certain, after so many refusals of an earlier one."""
    return [event for event in end.refusals[before:] if not event.assumed]


@dataclass
class Ways:
    """The ends of all runs, among them those that neither raise nor are refused, and where other paths were left."""

    every: list[End] = field(default_factory=list)
    good: list[End] = field(default_factory=list)
    left: list[End] = field(default_factory=list)

    def add(self, outcome: Outcome, start: World | None = None) -> None:
        """Take on the ends of a run; what was refused before its start is not theirs."""
        before = start.refusals.length if start is not None and start.refusals is not None else 0
        self.every += outcome.ends
        self.good += [end for end in outcome.ends if end.raised is None and not refused(end, before)]
        self.left += [End(world, None) for world in outcome.left_out]
        if not outcome.ends and start is not None:
            self.left.append(End(start, None))

    def requirements(self) -> Required:
        """What each way demands, with those ways that were left as far as they were followed: it is certainly needed.

        Where some were left, more may be needed than this.
        """
        if not self.good:
            return Required(is_all=not self.left)
        found = requirements([*self.good, *self.left], [*self.every, *self.left])
        return found._replace(is_all=found.is_all and not self.left)


def ways_of_building(outcome: Outcome, chosen: End | None = None) -> Ways:
    """The ways in which something was built; that of ``chosen`` where none works."""
    left = [End(world, None) for world in outcome.left_out]
    working = [end for end in outcome.ends if end.raised is None and end.world.refusals is None]
    return Ways(list(outcome.ends), working or ([] if chosen is None else [chosen]), left)


def fed(machine: Interpreter, ways: Ways) -> Ways:
    """Ways of building models, each fed with free inputs; as they are where these are too many or none can be fed."""
    if not 0 < len(ways.good) <= MAXIMAL_FED:
        return ways
    here = machine.world()
    found = ways_through(machine, ways.good, FEEDING_BUDGET // len(ways.good))
    machine.enter(here)
    if not found.good and not machine.zeros:
        return ways
    others = [end for end in ways.every if end not in ways.good]
    return Ways([*others, *found.every], found.good, [*ways.left, *found.left])


def ways_through(machine: Interpreter, built: Sequence[End], budget: int) -> Ways:
    """All ways of feeding what was built."""
    ways = Ways()
    for end in built:
        outcome = forward_of(machine, end, budget)
        if outcome is None:
            ways.left.append(end)
        else:
            ways.add(outcome, end.world)
    return ways
