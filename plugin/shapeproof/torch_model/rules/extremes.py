"""Extremes and orders: max, min, argmax, median, topk, sort."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from shapeproof.dims import Dim, Size, less_equal, render
from shapeproof.shapes import Gap, Item, Shape, Splat
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.reductions import along, axes_of, computed, nonempty, reduced
from shapeproof.torch_model.tensors import known_class
from shapeproof.values import Unknown, Value


def named(op: Operation, name: str, **fields: Value) -> Value:
    """One of torch's return types: a tuple whose parts have names."""
    cls = known_class(op.machine, f"torch.return_types.{name}")
    return op.machine.new(cls, dict(fields), tuple(fields.values()))


def extremes(op: Operation, name: str, tensor: Value, dim: Value, keepdim: Value) -> Value:
    """Values and their places along one axis."""
    shape, axes = axes_of(op, op.shape(tensor), op.number(dim, "dim"))
    nonempty(op, shape, axes)
    made = reduced(shape, axes, op.flag(keepdim))
    return named(op, name, values=op.result(made, op.dtype(tensor)), indices=op.result(made, "int64"))


def _extreme(name: str, choose: Callable[[Sequence[Any]], Any]) -> Callable[..., Value]:
    """max, min: of all elements, along an axis, or of two tensors."""

    def rule(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False, *, other: Value = None) -> Value:
        from shapeproof.torch_model.rules import pointwise

        if other is None and op.is_tensor(dim):
            other, dim = dim, None
        if other is not None:
            return (pointwise.maximum if name == "max" else pointwise.minimum)(op, tensor, other)
        if dim is not None:
            if isinstance(dim, Unknown | str):
                raise Gap(f"what {op.label} is taken along is not known")
            return extremes(op, name, tensor, dim, keepdim)
        shape = op.shape(tensor)
        if shape.splat is None:
            nonempty(op, shape, None)
        made, dtype = Shape(), op.dtype(tensor)

        def known(row: Sequence[Any]) -> Any:
            return None if [n for n in row if isinstance(n, Dim) or n != n] else choose(row)

        return op.result(made, dtype, computed(op, tensor, None, made, dtype, known))

    return rule


maximum = _extreme("max", max)


minimum = _extreme("min", min)


def max_(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False, other: Value = None) -> Value:
    """``torch.max``."""
    return maximum(op, tensor, dim, keepdim, other=other)


def min_(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False, other: Value = None) -> Value:
    """``torch.min``."""
    return minimum(op, tensor, dim, keepdim, other=other)


def median(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    """median, nanmedian, with places where an axis is named."""
    if dim is None:
        return op.result((), op.dtype(tensor)) if op.shape(tensor) is not None else None
    return extremes(op, op.label.rpartition(".")[2], tensor, dim, keepdim)


def mode(op: Operation, tensor: Value, dim: Value = -1, keepdim: Value = False) -> Value:
    return extremes(op, "mode", tensor, dim, keepdim)


def kthvalue(op: Operation, tensor: Value, k: Value, dim: Value = -1, keepdim: Value = False) -> Value:
    shape, axis = op.axis(op.shape(tensor), dim)
    count = op.size(k, "k")
    if isinstance(count, int) and count < 1:
        op.refuse(f"{op.label} counts from 1, got {count}", got=count)
    _at_most(op, count, shape.items[axis] if shape.items else 1, axis)
    return extremes(op, "kthvalue", tensor, dim, keepdim)


def amax(op: Operation, tensor: Value, dim: Value = (), keepdim: Value = False) -> Value:
    """amax, amin: along several axes at once."""
    shape = op.shape(tensor)
    made = along(op, tensor, dim, keepdim)
    if dim is None or dim == ():
        if shape.splat is None:
            nonempty(op, shape, None)
    else:
        nonempty(op, *axes_of(op, shape, dim))
    return op.result(made, op.dtype(tensor))


def aminmax(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    shape = op.shape(tensor)
    shape, axes = axes_of(op, shape, dim)
    if axes is not None or shape.splat is None:
        nonempty(op, shape, axes)
    made = reduced(shape, axes, op.flag(keepdim))
    return named(op, "aminmax", min=op.result(made, op.dtype(tensor)), max=op.result(made, op.dtype(tensor)))


def argmax(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    """argmax, argmin."""
    shape, axes = axes_of(op, op.shape(tensor), dim)
    if axes is not None or shape.splat is None:
        nonempty(op, shape, axes)
    return op.result(reduced(shape, axes, op.flag(keepdim)), "int64")


def _at_most(op: Operation, k: Size, size: Item, axis: int) -> None:
    if isinstance(size, Splat):
        return
    text = f"{op.label}: {render(k)} elements are more than dimension {axis} has, {render(size)}"
    op.require(less_equal(k, size), text, expected=size, got=k, operand=0)


def topk(op: Operation, tensor: Value, k: Value, dim: Value = -1, *_: Value) -> Value:
    """The ``k`` largest along an axis."""
    shape, axis = op.axis(op.shape(tensor), dim)
    count = op.size(k, "k")
    if isinstance(count, int) and count < 0:
        op.refuse(f"{op.label} needs at least 0 elements, got {count}", got=count)
    if not shape.items:
        _at_most(op, count, 1, 0)
        made = shape
    else:
        _at_most(op, count, shape.items[axis], axis)
        made = Shape((*shape.items[:axis], count, *shape.items[axis + 1 :]))
    return named(op, "topk", values=op.result(made, op.dtype(tensor)), indices=op.result(made, "int64"))


def sort(op: Operation, tensor: Value, dim: Value = -1, *_: Value) -> Value:
    shape, _axis = op.axis(op.shape(tensor), dim)
    return named(op, "sort", values=op.result(shape, op.dtype(tensor)), indices=op.result(shape, "int64"))


def argsort(op: Operation, tensor: Value, dim: Value = -1, *_: Value) -> Value:
    return op.result(op.axis(op.shape(tensor), dim)[0], "int64")


def msort(op: Operation, tensor: Value) -> Value:
    return op.result(op.axis(op.shape(tensor), 0)[0], op.dtype(tensor))
