"""Taking tensors apart: split, chunk, tensor_split, unbind and their kind."""

from __future__ import annotations

import math
from collections.abc import Sequence

from shapeproof.dims import Dim, Size, divides, equal, floordiv, less_equal, maximum, minimum, render
from shapeproof.interpreter.iteration import Repeated
from shapeproof.shapes import Gap, Item, Shape, Splat, text_of
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import scalars, views
from shapeproof.values import Object, Value


def _piece(op: Operation, tensor: Value, shape: Shape, axis: int, start: Size | None, size: Size) -> Object:
    """A run of an axis, with its numbers where they are known."""
    items: tuple[Item, ...] = (*shape.items[:axis], size, *shape.items[axis + 1 :])
    held = constants.numbers(op, tensor)
    data = None
    if held is not None and isinstance(size, int) and isinstance(start, int) and shape.splat is None:
        inner = math.prod(held[0][axis + 1 :])
        block = inner * held[0][axis]
        data = tuple(
            number
            for first in range(0, len(held[1]), block or 1)
            for number in held[1][first + start * inner : first + (start + size) * inner]
        )
    return views.view_of(op, tensor, items, data)


def _pieces(op: Operation, tensor: Value, shape: Shape, axis: int, sizes: Sequence[Size]) -> tuple[Value, ...]:
    made = []
    start: Size | None = 0
    for size in sizes:
        made.append(_piece(op, tensor, shape, axis, start, size))
        start = None if start is None or isinstance(size, Dim) else start + size
    return tuple(made)


def _axis_of(op: Operation, tensor: Value, dim: Value) -> tuple[Shape, int, Size]:
    shape = op.shape(tensor)
    if shape.rank == 0:
        op.refuse(f"{op.label} needs a tensor of at least one dimension", got=shape)
    shape, axis = op.axis(shape, dim)
    size = shape.items[axis]
    assert not isinstance(size, Splat)
    return shape, axis, size


def split(op: Operation, tensor: Value, split_size_or_sections: Value, dim: Value = 0) -> Value:
    """Pieces of one size, the last maybe smaller, or pieces of the sizes given."""
    if isinstance(split_size_or_sections, int | Dim) or op.is_tensor(split_size_or_sections):
        return _by_size(op, tensor, split_size_or_sections, dim)
    return split_with_sizes(op, tensor, split_size_or_sections, dim)


