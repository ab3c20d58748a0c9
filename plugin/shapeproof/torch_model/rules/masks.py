"""Masks, and results whose size depends on data: masked_fill, nonzero, unique."""

from __future__ import annotations

from shapeproof.dims import (
    Dim,
    Size,
)
from shapeproof.shapes import Shape, text_of
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.pointwise import broadcast_all, write_in_place
from shapeproof.values import Value


def masked_fill(op: Operation, tensor: Value, mask: Value, value: Value) -> Value:
    """The input and the mask broadcast."""
    _scalar_value(op, value)
    return op.result(broadcast_all(op, tensor, mask), op.dtype(tensor))


def masked_fill_(op: Operation, tensor: Value, mask: Value, value: Value) -> Value:
    _scalar_value(op, value)
    return write_in_place(op, tensor, broadcast_all(op, tensor, mask))


def _scalar_value(op: Operation, value: Value) -> None:
    if op.is_tensor(value):
        shape = op.shape(value, "value")
        if shape.rank is not None and shape.rank > 0:
            op.refuse(
                f"{op.label} takes a number or a tensor without dimensions, got {text_of(shape)}", got=shape, operand=2
            )


def masked_scatter(op: Operation, tensor: Value, mask: Value, source: Value) -> Value:
    return op.result(broadcast_all(op, tensor, mask), op.dtype(tensor))


def masked_scatter_(op: Operation, tensor: Value, mask: Value, source: Value) -> Value:
    return write_in_place(op, tensor, broadcast_all(op, tensor, mask))


def masked_select(op: Operation, tensor: Value, mask: Value) -> Value:
    """As many elements as the mask has true ones."""
    shape = broadcast_all(op, tensor, mask)
    held = constants.numbers(op, mask)
    count: Size = op.judge.fresh("selected")
    if held is not None and op.shape(mask).items == shape.items:
        count = sum(bool(number) for number in held[1])
    return op.result((count,), op.dtype(tensor))


def nonzero(op: Operation, tensor: Value, as_tuple: Value = False) -> Value:
    """A row of places for each element that is not zero; as a tuple, a vector an axis."""
    dims = op.known(tensor)
    held = constants.numbers(op, tensor)
    count: Size = op.judge.fresh("nonzero")
    if held is not None and not any(isinstance(number, Dim | constants.Near) for number in held[1]):
        count = sum(bool(number) for number in held[1])
    if op.flag(as_tuple):
        return tuple(op.result((count,), "int64") for _ in range(max(len(dims), 1)))
    return op.result((count, len(dims)), "int64")


def nonzero_static(op: Operation, tensor: Value, size: Value, fill_value: Value = -1) -> Value:
    return op.result((op.size(size), len(op.known(tensor))), "int64")


def argwhere(op: Operation, tensor: Value) -> Value:
    return nonzero(op, tensor)


def unique(
    op: Operation,
    tensor: Value,
    sorted: Value = True,
    return_inverse: Value = False,
    return_counts: Value = False,
    dim: Value = None,
) -> Value:
    """As many as there are different ones; with places and counts where they are asked for."""
    shape = op.shape(tensor)
    count: Size = op.judge.fresh("unique")
    held = constants.numbers(op, tensor)
    if held is not None and dim is None and not any(isinstance(n, Dim | constants.Near) or n != n for n in held[1]):
        count = len(set(held[1]))
    if dim is None:
        made, inverse = Shape((count,)), shape
    else:
        wide, axis = op.axis(shape, dim)
        made = Shape((*wide.items[:axis], count, *wide.items[axis + 1 :]))
        inverse = Shape((wide.items[axis],)) if wide.items else Shape((1,))
    parts = [op.result(made, op.dtype(tensor))]
    if op.flag(return_inverse):
        parts.append(op.result(inverse, "int64"))
    if op.flag(return_counts):
        parts.append(op.result((count,), "int64"))
    return parts[0] if len(parts) == 1 else tuple(parts)


def unique_consecutive(
    op: Operation, tensor: Value, return_inverse: Value = False, return_counts: Value = False, dim: Value = None
) -> Value:
    shape = op.shape(tensor)
    count: Size = op.judge.fresh("unique")
    if dim is None:
        made, inverse = Shape((count,)), shape
    else:
        wide, axis = op.axis(shape, dim)
        made = Shape((*wide.items[:axis], count, *wide.items[axis + 1 :]))
        inverse = Shape((wide.items[axis],)) if wide.items else Shape((1,))
    parts = [op.result(made, op.dtype(tensor))]
    if op.flag(return_inverse):
        parts.append(op.result(inverse, "int64"))
    if op.flag(return_counts):
        parts.append(op.result((count,), "int64"))
    return parts[0] if len(parts) == 1 else tuple(parts)


def isin(op: Operation, elements: Value, test_elements: Value, *_: Value) -> Value:
    return op.result(op.shape(elements, "elements"), "bool")
