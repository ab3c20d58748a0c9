"""Norms of vectors and matrices."""

from __future__ import annotations

import math

from shapeproof.dims import render
from shapeproof.shapes import Gap, text_of
from shapeproof.torch_model import dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import reductions
from shapeproof.torch_model.rules.linalg import matrices, smaller
from shapeproof.values import Value

_MATRIX_ORDERS = {1.0, 2.0, math.inf}  # and their opposites


def vector_norm(
    op: Operation, tensor: Value, ord: Value = 2, dim: Value = None, keepdim: Value = False, dtype: Value = None
) -> Value:
    made = reductions.along(op, tensor, dim, keepdim)
    reductions.defined(op, tensor, ord, dim)
    return op.result(made, op.dtype_named(dtype, dtypes.real_of(op.dtype(tensor))))


def matrix_norm(
    op: Operation, tensor: Value, ord: Value = "fro", dim: Value = (-2, -1), keepdim: Value = False, dtype: Value = None
) -> Value:
    row = op.plain_sizes(dim, "dim")
    if len(row) != 2:
        op.refuse(f"{op.label} takes two dimensions, got {len(row)}", code="reduce")
    if isinstance(ord, int | float) and abs(ord) not in _MATRIX_ORDERS:
        op.refuse(f"{op.label}: matrices have no norm of order {ord}", got=ord)
    _batch, rows, columns = matrices(op, tensor)
    least = {-1: columns, -math.inf: rows, -2: smaller(op, rows, columns)}.get(ord)
    if row not in ((-2, -1), (0, 1)):
        least = None
    if least == 0:
        op.refuse(f"{op.label} of order {ord} needs elements, got {render(rows)} × {render(columns)}", got=least)
    return op.result(
        reductions.along(op, tensor, dim, keepdim), op.dtype_named(dtype, dtypes.real_of(op.dtype(tensor)))
    )


def norm(
    op: Operation, tensor: Value, ord: Value = None, dim: Value = None, keepdim: Value = False, dtype: Value = None
) -> Value:
    """A matrix norm of two axes, a vector norm of one, of everything without ``ord``."""
    shape = op.shape(tensor)
    count: int | None
    if dim is not None:
        count = len(op.plain_sizes(dim, "dim"))
        if count not in (1, 2):
            op.refuse(f"{op.label} takes one or two dimensions, got {count}", got=count, code="reduce")
    else:
        count = shape.rank
        if ord is not None and count is not None and count not in (1, 2):
            op.refuse(f"{op.label} with ord takes a vector or a matrix, got {text_of(shape)}", got=shape)
    if ord is None:
        return vector_norm(op, tensor, 2, dim, keepdim, dtype)
    if count is None:
        raise Gap(f"the rank of the input of {op.label} is not known")
    if count == 2 or isinstance(ord, str):
        return matrix_norm(op, tensor, ord, (0, 1) if dim is None else dim, keepdim, dtype)
    return vector_norm(op, tensor, ord, dim, keepdim, dtype)


def cond(op: Operation, tensor: Value, p: Value = None) -> Value:
    batch, _rows, _columns = matrices(op, tensor)
    return op.result(batch, dtypes.real_of(op.dtype(tensor)))
