"""``except*``: each clause takes its part of an exception group; what is left is raised again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import blocks, branching
from shapeproof.interpreter.builtins.exceptions import derived, make_group, split
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.interpreter.expressions import evaluate
from shapeproof.interpreter.world import Branches, Raising
from shapeproof.program import nodes
from shapeproof.values import Class, Frame, Object, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def handle(machine: Interpreter, node: nodes.Try, raised: Raising, frame: Frame) -> Any:
    """What the clauses of ``except*`` make of an exception: None, or what is raised behind them."""
    from shapeproof.interpreter.statements import run_block, store_name

    exception = raised.exception
    is_group = machine.builtin("BaseExceptionGroup") in exception.cls.mro
    rest: Value = exception
    failed: list[Object] = []
    outer = machine.handling
    for handler in node.handlers:
        if rest is None:
            break
        machine.handling = exception
        try:
            kinds = _kinds(machine, evaluate(machine, handler.exceptions, frame) if handler.exceptions else None)
        finally:
            machine.handling = outer
        if kinds is None:
            return raised
        taken, rest = split(machine, rest, partial(_is_one_of, kinds))
        if taken is None:
            continue
        if not is_group:
            taken = make_group(machine, machine.builtin("BaseExceptionGroup"), ("", (taken,)))
        if handler.name is not None:
            store_name(machine, frame, handler.name, taken)
        machine.handling = taken
        try:
            completion = run_block(machine, handler.body, frame)
            if type(completion) is Branches:
                completion = branching.settle(machine, completion)
        except ProgramRaise as error:
            failed.append(error.exception)
            completion = None
        finally:
            machine.handling = outer
        blocks.unbind(machine, handler, frame)
        if completion is not None:
            return completion
    if not failed:
        return None if rest is None else Raising(rest)
    if not is_group:
        return Raising(failed[0])  # one clause alone can have taken it
    members = [*failed, *([] if rest is None else [rest])]
    return Raising(derived(machine, exception, members)) if len(members) > 1 else Raising(_alone(machine, failed[0]))


def _alone(machine: Interpreter, exception: Object) -> Object:
    return make_group(machine, machine.builtin("BaseExceptionGroup"), ("", (exception,)))  # type: ignore[no-any-return]


def _kinds(machine: Interpreter, value: Value) -> tuple[Class, ...] | None:
    row = value if isinstance(value, tuple) else (value,)
    for each in row:
        blocks.check_catchable(machine, each)
        if isinstance(each, Class) and machine.builtin("BaseExceptionGroup") in each.mro:
            what = "catching ExceptionGroup with except* is not allowed"
            machine.throw("TypeError", f"{what}. Use except instead.")
    return row if all(isinstance(kind, Class) for kind in row) else None


def _is_one_of(kinds: tuple[Class, ...], exception: Object) -> bool:
    return any(kind in exception.cls.mro for kind in kinds)
