"""The way of a size: from the line it was born at to the line where it does not fit, one note a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.analysis.facts import Note, Place
from shapeproof.analysis.mends import births, built_at
from shapeproof.dims import Dim, Size, render
from shapeproof.interpreter.quotation import source_text
from shapeproof.interpreter.world import RefusalEvent, World
from shapeproof.shapes import Shape, text_of
from shapeproof.values import Object, Producer, Site, State, TensorState, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MAXIMAL_STEPS = 12
MAXIMAL_TEXT = 70


def chain(machine: Interpreter, world: World, event: RefusalEvent) -> tuple[Note, ...]:
    """The steps of both sizes that do not go together; those that change nothing are left out."""
    refusal = event.refusal
    at = refusal.operand
    if at is None or at >= len(event.operands):
        return ()
    here = machine.world()
    machine.enter(world)
    try:
        return tuple(dict.fromkeys(_steps(machine, world, event, at)))[-MAXIMAL_STEPS:]
    finally:
        machine.enter(here)


def _steps(machine: Interpreter, world: World, event: RefusalEvent, at: int) -> list[Note]:
    refusal = event.refusal
    expected, got = refusal.expected, refusal.got
    notes: list[Note] = []
    built = built_at(machine, world, event.layer)
    if built is not None:
        notes.append(Note(_place(built), f"{_quoted(machine, built)} is made for {_size(expected)}"))
    elif isinstance(expected, int | Dim):
        notes += _births(machine, world, event, at, expected)
    state = _tensor(machine, world, event.operands[at])
    way: list[Note] = []
    while state is not None and len(way) < MAXIMAL_STEPS:
        shape = text_of(None if state.shape is None else machine.judge.reading(state.shape))
        producer = state.producer
        if producer is None or producer.site is None:
            break
        before = _carrier(state, got)
        if before is None:
            way += reversed(_birth(machine, world, producer, shape, got))
            break
        if machine.is_observed(producer.site.path) and shape != _text(machine, before):
            way.append(Note(_place(producer.site), f"{_quoted(machine, producer.site)} is {shape}"))
        state = before
    notes += reversed(way)
    is_of_ranks = isinstance(got, Shape) and isinstance(expected, int)
    if machine.is_observed(event.site.path) and expected is not None and got is not None and not is_of_ranks:
        meets = f"meets {_size(expected)} with {_size(got)}"
        notes.append(Note(_place(event.site), f"{_quoted(machine, event.site)} {meets}"))
    return notes


def _carrier(state: TensorState, size: object) -> TensorState | None:
    """The input of what made a tensor that had the size already."""
    assert state.producer is not None
    for each in state.producer.inputs:
        if each.shape is not None and size in each.shape.items and each.producer is not None:
            return each
    return None


def _birth(machine: Interpreter, world: World, producer: Producer, shape: str, size: object) -> list[Note]:
    """Where nothing before had the size: the layer that makes it, or the shapes it was made of."""
    assert producer.site is not None
    built = built_at(machine, world, producer.layer)
    notes: list[Note] = []
    if built is not None:
        notes.append(Note(_place(built), f"{_quoted(machine, built)} makes {_size(size)}"))
    if machine.is_observed(producer.site.path):
        given = [_text(machine, each) for each in producer.inputs if each.shape is not None]
        origin = f", from {' and '.join(dict.fromkeys(given))}" if given and built is None else ""
        notes.append(Note(_place(producer.site), f"{_quoted(machine, producer.site)} is {shape}{origin}"))
    return notes


def _births(machine: Interpreter, world: World, event: RefusalEvent, at: int, size: Size) -> list[Note]:
    for index, value in enumerate(event.operands):
        state = _tensor(machine, world, value) if index != at else None
        for _, producer in births(state, size) if state is not None else ():
            if producer.site is not None:
                return _birth(machine, world, producer, _text(machine, state), size)
    return []


def _text(machine: Interpreter, state: TensorState | None) -> str:
    return text_of(None if state is None or state.shape is None else machine.judge.reading(state.shape))


def _size(size: object) -> str:
    return render(size) if isinstance(size, int | Dim) else text_of(size) if isinstance(size, Shape) else str(size)


def _quoted(machine: Interpreter, site: Site) -> str:
    text = " ".join(source_text(machine, site)[1].split())
    return text if len(text) <= MAXIMAL_TEXT else text[: MAXIMAL_TEXT - 1] + "…"


def _place(site: Site) -> Place:
    return Place(site.path, site.line, site.column, site.end_line, site.end_column)


def _tensor(machine: Interpreter, world: World, value: Value) -> TensorState | None:
    if not isinstance(value, Object):
        return None
    state = world.heap.get(value.id, machine.base.get(value.id))
    content = state.content if isinstance(state, State) else None
    return content if isinstance(content, TensorState) else None
