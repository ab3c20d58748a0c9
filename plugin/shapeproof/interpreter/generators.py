"""Generators: a body run to its next yield, left there, and entered again.

Where a body stands is a *path*: for each statement around the yield, from the outermost to the innermost, what is
needed to go on in it. The path lies in the heap with the generator, so that worlds that part keep each their own.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from types import GeneratorType
from typing import TYPE_CHECKING, Any

from shapeproof.interpreter import blocks, branching, forgetting, iteration, statements
from shapeproof.interpreter.channels import MISSING, ProgramRaise
from shapeproof.interpreter.expressions import evaluate
from shapeproof.interpreter.iteration import Repeated
from shapeproof.interpreter.rounds import WHILE_ROUNDS
from shapeproof.interpreter.world import BREAK, CONTINUE, Branches, Completion, Raising, Return, Step
from shapeproof.interpreter.yields import body_of, has_yield
from shapeproof.program import nodes
from shapeproof.shapes import Gap
from shapeproof.values import LOST, Frame, Function, Object, State, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Path = tuple[Any, ...]


@dataclass(frozen=True, slots=True, eq=False)
class GeneratorState:
    """The content of a generator: its frame and body, and where it stands (None: at its end)."""

    frame: Frame
    body: tuple[nodes.Statement, ...]
    label: str
    path: Path | None = ()
    started: bool = False
    running: bool = False


class Suspended(Completion):
    """A body left at a yield: what it yielded, and the path to there."""

    __slots__ = ("path", "value")

    def __init__(self, value: Value, path: Path) -> None:
        self.value = value
        self.path = path

    def within(self, *steps: Any) -> Suspended:
        return Suspended(self.value, (*steps, *self.path))


@dataclass(slots=True)
class Entry:
    """With what a body is entered again: a value sent, or an exception thrown at the yield."""

    value: Value = None
    exception: Object | None = None


@dataclass(slots=True)
class Run:
    machine: Interpreter
    frame: Frame
    entry: Entry
    around: Object | None = None  # the exception handled where the generator is resumed


# --- what a program does with a generator ---------------------------------------------------------------------------


def make(machine: Interpreter, frame: Frame, node: nodes.FunctionDefinition | nodes.Lambda, kind: str) -> Object:
    """The generator that a call of a generator function gives."""
    label = node.name if isinstance(node, nodes.FunctionDefinition) else "<lambda>"
    frame.capture()
    return machine.new(machine.builtin(kind), None, GeneratorState(frame, body_of(node), label))


def make_of_body(machine: Interpreter, frame: Frame, body: tuple[nodes.Statement, ...]) -> Object:
    """The generator of a generator expression."""
    frame.capture()
    return machine.new(machine.builtin("generator"), None, GeneratorState(frame, body, "<genexpr>"))


def resume(machine: Interpreter, generator: Object, entry: Entry | None) -> tuple[Value, bool]:
    """Run to the next yield: what was yielded and False, or what was returned and True. The program's raises pass."""
    state = machine.content(generator)
    if not isinstance(state, GeneratorState):
        raise Gap("a generator that is not understood")
    entry = Entry() if entry is None else entry
    if state.running:
        machine.throw("ValueError", "generator already executing")
    if state.path is None or (not state.started and entry.exception is not None):
        machine.set_content(generator, replace(state, path=None))
        if entry.exception is not None:
            if state.path is not None and machine.builtin("StopIteration") in entry.exception.cls.mro:
                raise _instead_of_stop(machine, entry.exception)
            raise ProgramRaise(entry.exception)
        return None, True
    if not state.started and entry.value is not None:
        machine.throw("TypeError", "can't send non-None value to a just-started generator")
    from shapeproof.interpreter.calls import CALL_DEPTH

    if machine.depth >= CALL_DEPTH:
        raise Gap("budget: calls are nested too deeply")
    machine.step()
    ordinal = machine.ordinal = machine.ordinal + 1
    if branching.picked_before(machine, ordinal):
        found: tuple[Value, bool] = branching.choose(machine, [], ordinal)
        return found
    observed = machine.frame is not None and machine.frame.module.observed
    machine.stack.append(Step(machine.here(), state.label, observed))
    saved = machine.frame, machine.span
    machine.frame = state.frame
    machine.depth += 1
    try:
        outcome: Any = branching.attempt(machine, _segment, machine, generator, state, entry)
        if type(outcome) is Branches:
            outcome = branching.settle(machine, outcome, ordinal)
        return outcome  # type: ignore[no-any-return]
    finally:
        machine.stack.pop()
        machine.frame, machine.span = saved
        machine.depth -= 1