def _by_size(op: Operation, tensor: Value, split_size: Value, dim: Value) -> Value:
    shape, axis, size = _axis_of(op, tensor, dim)
    each = op.size(split_size, "the size of a piece")
    if isinstance(each, int) and each < 0:
        op.refuse(f"{op.label} needs pieces of at least 0, got {each}", got=each)
    if each == 0:
        op.require(equal(size, 0), f"{op.label} cannot cut dimension {axis} of {render(size)} into pieces of 0")
        return _pieces(op, tensor, shape, axis, (0,))
    if isinstance(size, int) and isinstance(each, int):
        op.machine.budget(size // each, "pieces")
        whole, rest = divmod(size, each)
        return _pieces(op, tensor, shape, axis, [each] * whole + ([rest] if rest or not size else []))
    size, each = op.judge.resolve(size), op.judge.resolve(each)
    if op.judge.holds(less_equal(size, each)) is True:
        return _pieces(op, tensor, shape, axis, (size,))
    if op.judge.holds(divides(each, size)) is True or _is_left_open(op, size, each):
        return _equal_pieces(op, tensor, shape, axis, each, op.judge.resolve(floordiv(size, each)))
    raise Gap(f"into how many pieces of {render(each)} a dimension of {render(size)} is cut")


def _is_left_open(op: Operation, *sizes: Size) -> bool:
    """Whether one of them is a hole: nobody means to cut that unevenly."""
    return any(op.judge.is_hole(each) for each in sizes)


def _equal_pieces(op: Operation, tensor: Value, shape: Shape, axis: int, each: Size, count: Size) -> Value:
    if isinstance(count, int):
        return _pieces(op, tensor, shape, axis, [each] * count)
    piece = views.view_of(op, tensor, (*shape.items[:axis], each, *shape.items[axis + 1 :]))
    return op.machine.new_list((Repeated(piece, count),))


def split_with_sizes(op: Operation, tensor: Value, split_sizes: Value, dim: Value = 0) -> Value:
    """The sizes of the pieces must add up to the axis's."""
    shape, axis, size = _axis_of(op, tensor, dim)
    sizes = op.plain_sizes(split_sizes, "the sizes of the pieces")
    for each in sizes:
        if isinstance(each, int) and each < 0:
            op.refuse(f"{op.label} needs pieces of at least 0, got {each}", got=each)
    total: Size = 0
    for each in sizes:
        total = total + each
    text = f"{op.label} into {', '.join(render(each) for each in sizes)}: together {{b}}, but dimension {axis} is {{a}}"
    op.same(size, total, text, expected=size, got=total, operand=0, axis=axis - len(shape.items))
    return _pieces(op, tensor, shape, axis, sizes)


def chunk(op: Operation, tensor: Value, chunks: Value, dim: Value = 0) -> Value:
    """At most so many pieces of one size, rounded up."""
    shape, axis, size = _axis_of(op, tensor, dim)
    count = op.size(chunks, "the number of chunks")
    if isinstance(count, int) and count <= 0:
        op.refuse(f"{op.label} needs at least one chunk, got {count}", got=count)
    if isinstance(size, int) and isinstance(count, int):
        op.machine.budget(count, "pieces")
        if size == 0:
            return _pieces(op, tensor, shape, axis, [0] * count)
        each = -(-size // count)
        whole, rest = divmod(size, each)
        return _pieces(op, tensor, shape, axis, [each] * whole + ([rest] if rest else []))
    if count == 1:
        return _pieces(op, tensor, shape, axis, (size,))
    size = op.judge.resolve(size)
    if op.judge.holds(divides(count, size)) is True or _is_left_open(op, size, count):
        return _equal_pieces(op, tensor, shape, axis, op.judge.resolve(floordiv(size, count)), count)
    if isinstance(count, int):
        return _uneven_chunks(op, tensor, shape, axis, size, count)
    raise Gap(f"into what {render(count)} chunks cut a dimension of {render(size)}")


def _uneven_chunks(op: Operation, tensor: Value, shape: Shape, axis: int, size: Size, count: int) -> Value:
    """A symbolic axis that the number of chunks may not divide: as written where it does, else rounded up."""
    if op.judge.decide(divides(count, size)):
        size = op.judge.resolve(size)
        return _equal_pieces(op, tensor, shape, axis, op.judge.resolve(floordiv(size, count)), count)
    each = op.judge.resolve(floordiv(size + count - 1, count))
    rest = op.judge.resolve(size - each * (count - 1))
    if op.judge.decide(less_equal(1, rest)):
        return _pieces(op, tensor, shape, axis, [each] * (count - 1) + [rest])
    raise Gap(f"into how many pieces chunk cuts a dimension of {render(size)}")


def tensor_split(op: Operation, tensor: Value, indices_or_sections: Value, dim: Value = 0) -> Value:
    """So many nearly equal pieces, or pieces cut before each index."""
    shape, axis, size = _axis_of(op, tensor, dim)
    given = indices_or_sections
    held = constants.numbers(op, given) if op.is_tensor(given) else None
    if op.is_tensor(given):
        places = op.shape(given, "indices")
        if places.rank is not None and places.rank > 1:
            op.refuse(f"{op.label} takes a number or a vector of indices, got {text_of(places)}", got=places, operand=1)
        if held is None:
            return _unknown_cuts(op, tensor, shape, axis, places)
        given = held[1][0] if not held[0] else held[1]
    if isinstance(given, int | Dim):
        count = op.size(given, "sections")
        if isinstance(count, int) and count <= 0:
            op.refuse(f"{op.label} needs at least one section, got {count}", got=count)
        if isinstance(count, int) and isinstance(size, int):
            op.machine.budget(count, "pieces")
            small, larger = divmod(size, count)
            return _pieces(op, tensor, shape, axis, [small + 1] * larger + [small] * (count - larger))
        if op.judge.holds(divides(count, size)) is True or _is_left_open(op, size, count):
            return _equal_pieces(op, tensor, shape, axis, op.judge.resolve(floordiv(size, count)), count)
        raise Gap(f"into what sizes {render(count)} sections cut a dimension of {render(size)}")
    return _at_indices(op, tensor, shape, axis, size, op.plain_sizes(given, "indices"))


def _unknown_cuts(op: Operation, tensor: Value, shape: Shape, axis: int, places: Shape) -> Value:
    """Pieces between places that depend on data."""
    if places.rank != 1 or not isinstance(places.items[0], int):
        raise Gap("where tensor_split cuts")
    sizes = [op.judge.fresh("piece") for _ in range(places.items[0] + 1)]
    return _pieces(op, tensor, shape, axis, sizes)


def _at_indices(op: Operation, tensor: Value, shape: Shape, axis: int, size: Size, cuts: Sequence[Size]) -> Value:
    made = []
    start: Size = 0
    for cut in (*cuts, None):
        stop = size if cut is None else slice_bound(op, cut, size)
        first = slice_bound(op, start, size)
        length = op.judge.resolve(maximum(stop - first, 0))
        made.append(_piece(op, tensor, shape, axis, first if isinstance(first, int) else None, length))
        start = size if cut is None else cut
    return tuple(made)


def slice_bound(op: Operation, bound: Size, size: Size) -> Size:
    """Where a slice bound falls on an axis of that size; of one left open, where it is written."""
    if _is_left_open(op, size, bound):
        return op.judge.resolve(size + bound if isinstance(bound, int) and bound < 0 else bound)
    if isinstance(bound, int) and bound < 0:
        return op.judge.resolve(maximum(size + bound, 0))
    return op.judge.resolve(minimum(bound, size))


def _along(name: str, least: int, dim: int) -> object:
    """hsplit, vsplit, dsplit."""

    def rule(op: Operation, tensor: Value, indices_or_sections: Value) -> Value:
        shape = op.shape(tensor)
        if op.judge.at_least(shape, least) is None:
            op.refuse(f"{op.label} needs at least {least} dimensions, got {text_of(shape)}", got=shape)
        at = dim
        if name == "hsplit":
            if shape.rank is None:
                raise Gap(f"the rank of the input of {op.label} is not known")
            at = 0 if shape.rank == 1 else 1
        if isinstance(indices_or_sections, int | Dim):
            _, _, size = _axis_of(op, tensor, at)
            count = op.size(indices_or_sections)
            if count == 0:
                op.refuse(f"{op.label} needs at least one section, got 0")
            text = f"{op.label}: {render(count)} sections do not divide dimension {at}, {render(size)}"
            op.require(divides(count, size), text)
        return tensor_split(op, tensor, indices_or_sections, at)

    return rule


hsplit = _along("hsplit", 1, 1)
vsplit = _along("vsplit", 2, 0)
dsplit = _along("dsplit", 3, 2)


def unbind(op: Operation, tensor: Value, dim: Value = 0) -> Value:
    """One tensor for each place of an axis."""
    _, axis, size = _axis_of(op, tensor, dim)
    found = scalars.rows(op, tensor, axis)
    if isinstance(size, Dim):
        return op.machine.new_list(found)
    return found


def chunk_cat(op: Operation, tensors: Value, dim: Value, num_chunks: Value) -> Value:
    """``torch._chunk_cat``: each tensor padded and cut into chunks, the chunks of all behind each other."""
    row, count = op.tensors(tensors), op.size(num_chunks, "num_chunks")
    if not row:
        op.refuse(f"{op.label} needs at least one tensor")
    op.require(less_equal(1, count), f"{op.label} needs at least one chunk, got {render(count)}")
    at = op.number(dim, "dim")
    given = [op.known(each, "tensors") for each in row]
    if at < 0:
        if len({len(dims) for dims in given}) > 1:
            op.refuse(f"{op.label} takes a negative dim only of tensors of one rank, got {at}", got=at)
        at += len(given[0])
    total: Size = 0
    for place, dims in enumerate(given):
        if not 0 <= at < len(dims) or 0 in dims:
            op.refuse(f"{op.label} along dimension {at} needs elements there, got {text_of(Shape(dims))}", operand=0)
        for axis, (a, b) in enumerate(zip(given[0][:at], dims[:at], strict=True)):
            op.same(a, b, f"{op.label}: tensor {place} has {{b}} in dimension {axis}, the first {{a}}", operand=0)
        each = floordiv(dims[at] + count - 1, count)
        for size in dims[at + 1 :]:
            each = each * size
        total = total + each
    return op.result((*given[0][:at], count, op.judge.resolve(total)), op.dtype(row[0]))
