"""``copy.copy`` and ``copy.deepcopy`` over values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import classes
from shapeproof.interpreter.channels import MISSING
from shapeproof.interpreter.iteration import Repeated
from shapeproof.values import (
    BoundMethod,
    Class,
    Frame,
    Function,
    Object,
    PythonModule,
    State,
    Value,
)

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _hook(machine: Interpreter, value: Object, name: str) -> Value:
    """The program's own method; what stubs have says no more than what is done here."""
    found = classes.lookup(machine, value.cls, name)
    return found if isinstance(found, Function) else MISSING


def copy(machine: Interpreter, value: Value) -> Value:
    """A new object that holds the same."""
    if not isinstance(value, Object) or isinstance(value, Class | Function | PythonModule):
        return value
    own = _hook(machine, value, "__copy__")
    if own is not MISSING:
        return machine.call(own, (value,))
    state = machine.state(value)
    return machine.new(value.cls, dict(state.attributes), state.content)


def deep_copy(machine: Interpreter, value: Value, memo: Value = None) -> Value:
    """A new object graph; classes, functions and modules stay what they are."""
    return _copied(machine, value, {})


def _copied(machine: Interpreter, value: Value, done: dict[int, Object]) -> Value:
    if isinstance(value, tuple):
        return tuple(_copied(machine, item, done) for item in value)
    if isinstance(value, Repeated):
        return Repeated(_copied(machine, value.item, done), value.count)
    if isinstance(value, BoundMethod):
        return BoundMethod(value.function, _copied(machine, value.receiver, done))
    if not isinstance(value, Object) or isinstance(value, Class | Function | PythonModule | Frame):
        return value
    known = done.get(value.id)
    if known is not None:
        return known
    own = _hook(machine, value, "__deepcopy__")
    if own is not MISSING:
        made = machine.call(own, (value, machine.new_dict({})))
        if isinstance(made, Object):
            done[value.id] = made
        return made
    state = machine.state(value)
    copy_of = done[value.id] = machine.new(value.cls, {}, state.content)
    content = state.content
    if isinstance(content, dict):
        content = {_copied(machine, key, done): _copied(machine, item, done) for key, item in content.items()}
    elif isinstance(content, tuple):
        content = tuple(_copied(machine, item, done) for item in content)
    attributes = {name: _copied(machine, item, done) for name, item in state.attributes.items()}
    machine.write(copy_of, State(attributes, content))
    return copy_of