def _segment(machine: Interpreter, generator: Object, state: GeneratorState, entry: Entry) -> tuple[Value, bool]:
    machine.set_content(generator, replace(state, running=True))
    run = Run(machine, state.frame, replace(entry), machine.handling)
    try:
        completion = block(run, state.body, state.path or ())
    except ProgramRaise as raised:
        machine.set_content(generator, replace(state, path=None))
        if machine.builtin("StopIteration") in raised.exception.cls.mro:
            raise _instead_of_stop(machine, raised.exception) from None
        raise
    except Gap:
        machine.write(generator, State({}, LOST))
        raise
    if type(completion) is Suspended:
        machine.set_content(generator, replace(state, path=completion.path, started=True))
        return completion.value, False
    machine.set_content(generator, replace(state, path=None))
    return completion.value if type(completion) is Return else None, True


def _instead_of_stop(machine: Interpreter, cause: Object) -> ProgramRaise:
    """What a StopIteration becomes that leaves a generator's body."""
    held = {"__cause__": cause, "__context__": cause, "__suppress_context__": True}
    args = ("generator raised StopIteration",)
    return ProgramRaise(machine.new(machine.builtin("RuntimeError"), {"args": args, **held}))


def close(machine: Interpreter, generator: Object) -> Value:
    """``generator.close()``."""
    state = machine.content(generator)
    if not isinstance(state, GeneratorState):
        raise Gap("a generator that is not understood")
    if state.path is None or not state.started:
        machine.set_content(generator, replace(state, path=None))
        return None
    leaving = machine.new(machine.builtin("GeneratorExit"), {"args": ()})
    try:
        _value, ended = resume(machine, generator, Entry(None, leaving))
    except ProgramRaise as raised:
        mro = raised.exception.cls.mro
        if machine.builtin("GeneratorExit") in mro or machine.builtin("StopIteration") in mro:
            return None
        raise
    if not ended:
        machine.throw("RuntimeError", "generator ignored GeneratorExit")
    return None


def attribute(machine: Interpreter, generator: Object, name: str) -> Value:
    """What a generator says of itself; MISSING for a name that generators do not have."""
    state = machine.state(generator).content
    if name in ("__name__", "gi_running", "gi_frame") and isinstance(state, GeneratorState):
        if name == "__name__":
            return state.label
        if name == "gi_running":
            return state.running
        if state.path is None:
            return None
    return Unknown(f"{name} of a generator", machine.here()) if hasattr(GeneratorType, name) else MISSING


def is_of_library(machine: Interpreter, generator: Object) -> bool:
    """Whether a stub's function made a generator, where CPython has an iterator of another class."""
    state = machine.state(generator).content
    return isinstance(state, GeneratorState) and state.frame.module.is_stub


def close_of_loop(machine: Interpreter, iterable: nodes.Call, frame: Frame, generator: Object) -> None:
    """Close what ``for … in made():`` leaves before its end: CPython drops it there, as nothing else holds it, and
    what that raises is lost."""
    state = machine.state(generator).content
    if not isinstance(state, GeneratorState) or state.path is None or not isinstance(iterable.function, nodes.Name):
        return
    called = evaluate(machine, iterable.function, frame)
    if isinstance(called, Function) and called == state.frame.function:
        with suppress(ProgramRaise):
            close(machine, generator)


# --- statements -----------------------------------------------------------------------------------------------------


