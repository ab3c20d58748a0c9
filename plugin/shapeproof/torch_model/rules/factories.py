"""Tensors made from sizes and numbers: zeros, arange, eye, tensor, …_like, new_…"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from shapeproof.dims import (
    Dim,
    FloatExpression,
    Size,
    less_equal,
    render,
)
from shapeproof.shapes import Gap, Item, Shape, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.values import Value

# --- of one number --------------------------------------------------------------------------------------------------


def made(op: Operation, items: Sequence[Item] | Shape, dtype: str | None, number: Any = None) -> Value:
    """A new tensor of these sizes, filled with a number where that is known."""
    shape = items if isinstance(items, Shape) else Shape(items)
    for size in shape.items:
        if isinstance(size, int) and size < 0:
            op.refuse(f"{op.label} cannot make a dimension of {size}: {text_of(shape)}", got=size)
        if isinstance(size, Dim):
            at_least_zero(op, size, shape)
    data = constants.filled(shape, number, dtype) if isinstance(number, bool | int | float) else None
    return op.result(shape, dtype, data)


def at_least_zero(op: Operation, size: Dim, shape: Shape) -> None:
    """A size is not negative: taken into the contract, and refused where it certainly is."""
    op.require(less_equal(0, size), f"{op.label} cannot make a dimension of {render(size)}: {text_of(shape)}", got=size)


def _of_sizes(number: Any) -> Callable[..., Value]:
    def rule(op: Operation, size: Value, dtype: Value = None, *_: Value) -> Value:
        return made(op, op.sizes(size), op.dtype_named(dtype, dtypes.DEFAULT), number)

    return rule


empty = _of_sizes(None)
zeros = _of_sizes(0)
ones = _of_sizes(1)


def full(op: Operation, size: Value, fill_value: Value, dtype: Value = None, *_: Value) -> Value:
    number, own = number_of(op, fill_value)
    return made(op, op.sizes(size), op.dtype_named(dtype, own), number)


def number_of(op: Operation, value: Value) -> tuple[Any, str | None]:
    """A number, or the one in a tensor, and its type."""
    if isinstance(value, bool):
        return value, "bool"
    if isinstance(value, int):
        return value, "int64"
    if isinstance(value, float):
        return value, dtypes.DEFAULT
    if isinstance(value, complex):
        return None, "complex64"
    if isinstance(value, Dim):
        return None, "int64"
    if isinstance(value, FloatExpression):
        return None, dtypes.DEFAULT
    return None, op.dtype(value) if op.is_tensor(value) else None


def _like(number: Any) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, dtype: Value = None, *_: Value) -> Value:
        return made(op, op.shape(tensor), op.dtype_named(dtype, op.dtype(tensor)), number)

    return rule


empty_like = _like(None)
zeros_like = _like(0)
ones_like = _like(1)


def full_like(op: Operation, tensor: Value, fill_value: Value, dtype: Value = None, *_: Value) -> Value:
    return made(op, op.shape(tensor), op.dtype_named(dtype, op.dtype(tensor)), number_of(op, fill_value)[0])


def _new(number: Any) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, size: Value, dtype: Value = None, *_: Value) -> Value:
        return made(op, op.sizes(size), op.dtype_named(dtype, op.dtype(tensor)), number)

    return rule


new_empty = _new(None)
new_zeros = _new(0)
new_ones = _new(1)


def new_full(op: Operation, tensor: Value, size: Value, fill_value: Value, dtype: Value = None, *_: Value) -> Value:
    return made(op, op.sizes(size), op.dtype_named(dtype, op.dtype(tensor)), number_of(op, fill_value)[0])


def empty_strided(op: Operation, size: Value, stride: Value, dtype: Value = None, *_: Value) -> Value:
    sizes, order = op.plain_sizes(size), op.plain_sizes(stride, "stride")
    if len(sizes) != len(order):
        op.refuse(f"{op.label} takes as many strides as sizes, got {len(order)} and {len(sizes)}")
    return made(op, op.sizes(size), op.dtype_named(dtype, dtypes.DEFAULT))


# --- random ---------------------------------------------------------------------------------------------------------


# --- ranges ---------------------------------------------------------------------------------------------------------


# --- matrices -------------------------------------------------------------------------------------------------------


def vector(op: Operation, value: Value) -> tuple[Size, ...]:
    dims = op.judge.with_rank(op.shape(value), 1)
    if dims is None:
        op.refuse(f"{op.label} takes a vector, got {text_of(op.shape(value))}", got=op.shape(value))
    return dims


# --- from numbers ---------------------------------------------------------------------------------------------------


def new_of(op: Operation, tensor: Value, args: Value, kwargs: Value) -> Value:
    """``Tensor.new(*size)``, ``Tensor.new(numbers)``: the old way to make one."""
    given = op.machine.iterate(args)
    if given and all(isinstance(value, int | Dim) and not isinstance(value, bool) for value in given):
        return made(op, op.sizes(tuple(given)), op.dtype(tensor))
    if not given:
        return made(op, (0,), op.dtype(tensor))
    raise Gap("what Tensor.new makes")


def new_empty_strided(
    op: Operation, tensor: Value, size: Value, stride: Value, dtype: Value = None, *_: Value
) -> Value:
    return made(op, op.sizes(size), op.dtype_named(dtype, op.dtype(tensor)))


def sparse(op: Operation, indices: Value, values: Value, size: Value = None, dtype: Value = None, *_: Value) -> Value:
    """A sparse tensor of a size that is given; without one it depends on the indices."""
    own = op.dtype(values) if op.is_tensor(values) else None
    if size is None:
        raise Gap(f"the size of {op.label}, which its indices tell")
    return op.result(op.plain_sizes(size, "size"), op.dtype_named(dtype, own))


def sparse_compressed(
    op: Operation, compressed: Value, plain: Value, values: Value, size: Value = None, dtype: Value = None, *_: Value
) -> Value:
    return sparse(op, plain, values, size, dtype)
