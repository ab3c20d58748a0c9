"""Parts of axes seen as axes: windows, diagonals, narrow, as_strided."""

from __future__ import annotations

from shapeproof.dims import (
    Size,
    floordiv,
    maximum,
    minimum,
    render,
)
from shapeproof.shapes import Gap, Item, Shape, Splat, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.views import become, joined, view_of
from shapeproof.values import Value


def unfold(op: Operation, tensor: Value, dimension: Value, size: Value, step: Value) -> Value:
    """``Tensor.unfold``: windows of ``size`` along an axis, put last."""
    shape, axis = op.axis(op.shape(tensor), dimension)
    window, stride = op.size(size, "size"), op.size(step, "step")
    old: Item = 1 if not shape.items else shape.items[axis]
    assert not isinstance(old, Splat)
    if isinstance(stride, int) and stride <= 0:
        op.refuse(f"{op.label} needs a step of at least 1, got {stride}", code="index")
    if isinstance(window, int) and window < 0:
        op.refuse(f"{op.label} needs a size of at least 0, got {window}", code="index")
    op.at_least(
        old,
        window,
        f"{op.label}: a window of {render(window)} is longer than dimension {axis}, {render(old)}",
        code="index",
    )
    if not shape.items:
        return view_of(op, tensor, (window,))
    count = op.judge.resolve(floordiv(old - window, stride) + 1)
    return view_of(op, tensor, (*shape.items[:axis], count, *shape.items[axis + 1 :], window))


def diagonal(op: Operation, tensor: Value, offset: Value = 0, dim1: Value = 0, dim2: Value = 1) -> Value:
    """The diagonal of two axes becomes the last axis."""
    shape = op.shape(tensor)
    shape, _ = op.axis(shape, dim1)
    shape, second = op.axis(shape, dim2)
    shape, first = op.axis(shape, dim1)
    if first == second:
        op.refuse(f"{op.label} needs two different dimensions, got {first} twice", code="index")
    length = diagonal_length(op, shape.items[first], shape.items[second], offset)
    rest = [item for axis, item in enumerate(shape.items) if axis not in (first, second)]
    return view_of(op, tensor, (*rest, length))


def diagonal_length(op: Operation, rows: Item, columns: Item, offset: Value) -> Size:
    assert not isinstance(rows, Splat) and not isinstance(columns, Splat)
    at = op.size(offset, "offset")
    if not isinstance(at, int):
        raise Gap(f"the offset of {op.label} is not known")
    if at >= 0:
        columns = columns - at
    else:
        rows = rows + at
    return op.judge.resolve(maximum(minimum(rows, columns), 0))


def diag(op: Operation, tensor: Value, diagonal: Value = 0) -> Value:
    """A vector becomes a matrix with it on the diagonal; a matrix gives its diagonal."""
    shape = op.shape(tensor)
    chosen = op.judge.choose_rank(shape, (2, 1))
    if chosen is None:
        op.refuse(f"{op.label} takes a vector or a matrix, got {text_of(shape)}", got=shape)
    if len(chosen.items) == 2:
        length = diagonal_length(op, chosen.items[0], chosen.items[1], diagonal)
        return op.result((length,), op.dtype(tensor))
    side = chosen.dims[0] + abs(op.number(diagonal, "diagonal"))
    return op.result((side, side), op.dtype(tensor))


def diagflat(op: Operation, tensor: Value, offset: Value = 0) -> Value:
    side = joined(op, op.shape(tensor).items) + abs(op.number(offset, "offset"))
    return op.result((side, side), op.dtype(tensor))


def diag_embed(op: Operation, tensor: Value, offset: Value = 0, dim1: Value = -2, dim2: Value = -1) -> Value:
    """The last axis becomes the diagonal of two new ones."""
    dims = op.known(tensor)
    if not dims:
        op.refuse(f"{op.label} needs at least one dimension", got=Shape())
    side = dims[-1] + abs(op.number(offset, "offset"))
    rank = len(dims) + 1
    whole = Shape((1,) * rank)
    first, second = op.axis(whole, dim1)[1], op.axis(whole, dim2)[1]
    if first == second:
        op.refuse(f"{op.label} needs two different dimensions, got {first} twice", code="index")
    rest = iter(dims[:-1])
    return op.result([side if axis in (first, second) else next(rest) for axis in range(rank)], op.dtype(tensor))


def as_strided(op: Operation, tensor: Value, size: Value, stride: Value, storage_offset: Value = None) -> Value:
    sizes, steps = op.sizes(size), op.sizes(stride, "stride")
    op.tensor(tensor)
    if len(sizes) != len(steps) and not any(isinstance(item, Splat) for item in (*sizes, *steps)):
        op.refuse(f"{op.label} needs a stride for each of {len(sizes)} dimensions, got {len(steps)}")
    return view_of(op, tensor, sizes)


def narrow(op: Operation, tensor: Value, dim: Value, start: Value, length: Value) -> Value:
    """``length`` of an axis from ``start`` on."""
    shape, axis = op.axis(op.shape(tensor), dim)
    if not shape.items:
        op.refuse(f"{op.label} needs at least one dimension", code="index")
    size, count = shape.items[axis], op.size(length, "length")
    assert not isinstance(size, Splat)
    if isinstance(count, int) and count < 0:
        op.refuse(f"{op.label} needs a length of at least 0, got {count}", code="index")
    if op.is_tensor(start):
        place = op.shape(start, "start")
        if place.rank not in (0, None):
            op.refuse(
                f"{op.label} starts at a number or a tensor without dimensions, got {text_of(place)}", code="index"
            )
    else:
        first = op.size(start, "start")
        if isinstance(first, int) and first < 0:
            first = size + first
        text = f"{op.label}: {render(first)} + {render(count)} is more than dimension {axis}, {render(size)}"
        op.at_least(size, first + count, text, code="index")
        if isinstance(first, int):
            op.require(first >= 0, f"{op.label}: {first} lies before dimension {axis}", code="index")
    return view_of(op, tensor, (*shape.items[:axis], count, *shape.items[axis + 1 :]))


def as_strided_(op: Operation, tensor: Value, size: Value, stride: Value, storage_offset: Value = None) -> Value:
    return become(op, tensor, as_strided(op, tensor, size, stride))