def block(run: Run, body: tuple[nodes.Statement, ...], path: Path) -> Any:
    """Run a block, from where the path says."""
    start, inner = (path[0], path[1:]) if path else (0, ())
    for index in range(start, len(body)):
        completion = _statement(run, body[index], inner)
        inner = ()
        if completion is None:
            continue
        return completion.within(index) if type(completion) is Suspended else completion
    return None


def _statement(run: Run, node: nodes.Statement, path: Path) -> Any:
    machine = run.machine
    if not path and not has_yield(node):
        completion = statements.run(machine, node, run.frame)
        return branching.settle(machine, completion) if type(completion) is Branches else completion
    machine.step()
    machine.span = node.span
    return _RESUMABLE[type(node)](run, node, path)


def _sent(run: Run) -> Value:
    entry = run.entry
    if entry.exception is not None:
        raised, entry.exception = entry.exception, None
        in_handler = run.machine.handling is not run.around
        raise run.machine.raising(raised) if in_handler else ProgramRaise(raised)
    value, entry.value = entry.value, None
    return value


def _yielding(run: Run, node: nodes.Evaluate | nodes.Assign, path: Path) -> Any:
    yielded: Any = node.value
    machine = run.machine
    if isinstance(yielded, nodes.YieldFrom):
        completion, result = _delegate(run, yielded, path)
        if completion is not None:
            return completion
    elif not path:
        return Suspended(None if yielded.value is None else evaluate(machine, yielded.value, run.frame), ("yield",))
    else:
        result = _sent(run)
    if isinstance(node, nodes.Assign):
        machine.span = node.span
        for target in node.targets:
            statements.bind_target(machine, target, result, run.frame)
    return None


def _delegate(run: Run, node: nodes.YieldFrom, path: Path) -> tuple[Suspended | None, Value]:
    """``yield from``: the values of another iterator, to which what is sent and thrown is handed on."""
    machine = run.machine
    if path:
        inner, entry = path[1], replace(run.entry)
        run.entry.value = run.entry.exception = None
    else:
        inner, entry = iteration.iterator_of(machine, evaluate(machine, node.value, run.frame)), Entry()
        machine.span = node.span
    try:
        value, ended = _passed_on(machine, inner, entry)
    except ProgramRaise:
        if isinstance(node.value, nodes.Call):
            close_of_loop(machine, node.value, run.frame, inner)
        raise
    return (None, value) if ended else (Suspended(value, ("from", inner)), None)


def _passed_on(machine: Interpreter, inner: Object, entry: Entry) -> tuple[Value, bool]:
    if isinstance(machine.state(inner).content, GeneratorState):
        if entry.exception is not None and machine.builtin("GeneratorExit") in entry.exception.cls.mro:
            close(machine, inner)
            raise ProgramRaise(entry.exception)
        return resume(machine, inner, entry)
    if entry.exception is not None:
        method = machine.find_attribute(inner, "throw")
        if method is MISSING or inner.cls.builtin:
            raise ProgramRaise(entry.exception)
        return _asked(machine, method, (entry.exception,))
    if entry.value is not None:
        return _asked(machine, machine.get_attribute(inner, "send"), (entry.value,))
    if inner.cls.builtin:
        item = iteration.advance(machine, inner)
        return (None, True) if item is MISSING else (item, False)
    return _asked(machine, machine.get_attribute(inner, "__next__"), ())


def _asked(machine: Interpreter, method: Value, arguments: tuple[Value, ...]) -> tuple[Value, bool]:
    try:
        return machine.call(method, arguments), False
    except ProgramRaise as raised:
        if machine.builtin("StopIteration") in raised.exception.cls.mro:
            return machine.get_attribute(raised.exception, "value"), True
        raise


def _if(run: Run, node: nodes.If, path: Path) -> Any:
    machine = run.machine
    if path:
        taken, inner = path[0], path[1:]
    else:
        value = evaluate(machine, node.test, run.frame)
        machine.span = node.test.span
        taken, inner = machine.truth(value), ()
    completion = block(run, node.body if taken else node.otherwise, inner)
    return completion.within(taken) if type(completion) is Suspended else completion


def _otherwise(run: Run, node: nodes.For | nodes.While, path: Path) -> Any:
    completion = block(run, node.otherwise, path)
    return completion.within("else") if type(completion) is Suspended else completion


