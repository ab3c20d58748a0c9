"""Counts and stretches: bins, histograms, reductions of segments."""

from __future__ import annotations

from shapeproof.dims import Size, less_equal, render
from shapeproof.shapes import Gap, Item, Shape, Splat, text_of
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import views
from shapeproof.torch_model.rules.extremes import named
from shapeproof.values import Value


def segment_reduce(
    op: Operation,
    data: Value,
    reduce: Value,
    lengths: Value = None,
    indices: Value = None,
    offsets: Value = None,
    axis: Value = 0,
    *_: Value,
) -> Value:
    """One value for each length, or for each stretch between offsets; the axes before are the data's."""
    given = lengths if lengths is not None else offsets
    if given is None:
        op.refuse(f"{op.label} needs lengths or offsets")
    what = "lengths" if lengths is not None else "offsets"
    shape, cuts = op.shape(data, "data"), op.shape(given, what)
    if cuts.rank is None or shape.splat is not None:
        raise Gap(f"the rank of the {what} of {op.label} is not known")
    if not shape.items:
        op.refuse(f"{op.label} needs data of at least one dimension", got=shape, operand=0)
    at = op.axis(shape, axis)[1]
    if cuts.rank != at + 1:
        op.refuse(f"{op.label} along dimension {at} needs {what} of {at + 1} dimensions, got {text_of(cuts)}", got=cuts)
    count = cuts.dims[-1]
    if what == "offsets":
        op.require(less_equal(1, count), f"{op.label} needs at least one offset, got {render(count)}")
        count = count - 1
    return op.result((*shape.items[:at], count, *shape.items[at + 1 :]), op.dtype(data))


def histogram(
    op: Operation, tensor: Value, bins: Value = 100, range: Value = None, weight: Value = None, *_: Value
) -> Value:
    """Counts and the edges between them."""
    if weight is not None and op.is_tensor(weight):
        op.same(
            views.joined(op, op.shape(tensor).items),
            views.joined(op, op.shape(weight, "weight").items),
            f"{op.label} needs a weight for each of {{a}} elements, got {{b}}",
        )
    count, ends = _bins(op, bins, 1)
    dtype = op.dtype(tensor)
    return named(op, "histogram", hist=op.result((count,), dtype), bin_edges=op.result((ends,), dtype))


def histogramdd(
    op: Operation, tensor: Value, bins: Value, range: Value = None, weight: Value = None, *_: Value
) -> Value:
    """The last axis of the input holds the places; an axis of counts for each of them, and its edges."""
    shape = op.judge.at_least(op.shape(tensor), 2)
    if shape is None:
        op.refuse(f"{op.label} needs at least two dimensions, got {text_of(op.shape(tensor))}", operand=0)
    last = shape.items[-1]
    assert not isinstance(last, Splat)
    _weights(op, weight, Shape(shape.items[:-1]))
    if isinstance(bins, int):
        row: list[Value] = [bins] * op.number(last, "the last dimension")
    else:
        row = list(op.machine.iterate(bins))
    op.same(last, len(row), f"{op.label} needs bins for each of {{a}} dimensions, got {{b}}", operand=1)
    parts = [_bins(op, each, 1) for each in row]
    dtype = op.dtype(tensor)
    return named(
        op,
        "histogramdd",
        hist=op.result([count for count, _ends in parts], dtype),
        bin_edges=tuple(op.result((ends,), dtype) for _count, ends in parts),
    )


def _weights(op: Operation, weight: Value, wanted: Shape) -> None:
    if weight is None or not op.is_tensor(weight):
        return
    given = op.shape(weight, "weight")
    if given.splat is not None or wanted.splat is not None:
        return
    text = f"{op.label} needs a weight of {text_of(wanted)}, got {text_of(given)}"
    if given.rank != wanted.rank:
        op.refuse(text, expected=wanted, got=given)
    for axis, (a, b) in enumerate(zip(wanted.dims, given.dims, strict=True)):
        op.same(a, b, text, axis=axis - len(given.items))


def _bins(op: Operation, bins: Value, operand: int) -> tuple[Size, Size]:
    """How many bins, and how many edges they have."""
    if op.is_tensor(bins):
        edges = op.judge.with_rank(op.shape(bins, "bins"), 1)
        if edges is None:
            text = text_of(op.shape(bins))
            op.refuse(f"{op.label} takes a vector of edges, got {text}", got=op.shape(bins), operand=operand)
        op.require(less_equal(2, edges[0]), f"{op.label} needs at least two edges, got {render(edges[0])}")
        return edges[0] - 1, edges[0]
    count = op.size(bins, "bins")
    op.require(less_equal(1, count), f"{op.label} needs at least one bin, got {render(count)}", operand=operand)
    return count, count + 1


def histc(op: Operation, tensor: Value, bins: Value = 100, *_: Value) -> Value:
    op.shape(tensor)
    return op.result((op.size(bins, "bins"),), op.dtype(tensor))


def bincount(op: Operation, tensor: Value, weights: Value = None, minlength: Value = 0) -> Value:
    """As many as the largest number asks for."""
    dims = op.judge.with_rank(op.shape(tensor), 1)
    if dims is None:
        op.refuse(f"{op.label} takes a vector, got {text_of(op.shape(tensor))}", got=op.shape(tensor), operand=0)
    dtype: str | None = "int64"
    if weights is not None and op.is_tensor(weights):
        dtype = op.dtype(weights)
        dtype = dtype if dtype in (None, "float32") else "float64"
    made: Item = op.judge.fresh("bins")
    if dims[0] == 0:
        return op.result((op.size(minlength, "minlength"),), "int64")
    if weights is not None and op.is_tensor(weights):
        others = op.judge.with_rank(op.shape(weights), 1)
        if others is None:
            op.refuse(f"{op.label} takes a vector of weights, got {text_of(op.shape(weights))}", operand=1)
        op.same(dims[0], others[0], f"{op.label} needs a weight for each of {{a}}, got {{b}}")
    held = constants.numbers(op, tensor)
    if held is not None and all(isinstance(each, int) and each >= 0 for each in held[1]):
        made = max(op.number(minlength, "minlength"), 1, *(int(each) + 1 for each in held[1]))
    return op.result((made,), dtype)
