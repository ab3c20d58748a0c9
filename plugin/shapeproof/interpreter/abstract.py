"""Abstract classes: which names a class leaves to those that derive from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import classes
from shapeproof.values import Class, ClassMethod, Function, Property, StaticMethod, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

_HELD = "\0abstract"


def may_be(metaclass: Class) -> bool:
    """Whether the classes of a metaclass may be abstract."""
    return any(parent.name == "ABCMeta" and parent.module is not None for parent in metaclass.mro)


def keep_names(machine: Interpreter, cls: Class) -> None:
    """Note which names a class leaves abstract: what is set later makes no difference, as in CPython."""
    own = [name for name, value in machine.attributes(cls).items() if _is_abstract(machine, value)]
    above = [name for base in cls.bases for name in names_of(machine, base)]
    left = {name for name in above if _is_abstract(machine, classes.lookup(machine, cls, name))}
    if left or own or _HELD in machine.attributes(cls):
        machine.set_attribute_raw(cls, _HELD, tuple(sorted({*own, *left})))


def names_of(machine: Interpreter, cls: Class) -> tuple[str, ...]:
    """The names that a class leaves abstract, in order."""
    found: tuple[str, ...] = machine.attributes(cls).get(_HELD, ())
    return found


def _is_abstract(machine: Interpreter, value: Value) -> bool:
    if isinstance(value, Property):
        return any(_is_abstract(machine, part) for part in (value.getter, value.setter, value.deleter))
    if isinstance(value, ClassMethod | StaticMethod):
        return _is_abstract(machine, value.function)
    return isinstance(value, Function) and machine.attributes(value).get("__isabstractmethod__") is True
