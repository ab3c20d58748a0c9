"""What chance does to a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter.builtins.plain import is_instance_of
from shapeproof.interpreter.builtins.rows import has_repeated
from shapeproof.values import Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def forget(machine: Interpreter, items: Value) -> None:
    """``random.shuffle``: as many items as before, in an order that is not known."""
    if not is_instance_of(machine, items, "list"):
        return
    content = machine.content(items)
    if has_repeated(content) or len(content) < 2:
        return
    machine.set_content(items, tuple([machine.unknown("an item of a shuffled list") for _ in content]))
