"""Deep copies: fresh identities for all that an object reaches, shared parts shared again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.interpreter import classes
from shapeproof.interpreter.iteration import Repeated
from shapeproof.values import LOST, BoundMethod, Function, Object, State, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def deep_copy(machine: Interpreter, value: Value) -> Value:
    """``copy.deepcopy``; classes, functions and modules stay what they are."""
    return _Copy(machine).of(value)


class _Copy:
    def __init__(self, machine: Interpreter) -> None:
        self.machine = machine
        self.made: dict[int, Object] = {}

    def of(self, value: Value) -> Value:
        kind = type(value)
        if kind is tuple:
            return tuple(self.of(item) for item in value)
        if kind is dict:
            return {self.of(key): self.of(item) for key, item in value.items()}
        if kind is Repeated:
            return Repeated(self.of(value.item), value.count)
        if kind is BoundMethod:
            return BoundMethod(value.function, self.of(value.receiver))
        if kind is Object:
            return self._object(value)
        return value

    def _object(self, value: Object) -> Value:
        known = self.made.get(value.id)
        if known is not None:
            return known
        machine = self.machine
        hook = classes.lookup(machine, value.cls, "__deepcopy__")
        if isinstance(hook, Function):  # the program's own; the stubs' say no more than what is done here
            return machine.call(hook, (value, machine.new_dict({})))
        state = machine.state(value)
        made = self.made[value.id] = machine.new(value.cls)
        content = state.content if state.content is LOST else self.of(state.content)
        machine.write(made, State(self.of(state.attributes), content))
        return made
