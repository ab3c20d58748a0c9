"""Parameters, buffers and tensors made by their classes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from shapeproof.dims import Dim, less_equal
from shapeproof.shapes import Gap, Shape
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.tensors import TENSOR, known_class, tensor_state
from shapeproof.values import Class, ShapeValue, TensorState, Unknown, Value

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


_TYPES = {
    "FloatTensor": "float32",
    "DoubleTensor": "float64",
    "HalfTensor": "float16",
    "BFloat16Tensor": "bfloat16",
    "LongTensor": "int64",
    "IntTensor": "int32",
    "ShortTensor": "int16",
    "CharTensor": "int8",
    "ByteTensor": "uint8",
    "BoolTensor": "bool",
}


def new_tensor_of(machine: Interpreter, cls: Value, args: Value, kwargs: Value = None) -> Value:
    """``torch.Tensor(2, 3)``, ``torch.LongTensor([1, 2])``: of sizes, of numbers, or of another tensor."""
    from shapeproof.torch_model.rules import literals

    if not isinstance(cls, Class):
        raise Gap("the class of a tensor is not known")
    dtype = _TYPES.get(cls.name, "float32")
    operation = Operation(machine, f"torch.{cls.name}", "reshape", (args,))
    made = known_class(machine, TENSOR) if cls.name in _TYPES else cls
    given = tuple(machine.iterate(args))
    if all(isinstance(value, int | Dim) for value in given) or (len(given) == 1 and isinstance(given[0], ShapeValue)):
        sizes = operation.sizes(given) if given else (0,)
        return machine.new(made, None, TensorState(Shape(sizes), dtype))
    if len(given) != 1:
        raise Gap(f"what torch.{cls.name} makes of these arguments")
    held = operation.tensor(literals.tensor_from(operation, given[0], None))
    data = None if held.data is None else constants.stored_all(held.data, dtype)
    return machine.new(made, None, replace(held, dtype=dtype, data=data))
