"""Calls with free inputs, for what they demand of arguments and inputs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shapeproof.analysis import arguments
from shapeproof.analysis.runs import End, Outcome, follow, guarded
from shapeproof.interpreter.machine import STEP_BUDGET
from shapeproof.shapes import Shape
from shapeproof.torch_model.tensors import new_tensor
from shapeproof.values import BoundMethod, Function, Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def input_names(machine: Interpreter, callee: Value) -> list[str]:
    """The names of the inputs that `call_freely` gives."""
    if _is_native_method(callee):
        return ["input"]
    return [p.name for p in arguments.parameters_of(machine, callee) if p.kind not in ("variadic", "keywords")]


def call_freely(machine: Interpreter, callee: Value, receiver: Object | None) -> Value:
    """The result of a call with free inputs, and these inputs."""
    inputs = arguments.free_inputs(machine, callee, receiver)
    if _is_native_method(callee):
        inputs = [new_tensor(machine, Shape([machine.judge.free_splat("input")]))]
    if inputs is None:
        return machine.unknown("its inputs must be named"), ()
    if receiver is not None:
        machine.layers.append(receiver)
    return guarded(machine, machine.call, callee, tuple(inputs)), tuple(inputs)


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


def split(outcome: Outcome, start: End) -> tuple[list[End], list[End]]:
    """The ends that neither raise nor are refused, and the others."""
    before = start.world.refusals.length if start.world.refusals is not None else 0
    good = [end for end in outcome.ends if end.raised is None and not _refused(end, before)]
    return good, [end for end in outcome.ends if end not in good]


def _refused(end: End, before: int) -> bool:
    return any(not event.assumed for event in end.refusals[before:])


def ways_through(machine: Interpreter, built: Sequence[End], budget: int) -> tuple[list[End], list[End]]:
    """All good ends of feeding what was built, and the bad ones; nothing good where not every path was followed."""
    good: list[End] = []
    bad: list[End] = []
    for end in built:
        outcome = forward_of(machine, end, budget)
        if outcome is None or not outcome.complete:
            return [], []
        fine, other = split(outcome, end)
        good += fine
        bad += other
    return good, bad
