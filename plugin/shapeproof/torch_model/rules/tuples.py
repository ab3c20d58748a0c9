"""``_single``, ``_pair``, ``_triple``: one number for every axis, or one each."""

from __future__ import annotations

from shapeproof.dims import Dim, FloatExpression
from shapeproof.shapes import Gap
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.tensors import is_undecided
from shapeproof.values import Unknown, Value


def repeated(op: Operation, x: Value, n: Value) -> Value:
    """``n`` times a number; a row as it is. An argument of which nothing is known is one number."""
    count = op.number(n, "n")
    if isinstance(x, int | float | Dim | FloatExpression):
        return (x,) * count
    if is_undecided(op.machine, x):
        return (op.size(x),) * count
    if isinstance(x, Unknown):
        raise Gap(x.reason)
    return x if isinstance(x, tuple) else tuple(op.machine.iterate(x))
