"""What is noted while checked files run: how much of each tensor's shape is known, and what `reveal_type` asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from shapeproof.analysis.comments import Comments
from shapeproof.analysis.facts import Coverage
from shapeproof.analysis.texts import value_text
from shapeproof.dims import Dim, render
from shapeproof.interpreter.machine import REFUSED, site_of
from shapeproof.interpreter.world import Chain, RefusalEvent, remarks
from shapeproof.program import nodes
from shapeproof.shapes import is_open
from shapeproof.values import Frame, Object, Site, TensorState, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

KNOWN, PARTIAL, ASSUMED, UNKNOWN = range(4)
_NO_TENSORS = frozenset({"dtype", "device", "layout", "ndim", "training", "__class__", "__name__"})
"""Attributes that are no tensor, whatever they are asked of: not to know them is not to miss a shape."""


class Looker:
    """An `Observer` of one file's analysis."""

    def __init__(self) -> None:
        self.levels: dict[Site, int] = {}
        self._unknown: dict[Site, tuple[nodes.Expression, str]] = {}  # why each site that was unknown first was so
        self._others: dict[int, nodes.Expression] = {}  # by identity: what gave something that is no tensor
        self.reveals: dict[Site, list[str]] = {}
        self.comments = Comments()
        self.lazy: dict[Site, list[str]] = {}
        self.module_events: list[RefusalEvent] = []
        self.module_raises: list[tuple[Object, RefusalEvent]] = []
        self.is_away = False

    @contextmanager
    def away(self) -> Iterator[None]:
        """Look at nothing meanwhile: what runs supposes less than is known, to judge by it alone."""
        before, self.is_away = self.is_away, True
        try:
            yield
        finally:
            self.is_away = before

    def expression(self, machine: Interpreter, node: nodes.Expression, value: Value) -> None:
        if self.is_away or (isinstance(node, nodes.Attribute) and node.name in _NO_TENSORS):
            return
        level = self._level(machine, value)
        if level is not None:
            frame = machine.frame
            if frame is not None:
                site = site_of(frame, node.span)
                before = self.levels.get(site)
                if before is None or level < before:
                    self.levels[site] = level
                if before is None and level == UNKNOWN:
                    self._unknown[site] = node, self._reason(machine, value)
        elif machine.layers and not isinstance(value, Unknown):
            self._others[id(node)] = node
        if isinstance(node, nodes.Call) and isinstance(node.function, nodes.Name | nodes.Attribute):
            if node.function.name == "reveal_type":
                self.reveals.setdefault(machine.here(), []).append(value_text(machine, value))
            elif node.function.name == "assert_type" and len(node.arguments) == 2:
                frame, promises = machine.frame, machine.promises
                if frame is not None and promises is not None:
                    promises.asserted(machine, frame, node.arguments[1].value, value)

    def bound(
        self, machine: Interpreter, frame: Frame, span: nodes.Span, target: nodes.Expression | None, value: Value
    ) -> None:
        if not self.is_away:
            self.comments.bound(machine, frame, span, target, value)

    def _level(self, machine: Interpreter, value: Value) -> int | None:
        if isinstance(value, Object):
            content = machine.state(value).content
            if not isinstance(content, TensorState):
                return None
            if content.shape is None:
                return UNKNOWN
            if content.assumed:
                return ASSUMED
            return (
                KNOWN if content.shape.splat is None or machine.judge.reading(content.shape).splat is None else PARTIAL
            )
        if isinstance(value, Unknown) and machine.layers:
            return UNKNOWN
        return None

    def _reason(self, machine: Interpreter, value: Value) -> str:
        if isinstance(value, Unknown):
            return value.reason
        content = machine.state(value).content
        return content.reason or "unknown"

    def innermost_layer(self, machine: Interpreter) -> Object | None:
        return machine.layers[-1] if machine.layers else None

    def settled(self, machine: Interpreter, site: Site, name: str, size: Value) -> None:
        """The size of a lazy layer, where it is one that the reader of its line can make something of."""
        known = machine.judge.resolve(size) if isinstance(size, int | Dim) else None
        if known is not None and not is_open(known):
            self.lazy.setdefault(site, []).append(f"{name} is {render(known)}")

    def module_raise(self, machine: Interpreter, exception: Object) -> None:
        event = machine.attributes(exception).get(REFUSED)
        if isinstance(event, RefusalEvent):
            self.module_raises.append((exception, event))

    def module_refusals(self, machine: Interpreter, refusals: Chain | None) -> None:
        self.module_events.extend(remarks(refusals))

    @property
    def reasons(self) -> Counter[str]:
        """Why the expressions that were not known at first were not."""
        return Counter(why for site, (_, why) in self._unknown.items() if not self._is_other(site))

    def _is_other(self, site: Site) -> bool:
        """Whether an expression that was never known as a tensor gave something else on another visit."""
        return self.levels[site] == UNKNOWN and id(self._unknown[site][0]) in self._others

    def coverage(self, path: str) -> Coverage:
        counts = Counter(level for site, level in self.levels.items() if site.path == path and not self._is_other(site))
        return Coverage(counts[KNOWN], counts[PARTIAL], counts[ASSUMED], counts[UNKNOWN])
