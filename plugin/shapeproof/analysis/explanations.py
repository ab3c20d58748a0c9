"""From a refusal to a finding: where it lies, where both sizes came from, what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from shapeproof.analysis.chains import chain
from shapeproof.analysis.codes import CODES
from shapeproof.analysis.facts import Finding, Note, Place
from shapeproof.analysis.mends import candidates
from shapeproof.dims import Dim, render
from shapeproof.interpreter.quotation import source_text
from shapeproof.interpreter.world import RefusalEvent, Step, World
from shapeproof.torch_model.tensors import SITE_MARK
from shapeproof.values import Object, Producer, Site, State, TensorState, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MAXIMAL_TEXT = 80


def place(site: Site) -> Place:
    return Place(site.path, site.line, site.column, site.end_line, site.end_column)


def finding_of(machine: Interpreter, world: World, event: RefusalEvent) -> Finding | None:
    """The finding of a refusal: at the innermost line of a checked file, the way inward and outward in its notes."""
    steps = [*event.stack, Step(event.site, "", machine.is_observed(event.site.path))]
    inner = max((i for i, step in enumerate(steps) if step.observed), default=None)
    if inner is None:
        return None
    refusal = event.refusal
    notes: list[Note] = []
    for at in range(inner + 1, len(steps)):
        step = steps[at]
        if step.site.path and not step.site.path.endswith(".pyi"):
            notes.append(Note(place(step.site), f"in {steps[at - 1].label}" if steps[at - 1].label else "here"))
    layer = _layer_note(machine, world, event)
    if layer is not None:
        notes.append(layer)
    origin = _origin_note(machine, world, event)
    if origin is not None:
        notes.append(origin)
    for at in range(inner - 1, -1, -1):
        if steps[at].observed and steps[at].site.path:
            notes.append(Note(place(steps[at].site), f"called from here ({steps[at].label})"))
    help = refusal.help or _layer_help(machine, world, event)
    where = place(steps[inner].site)
    if inner == len(steps) - 1:
        where = pointed(machine, event.site, refusal.quoted) or where
    mends = candidates(machine, world, event)
    severity = CODES[refusal.code].severity
    way = chain(machine, world, event)
    return Finding(where, refusal.code, severity, refusal.message, tuple(notes), help=help, chain=way, mends=mends)


def cause_of(machine: Interpreter, world: World, event: RefusalEvent) -> tuple[Note, ...]:
    """Where what does not fit was made: the layer, and the size it was given."""
    return tuple(note for note in (_layer_note(machine, world, event), _origin_note(machine, world, event)) if note)


def pointed(machine: Interpreter, site: Site, quoted: tuple[str, int, int] | None) -> Place | None:
    """The part of a text at fault, where that text stands once in the expression, on its first line."""
    if quoted is None:
        return None
    text, start, end = quoted
    source = source_text(machine, site)[1].partition("\n")[0]
    if not text or source.count(text) != 1:
        return None
    column = site.column + source.index(text)
    return Place(site.path, site.line, column + start, site.line, column + max(end, start + 1))


# --- the layer ------------------------------------------------------------------------------------------------------


def _built_at(world: World, machine: Interpreter, layer: Object | None) -> Site | None:
    if layer is None:
        return None
    state = world.heap.get(layer.id, machine.base.get(layer.id))
    site = state.attributes.get(SITE_MARK) if isinstance(state, State) else None
    return site if isinstance(site, Site) and site.path and not site.path.endswith(".pyi") else None


def _written(machine: Interpreter, site: Site) -> tuple[str, str]:
    """The expression at a site on one line, and what stands before it on its line."""
    line, text = source_text(machine, site)
    shown = " ".join(text.split())
    return (shown if len(shown) <= MAXIMAL_TEXT else shown[: MAXIMAL_TEXT - 1] + "…"), line


def _named(machine: Interpreter, site: Site) -> str:
    """``fc2 = nn.Linear(64, 10)``: the expression, with the name it is bound to where the line says so."""
    text, before = _written(machine, site)
    bound = re.fullmatch(r"\s*(?:self\.)?([\w.]+)\s*(?::[^=]*)?=\s*", before)
    return f"{bound[1]} = {text}" if bound else text


def _layer_note(machine: Interpreter, world: World, event: RefusalEvent) -> Note | None:
    site = _built_at(world, machine, event.layer)
    return None if site is None else Note(place(site), _named(machine, site))


def _layer_help(machine: Interpreter, world: World, event: RefusalEvent) -> str | None:
    """The construction with the input size it would have to have, where that is its first argument, written plainly."""
    refusal = event.refusal
    site = _built_at(world, machine, event.layer)
    if site is None or not isinstance(refusal.expected, int | Dim) or not isinstance(refusal.got, int | Dim):
        return None
    if refusal.operand is not None and refusal.operand > 1:
        return None  # the first argument is about what comes behind the layer itself
    text, _ = _written(machine, site)
    first = re.match(r"([\w.]+\(\s*(?:in_\w+\s*=\s*)?)([^,()=]+?)(\s*[,)].*)", text)
    if first is None or text.endswith("…") or first[2].replace(" ", "") != render(refusal.expected).replace(" ", ""):
        return None
    return first[1] + _argument_text(refusal.got) + first[3]


def _argument_text(size: Any) -> str:
    return re.sub(r"(?<!\*)\*(?!\*)", " * ", render(size)) if isinstance(size, Dim) else str(size)


# --- the operand ----------------------------------------------------------------------------------------------------


def _origin_note(machine: Interpreter, world: World, event: RefusalEvent) -> Note | None:
    """Where the size that does not fit came from: back along what produced the operand as long as it has that size."""
    refusal = event.refusal
    if not isinstance(refusal.got, int | Dim) or refusal.operand is None or refusal.operand >= len(event.operands):
        return None
    state = _tensor(machine, world, event.operands[refusal.operand])
    if state is None:
        return None
    producer = _source_of(machine, world, state, refusal.got)
    if producer is None or producer.site is None:
        return None
    size = render(refusal.got)
    built = _built_at(world, machine, producer.layer)
    if built is not None:
        return Note(place(built), f"{size} comes from {_written(machine, built)[0]}")
    if not producer.site.path or producer.site.path.endswith(".pyi"):
        return None
    return Note(place(producer.site), f"{size} comes from {_written(machine, producer.site)[0]}")


def _tensor(machine: Interpreter, world: World, value: Value) -> TensorState | None:
    if not isinstance(value, Object):
        return None
    state = world.heap.get(value.id, machine.base.get(value.id))
    content = state.content if isinstance(state, State) else None
    return content if isinstance(content, TensorState) else None


def _source_of(machine: Interpreter, world: World, state: TensorState, size: Any) -> Producer | None:
    producer = state.producer
    for _ in range(200):
        if producer is None:
            return None
        for each in producer.inputs:
            if each.shape is not None and size in each.shape.items and each.producer is not None:
                producer = each.producer
                break
        else:
            return producer
    return producer
