"""One run of the interpreter: from a way in to the worlds it ends in."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shapeproof.analysis.facts import SHOW_TRACEBACK
from shapeproof.analysis.request import TargetError
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.interpreter.machine import REFUSED, STEP_BUDGET, Interpreter
from shapeproof.interpreter.protocols import Importer
from shapeproof.interpreter.world import Branches, BudgetSpent, Raising, RefusalEvent, World, items, remarks
from shapeproof.libraries import PythonLibraries
from shapeproof.shapes import Gap, Refused
from shapeproof.torch_model.filling import Fillings
from shapeproof.torch_model.library import StubLibrary
from shapeproof.torch_model.promises import AnnotationPromises
from shapeproof.values import Object, State, Unknown, Value

RECURSION_LIMIT = 30_000  # an import or a call of the program takes about a dozen frames of ours


@dataclass(frozen=True, slots=True)
class End:
    """One world a run ended in, with its value, or what the program raised."""

    world: World
    value: Value
    raised: Any = None

    @property
    def refusals(self) -> list[RefusalEvent]:
        return items(self.world.refusals)

    def uncaught(self, machine: Interpreter) -> RefusalEvent | None:
        """What the exception that it ends with says of where it was raised, if anything."""
        if not isinstance(self.raised, Object):
            return None
        state = self.world.heap.get(self.raised.id, machine.base.get(self.raised.id))
        event = state.attributes.get(REFUSED) if isinstance(state, State) else None
        return event if isinstance(event, RefusalEvent) else None

    def remarks(self, start: World | None = None) -> list[RefusalEvent]:
        """What ran since ``start`` but is very likely not meant."""
        before = start.calls.length if start is not None and start.calls is not None else 0
        return remarks(self.world.calls, before)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The ends of a run; ``complete`` is false where some paths were not followed to their end.

    ``left_out`` are the worlds in which such paths were left, if all else was followed.
    """

    ends: tuple[End, ...]
    complete: bool
    left_out: tuple[World, ...] = ()

    @property
    def judges(self) -> bool:
        """Whether its ends say what every path refuses, at least up to where those parted that were left out."""
        return bool(self.ends) and (self.complete or bool(self.left_out))


def new_machine(
    importer: Importer,
    is_observed: Callable[[str], bool] = lambda path: False,
    numbers: Mapping[str, int] | None = None,
) -> Interpreter:
    """An interpreter that knows torch's stubs and Python's libraries."""
    sys.setrecursionlimit(max(sys.getrecursionlimit(), RECURSION_LIMIT))
    machine = Interpreter(importer, (StubLibrary(), PythonLibraries()))
    machine.promises = AnnotationPromises()
    machine.fillings = Fillings()
    machine.is_observed = is_observed
    machine.numbers = dict(numbers or {})
    return machine


def follow(
    machine: Interpreter,
    action: Callable[..., Value],
    *arguments: Any,
    start: World | None = None,
    budget: int = STEP_BUDGET,
) -> Outcome:
    """Run an action from a clean world (or ``start``) along every path within so many steps, and go back."""
    here = machine.world()
    machine.step_budget = budget
    machine.patience = STEP_BUDGET if budget == STEP_BUDGET else budget // 4
    machine.left_out = []
    machine.log = None
    machine.ordinal = 0
    machine.steps = 0
    if start is not None:
        machine.enter(start)
    stack, machine.stack = machine.stack, []
    saved = machine.frame, machine.span, machine.depth, machine.catching, machine.layers
    machine.layers = []
    try:
        try:
            result = machine.attempt(action, *arguments)
        except ProgramRaise as raised:
            result = Raising(raised.exception)
        except BudgetSpent:
            return Outcome((), complete=False)
        except RecursionError:
            return Outcome((), complete=False)
        except TargetError:
            raise
        except Exception as fault:
            note_fault(machine, fault)
            return Outcome((), complete=False)
        found = result.ends if type(result) is Branches else [(machine.world(), result)]
        if machine.holes is not None and machine.holes.found:
            settle_holes(machine, [world for world, value in found if type(value) is not Raising])
        ends = tuple(
            End(world, None, value.exception) if type(value) is Raising else End(world, value) for world, value in found
        )
        return Outcome(ends, not machine.left_out, tuple(machine.left_out))
    finally:
        machine.stack = stack
        machine.frame, machine.span, machine.depth, machine.catching, machine.layers = saved
        machine.recording = None
        machine.step_budget = machine.patience = STEP_BUDGET
        machine.enter(here)


def note_fault(machine: Interpreter, fault: Exception) -> None:
    """An engine's own fault ends the way in under way and is told at its place; the rest of the file stands."""
    if os.environ.get(SHOW_TRACEBACK):
        raise fault
    where = machine.fault_site or machine.here()
    machine.fault_site = None
    machine.faults.append((where, " ".join(f"{type(fault).__name__}: {fault}".split())))


def settle_holes(machine: Interpreter, worlds: list[World]) -> None:
    """What the world in which the least was refused demands of holes; the others were choices that came to nothing."""
    assert machine.holes is not None
    if worlds:
        best = min(worlds, key=lambda world: 0 if world.refusals is None else world.refusals.length)
        machine.holes.settle(best.equations, best.facts)
    machine.holes.run += 1


def guarded(machine: Interpreter, action: Callable[..., Value], *arguments: Any) -> Value:
    """The value of an action; a gap is Unknown, a refusal is written down."""
    try:
        return action(*arguments)
    except Gap as gap:
        return machine.unknown(str(gap))
    except Refused as refused:
        machine.refuse(refused.refusal)
        return Unknown("it was refused", machine.here())
