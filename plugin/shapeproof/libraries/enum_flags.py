"""Flags: the members of an enumeration that stand for several others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import calls, classes
from shapeproof.interpreter.builtins.formatting import repr_of
from shapeproof.libraries.enum import CACHE, call, held, members_of
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _bits(number: int, most: int) -> str:
    """A number's bits behind that of its sign."""
    sign, digits = ("1", number + (1 << number.bit_length())) if number < 0 else ("0", number)
    width = max(number.bit_length(), 1)
    return f"0b{sign} {sign * (most - width)}{digits:0{width}b}"


def _numbered(machine: Interpreter, cls: Class) -> dict[str, tuple[Object, int]]:
    """The members by name, each with its number."""
    found = {name: (member, held(machine, member, "_value_")) for name, member in members_of(machine, cls).items()}
    if not all(isinstance(number, int) for _, number in found.values()):
        raise Gap("a flag whose value is not known")
    return found


def _masks(numbers: list[int]) -> tuple[int, int]:
    """All bits of some numbers, and those that a number has alone."""
    every = single = 0
    for number in numbers:
        every |= number
        single |= number if number > 0 and number.bit_count() == 1 else 0
    return every, single


def missing(machine: Interpreter, cls: Value, value: Value) -> Value:
    """``Flag._missing_``: the member that stands for several others, the same one each time."""
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if not isinstance(value, int):
        machine.throw_exactly("ValueError", f"{repr_of(machine, value)} is not a valid {cls.qualname}")
    members = _numbered(machine, cls)
    every, single = _masks([number for _, number in members.values()])
    bits = (1 << every.bit_length()) - 1
    keeps = machine.builtin("int") in cls.mro
    if not ~bits <= value <= bits or value & (bits ^ every):
        if not keeps:
            most = max(value.bit_length(), every.bit_length())
            rows = f"    given {_bits(value, most)}\n  allowed {_bits(every, most)}"
            machine.throw_exactly("ValueError", f"<flag {cls.name!r}> invalid value {value}\n{rows}")
        if value < 0:
            value += max(bits + 1, 1 << value.bit_length())
    if value < 0:
        value += bits + 1
    for member, number in members.values():
        if number == value:
            return member
    cache = classes.lookup(machine, cls, CACHE)
    known = machine.content(cache).get(value)
    if known is not None:
        return known
    parts = _parts(members, value, single)
    together = 0
    for _, number in parts:
        together |= number
    rest = value ^ together
    name = "|".join(str(held(machine, part, "_name_")) for part, _ in parts) if together else None
    if name is not None and rest:
        if not keeps:
            machine.throw_exactly("ValueError", f"<flag {cls.name!r}>: no members with value {rest!r}")
        name += f"|{rest}"
    made = calls.allocate(machine, cls, (value,), {}) if keeps else machine.new(cls)
    machine.set_attribute_raw(made, "_value_", value)
    machine.set_attribute_raw(made, "_name_", name)
    machine.set_content(cache, {**machine.content(cache), value: made})
    return made


def _parts(members: dict[str, tuple[Object, int]], value: int, single: int) -> list[tuple[Object, int]]:
    """The members that make up a number: those of one bit, then those of several that lie within it."""
    alone: dict[int, Object] = {}
    for member, number in members.values():
        if number > 0 and number.bit_count() == 1:
            alone.setdefault(number, member)
    found = [(member, number) for number, member in alone.items() if number & value]
    if value & ~single:
        for member, number in members.values():
            if number and number & value == number and all(member is not other for other, _ in found):
                found.append((member, number))
    return found


def iterated(machine: Interpreter, member: Value) -> Value:
    """The members of one bit that a flag is made of."""
    members = _numbered(machine, member.cls)
    every, single = _masks([number for _, number in members.values()])
    value = held(machine, member, "_value_")
    if not isinstance(value, int) or value & every & ~single:
        raise Gap("the members of a flag some of whose bits have no name")
    return machine.new_list([part for part, number in _parts(members, value & single, single)])


def _combine(machine: Interpreter, member: Value, other: Value, operator: str) -> Value:
    if isinstance(other, Unknown):
        raise Gap(other.reason)
    mine = held(machine, member, "_value_")
    if isinstance(other, Object) and other.cls is member.cls:
        theirs = held(machine, other, "_value_")
    elif isinstance(other, int) and machine.builtin("int") in member.cls.mro:
        theirs = other
    else:
        return machine.classes.not_implemented
    value = machine.binary(operator, mine, theirs)
    if not isinstance(value, int):
        raise Gap("a flag whose value is not known")
    return _of_number(machine, member.cls, value)


def combine_or(machine: Interpreter, member: Value, other: Value) -> Value:
    return _combine(machine, member, other, "|")


def combine_and(machine: Interpreter, member: Value, other: Value) -> Value:
    return _combine(machine, member, other, "&")


def combine_xor(machine: Interpreter, member: Value, other: Value) -> Value:
    return _combine(machine, member, other, "^")


def _of_number(machine: Interpreter, cls: Class, value: int) -> Value:
    """``cls(value)``."""
    return call(machine, cls, value, None, (), None, None, None, 1, None)


def invert(machine: Interpreter, member: Value) -> Value:
    value = held(machine, member, "_value_")
    if not isinstance(value, int):
        raise Gap("a flag whose value is not known")
    if machine.builtin("int") in member.cls.mro:
        return _of_number(machine, member.cls, ~value)
    single = _masks([number for _, number in _numbered(machine, member.cls).values()])[1]
    return _of_number(machine, member.cls, single & ~value)
