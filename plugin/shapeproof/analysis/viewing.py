"""What the expressions of one file are, place by place: for those who point at one and ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shapeproof.analysis.facts import Place, ShownValue
from shapeproof.analysis.observer import Looker
from shapeproof.analysis.texts import value_text
from shapeproof.interpreter.machine import site_of
from shapeproof.program import nodes
from shapeproof.values import Frame, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_LONGEST = 300
_MISSING = object()


class Viewer(Looker):
    """Keeps the text of tensors, containers of them and sizes, where each was first known: the most general way in."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self._path = path
        self._texts: dict[tuple[Place, bool], str] = {}

    def shown(self) -> tuple[ShownValue, ...]:
        """All that was seen in the file, by place."""
        values = [ShownValue(place, text, is_target) for (place, is_target), text in self._texts.items()]
        return tuple(sorted(values, key=lambda each: (each.place.line, each.place.column, each.place.end_column)))

    def expression(self, machine: Interpreter, node: nodes.Expression, value: Value) -> None:
        super().expression(machine, node, value)
        frame = machine.frame
        if frame is None or frame.module.path != self._path:
            return
        self._note(machine, frame, node.span, value)
        local = machine.heap.get(frame.id) or {}
        for name in _names_in(node):
            used = local.get(name.name, _MISSING)
            if used is not _MISSING:
                self._note(machine, frame, name.span, used)

    def bound(
        self, machine: Interpreter, frame: Frame, span: nodes.Span, target: nodes.Expression | None, value: Value
    ) -> None:
        super().bound(machine, frame, span, target, value)
        if frame.module.path == self._path and target is not None:
            self._target(machine, frame, target, value)

    def _target(self, machine: Interpreter, frame: Frame, target: nodes.Expression, value: Value) -> None:
        if isinstance(target, nodes.Name | nodes.Attribute):
            self._note(machine, frame, target.span, value, is_target=True)
        elif isinstance(target, nodes.Display) and isinstance(value, tuple) and len(value) == len(target.elements):
            for each, item in zip(target.elements, value, strict=True):
                self._target(machine, frame, each, item)

    def _note(
        self, machine: Interpreter, frame: Frame, span: nodes.Span, value: Value, *, is_target: bool = False
    ) -> None:
        site = site_of(frame, span)
        key = Place(site.path, site.line, site.column, site.end_line, site.end_column), is_target
        known = self._texts.get(key)
        if known is not None and "[...]" not in known:
            return
        text = value_text(machine, value)
        if ("Tensor[" in text or text.startswith("int(")) and len(text) <= _LONGEST:
            self._texts[key] = text


def _names_in(node: nodes.Expression) -> Iterator[nodes.Name]:
    """The names that stand in an expression itself, rather than in one inside it that is seen on its own."""
    match node:
        case nodes.Call():
            parts: tuple[object, ...] = tuple(argument.value for argument in node.arguments)
        case nodes.Attribute():
            parts = (node.value,)
        case nodes.Subscript():
            parts = (node.value, node.index)
        case nodes.Binary():
            parts = (node.left, node.right)
        case _:
            parts = ()
    yield from (part for part in parts if isinstance(part, nodes.Name))
