"""``torch.nn.init``: filled in place; some need an input and an output axis, some a certain rank."""

from __future__ import annotations

from collections.abc import Callable

from shapeproof.dims import Size, divides, render
from shapeproof.shapes import text_of
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import either, place
from shapeproof.values import Value


def fill(op: Operation, tensor: Value, *options: Value) -> Value:
    op.tensor(tensor)
    constants.forget(op.machine, tensor)
    return tensor


def with_fans(op: Operation, tensor: Value, *options: Value) -> Value:
    """How many inputs and outputs there are is read off the first two axes."""
    shape = op.shape(tensor, "tensor")
    if op.judge.at_least(shape, 0, 2) is None:
        op.refuse(
            f"{op.label} needs a tensor of at least 2 dimensions, got {text_of(shape)}",
            expected=2,
            got=shape,
            operand=place(op, tensor),
        )
    constants.forget(op.machine, tensor)
    return tensor


def with_fan(op: Operation, tensor: Value, a: Value, mode: Value, nonlinearity: Value, *options: Value) -> Value:
    """As `with_fans`, one of the two by name; a tensor without elements is left alone."""
    if 0 in op.shape(tensor, "tensor").items:
        return tensor
    if isinstance(mode, str) and mode.lower() not in ("fan_in", "fan_out"):
        op.refuse(f"{op.label} knows the modes fan_in and fan_out, got {mode!r}")
    return with_fans(op, tensor)


def _of_rank(*ranks: int) -> Callable[..., Value]:
    def fill_it(op: Operation, tensor: Value, *options: Value) -> Value:
        shape = op.shape(tensor, "tensor")
        if shape.rank is not None and shape.rank not in ranks:
            op.refuse(
                f"{op.label} needs a tensor of {either(ranks)} dimensions, got {text_of(shape)}",
                got=shape,
                operand=place(op, tensor),
            )
        constants.forget(op.machine, tensor)
        return tensor

    return fill_it


matrix = _of_rank(2)
_kernel = _of_rank(3, 4, 5)


def kernel(op: Operation, tensor: Value, groups: Value = 1) -> Value:
    """The weight of a convolution."""
    made = _kernel(op, tensor)
    shape = op.shape(tensor, "tensor")
    if shape.rank is not None and isinstance(groups, int) and groups > 1:
        size = shape.dims[0]
        op.require(divides(groups, size), f"{op.label} cannot divide {render(size)} channels into {groups} groups")
    return made


def fans(op: Operation, tensor: Value) -> Value:
    """The numbers of inputs and outputs of one unit."""
    with_fans(op, tensor)
    sizes = op.known(tensor, "tensor")
    field: Size = 1
    for size in sizes[2:]:
        field = field * size
    return (sizes[1] * field, sizes[0] * field)
