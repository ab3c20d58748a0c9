"""``except*``: each clause takes its part of an exception group; what is left is raised again."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import blocks, branching
from shapeproof.interpreter.builtins.exceptions import make_group, split
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.interpreter.expressions import evaluate
from shapeproof.interpreter.world import Branches, Raising
from shapeproof.program import nodes
from shapeproof.shapes import Gap
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
    reraised: list[Object] = []
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
            again = error.exception is taken and _is_raised_as_it_is(handler)
            (reraised if again else failed).append(error.exception)
            completion = None
        finally:
            machine.handling = outer
        blocks.unbind(machine, handler, frame)
        if completion is not None:
            return completion
    if not is_group:
        ends = [*reraised, *failed, *([] if rest is None else [rest])]
        return Raising(ends[0]) if ends else None  # one clause alone can have taken it
    kept = _leaves(machine, [*reraised, *([] if rest is None else [rest])])
    left = split(machine, exception, lambda each: any(each is leaf for leaf in kept))[0] if kept else None
    if not failed:
        return None if left is None else Raising(left)
    members = [*failed, *([] if left is None else [left])]
    if len(members) == 1:
        return Raising(failed[0])
    given = ("", machine.new_list(members))
    return Raising(make_group(machine, machine.builtin("BaseExceptionGroup"), given))


def _leaves(machine: Interpreter, exceptions: Iterable[Object]) -> list[Object]:
    """The exceptions that groups hold, down to those that are no groups."""
    found: list[Object] = []
    for each in exceptions:
        is_group = machine.builtin("BaseExceptionGroup") in each.cls.mro
        found += _leaves(machine, machine.attributes(each)["exceptions"]) if is_group else [each]
    return found


def _is_raised_as_it_is(handler: nodes.Handler) -> bool:
    """Whether what a clause took and raises is raised by a bare ``raise``, which leaves its traceback as it was."""
    if handler.name is None:
        return True
    raising = [each for each in handler.body if isinstance(each, nodes.Raise)]
    if any(isinstance(each, _COMPOUND) for each in handler.body):
        raise Gap("which raise a clause of except* ended in")
    return all(each.exception is None for each in raising)


_COMPOUND = (nodes.If, nodes.For, nodes.While, nodes.Try, nodes.With, nodes.Match)


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
