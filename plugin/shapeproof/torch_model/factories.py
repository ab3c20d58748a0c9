"""Parameters and buffers made from tensors."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shapeproof.dims import Dim, less_equal
from shapeproof.shapes import Gap, Shape
from shapeproof.torch_model import constants
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import Class, TensorState, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def new_parameter(machine: Interpreter, cls: Value, data: Value = None, requires_grad: Value = True) -> Value:
    """``Parameter(data)``: a tensor of the same shape; its numbers are for training to choose."""
    return _made(machine, cls, data, machine.truth(requires_grad) if not isinstance(requires_grad, Unknown) else True)


def new_buffer(machine: Interpreter, cls: Value, data: Value = None, persistent: Value = True) -> Value:
    made = _made(machine, cls, data, False)
    if not isinstance(made, Unknown):
        machine.set_attribute_raw(made, "persistent", persistent)
    return made


def _made(machine: Interpreter, cls: Value, data: Value, requires_grad: bool) -> Value:
    if not isinstance(cls, Class):
        raise Gap("the class of a parameter is not known")
    if data is None:
        return machine.new(cls, None, TensorState(Shape((0,)), "float32", requires_grad=requires_grad))
    state = tensor_state(machine, data)
    if state is None:
        reason = data.reason if isinstance(data, Unknown) else "a parameter made from something not understood"
        return machine.new(cls, None, TensorState(None, requires_grad=requires_grad, assumed=True, reason=reason))
    constants.forget(machine, data)
    for item in state.shape.items if state.shape is not None else ():
        if isinstance(item, Dim):
            machine.judge.suppose(less_equal(1, item))
    return machine.new(cls, None, replace(state, data=None, requires_grad=requires_grad))
