"""Statements that guard others: ``with`` and ``try``."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import branching, classes, imports, special
from shapeproof.interpreter.builtins.plain import is_certain
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.expressions import evaluate
from shapeproof.interpreter.world import Branches, Raising, World
from shapeproof.program import nodes
from shapeproof.values import Class, Frame, Function, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_CATCHES_REFUSALS = frozenset({"RuntimeError", "Exception", "BaseException", "ValueError", "IndexError"})


# --- with -----------------------------------------------------------------------------------------------------------


def run_with(machine: Interpreter, node: nodes.With, frame: Frame, index: int) -> Any:
    from shapeproof.interpreter.statements import bind_target, outcome_ends, run_block

    if index == len(node.items):
        return run_block(machine, node.body, frame)
    item = node.items[index]
    context = evaluate(machine, item.context, frame)
    machine.span = item.span
    entered = enter(machine, context)
    if item.target is not None:
        bind_target(machine, item.target, entered, frame)
    suppresses = may_suppress(machine, context)
    machine.catching += suppresses
    try:
        ends = outcome_ends(machine, lambda: run_with(machine, node, frame, index + 1))
    finally:
        machine.catching -= suppresses
    finished: list[tuple[World, Any]] = []
    for world, completion in ends:
        machine.enter(world)
        machine.span = item.span
        finished.append(leave(machine, context, completion))
    if len(finished) == 1:
        machine.enter(finished[0][0])
        if type(finished[0][1]) is Raising:
            raise ProgramRaise(finished[0][1].exception)
        return finished[0][1]
    return Branches(finished)


def enter(machine: Interpreter, context: Value) -> Value:
    if isinstance(context, Unknown):
        return context
    method = classes.lookup(machine, machine.class_of(context), "__enter__")
    if is_certain(machine, context):
        what = f"'{machine.class_of(context).name}' object does not support the context manager protocol"
        if method is MISSING:
            machine.throw("TypeError", what)
        if classes.lookup(machine, machine.class_of(context), "__exit__") is MISSING:
            machine.throw("TypeError", f"{what} (missed __exit__ method)")
    if method is MISSING or isinstance(method, Unknown):
        return machine.unknown("entering a context that is not understood")
    return special.call(machine, method, context)


def may_suppress(machine: Interpreter, context: Value) -> int:
    if isinstance(context, Unknown):
        return 1  # e.g. pytest.raises: what is refused inside may be meant
    cls = machine.class_of(context)
    if cls.name in ("suppress", "raises", "RaisesContext", "_AssertRaisesContext"):
        return 1
    method = classes.lookup(machine, cls, "__exit__")
    return int(isinstance(method, Function) and not method.module.is_stub and _may_return_true(method.node.body))


def _may_return_true(node: Any) -> bool:
    """Whether a ``return`` in a body may give what is true."""
    if isinstance(node, tuple):
        return any(map(_may_return_true, node))
    if isinstance(node, nodes.Return):
        return node.value is not None and not (isinstance(node.value, nodes.Constant) and not node.value.value)
    if not isinstance(node, nodes.Statement | nodes.Handler | nodes.Case) or isinstance(node, _OWN_SCOPE):
        return False
    return any(_may_return_true(getattr(node, name)) for name in node.__struct_fields__)


_OWN_SCOPE = (nodes.FunctionDefinition, nodes.ClassDefinition)


def leave(machine: Interpreter, context: Value, completion: Any) -> tuple[World, Any]:
    method = MISSING if isinstance(context, Unknown) else classes.lookup(machine, machine.class_of(context), "__exit__")
    raised = completion.exception if type(completion) is Raising else None
    if method is MISSING or isinstance(method, Unknown):
        return machine.world(), None if raised is not None and isinstance(context, Unknown) else completion
    arguments: tuple[Value, ...] = (None, None, None)
    if raised is not None:
        arguments = (raised.cls, raised, machine.new(machine.builtin("traceback")))
    outer, machine.handling = machine.handling, raised if raised is not None else machine.handling
    try:
        answer = special.call(machine, method, context, *arguments)
    except ProgramRaise as failed:
        return machine.world(), Raising(failed.exception)
    finally:
        machine.handling = outer
    if raised is not None and (isinstance(answer, Unknown) or machine.truth(answer)):
        completion = None
    return machine.world(), completion


# --- try ------------------------------------------------------------------------------------------------------------


def run_try(machine: Interpreter, node: nodes.Try, frame: Frame) -> Any:
    from shapeproof.interpreter.statements import outcome_ends, run_block

    start = machine.world()
    catching, names, missing = catches_refusals(node), catches_names(node), catches_imports(node)
    division = catches_division(node)
    machine.catching += catching
    machine.catching_division += division
    machine.catching_names += names
    machine.catching_imports += missing
    try:
        ends = outcome_ends(machine, lambda: run_block(machine, node.body, frame))
    finally:
        machine.catching -= catching
        machine.catching_division -= division
        machine.catching_names -= names
        machine.catching_imports -= missing
    after: list[tuple[World, Any]] = []
    for world, completion in ends:
        machine.enter(world)
        if type(completion) is Raising:
            after.extend(outcome_ends(machine, partial(_handle, machine, node, completion, frame)))
        elif completion is None and node.otherwise:
            after.extend(outcome_ends(machine, lambda: run_block(machine, node.otherwise, frame)))
        else:
            after.append((world, completion))
    if node.final:
        after = _finally(machine, node, after, frame)
    if len(after) == 1:
        machine.enter(after[0][0])
        if type(after[0][1]) is Raising:
            raise ProgramRaise(after[0][1].exception)
        return after[0][1]
    return branching.join(machine, after, start)


def _finally(
    machine: Interpreter, node: nodes.Try, ends: list[tuple[World, Any]], frame: Frame
) -> list[tuple[World, Any]]:
    from shapeproof.interpreter.statements import outcome_ends, run_block

    finished: list[tuple[World, Any]] = []
    for world, completion in ends:
        machine.enter(world)
        outer = machine.handling
        if type(completion) is Raising:
            machine.handling = completion.exception
        try:
            for final_world, final_completion in outcome_ends(machine, lambda: run_block(machine, node.final, frame)):
                finished.append((final_world, completion if final_completion is None else final_completion))
        finally:
            machine.handling = outer
    return finished


def catches_refusals(node: nodes.Try) -> int:
    """1 where one of the handlers would catch what torch raises, else 0."""
    return int(any(_catches_refusals(handler.exceptions) for handler in node.handlers))


def catches_names(node: nodes.Try) -> int:
    """1 where one of the handlers would catch a NameError, else 0."""
    return int(any(_names_one_of(handler.exceptions, _CATCH_NAMES) for handler in node.handlers))


def catches_division(node: nodes.Try) -> int:
    """1 where one of the handlers is for a ZeroDivisionError, else 0."""
    return int(any(_names_one_of(handler.exceptions, _CATCH_DIVISION) for handler in node.handlers))


def catches_imports(node: nodes.Try) -> int:
    """1 where one of the handlers would catch an ImportError, else 0."""
    return int(any(_names_one_of(handler.exceptions, _CATCH_IMPORTS) for handler in node.handlers))


_CATCH_DIVISION = frozenset({"ZeroDivisionError", "ArithmeticError"})
_CATCH_IMPORTS = frozenset({"ImportError", "ModuleNotFoundError", "Exception", "BaseException"})
_CATCH_NAMES = frozenset({"NameError", "UnboundLocalError", "Exception", "BaseException"})


def _names_one_of(exceptions: nodes.Expression | None, names: frozenset[str]) -> bool:
    if isinstance(exceptions, nodes.Display):
        return any(_names_one_of(each, names) for each in exceptions.elements)
    return exceptions is None or (isinstance(exceptions, nodes.Name) and exceptions.name in names)


def _catches_refusals(exceptions: nodes.Expression | None) -> bool:
    if exceptions is None:
        return True
    if isinstance(exceptions, nodes.Display):
        return any(map(_catches_refusals, exceptions.elements))
    if isinstance(exceptions, nodes.Name):
        return exceptions.name in _CATCHES_REFUSALS or not exceptions.name.endswith(("Error", "Iteration", "Warning"))
    return True


def _handle(machine: Interpreter, node: nodes.Try, raised: Raising, frame: Frame) -> Any:
    from shapeproof.interpreter.statements import outcome_ends, run_block, store_name

    if node.group:
        from shapeproof.interpreter import groups

        return groups.handle(machine, node, raised, frame)
    exception = raised.exception
    outer, machine.handling = machine.handling, exception
    try:
        handler = next((each for each in node.handlers if matches(machine, each, exception.cls, frame)), None)
    finally:
        machine.handling = outer
    if handler is None:
        return raised
    if handler.name is not None:
        store_name(machine, frame, handler.name, exception)
    machine.handling = exception
    try:
        if handler.name is None:
            return run_block(machine, handler.body, frame)
        ends: list[tuple[World, Any]] = []
        for world, completion in outcome_ends(machine, lambda: run_block(machine, handler.body, frame)):
            machine.enter(world)
            unbind(machine, handler, frame)
            ends.append((machine.world(), completion))
    finally:
        machine.handling = outer
    if len(ends) > 1:
        return Branches(ends)
    return ends[0][1]


def unbind(machine: Interpreter, handler: nodes.Handler, frame: Frame) -> None:
    """A handler's name is gone at its end."""
    if handler.name is not None:
        delete_name(machine, frame, handler.name)


