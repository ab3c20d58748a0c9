"""How the instances of a class lie in memory, which says what classes can be bases of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from shapeproof.values import Class

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_OWN = frozenset({
    "int", "float", "complex", "str", "bytes", "bytearray", "list", "tuple", "dict", "set", "frozenset", "type",
    "BaseException", "OSError", "StopIteration", "SyntaxError", "SystemExit", "ImportError", "UnicodeError",
    "AttributeError", "NameError", "BaseExceptionGroup",
})  # fmt: skip
_OF_ANY_SIZE = frozenset({"int", "bytes", "tuple"})  # what is added to their instances lies behind their items


def check(machine: Interpreter, parents: Sequence[Class]) -> None:
    """Raise the TypeError of bases that derive from classes that hold different things."""
    winner: Class | None = None
    for parent in parents:
        solid = _solid(machine, parent)
        if solid is None or (winner is not None and solid in winner.mro):
            continue
        if winner is not None and winner not in solid.mro:
            machine.throw("TypeError", "multiple bases have instance lay-out conflict")
        winner = solid


def best_base(machine: Interpreter, parents: Sequence[Class]) -> Class | None:
    """The base to whose instances those of a new class add their places."""
    found: Class | None = None
    winner: Class | None = None
    for parent in parents:
        solid = _solid(machine, parent)
        if found is None or (solid is not None and solid is not winner and (winner is None or winner in solid.mro)):
            found, winner = parent, solid
    return found


def _solid(machine: Interpreter, cls: Class) -> Class | None:
    """The class that decides how instances lie; None where that is ``object``."""
    return next((each for each in cls.mro if _has_own_layout(machine, each)), None)


def _has_own_layout(machine: Interpreter, cls: Class) -> bool:
    from shapeproof.interpreter.slots import own_places, slots_named

    if cls.builtin:
        return cls.name in _OWN
    if any(parent.builtin and parent.name in _OF_ANY_SIZE for parent in cls.mro):
        return bool(own_places(machine, cls))
    return any(name not in ("__dict__", "__weakref__") for name in slots_named(machine, cls))
