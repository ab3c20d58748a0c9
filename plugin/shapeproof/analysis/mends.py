"""What could be changed so that a refusal goes away: one size in the text for the one that it would have to be.

These are candidates. Only one after which the file checks clean is offered; that is tried where files can be read anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import msgspec

from shapeproof.analysis.facts import Fix, TextEdit
from shapeproof.dims import Dim, DimSyntaxError, Size, atom_of, parse, render, symbols_of
from shapeproof.interpreter.quotation import source_text
from shapeproof.interpreter.world import RefusalEvent, World
from shapeproof.program import nodes
from shapeproof.torch_model.tensors import SITE_MARK
from shapeproof.values import Object, Producer, Site, State, TensorState, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

MAXIMAL = 6
_HEAD = re.compile(r"[A-Za-z_]\w*")


def candidates(machine: Interpreter, world: World, event: RefusalEvent) -> tuple[Fix, ...]:
    """Edits of one argument each, those of what refused first."""
    refusal = event.refusal
    expected, got = refusal.expected, refusal.got
    if not isinstance(expected, int | Dim) or not isinstance(got, int | Dim) or isinstance(expected, bool):
        return ()
    found: dict[TextEdit, Fix] = {}
    for site, wrong, right in _places(machine, world, event, expected, got):
        for edit in _edits(machine, site, wrong, right):
            found.setdefault(edit, Fix(f"write {edit.text} for {render(wrong)}", True, (edit,)))
    return tuple(found.values())[:MAXIMAL]


def _places(
    machine: Interpreter, world: World, event: RefusalEvent, expected: Size, got: Size
) -> Iterator[tuple[Site, Size, Size]]:
    """Where a size was written, what it is and what it would have to be."""
    built = built_at(machine, world, event.layer)
    if built is not None:
        yield built, expected, got
    operands = [state for value in event.operands if (state := _tensor(machine, world, value)) is not None]
    at = event.refusal.operand
    refused = _tensor(machine, world, event.operands[at]) if at is not None and at < len(event.operands) else None
    if built is None:
        for state in operands:
            if state is not refused:
                for born, producer in births(state, expected):
                    yield from _written_at(machine, world, born, producer, expected, got)
    if refused is not None:
        for born, producer in births(refused, got):
            yield from _written_at(machine, world, born, producer, got, expected)


def _written_at(
    machine: Interpreter, world: World, born: TensorState, producer: Producer, wrong: Size, right: Size
) -> Iterator[tuple[Site, Size, Size]]:
    """A layer's construction, or that of a weight: what a program is fed with is not for an edit to change."""
    built = built_at(machine, world, producer.layer)
    if built is not None:
        yield built, wrong, right
    elif producer.site is not None and born.requires_grad:
        yield producer.site, wrong, right


def births(state: TensorState, size: Any) -> Iterator[tuple[TensorState, Producer]]:
    """Where a size of a tensor came from: back along what has it, to where nothing before does."""
    pending = [state]
    seen: set[int] = set()
    while pending and len(seen) < 200:
        each = pending.pop(0)
        producer = each.producer
        if producer is None or id(each) in seen:
            continue
        seen.add(id(each))
        before = [other for other in producer.inputs if other.shape is not None and size in other.shape.items]
        if before:
            pending.extend(before)
        else:
            yield each, producer


def built_at(machine: Interpreter, world: World, layer: Object | None) -> Site | None:
    if layer is None:
        return None
    state = world.heap.get(layer.id, machine.base.get(layer.id))
    site = state.attributes.get(SITE_MARK) if isinstance(state, State) else None
    return site if isinstance(site, Site) and site.path and not site.path.endswith(".pyi") else None


def _tensor(machine: Interpreter, world: World, value: Value) -> TensorState | None:
    if not isinstance(value, Object):
        return None
    state = world.heap.get(value.id, machine.base.get(value.id))
    content = state.content if isinstance(state, State) else None
    return content if isinstance(content, TensorState) else None


# --- in the text ----------------------------------------------------------------------------------------------------


def _edits(machine: Interpreter, site: Site, wrong: Size, right: Size) -> Iterator[TextEdit]:
    """Each argument of the call at a place that says the wrong size, in the order of the call."""
    found = call_at(machine, site)
    if found is None:
        return
    call, first_line, names = found
    text = _spelled(right, names)
    if text is None:
        return
    for node in _sizes_in(call):
        line, column, end_line, end_column = node.span
        place = Site(site.path, first_line + line, column + 1, first_line + end_line, end_column + 1)
        if line == end_line and _says(source_text(machine, place)[1], wrong):
            yield TextEdit(site.path, (place.line, place.column), (place.end_line, place.end_column), text)


def _sizes_in(call: nodes.Call) -> Iterator[nodes.Expression]:
    for argument in call.arguments:
        if argument.stars:
            continue
        yield argument.value
        if isinstance(argument.value, nodes.Display):
            yield from argument.value.elements


def _says(text: str, size: Size) -> bool:
    try:
        return render(parse(text)) == render(size)
    except (DimSyntaxError, ArithmeticError, ValueError):
        return " ".join(text.split()) == render(size)


def _spelled(size: Size, names: frozenset[str]) -> str | None:
    """A size as Python over names that are known where it would stand; None where they do not say it."""
    if isinstance(size, int):
        return str(size) if size > 0 else None
    for each in symbols_of(size):
        head = _HEAD.match(getattr(atom_of(each), "name", ""))
        if head is None or head[0] not in names:
            return None
    return re.sub(r"(?<![*/])(\*|//)(?![*/])", r" \1 ", render(size))


def call_at(machine: Interpreter, site: Site) -> tuple[nodes.Call, int, frozenset[str]] | None:
    """The call at a place, the line its positions count from, and the names that are known there."""
    for module in machine.modules.values():
        if module is None or module.path != site.path or module.source is None:
            continue
        for index in reversed(range(len(module.source.statements))):
            first = module.source.statements[index].first_line
            if first > site.line:
                continue
            span = (site.line - first, site.column - 1, site.end_line - first, site.end_column - 1)
            for node in module.source.unit(index).statements:
                found = _find(node, span, frozenset(module.binders))
                if found is not None:
                    return found[0], first, found[1]
            return None
    return None


def _find(node: Any, span: nodes.Span, names: frozenset[str]) -> tuple[nodes.Call, frozenset[str]] | None:
    if isinstance(node, tuple):
        for each in node:
            found = _find(each, span, names)
            if found is not None:
                return found
        return None
    if not isinstance(node, nodes.Node) or not (node.span[:2] <= span[:2] and span[2:] <= node.span[2:]):
        return None
    if isinstance(node, nodes.Call) and node.span == span:
        return node, names
    if isinstance(node, nodes.FunctionDefinition):
        names = names | frozenset(node.local_names)
    for field in msgspec.structs.fields(type(node)):
        value = getattr(node, field.name)
        if isinstance(value, nodes.Node | tuple) and field.name != "span":
            found = _find(value, span, names)
            if found is not None:
                return found
    return None
