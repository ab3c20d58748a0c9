"""Masks, and results whose size depends on data: masked_fill, nonzero, unique."""

from __future__ import annotations

import builtins
from collections import Counter

from shapeproof.dims import Dim, Size, less_equal
from shapeproof.shapes import Shape, text_of
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import views
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
    chosen: constants.Numbers | None = None
    if held is not None and op.shape(mask).items == shape.items:
        count = sum(bool(number) for number in held[1])
        numbers = constants.elementwise(op, shape, op.dtype(tensor), lambda n: n, tensor)
        if numbers is not None:
            chosen = tuple(number for number, kept in zip(numbers, held[1], strict=True) if kept)
    _no_more(op, count, shape)
    return op.result((count,), op.dtype(tensor), chosen)


def _no_more(op: Operation, count: Size, shape: Shape) -> None:
    """What is picked out of a tensor is at most all of it."""
    if isinstance(count, Dim) and shape.splat is None:
        op.judge.suppose(less_equal(count, views.joined(op, shape.items)))


def _exact(op: Operation, tensor: Value) -> tuple[tuple[int, ...], constants.Numbers] | None:
    """Sizes and numbers that can be told apart: none a symbol, none known but for its last bits, no NaN."""
    held = constants.numbers(op, tensor)
    if held is None or any(isinstance(n, Dim | constants.Near) or n != n for n in held[1]):
        return None
    return held


def nonzero(op: Operation, tensor: Value, as_tuple: Value = False) -> Value:
    """A row of places for each element that is not zero; as a tuple, a vector an axis."""
    dims = op.known(tensor)
    held = _exact(op, tensor)
    count: Size = op.judge.fresh("nonzero")
    places: list[tuple[int, ...]] | None = None
    if held is not None:
        places = [at for at, number in zip(constants.positions(held[0]), held[1], strict=True) if number]
        count = len(places)
    _no_more(op, count, Shape(dims))
    if op.flag(as_tuple):
        axes = range(max(len(dims), 1))
        columns = [None if places is None else tuple(at[axis] if at else 0 for at in places) for axis in axes]
        return tuple(op.result((count,), "int64", column) for column in columns)
    return op.result((count, len(dims)), "int64", None if places is None else tuple(i for at in places for i in at))


def nonzero_static(op: Operation, tensor: Value, size: Value, fill_value: Value = -1) -> Value:
    return op.result((op.size(size), len(op.known(tensor))), "int64")


def argwhere(op: Operation, tensor: Value) -> Value:
    return nonzero(op, tensor)


_Runs = tuple[list[constants.Number], list[int]]
"""The different numbers, and of each number of the tensor which of them it is."""


def unique(
    op: Operation,
    tensor: Value,
    sorted: Value = True,
    return_inverse: Value = False,
    return_counts: Value = False,
    dim: Value = None,
) -> Value:
    """As many as there are different ones; with places and counts where they are asked for."""
    held = _exact(op, tensor) if dim is None else None
    different = None if held is None else builtins.sorted(set(held[1]))
    runs: _Runs | None = None
    if held is not None and different is not None:
        place = {number: index for index, number in enumerate(different)}
        runs = different, [place[number] for number in held[1]]
    return _distinct(op, tensor, runs, return_inverse, return_counts, dim)


def unique_consecutive(
    op: Operation, tensor: Value, return_inverse: Value = False, return_counts: Value = False, dim: Value = None
) -> Value:
    held = _exact(op, tensor) if dim is None else None
    runs: _Runs | None = None
    if held is not None:
        heads: list[constants.Number] = []
        places = []
        for number in held[1]:
            if not heads or number != heads[-1]:
                heads.append(number)
            places.append(len(heads) - 1)
        runs = heads, places
    return _distinct(op, tensor, runs, return_inverse, return_counts, dim)


def _distinct(
    op: Operation, tensor: Value, runs: _Runs | None, return_inverse: Value, return_counts: Value, dim: Value
) -> Value:
    shape = op.shape(tensor)
    count: Size = op.judge.fresh("unique") if runs is None else len(runs[0])
    if dim is None:
        made, inverse = Shape((count,)), shape
        _no_more(op, count, shape)
    else:
        wide, axis = op.axis(shape, dim)
        if not wide.items:
            op.refuse(f"{op.label} along a dimension needs a tensor of at least one", got=shape, operand=0)
        empty = [place for place, item in enumerate(wide.items) if item == 0]
        if empty and empty != [axis]:
            op.refuse(f"{op.label} along dimension {axis} of {text_of(wide)}: another one has no elements", got=wide)
        if empty:
            count = 0
        made, inverse = Shape((*wide.items[:axis], count, *wide.items[axis + 1 :])), Shape((wide.items[axis],))
        _no_more(op, count, inverse)
    parts = [op.result(made, op.dtype(tensor), None if runs is None else tuple(runs[0]))]
    if op.flag(return_inverse):
        parts.append(op.result(inverse, "int64", None if runs is None else tuple(runs[1])))
    if op.flag(return_counts):
        found = Counter(() if runs is None else runs[1])
        counts = None if runs is None else tuple(found[index] for index in range(len(runs[0])))
        parts.append(op.result((count,), "int64", counts))
    return parts[0] if len(parts) == 1 else tuple(parts)


def isin(
    op: Operation, elements: Value, test_elements: Value, assume_unique: Value = False, invert: Value = False
) -> Value:
    shape = op.shape(elements, "elements")
    held, tested = _exact(op, elements), _exact(op, test_elements)
    data = None
    if held is not None and tested is not None and isinstance(invert, bool):
        data = tuple((number in tested[1]) is not invert for number in held[1])
    return op.result(shape, "bool", data)
