"""Questions about a tensor's sizes, and methods that change them in place."""

from __future__ import annotations

from dataclasses import replace

from shapeproof.dims import (
    render,
)
from shapeproof.interpreter.items import shape_value
from shapeproof.shapes import Gap, Shape, Splat
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.views import BITS, joined
from shapeproof.torch_model.tensors import rank_symbol
from shapeproof.values import Object, Value


def shape(op: Operation, tensor: Value) -> Value:
    """``.shape``: a row of sizes."""
    return shape_value(op.shape(tensor).items)


def size(op: Operation, tensor: Value, dim: Value = None) -> Value:
    if dim is None:
        return shape(op, tensor)
    found, axis = op.axis(op.shape(tensor), dim)
    if not found.items:
        op.refuse(
            f"{op.label}: dimension {render(op.number(dim))} is out of range for a tensor without dimensions",
            code="index",
        )
    return found.items[axis]


def dim(op: Operation, tensor: Value) -> Value:
    """The rank: a number, or for an open one a symbol that later questions share."""
    found = op.shape(tensor)
    if found.splat is None:
        return len(found.items)
    splat = found.items[found.splat]
    assert isinstance(splat, Splat)
    return op.judge.resolve(rank_symbol(splat) + found.least_rank)


def numel(op: Operation, tensor: Value) -> Value:
    return joined(op, op.shape(tensor).items)


def element_size(op: Operation, tensor: Value) -> Value:
    dtype = op.dtype(tensor)
    if dtype is None or dtype not in BITS:
        raise Gap("the type of a tensor is not known")
    return BITS[dtype] // 8


def nbytes(op: Operation, tensor: Value) -> Value:
    count = numel(op, tensor)
    return op.machine.binary("*", count, element_size(op, tensor))


def stride(op: Operation, tensor: Value, dim: Value = None) -> Value:
    """Strides are not tracked: those of a tensor without axes alone are known."""
    if dim is None and op.shape(tensor).rank == 0:
        return ()
    raise Gap("the strides of a tensor")


def length(op: Operation, tensor: Value) -> Value:
    """``len``: the first size."""
    found = op.shape(tensor)
    if found.rank == 0:
        op.machine.throw("TypeError", "len() of a 0-d tensor")
    wide = op.judge.at_least(found, 0, 1)
    assert wide is not None
    return wide.items[0]


def resize_(op: Operation, tensor: Value, size: Value) -> Value:
    """``resize_``: any shape; the tensor itself takes it on."""
    wanted = op.sizes(size)
    if isinstance(tensor, Object):
        constants.forget(op.machine, tensor)
        op.machine.set_content(tensor, replace(op.tensor(tensor), shape=Shape(wanted), data=None))
    return tensor


def resize_as_(op: Operation, tensor: Value, other: Value) -> Value:
    return resize_(op, tensor, op.shape(other, "other").items)


def set_data(op: Operation, tensor: Value, new: Value) -> Value:
    """``x.data = new``: the tensor takes on the shape."""
    if isinstance(tensor, Object):
        state = op.tensor(new)
        constants.forget(op.machine, tensor)
        op.machine.set_content(
            tensor, replace(op.tensor(tensor), shape=state.shape, dtype=state.dtype, data=None, reason=state.reason)
        )
    return None
