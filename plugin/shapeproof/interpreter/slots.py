"""Names of attributes as class bodies mean them: private ones, and those that ``__slots__`` names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import classes
from shapeproof.interpreter.channels import MISSING
from shapeproof.shapes import Gap
from shapeproof.values import (
    Class,
    Frame,
    Object,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def mangled(frame: Frame, name: str) -> str:
    """A name as a class body's text means it: private names (``__x``) belong to the class they are written in."""
    if name.startswith("__") and not name.endswith("__") and frame.cls is not None:
        return private_name(frame.cls.name, name)
    return name


def private_name(cls: str, name: str) -> str:
    owner = cls.lstrip("_")
    if owner and name.startswith("__") and not name.endswith("__"):
        return f"_{owner}{name}"
    return name


def slots_of(machine: Interpreter, cls: Class) -> frozenset[str] | None:
    """The names an instance may have where its classes declare ``__slots__``; None where it has a ``__dict__``."""
    if classes.lookup(machine, cls, "__slots__") is MISSING:
        return None
    found: set[str] = set()
    for parent in cls.mro:
        if parent.builtin:
            if parent.name not in WITHOUT_DICT:
                return None
            continue
        row = _row_of_slots(machine, parent)
        if row is None or "__dict__" in row:
            return None
        found.update(private_name(parent.name, each) for each in row)
    return frozenset(found)


def _row_of_slots(machine: Interpreter, cls: Class) -> tuple[str, ...] | None:
    """The names in a class's own ``__slots__``; None where it has none, or they are not known."""
    slots = machine.attributes(cls).get("__slots__", MISSING)
    row = (slots,) if isinstance(slots, str) else None
    if row is None and isinstance(slots, tuple | Object) and not isinstance(slots, Class):
        try:
            row = tuple(machine.iterate(slots))
        except Gap:
            return None
    return row if row is not None and all(isinstance(each, str) for each in row) else None


def slots_named(machine: Interpreter, cls: Class) -> tuple[str, ...]:
    """The names in a class's own ``__slots__``, none where it has none."""
    return () if cls.builtin else _row_of_slots(machine, cls) or ()


def is_shadowed(machine: Interpreter, cls: Class, name: str) -> bool:
    """Whether a place for a name, which instances have by a class's ``__slots__``, stands before what classes bind."""
    if classes.lookup(machine, cls, "__slots__") is MISSING:
        return False
    for parent in cls.mro:
        if name in machine.attributes(parent):
            return False
        if name in slots_named(machine, parent):
            return True
    return False


def own_places(machine: Interpreter, cls: Class) -> tuple[str, ...]:
    """What a class itself gives its instances places for: the names of its ``__slots__``, else what they lack."""
    from shapeproof.interpreter.builtins.inspection import host_class

    if "__slots__" in machine.attributes(cls):
        return slots_named(machine, cls)
    from shapeproof.interpreter import layouts

    above: list[Class] = []
    base = layouts.best_base(machine, cls.bases)
    while base is not None and not base.builtin:
        above.append(base)
        base = layouts.best_base(machine, base.bases)
    host = object if base is None else host_class(base.name) or object
    rows = [_row_of_slots(machine, parent) for parent in above]
    found = []
    if not host.__dictoffset__ and not any(row is None or "__dict__" in row for row in rows):
        found.append("__dict__")
    if not (host.__weakrefoffset__ or host.__itemsize__) and not any(r is None or "__weakref__" in r for r in rows):
        found.append("__weakref__")
    return tuple(found)


WITHOUT_DICT = frozenset({"object", "int", "float", "str", "tuple", "list", "dict", "set", "frozenset", "bytes"})
