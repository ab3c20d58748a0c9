"""What the names in a stub's dimension strings mean, and how sizes are written in messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, render
from shapeproof.shapes import Axis, Gap, Pattern, Run, Shape, Splat, text_of
from shapeproof.values import Object, ShapeValue, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


class Names:
    """Axes bound so far, then arguments, then the receiver's attributes."""

    def __init__(self, machine: Interpreter, bound: dict[str, Value], attribute: Callable[[str], Value] | None) -> None:
        self.machine = machine
        self.bound = bound
        self.attribute = attribute
        self.bindings: dict[str, Any] = {}

    def prepare(self, pattern: Pattern) -> None:
        for item in pattern.items:
            names = item.names if isinstance(item, Axis) else ((item.name,) if item.name else ())
            for name in names:
                if name not in self.bindings:
                    found = self._find(name, isinstance(item, Run))
                    if found is not None:
                        self.bindings[name] = found

    def _find(self, name: str, row: bool) -> Any:
        value = self.bound.get(name)
        if value is None and self.attribute is not None:
            value = self.attribute(name)
        if row:
            found = self._row(value)
            if found is not None and not all(isinstance(item, int | Dim | Splat) for item in found):
                raise Gap(f"{name} is a row of unknown length or content")
            return found
        if isinstance(value, int | Dim):
            return int(value) if isinstance(value, bool) else value
        if isinstance(value, Unknown):
            raise Gap(value.reason)
        return None

    def _row(self, value: Value) -> Any:
        if isinstance(value, tuple):
            return value
        if isinstance(value, ShapeValue):
            return value.items
        if isinstance(value, Object) and isinstance(self.machine.state(value).content, tuple):
            return self.machine.state(value).content
        return (value,) if isinstance(value, int | Dim) else None


def written(value: Any) -> str:
    """A size or shape as people read it."""
    if isinstance(value, Shape):
        return text_of(value)
    return render(value) if isinstance(value, int | Dim) else str(value)