def _while(run: Run, node: nodes.While, path: Path) -> Any:
    machine = run.machine
    if path and path[0] == "else":
        return _otherwise(run, node, path[1:])
    inner = path[1:]
    entered = bool(path)
    rounds = 0
    while True:
        rounds += 1
        machine.step()
        if rounds > WHILE_ROUNDS:
            raise Gap("budget: a while loop that does not end")
        if not entered:
            test = evaluate(machine, node.test, run.frame)
            if isinstance(test, Unknown):
                raise Gap(f"a while loop whose end depends on unknown values: {test.reason}")
            machine.span = node.test.span
            if not machine.truth(test):
                return _otherwise(run, node, ())
        completion = block(run, node.body, inner)
        entered, inner = False, ()
        if type(completion) is Suspended:
            return completion.within("body")
        if completion is BREAK:
            return None
        if completion is not None and completion is not CONTINUE:
            return completion


def _for(run: Run, node: nodes.For, path: Path) -> Any:
    machine = run.machine
    if path and path[0] == "else":
        return _otherwise(run, node, path[1:])
    if path:
        begun, index, inner = path[1], path[2], path[3:]
        entered = True
    else:
        value = evaluate(machine, node.iterable, run.frame)
        machine.span = node.iterable.span
        begun, index, inner, entered = iteration.begin(machine, value), 0, (), False
    while True:
        if not entered:
            machine.step()
            item = iteration.item_at(machine, begun, index)
            if item is MISSING:
                return _otherwise(run, node, ())
            if isinstance(item, Repeated):
                yielded = _yielded_by_all(run, node, item)
                if yielded is None:
                    index += 1
                    continue
                return Suspended(yielded, ("body", begun, index + 1, len(node.body)))
            statements.bind_target(machine, node.target, item, run.frame)
            index += 1
        completion = block(run, node.body, inner)
        entered, inner = False, ()
        if type(completion) is Suspended:
            return completion.within("body", begun, index)
        if completion is BREAK:
            return None
        if completion is not None and completion is not CONTINUE:
            return completion


def _yielded_by_all(run: Run, node: nodes.For, item: Repeated) -> Value:
    """One round of a loop of symbolic length: what each yields; None where no round does. A Gap where rounds differ."""
    machine, frame = run.machine, run.frame
    before, fresh = machine.heap, machine.next_id
    names = dict(machine.entry(frame.id))
    statements.bind_target(machine, node.target, item.item, frame)
    bound = set(forgetting.bound_names((node,)))
    completion = block(run, node.body, ())
    yielded = None
    if type(completion) is Suspended:
        yielded = Repeated(completion.value, item.count)
        completion = block(run, node.body, completion.path)
    if completion is not None and completion is not CONTINUE:
        raise Gap("a loop of symbolic length in a generator whose rounds differ")
    after = machine.entry(frame.id)
    if any(after.get(name, MISSING) is not value for name, value in names.items() if name not in bound):
        raise Gap("a loop of symbolic length in a generator that changes what it began with")
    if any(ident < fresh and ident != frame.id and before.get(ident) is not e for ident, e in machine.heap.items()):
        raise Gap("a loop of symbolic length in a generator that changes what it began with")
    machine.put(frame.id, {**after, **{n: names[n] for n in bound & names.keys()}})
    for name in bound:
        statements.store_name(machine, frame, name, machine.unknown("a name bound in a loop of symbolic length"))
    return yielded


def _with(run: Run, node: nodes.With, path: Path) -> Any:
    machine = run.machine
    item = node.items[0]  # a with that yields has one item: see yields
    if path:
        context, inner = path[0], path[1:]
    else:
        context = evaluate(machine, item.context, run.frame)
        machine.span = item.span
        entered = blocks.enter(machine, context)
        if item.target is not None:
            statements.bind_target(machine, item.target, entered, run.frame)
        inner = ()
    suppresses = blocks.may_suppress(machine, context)
    machine.catching += suppresses
    completion: Any
    try:
        completion = block(run, node.body, inner)
    except ProgramRaise as raised:
        completion = Raising(raised.exception)
    finally:
        machine.catching -= suppresses
    if type(completion) is Suspended:
        return completion.within(context)
    machine.span = item.span
    _, completion = blocks.leave(machine, context, completion)
    if type(completion) is Raising:
        raise ProgramRaise(completion.exception)
    return completion


