"""A refusal that only the last, smaller batch of a loader meets is one of its own kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shapeproof.interpreter.world import RefusalEvent, World
from shapeproof.torch_model.tensors import LAST_BATCH
from shapeproof.values import Object, State, TensorState, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

CODE = "last-batch"
MOST_STEPS = 500


def named(machine: Interpreter, world: World, event: RefusalEvent) -> RefusalEvent:
    """The event, as `last-batch` where what it refuses was made of a loader's last batch."""
    batch = _last_batch(machine, world, event)
    if batch is None:
        return event
    refusal = replace(
        event.refusal,
        code=CODE,
        message=f"{event.refusal.message}, in the last batch alone: {batch}",
        help="take the size from the batch, as x.size(0) does, or give the DataLoader drop_last=True",
    )
    return replace(event, refusal=refusal)


def is_met(machine: Interpreter, world: World, event: RefusalEvent) -> bool:
    """Whether it is a loader's last batch that is refused."""
    return _last_batch(machine, world, event) is not None


def _last_batch(machine: Interpreter, world: World, event: RefusalEvent) -> str | None:
    """What the loader says of the last batch that an operand was made of."""
    pending = [state for value in event.operands for state in _states(machine, world, value)]
    seen: set[int] = set()
    while pending and len(seen) < MOST_STEPS:
        state = pending.pop()
        producer = state.producer
        if producer is None or id(producer) in seen:
            continue
        seen.add(id(producer))
        if producer.label.startswith(LAST_BATCH):
            return producer.label.removeprefix(LAST_BATCH)
        pending.extend(producer.inputs)
    return None


def _states(machine: Interpreter, world: World, value: Value) -> list[TensorState]:
    if isinstance(value, tuple):
        return [state for each in value for state in _states(machine, world, each)]
    if not isinstance(value, Object):
        return []
    state = world.heap.get(value.id, machine.base.get(value.id))
    content = state.content if isinstance(state, State) else None
    return [content] if isinstance(content, TensorState) else []
