"""Along one axis, which stays: softmax, cumsum, diff, trapezoid."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from shapeproof.dims import Dim, Size, less_equal, render
from shapeproof.dims import maximum as larger_of
from shapeproof.shapes import Gap, Shape, Splat, broadcast, broadcast_refusal, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.extremes import named
from shapeproof.torch_model.rules.reductions import axes_of, reduced
from shapeproof.values import Unknown, Value


def same_shape(op: Operation, tensor: Value, dim: Value, *_: Value) -> Value:
    """softmax, log_softmax, logcumsumexp: an axis that must exist; the shape stays."""
    if dim is None or isinstance(dim, Unknown):
        return op.result(op.shape(tensor), dtypes.float_of(op.dtype(tensor)))
    return op.result(op.axis(op.shape(tensor), dim)[0], dtypes.float_of(op.dtype(tensor)))


def softmax(op: Operation, tensor: Value, dim: Value, dtype: Value = None) -> Value:
    name = op.dtype_named(dtype, op.dtype(tensor))
    if dim is None or isinstance(dim, Unknown):
        return op.result(op.shape(tensor), name)
    return op.result(op.axis(op.shape(tensor), dim)[0], name)


def _cumulative(combine: Callable[[Any, Any], Any]) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, dim: Value, dtype: Value = None) -> Value:
        shape, axis = op.axis(op.shape(tensor), dim)
        own = op.dtype(tensor)
        name = op.dtype_named(dtype, dtypes.summed(own))
        held = constants.numbers(op, tensor)
        data = None
        if held is not None and name is not None and not any(isinstance(n, constants.Near) for n in held[1]):
            wide = dtypes.is_integral(name) or name in ("float32", "float64")  # what the sum is kept in
            data = _running(held, axis, combine) if wide else None
            data = None if data is None else constants.stored_all(data, name)
        return op.result(shape, name, data)

    return rule


def _running(held: tuple[tuple[int, ...], constants.Numbers], axis: int, combine: Callable[[Any, Any], Any]) -> Any:
    sizes, row = held
    if not sizes:
        return row
    inner = math.prod(sizes[axis + 1 :])
    made = list(row)
    for place in range(len(row)):
        if (place // (inner or 1)) % sizes[axis]:
            made[place] = combine(made[place - inner], made[place])
    return tuple(made)


cumsum = _cumulative(lambda a, b: a + b)


cumprod = _cumulative(lambda a, b: a * b)


def cumulative_(op: Operation, tensor: Value, dim: Value, *_: Value) -> Value:
    """cumsum_, cumprod_."""
    op.axis(op.shape(tensor), dim)
    constants.forget(op.machine, tensor)
    return tensor


def cumulative_extreme(op: Operation, tensor: Value, dim: Value) -> Value:
    """cummax, cummin."""
    shape = op.shape(tensor)
    if 0 not in shape.items:  # of nothing torch takes any axis
        shape, _axis = op.axis(shape, dim)
    name = op.label.rpartition(".")[2]
    return named(op, name, values=op.result(shape, op.dtype(tensor)), indices=op.result(shape, "int64"))


def diff(
    op: Operation, tensor: Value, n: Value = 1, dim: Value = -1, prepend: Value = None, append: Value = None
) -> Value:
    """Differences of neighbours, ``n`` times."""
    shape = op.shape(tensor)
    if shape.rank == 0:
        op.refuse(f"{op.label} needs a tensor of at least one dimension", got=shape)
    if prepend is None and append is None and op.number(n, "n") == 0:
        return op.result(shape, op.dtype(tensor))
    shape, axis = op.axis(shape, dim)
    size = shape.items[axis]
    assert not isinstance(size, Splat)
    for extra in (prepend, append):
        if extra is not None:
            size = size + _beside(op, shape, op.shape(extra), axis)
    if op.number(n, "n") == 0:
        return op.result(shape, op.dtype(tensor))
    if shape.rank == 1 and prepend is None and append is None and n == 1:
        held = constants.numbers(op, tensor)
        steps = None if held is None else [b - a for a, b in pairwise(held[1])]
        if steps is not None and not any(isinstance(step, Dim) for step in steps):
            data = constants.stored_all(steps, op.dtype(tensor))
            return op.result((len(steps),), op.dtype(tensor), data)
    left = op.judge.resolve(larger_of(size - op.number(n, "n"), 0))
    return op.result((*shape.items[:axis], left, *shape.items[axis + 1 :]), op.dtype(tensor))


def _beside(op: Operation, shape: Shape, extra: Shape, axis: int) -> Size:
    """The size along an axis of what is put before or behind: elsewhere both have the same sizes."""
    message = f"{op.label}: {text_of(extra)} cannot stand beside {text_of(shape)} along dimension {axis}"
    if shape.splat is not None or extra.splat is not None:
        if len(extra.items) != len(shape.items):
            raise Gap(f"the rank of the input of {op.label} is not known")
    elif len(extra.items) != len(shape.items):
        op.refuse(message, expected=shape, got=extra)
    for place, (a, b) in enumerate(zip(shape.items, extra.items, strict=True)):
        if place != axis and not isinstance(a, Splat) and not isinstance(b, Splat):
            op.same(a, b, message, axis=place - len(shape.items))
    added = extra.items[axis]
    assert not isinstance(added, Splat)
    return added


def trapezoid(op: Operation, y: Value, x: Value = None, dx: Value = 1, dim: Value = -1) -> Value:
    shape, axis = _points(op, y, dim)
    if shape.items[axis] == 0:
        return op.result(reduced(shape, (axis,), False), dtypes.float_of(op.dtype(y)))
    return op.result(reduced(_strips(op, shape, axis, x), (axis,), False), dtypes.float_of(op.dtype(y)))


def cumulative_trapezoid(op: Operation, y: Value, x: Value = None, dx: Value = 1, dim: Value = -1) -> Value:
    shape, axis = _points(op, y, dim)
    return op.result(_strips(op, shape, axis, x), dtypes.float_of(op.dtype(y)))


def _points(op: Operation, y: Value, dim: Value) -> tuple[Shape, int]:
    shape = op.shape(y)
    if shape.rank == 0:
        op.refuse(f"{op.label} needs a tensor of at least one dimension", got=shape, operand=0)
    return op.axis(shape, dim)


def _strips(op: Operation, shape: Shape, axis: int, x: Value) -> Shape:
    """The shape of what lies between neighbouring points, with places ``x`` for them (a vector, or a tensor)."""
    made = _between(op, shape, axis)
    if x is None:
        return made
    places = op.shape(x, "x")
    if places.rank == 1:
        size = shape.items[axis]
        assert not isinstance(size, Splat)
        op.same(size, places.dims[0], f"{op.label} needs a place for each of {{a}} points, got {{b}}", operand=1)
        return made
    if places.splat is not None or shape.splat is not None:
        raise Gap(f"the rank of x of {op.label} is not known")
    wide = Shape((*((1,) * (len(shape.items) - len(places.items))), *places.items))
    other = _between(op, wide, axis)
    return broadcast(op.judge, made, other, broadcast_refusal(op.label, made, other))


def _between(op: Operation, shape: Shape, axis: int) -> Shape:
    size = shape.items[axis]
    assert not isinstance(size, Splat)
    return Shape((*shape.items[:axis], op.judge.resolve(larger_of(size - 1, 0)), *shape.items[axis + 1 :]))


def renorm(op: Operation, tensor: Value, p: Value, dim: Value, maxnorm: Value) -> Value:
    shape, _axis = op.axis(op.shape(tensor), dim)
    if op.judge.at_least(shape, 2) is None:
        op.refuse(f"{op.label} needs at least two dimensions, got {text_of(shape)}", got=shape, operand=0)
    return op.result(op.shape(tensor), op.dtype(tensor))


def gradient(op: Operation, tensor: Value, spacing: Value = None, dim: Value = None, edge_order: Value = 1) -> Value:
    """One tensor of the input's shape for each axis."""
    shape, axes = axes_of(op, op.shape(tensor), dim)
    if axes is None:
        if shape.rank is None:
            raise Gap(f"the rank of the input of {op.label} is not known")
        axes = tuple(range(shape.rank))
    if axes and not shape.items:
        op.refuse(f"{op.label} of a scalar has no dimension to go along", got=shape, operand=0)
    for axis in axes:
        size = shape.items[axis]
        assert not isinstance(size, Splat)
        text = f"{op.label} needs at least {edge_order} + 1 points along dimension {axis}, got {render(size)}"
        op.require(less_equal(op.number(edge_order) + 1, size), text, got=size, operand=0)
    _spacing(op, shape, axes, dim, spacing)
    return tuple(op.result(shape, dtypes.float_of(op.dtype(tensor))) for _ in axes)


def _spacing(op: Operation, shape: Shape, axes: tuple[int, ...], dim: Value, spacing: Value) -> None:
    """A distance for all axes or for each, or the places of the points along each."""
    if spacing is None or isinstance(spacing, Unknown | int | float | complex | Dim) or op.is_tensor(spacing):
        return
    row = op.tensors(spacing)
    wanted = 1 if isinstance(dim, int) else len(axes)
    if len(row) != wanted:
        op.refuse(f"{op.label} needs a spacing for each of {wanted} dimensions, got {len(row)}", got=len(row))
    for axis, each in zip(axes, row, strict=True):
        if not op.is_tensor(each):
            continue
        places = op.shape(each, "spacing")
        if places.rank is None:
            raise Gap(f"the rank of the spacing of {op.label} is not known")
        if places.rank != 1:
            op.refuse(f"{op.label} takes vectors of places, got {text_of(places)}", got=places)
        if places.items[0] != shape.items[axis]:
            raise Gap(f"{op.label} over other places than there are points")


def renorm_(op: Operation, tensor: Value, *rest: Value) -> Value:
    renorm(op, tensor, *rest)
    constants.forget(op.machine, tensor)
    return tensor