def delete_name(machine: Interpreter, frame: Frame, name: str) -> bool:
    """``del name``; whether it was bound."""
    if name in frame.globals_declared or frame in frame.module.top:
        return imports.delete_global(machine, frame.module, name)
    scope: Frame | None = frame
    if name not in frame.local_names and not frame.is_class:
        while scope is not None and name not in scope.local_names:
            scope = scope.parent
    home = scope if scope is not None else frame
    names = dict(machine.entry(home.id))
    if names.pop(name, MISSING) is MISSING:
        return False
    machine.put(home.id, names)
    return True


def matches(machine: Interpreter, handler: nodes.Handler, cls: Class, frame: Frame) -> bool:
    """Whether a handler catches exceptions of a class."""
    if handler.exceptions is None:
        return True
    return _catches(machine, evaluate(machine, handler.exceptions, frame), cls)


def _catches(machine: Interpreter, caught: Value, cls: Class) -> bool:
    if isinstance(caught, tuple):
        for each in caught:
            check_catchable(machine, each)
        return any(_catches(machine, each, cls) for each in caught)
    check_catchable(machine, caught)
    if isinstance(caught, Class) and (caught in cls.mro or machine.builtin("BaseException") in caught.mro):
        return caught in cls.mro
    return True  # an exception class that is not known may be this one


def check_catchable(machine: Interpreter, caught: Value) -> None:
    """Raise the TypeError of a handler for what is no exception class."""
    is_exception = isinstance(caught, Class) and machine.builtin("BaseException") in caught.mro
    if not is_exception and is_certain(machine, caught):
        message = "catching classes that do not inherit from BaseException is not allowed"
        machine.throw("TypeError", message)
