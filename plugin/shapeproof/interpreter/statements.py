"""What each kind of statement does. A completion is None (it ran to its end), or says how it ended."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, NoReturn

from shapeproof.dims import render
from shapeproof.interpreter import (
    blocks,
    branching,
    definitions,
    imports,
    operators,
    rounds,
)
from shapeproof.interpreter.channels import ProgramRaise
from shapeproof.interpreter.expressions import evaluate, unbound_message
from shapeproof.interpreter.iteration import Repeated
from shapeproof.interpreter.slots import mangled
from shapeproof.interpreter.world import BREAK, CONTINUE, Branches, Raising, Return, World
from shapeproof.program import nodes
from shapeproof.shapes import Gap, Refusal, Refused
from shapeproof.values import Class, Frame, Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_COMPOUND = (nodes.If, nodes.For, nodes.While, nodes.With, nodes.Try, nodes.Match)


def run_block(machine: Interpreter, body: tuple[nodes.Statement, ...], frame: Frame, start: int = 0) -> Any:
    """Run statements from ``start`` on; where paths part, the rest is run on each."""
    for index in range(start, len(body)):
        completion = run(machine, body[index], frame)
        if completion is None:
            continue
        if type(completion) is not Branches or index + 1 == len(body):
            return completion
        return _continue_paths(machine, completion, partial(run_block, machine, body, frame, index + 1))
    return None


def _continue_paths(machine: Interpreter, branches: Branches, rest: Callable[[], Any]) -> Any:
    """Run the rest on every path that reached the end; join what comes out."""
    ends: list[tuple[World, Any]] = []
    start = branches.ends[0][0]
    for world, completion in branches.ends:
        if completion is not None:
            ends.append((world, completion))
            continue
        machine.enter(world)
        ends.extend(outcome_ends(machine, rest))
    return branching.join(machine, within_bounds(machine, ends), common_start(start, branches))


def common_start(world: World, branches: Branches) -> World:
    lowest = min(end[0].next_id for end in branches.ends)
    return world._replace(next_id=min(world.next_id, lowest))


def within_bounds(machine: Interpreter, ends: list[tuple[World, Any]]) -> list[tuple[World, Any]]:
    """The ends that are followed: so many that go on, and as many that raised, of these the most general."""
    most = machine.most_ends
    if len(ends) <= most:
        return ends
    going = [place for place, (_, result) in enumerate(ends) if type(result) is not Raising]
    over = [place for place, (_, result) in enumerate(ends) if type(result) is Raising]
    over.sort(key=lambda place: len(ends[place][0].facts.conditions))
    kept = {*going[:most], *over[:most]}
    for place, (world, _) in enumerate(ends):
        if place not in kept:
            machine.leave_out(world)
    return [end for place, end in enumerate(ends) if place in kept]


def outcome_ends(machine: Interpreter, action: Callable[[], Any]) -> list[tuple[World, Any]]:
    """All ends of an action, raises included."""
    try:
        outcome = action()
    except ProgramRaise as raised:
        return [(machine.world(), Raising(raised.exception))]
    return branching.ends_of(machine, outcome)


def run(machine: Interpreter, node: nodes.Statement, frame: Frame) -> Any:
    """Run one statement; a simple one is tried with every choice it asks for."""
    machine.step()
    kind = type(node)
    machine.span = node.span
    if kind in _COMPOUND:
        return _RUN[kind](machine, node, frame)
    return branching.attempt(machine, _RUN[kind], machine, node, frame)


# --- binding names --------------------------------------------------------------------------------------------------


def store_name(machine: Interpreter, frame: Frame, name: str, value: Value) -> None:
    if name in frame.globals_declared:
        imports.store_global(machine, frame.module, name, value)
        return
    scope: Frame | None = frame
    if name not in frame.local_names and not frame.is_class:
        while scope is not None and name not in scope.local_names:
            scope = scope.parent
    home = scope if scope is not None else frame
    names = dict(machine.entry(home.id))
    names[name] = value
    machine.put(home.id, names)


def bind_target(machine: Interpreter, target: nodes.Expression, value: Value, frame: Frame) -> None:
    """Assign to a name, an attribute, an item, or a row of targets."""
    if isinstance(target, nodes.Name):
        store_name(machine, frame, target.name, value)
    elif isinstance(target, nodes.Attribute):
        owner = evaluate(machine, target.value, frame)
        machine.span = target.span
        if machine.promises is not None:
            value = machine.promises.attribute(machine, frame, owner, target.name, value)
        try:
            machine.assign_attribute(owner, mangled(frame, target.name), value)
        except Gap:
            return
    elif isinstance(target, nodes.Subscript):
        owner = evaluate(machine, target.value, frame)
        index = evaluate(machine, target.index, frame)
        machine.span = target.span
        try:
            operators.set_item(machine, owner, index, value)
        except Gap as gap:
            from shapeproof.interpreter import namespaces

            namespaces.lose(machine, owner, str(gap))
        except Refused as refused:
            machine.refuse(refused.refusal, (owner, index, value))
    elif isinstance(target, nodes.Display):
        _unpack(machine, target.elements, value, frame, target.span)
    elif isinstance(target, nodes.Starred):
        bind_target(machine, target.value, value, frame)


def _unpack(
    machine: Interpreter, targets: tuple[nodes.Expression, ...], value: Value, frame: Frame, span: nodes.Span
) -> None:
    star = next((i for i, target in enumerate(targets) if type(target) is nodes.Starred), None)
    try:
        items = list(operators.unpack(machine, value, len(targets), star, [_target_name(t) for t in targets]))
    except Gap as gap:
        reason = machine.unknown(str(gap))
        for target in targets:
            bind_target(machine, target, reason, frame)
        return
    except Refused as refused:
        machine.refuse(refused.refusal, (value,))
        for target in targets:
            bind_target(machine, target, machine.unknown("the unpacking was refused"), frame)
        return
    if any(isinstance(item, Repeated) for item in items) and star is None:
        items = _of_open_number(machine, items, len(targets))
    if any(isinstance(item, Repeated) for item in items):
        for target in targets:
            bind_target(machine, target, machine.unknown("unpacking a row of symbolic length"), frame)
        return
    count = len(items)
    if star is None:
        if count != len(targets):
            if count > len(targets):
                machine.throw("ValueError", f"too many values to unpack (expected {len(targets)})", "split")
            _throw_short(machine, f"{len(targets)}, got {count}")
        for target, item in zip(targets, items, strict=True):
            bind_target(machine, target, item, frame)
        return
    after = len(targets) - star - 1
    if count < star + after:
        _throw_short(machine, f"at least {star + after}, got {count}")
    for target, item in zip(targets[:star], items[:star], strict=True):
        bind_target(machine, target, item, frame)
    bind_target(machine, targets[star], machine.new_list(items[star : count - after]), frame)
    for target, item in zip(targets[star + 1 :], items[count - after :], strict=True):
        bind_target(machine, target, item, frame)


def _of_open_number(machine: Interpreter, items: list[Value], wanted: int) -> list[Value]:
    """The items, as many as are unpacked where a hole makes their number: it is meant to give these."""
    row = items[0]
    if len(items) > 1 or not isinstance(row, Repeated) or not machine.judge.is_hole(row.count):
        return items
    text = f"{wanted} values are unpacked from a row of {render(row.count)}"
    machine.judge.same(row.count, wanted, Refusal("split", text, expected=wanted, got=row.count))
    return [row.item] * wanted


def _throw_short(machine: Interpreter, counts: str) -> NoReturn:
    machine.throw("ValueError", f"not enough values to unpack (expected {counts})", "split")


def _target_name(target: nodes.Expression) -> str | None:
    return target.name if isinstance(target, nodes.Name) else None


# --- simple statements ----------------------------------------------------------------------------------------------


def _evaluate(machine: Interpreter, node: nodes.Evaluate, frame: Frame) -> Any:
    evaluate(machine, node.value, frame)
    return None


def _assign(machine: Interpreter, node: nodes.Assign, frame: Frame) -> Any:
    value = evaluate(machine, node.value, frame)
    machine.span = node.span
    for target in node.targets:
        bind_target(machine, target, value, frame)
    if frame.module.observed and machine.observer is not None:
        machine.observer.bound(machine, frame, node.span, node.targets[0], value)
    return None


def _augmented(machine: Interpreter, node: nodes.AugmentedAssign, frame: Frame) -> Any:
    target = node.target
    owner: Value = None
    index: Value = None
    if isinstance(target, nodes.Name):
        current = evaluate(machine, target, frame)
    elif isinstance(target, nodes.Attribute):
        owner = evaluate(machine, target.value, frame)
        machine.span = target.span
        current = machine.get_attribute(owner, mangled(frame, target.name))
    else:
        assert isinstance(target, nodes.Subscript)
        owner = evaluate(machine, target.value, frame)
        index = evaluate(machine, target.index, frame)
        machine.span = target.span
        try:
            current = operators.get_item(machine, owner, index)
        except Gap as gap:
            current = machine.unknown(str(gap))
    operand = evaluate(machine, node.value, frame)
    machine.span = node.span
    try:
        result = operators.in_place(machine, node.operator, current, operand)
    except Gap as gap:
        result = machine.unknown(str(gap))
    except Refused as refused:
        machine.refuse(refused.refusal, (current, operand))
        result = current
    if isinstance(target, nodes.Name):
        store_name(machine, frame, target.name, result)
    elif isinstance(target, nodes.Attribute):
        machine.assign_attribute(owner, mangled(frame, target.name), result)
    else:
        try:
            operators.set_item(machine, owner, index, result)
        except (Gap, Refused):
            return None
    return None


def _annotated(machine: Interpreter, node: nodes.AnnotatedAssign, frame: Frame) -> Any:
    if node.value is not None:
        value = evaluate(machine, node.value, frame)
        if machine.promises is not None:
            machine.span = node.value.span
            value = machine.promises.assigned(machine, frame, node.target, node.annotation, value)
        bind_target(machine, node.target, value, frame)
        if frame.module.observed and machine.observer is not None:
            machine.observer.bound(machine, frame, node.span, node.target, value)
    if frame.is_class and isinstance(node.target, nodes.Name):
        names = machine.entry(frame.id)
        declared = (*names.get("\0annotations", ()), (node.target.name, node.annotation))
        machine.put(frame.id, {**names, "\0annotations": declared})
    return None


def _return(machine: Interpreter, node: nodes.Return, frame: Frame) -> Any:
    if node.value is None:
        return Return(None)
    value = evaluate(machine, node.value, frame)
    if machine.promises is not None:
        machine.span = node.value.span
        value = machine.promises.returned(machine, frame, value)
    if frame.module.observed and machine.observer is not None:
        machine.observer.bound(machine, frame, node.span, None, value)
    return Return(value)


def _raise(machine: Interpreter, node: nodes.Raise, frame: Frame) -> Any:
    if node.exception is None:
        if machine.handling is None:
            machine.throw("RuntimeError", "No active exception to reraise")
        raise ProgramRaise(machine.handling)
    value = evaluate(machine, node.exception, frame)
    machine.span = node.span
    exception = _exception_of(machine, value, "exceptions must derive from BaseException")
    if node.cause is not None:
        cause = evaluate(machine, node.cause, frame)
        machine.span = node.span
        if cause is not None:
            cause = _exception_of(machine, cause, "exception causes must derive from BaseException")
        machine.set_attribute_raw(exception, "__cause__", cause)
        machine.set_attribute_raw(exception, "__suppress_context__", True)
    machine.mark_raise(exception, "raises", _said(machine, exception))
    raise machine.raising(exception)


def _exception_of(machine: Interpreter, value: Value, message: str) -> Object:
    """What ``raise value`` raises; one of no known kind where the value is not known."""
    base = machine.builtin("BaseException")
    if isinstance(value, Class):
        if base not in value.mro and not any(parent.open_base for parent in value.mro):
            machine.throw("TypeError", message)
        value = machine.call(value)
    if isinstance(value, Object) and machine.is_instance(value, base) is True:
        return value
    if not isinstance(value, Unknown) and machine.is_instance(value, base) is False:
        machine.throw("TypeError", message)
    return machine.new(machine.builtin("Exception"), {"args": (), "\0unknown": True})


def _assert(machine: Interpreter, node: nodes.Assert, frame: Frame) -> Any:
    test = evaluate(machine, node.test, frame)
    machine.span = node.span
    if isinstance(test, Unknown):
        return None  # the author promises it: nothing is learned, nothing raised
    if not machine.truth(test):
        message = None if node.message is None else evaluate(machine, node.message, frame)
        raised = machine.new(machine.builtin("AssertionError"), {"args": () if message is None else (message,)})
        machine.span = node.span
        machine.mark_raise(raised, "raises", _said(machine, raised))
        raise machine.raising(raised)
    return None


def _said(machine: Interpreter, exception: Object) -> str:
    """An exception in one line, as a traceback ends."""
    row = machine.attributes(exception).get("args")
    text = row[0] if isinstance(row, tuple) and row and isinstance(row[0], str) else ""
    return f"{exception.cls.name}: {text}" if text else exception.cls.name


def _delete(machine: Interpreter, node: nodes.Delete, frame: Frame) -> Any:
    for target in node.targets:
        if isinstance(target, nodes.Name):
            if not blocks.delete_name(machine, frame, target.name):
                machine.span = target.span
                _unbound(machine, frame, target.name)
        elif isinstance(target, nodes.Attribute):
            owner = evaluate(machine, target.value, frame)
            machine.delete_attribute(owner, mangled(frame, target.name))
        elif isinstance(target, nodes.Subscript):
            owner = evaluate(machine, target.value, frame)
            index = evaluate(machine, target.index, frame)
            try:
                operators.delete_item(machine, owner, index)
            except Gap as gap:
                from shapeproof.interpreter import namespaces

                namespaces.lose(machine, owner, str(gap))
        elif isinstance(target, nodes.Display):
            _delete(machine, nodes.Delete(node.span, target.elements), frame)
    return None


def _unbound(machine: Interpreter, frame: Frame, name: str) -> None:
    if name in frame.local_names:
        machine.throw("UnboundLocalError", unbound_message(name))
    if machine.catching_names:
        machine.throw("NameError", f"name '{name}' is not defined")


def _nothing(machine: Interpreter, node: Any, frame: Frame) -> Any:
    return None


def _break(machine: Interpreter, node: Any, frame: Frame) -> Any:
    return BREAK


def _continue(machine: Interpreter, node: Any, frame: Frame) -> Any:
    return CONTINUE


def _global(machine: Interpreter, node: nodes.Global, frame: Frame) -> Any:
    frame.globals_declared = frame.globals_declared | set(node.names)
    return None


def _import(machine: Interpreter, node: nodes.Import, frame: Frame) -> Any:
    for alias in node.names:
        module = imports.imported(machine, alias.name)
        if alias.asname is not None:
            store_name(machine, frame, alias.asname, module)
        else:
            root = alias.name.split(".", 1)[0]
            store_name(machine, frame, root, imports.import_module(machine, root) if "." in alias.name else module)
    return None


def _import_from(machine: Interpreter, node: nodes.ImportFrom, frame: Frame) -> Any:
    name = imports.absolute_name(frame.module, node.module, node.level)
    module = imports.imported(machine, name)
    for alias in node.names:
        if alias.name == "*":
            for key, value in imports.star_names(machine, module).items():
                store_name(machine, frame, key, value)
            continue
        store_name(machine, frame, alias.asname or alias.name, imports.import_name(machine, module, name, alias.name))
    return None


def _function(machine: Interpreter, node: nodes.FunctionDefinition, frame: Frame) -> Any:
    store_name(machine, frame, node.name, definitions.define_function(machine, node, frame))
    return None


def _class(machine: Interpreter, node: nodes.ClassDefinition, frame: Frame) -> Any:
    store_name(machine, frame, node.name, definitions.define_class(machine, node, frame))
    return None


def _alias(machine: Interpreter, node: nodes.TypeAlias, frame: Frame) -> Any:
    store_name(machine, frame, node.name, machine.unknown("a type alias is not a value"))
    return None


# --- control flow ---------------------------------------------------------------------------------------------------


def is_true(machine: Interpreter, node: nodes.Expression, frame: Frame) -> bool:
    value = evaluate(machine, node, frame)
    machine.span = node.span
    return machine.truth(value)


def _if(machine: Interpreter, node: nodes.If, frame: Frame) -> Any:
    start = machine.world()
    answer = branching.attempt(machine, is_true, machine, node.test, frame)
    if type(answer) is not Branches:
        return run_block(machine, node.body if answer else node.otherwise, frame)
    ends: list[tuple[World, Any]] = []
    for world, result in answer.ends:
        if type(result) is Raising:
            ends.append((world, result))
            continue
        machine.enter(world)
        body = node.body if result else node.otherwise
        ends.extend(outcome_ends(machine, partial(run_block, machine, body, frame)))
    return branching.join(machine, within_bounds(machine, ends), start)


def _with(machine: Interpreter, node: nodes.With, frame: Frame) -> Any:
    return blocks.run_with(machine, node, frame, 0)


def _try(machine: Interpreter, node: nodes.Try, frame: Frame) -> Any:
    return blocks.run_try(machine, node, frame)


def _match(machine: Interpreter, node: nodes.Match, frame: Frame) -> Any:
    from shapeproof.interpreter import patterns

    return patterns.run_match(machine, node, frame)


def _unreadable(machine: Interpreter, node: nodes.Unreadable, frame: Frame) -> Any:
    return None


_RUN: dict[type, Callable[[Interpreter, Any, Frame], Any]] = {
    nodes.Evaluate: _evaluate,
    nodes.Assign: _assign,
    nodes.AugmentedAssign: _augmented,
    nodes.AnnotatedAssign: _annotated,
    nodes.Return: _return,
    nodes.Raise: _raise,
    nodes.Assert: _assert,
    nodes.Delete: _delete,
    nodes.Pass: _nothing,
    nodes.Break: _break,
    nodes.Continue: _continue,
    nodes.Global: _global,
    nodes.Nonlocal: _nothing,
    nodes.Import: _import,
    nodes.ImportFrom: _import_from,
    nodes.If: _if,
    nodes.While: rounds.run_while,
    nodes.For: rounds.run_for,
    nodes.With: _with,
    nodes.Try: _try,
    nodes.Match: _match,
    nodes.FunctionDefinition: _function,
    nodes.ClassDefinition: _class,
    nodes.TypeAlias: _alias,
    nodes.Unreadable: _unreadable,
}
