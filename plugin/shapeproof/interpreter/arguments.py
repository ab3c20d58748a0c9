"""Arguments of which nobody says what they are: a constructor's ``config``, an input that nothing has used yet.

Such an argument is open. Used as a size it is the symbol of its name; asked for an attribute or an item it gives an
open argument of that path (``config.n_embd``); what it is, or whether it equals a constant, is a question that the
analysis follows both ways, with answers that agree with each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, Kind, Opinion, Symbol, atom_of, real, symbol
from shapeproof.values import Class, Object, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

FREE_MARK = "\0free"  # an attribute, the name of an input that nothing has yet used as a tensor
_KIND, _VALUE, _HAS = "kind", "value", "has"
_DISTINCT = ("int", "float", "complex", "str", "bytes", "tuple", "list", "dict", "set", "NoneType", "type", "function")


def open_symbol(name: str) -> Dim:
    """An argument of which nothing is known: an int of any sign where it is used as one."""
    return symbol(name, Kind.RIGID)


def open_argument(machine: Interpreter, name: str) -> Value:
    """An argument of which nothing is known, or what this run takes it for: a float, or 0."""
    if name in machine.zeros:
        return 0
    return given_float(name) if name in machine.floats else open_symbol(name)


def given_float(name: str) -> Value:
    """A float of which nothing is known: what is made of it need not be whole."""
    return real("given", symbol(name, Kind.RIGID))


def note_question(machine: Interpreter, left: Value, operator: str, right: Value) -> None:
    """Keep which order an open argument was asked for: with whole numbers alone in mind, that answers too much."""
    for argument, asked, other in ((left, operator, right), (right, _TURNED.get(operator), left)):
        name = open_name(machine, argument) if type(argument) is Dim else None
        if name is not None and asked in _TURNED and isinstance(other, int | float) and other == other // 1:
            machine.questions.setdefault(name, set()).add((asked, int(other)))


_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def open_name(machine: Interpreter, value: Value) -> str | None:
    """The name of an open argument, None for any other value."""
    if type(value) is Dim:
        atom = atom_of(value)
        if type(atom) is Symbol and atom.kind is Kind.RIGID and atom.lower is None:
            return atom.name
    elif type(value) is Object:
        mark = machine.attributes(value).get(FREE_MARK)
        return mark if isinstance(mark, str) else None
    return None


def attribute(machine: Interpreter, name: str, part: str) -> Value:
    """``argument.part``: what was assigned there, else an open argument of that path."""
    return _assigned(machine).get((name, part), open_argument(machine, f"{name}.{part}"))


def assign_attribute(machine: Interpreter, name: str, part: str, new: Value) -> None:
    machine.put(machine.open_id, {**_assigned(machine), (name, part): new})


def _assigned(machine: Interpreter) -> dict[Any, Value]:
    machine.note(machine.open_id)
    found: dict[Any, Value] = machine.heap.get(machine.open_id) or {}
    return found


def item(machine: Interpreter, name: str, index: Value) -> Value | None:
    """``argument[index]`` for a constant index, None for others."""
    if isinstance(index, int | str) and not isinstance(index, bool):
        whole = f"{name}[{index!r}]"
        return 0 if whole in machine.zeros else open_symbol(whole)
    return None


# --- questions ------------------------------------------------------------------------------------------------------


def is_a(machine: Interpreter, name: str, cls: Class) -> Truth | Unknown | bool:
    """Whether the argument is an instance of a class."""
    from shapeproof.interpreter.builtins.instances import is_instance

    if _is_number(machine, name):
        return is_instance(machine, 0, cls)
    for aspect, told in _told(machine, name):
        if aspect == _VALUE:
            return cls in machine.class_of(told).mro
        if aspect == _KIND:
            if cls in told.mro:
                return True
            if cls.builtin and told.builtin and cls.name in _DISTINCT and _distinct(told) not in (None, cls.name):
                return False
    if machine.takes_numbers and cls is machine.classes.by_name.get("int"):
        _take_for_a_number(machine, name)
        return True
    return _question(f"{name} is of type {cls.name}", name, _KIND, cls)


def _take_for_a_number(machine: Interpreter, name: str) -> None:
    atom = atom_of(open_symbol(name))
    assert isinstance(atom, Symbol)
    machine.judge.facts = machine.judge.facts.with_numbers([atom])


def is_value(machine: Interpreter, name: str, value: Value) -> Truth | bool:
    """Whether the argument is a constant: None, a string, a class, …"""
    if _is_number(machine, name):
        return False
    for aspect, told in _told(machine, name):
        if aspect == _VALUE:
            return type(told) is type(value) and bool(told == value)
        if aspect == _KIND and told.builtin and told not in machine.class_of(value).mro:
            return False
    shown = value.name if isinstance(value, Class) else repr(value)
    return _question(f"{name} == {shown}", name, _VALUE, value)


def has(machine: Interpreter, name: str, part: str) -> Truth | bool:
    """Whether the argument has an attribute."""
    if (name, part) in _assigned(machine):
        return True
    return _question(f"{name} has {part}", name, _HAS, part)


def _question(text: str, name: str, aspect: str, value: Value) -> Truth:
    return Truth(Opinion(text, 0, about=(name, aspect, value)))


def _told(machine: Interpreter, name: str) -> list[tuple[str, Value]]:
    """What this world has supposed of the argument."""
    known = machine.judge.facts.known
    return [
        (c.about[1], c.about[2])
        for c in known
        if type(c) is Opinion and c.holds and c.about is not None and c.about[0] == name and c.about[1] != _HAS
    ]


def _is_number(machine: Interpreter, name: str) -> bool:
    """Whether the argument was used as a size."""
    facts = machine.judge.facts
    atom = atom_of(open_symbol(name))
    return atom in facts.bounds or atom in facts.solutions or any(atom in form.symbols for form in facts.forms)


def _distinct(cls: Class) -> str | None:
    return next((parent.name for parent in cls.mro if parent.name in _DISTINCT), None)
