"""Tensors as values: objects of the stub class Tensor whose content is a `TensorState`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shapeproof.shapes import Gap, Shape
from shapeproof.values import Class, Object, Producer, TensorState, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

TENSOR = "torch._tensor.Tensor"
PARAMETER = "torch.nn.parameter.Parameter"
BUFFER = "torch.nn.parameter.Buffer"
MODULE = "torch.nn.modules.module.Module"
DTYPE = "torch._dtypes.dtype"


def known_class(machine: Interpreter, name: str) -> Class:
    """A class of the stubs by its qualified name; kept for the run."""
    found = machine.known_classes.get(name)
    if found is None:
        module_name, _, class_name = name.rpartition(".")
        module = machine.import_module(module_name)
        value = machine.get_attribute(module, class_name)
        if not isinstance(value, Class):
            raise RuntimeError(f"the stubs have no class {name}")
        found = machine.known_classes[name] = value
    return found


def new_tensor(
    machine: Interpreter,
    shape: Shape | None,
    dtype: str | None = None,
    *,
    cls: str = TENSOR,
    data: Value = None,
    requires_grad: bool = False,
    producer: Producer | None = None,
    assumed: bool = False,
    reason: str | None = None,
) -> Object:
    """A new tensor (``cls``: of that stub class) in the current world."""
    state = TensorState(shape, dtype, data, requires_grad, producer, assumed, reason)
    return machine.new(known_class(machine, cls), None, state)


def tensor_state(machine: Interpreter, value: Value) -> TensorState | None:
    """What is known of a tensor, None for a value that is none."""
    if isinstance(value, Object):
        content = machine.state(value).content
        if isinstance(content, TensorState):
            return content
    return None


def shape_of(machine: Interpreter, value: Value, what: str = "input") -> Shape:
    """The shape of a tensor as this world knows it; a Gap where it is not known."""
    state = tensor_state(machine, value)
    if state is None:
        if isinstance(value, Unknown):
            raise Gap(value.reason)
        raise Gap(f"{what} is no tensor that is understood")
    if state.shape is None:
        raise Gap(state.reason or f"the shape of {what} is not known")
    return machine.judge.reading(state.shape)
