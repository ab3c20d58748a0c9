"""What may look on while the interpreter runs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from shapeproof.program import nodes
from shapeproof.values import Frame, Object, Site, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter
    from shapeproof.interpreter.world import Chain


class Observer(Protocol):
    """Told of what happens in the files that are checked."""

    def expression(self, machine: Interpreter, node: nodes.Expression, value: Value) -> None:
        """An expression of a checked file got this value."""

    def bound(
        self, machine: Interpreter, frame: Frame, span: nodes.Span, target: nodes.Expression | None, value: Value
    ) -> None:
        """A statement of a checked file gives a value to a target, or (None) to the caller."""

    def innermost_layer(self, machine: Interpreter) -> Object | None:
        """The module whose forward runs."""

    def settled(self, machine: Interpreter, site: Site, name: str, size: Value) -> None:
        """A layer made at a place without this size was told it by its first input."""

    def module_raise(self, machine: Interpreter, exception: Object) -> None:
        """A top-level statement of a checked file raised, and nothing caught it."""

    def module_refusals(self, machine: Interpreter, refusals: Chain | None) -> None:
        """What was refused while a top-level statement of a checked file ran."""