def _try(run: Run, node: nodes.Try, path: Path) -> Any:
    if node.group:
        raise Gap("a yield inside except*")
    phase = path[0] if path else "body"
    completion: Any = None
    if phase != "final":
        try:
            completion = _guarded(run, node, path)
        except ProgramRaise as raised:
            if not node.final:
                raise
            completion = Raising(raised.exception)
        if type(completion) is Suspended or not node.final:
            return completion
        path = ()
    else:
        completion, path = path[1], path[2:]
    outer = run.machine.handling
    if type(completion) is Raising:
        run.machine.handling = completion.exception
    try:
        ended = block(run, node.final, path)
    finally:
        run.machine.handling = outer
    if type(ended) is Suspended:
        return ended.within("final", completion)
    if ended is not None:
        return ended
    if type(completion) is Raising:
        raise ProgramRaise(completion.exception)
    return completion


def _guarded(run: Run, node: nodes.Try, path: Path) -> Any:
    """The body of a ``try``, its handlers and its ``else``."""
    machine = run.machine
    phase = path[0] if path else "body"
    if phase == "body":
        catching, division = blocks.catches_refusals(node), blocks.catches_division(node)
        machine.catching += catching
        machine.catching_division += division
        try:
            completion = block(run, node.body, path[1:])
        except ProgramRaise as raised:
            machine.catching -= catching
            machine.catching_division -= division
            catching = division = 0
            return _handle(run, node, raised.exception)
        finally:
            machine.catching -= catching
            machine.catching_division -= division
        if type(completion) is Suspended:
            return completion.within("body")
        if completion is not None:
            return completion
        path = ("else",)
        phase = "else"
    if phase == "handler":
        return _in_handler(run, node.handlers[path[1]], path[1], path[2], path[3:])
    completion = block(run, node.otherwise, path[1:])
    return completion.within("else") if type(completion) is Suspended else completion


def _handle(run: Run, node: nodes.Try, exception: Object) -> Any:
    machine = run.machine
    for index, handler in enumerate(node.handlers):
        outer, machine.handling = machine.handling, exception
        try:
            matches = blocks.matches(machine, handler, exception.cls, run.frame)
        finally:
            machine.handling = outer
        if matches:
            if handler.name is not None:
                statements.store_name(run.machine, run.frame, handler.name, exception)
            return _in_handler(run, handler, index, exception, ())
    raise ProgramRaise(exception)


def _in_handler(run: Run, handler: nodes.Handler, index: int, exception: Object, path: Path) -> Any:
    machine = run.machine
    outer, machine.handling = machine.handling, exception
    try:
        completion = block(run, handler.body, path)
        if type(completion) is Suspended:
            return completion.within("handler", index, exception)
    except ProgramRaise:
        blocks.unbind(machine, handler, run.frame)
        raise
    finally:
        machine.handling = outer
    blocks.unbind(machine, handler, run.frame)
    return completion


def _match(run: Run, node: nodes.Match, path: Path) -> Any:
    from shapeproof.interpreter import patterns

    if path:
        index, inner = path[0], path[1:]
    else:
        subject = evaluate(run.machine, node.subject, run.frame)
        index, inner = patterns.chosen_case(run.machine, node, subject, run.frame), ()
    if index is None:
        return None
    completion = block(run, node.cases[index].body, inner)
    return completion.within(index) if type(completion) is Suspended else completion


_RESUMABLE: dict[type, Callable[[Run, Any, Path], Any]] = {
    nodes.Evaluate: _yielding,
    nodes.Assign: _yielding,
    nodes.If: _if,
    nodes.While: _while,
    nodes.For: _for,
    nodes.With: _with,
    nodes.Try: _try,
    nodes.Match: _match,
}
