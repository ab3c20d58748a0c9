"""Putting tensors together and taking them apart: cat, stack, split, chunk, unbind and their kind."""

from __future__ import annotations

import math
from collections.abc import Sequence

from shapeproof.dims import Dim, Size, divides, equal, floordiv, less_equal, maximum, minimum, render
from shapeproof.interpreter.iteration import Repeated
from shapeproof.shapes import Gap, Item, Refused, Shape, Splat, text_of, unify
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import axes, scalars, views
from shapeproof.values import Object, Value

# --- joining --------------------------------------------------------------------------------------------------------


def parts_of(op: Operation, tensors: Value) -> list[Value]:
    """The tensors of a list, tuple or tensor; one at least."""
    given = list(scalars.rows(op, tensors)) if op.is_tensor(tensors) else op.tensors(tensors)
    if not given:
        op.refuse(f"{op.label} needs at least one tensor")
    return given


def _inner(part: Value) -> Value:
    return part.item if isinstance(part, Repeated) else part


def cat(op: Operation, tensors: Value, dim: Value = 0) -> Value:
    """One after another along an axis; the other sizes must be equal."""
    if isinstance(dim, str):
        raise Gap("named dimensions")
    parts = parts_of(op, tensors)
    shapes = [op.shape(_inner(part), "tensors") for part in parts]
    dtype = dtypes.promote_all(op.dtype(_inner(part)) for part in parts)
    made = _joined_shape(op, parts, shapes, dim)
    return op.result(made, dtype, _joined_data(op, parts, made, dim, dtype))


def _is_legacy_empty(shape: Shape) -> bool:
    """torch.cat leaves out tensors of shape [0] whatever the others are."""
    return shape.items == (0,)


def _joined_shape(op: Operation, parts: Sequence[Value], shapes: list[Shape], dim: Value) -> Shape:
    kept = [place for place, shape in enumerate(shapes) if not _is_legacy_empty(shape)]
    if not kept:
        return shapes[0]
    first = shapes[kept[0]]
    for place in kept:
        if shapes[place].splat is None:
            first = shapes[place]
            break
    if first.rank == 0:
        op.refuse(f"{op.label} needs tensors of at least one dimension, got scalars", got=first)
    first, axis = op.axis(first, dim)
    total: Size = 0
    result = list(first.items)
    for place in kept:
        shape = _of_same_rank(op, shapes[place], first, axis, place)
        size = shape.items[axis]
        assert not isinstance(size, Splat)
        part = parts[place]
        total = total + (size * part.count if isinstance(part, Repeated) else size)
        for other, (have, want) in enumerate(zip(shape.items, result, strict=True)):
            if other == axis or have == want or isinstance(have, Splat) or isinstance(want, Splat):
                continue
            back = other - len(result)
            op.same(
                want,
                have,
                f"{op.label} along dimension {render(op.number(dim))}: {text_of(first)} and {text_of(shape)} differ in"
                f" dimension {other if first.splat is None else back}, {{a}} and {{b}}",
                expected=want,
                got=have,
                operand=0,
                axis=back,
            )
            if isinstance(want, Dim) and isinstance(have, int):
                result[other] = have
    result[axis] = op.judge.resolve(total)
    return op.judge.reading(Shape(result))


def _of_same_rank(op: Operation, shape: Shape, first: Shape, axis: int, place: int) -> Shape:
    """A part's shape, read with as many axes as the first has."""
    shape = op.judge.reading(shape)
    if shape.items == first.items:
        return shape
    if first.splat is None:
        dims = op.judge.with_rank(shape, len(first.items))
        if dims is None:
            op.refuse(
                f"{op.label} needs tensors of one rank, got {text_of(first)} and {text_of(shape)}",
                expected=first,
                got=shape,
                operand=0,
            )
        return op.judge.reading(Shape(dims))
    if shape.splat is None:
        raise Gap(f"whether {text_of(first)} and {text_of(shape)} have the same rank is not known")
    wide = op.judge.at_least(shape, len(first.after), len(first.before))
    if wide is not None and wide.splat == first.splat and len(wide.items) == len(first.items):
        lead, mine = first.items[first.splat], wide.items[wide.splat]
        if lead != mine:
            try:
                unify(op.judge, Shape((lead,)), Shape((mine,)), lambda *a: op.refusal(f"{op.label}: ranks differ"))
            except Refused as refused:
                raise Gap("whether two tensors have the same rank is not known") from refused
        return wide
    raise Gap(f"whether {text_of(first)} and {text_of(shape)} have the same rank is not known")


def _joined_data(
    op: Operation, parts: Sequence[Value], made: Shape, dim: Value, dtype: str | None
) -> constants.Numbers | None:
    sizes = constants.sizes_of(made)
    if sizes is None or dtype is None or not sizes:
        return None
    at = op.number(dim) % len(sizes)
    blocks: list[tuple[int, constants.Numbers]] = []
    for part in parts:
        held = None if isinstance(part, Repeated) else constants.numbers(op, part)
        if held is None:
            return None
        if held[0] != (0,):
            blocks.append((math.prod(held[0][at:]), held[1]))
    rows = math.prod(sizes[:at])
    row = [number for i in range(rows) for size, numbers in blocks for number in numbers[i * size : (i + 1) * size]]
    return constants.stored_all(row, dtype)


def stack(op: Operation, tensors: Value, dim: Value = 0) -> Value:
    """Equal shapes along a new axis."""
    parts = parts_of(op, tensors)
    first = op.shape(_inner(parts[0]), "tensors")
    count: Size = 0
    for place, part in enumerate(parts):
        shape = op.shape(_inner(part), "tensors")
        count = count + (part.count if isinstance(part, Repeated) else 1)
        if shape.items != first.items:
            first = _agreed(op, op.judge.reading(first), shape, place)
    first, axis = op.axis(first, dim, extra=1)
    made = Shape((*first.items[:axis], op.judge.resolve(count), *first.items[axis:]))
    dtype = dtypes.promote_all(op.dtype(_inner(part)) for part in parts)
    data = None
    if axis == 0 and constants.sizes_of(made) is not None and dtype is not None:
        held = [constants.numbers(op, part) for part in parts if not isinstance(part, Repeated)]
        if len(held) == len(parts) and all(found is not None for found in held):
            data = constants.stored_all([n for found in held if found is not None for n in found[1]], dtype)
    return op.result(made, dtype, data)


def _agreed(op: Operation, first: Shape, shape: Shape, place: int) -> Shape:
    message = f"{op.label} needs tensors of one shape, got {text_of(first)} and {text_of(shape)}"
    if first.splat is None or shape.splat is None:
        closed, other = (first, shape) if first.splat is None else (shape, first)
        dims = op.judge.with_rank(other, len(closed.items))
        if dims is None:
            op.refuse(message, expected=first, got=shape, operand=0)
        for axis, (a, b) in enumerate(zip(closed.dims, dims, strict=True)):
            op.same(a, b, message, operand=0, axis=axis - len(dims))
        return op.judge.reading(closed)
    if len(first.before) == len(shape.before) and len(first.after) == len(shape.after):
        unify(op.judge, first, shape, lambda *_: op.refusal(message, expected=first, got=shape, operand=0))
        for a, b in zip((*first.before, *first.after), (*shape.before, *shape.after), strict=True):
            op.same(a, b, message)
        return op.judge.reading(first)
    raise Gap("whether two tensors have the same shape is not known")


def _with_axes(least: int, dim: int) -> object:
    """hstack, vstack, dstack: parts are given at least so many axes, then joined."""

    def rule(op: Operation, tensors: Value) -> Value:
        widen = {1: axes.atleast_1d, 2: axes.atleast_2d, 3: axes.atleast_3d}[least]
        parts = parts_of(op, tensors)
        if any(isinstance(part, Repeated) for part in parts):
            raise Gap("joining a row of symbolic length")
        wide = [widen(op, (part,)) for part in parts]  # type: ignore[operator]
        at = dim
        if least == 1 and op.shape(wide[0]).rank != 1:
            if op.shape(wide[0]).rank is None:
                raise Gap(f"the rank of the input of {op.label} is not known")
            at = 1
        return cat(op, tuple(wide), at)

    return rule


hstack = _with_axes(1, 0)
vstack = _with_axes(2, 0)
dstack = _with_axes(3, 2)


def column_stack(op: Operation, tensors: Value) -> Value:
    """Vectors as columns, joined along axis 1."""
    wide = []
    for part in parts_of(op, tensors):
        dims = op.known(part, "tensors")
        if len(dims) > 1:
            wide.append(part)
        else:
            wide.append(views.same_data(op, part, (*dims, 1) if dims else (1, 1)))
    return cat(op, tuple(wide), 1)


# --- taking apart ---------------------------------------------------------------------------------------------------


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
        op.refuse(f"{op.label} needs a tensor of at least one dimension", code="split", got=shape)
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
        op.refuse(f"{op.label} needs pieces of at least 0, got {each}", code="split", got=each)
    if each == 0:
        op.require(
            equal(size, 0), f"{op.label} cannot cut dimension {axis} of {render(size)} into pieces of 0", code="split"
        )
        return _pieces(op, tensor, shape, axis, (0,))
    if isinstance(size, int) and isinstance(each, int):
        op.machine.budget(size // each, "pieces")
        whole, rest = divmod(size, each)
        return _pieces(op, tensor, shape, axis, [each] * whole + ([rest] if rest or not size else []))
    size, each = op.judge.resolve(size), op.judge.resolve(each)
    if op.judge.holds(less_equal(size, each)) is True:
        return _pieces(op, tensor, shape, axis, (size,))
    if op.judge.holds(divides(each, size)) is True:
        return _equal_pieces(op, tensor, shape, axis, each, op.judge.resolve(floordiv(size, each)))
    raise Gap(f"into how many pieces of {render(each)} a dimension of {render(size)} is cut")


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
            op.refuse(f"{op.label} needs pieces of at least 0, got {each}", code="split", got=each)
    total: Size = 0
    for each in sizes:
        total = total + each
    text = f"{op.label} into {', '.join(render(each) for each in sizes)}: together {{b}}, but dimension {axis} is {{a}}"
    op.same(size, total, text, code="split", expected=size, got=total, operand=0, axis=axis - len(shape.items))
    return _pieces(op, tensor, shape, axis, sizes)


def chunk(op: Operation, tensor: Value, chunks: Value, dim: Value = 0) -> Value:
    """At most so many pieces of one size, rounded up."""
    shape, axis, size = _axis_of(op, tensor, dim)
    count = op.size(chunks, "the number of chunks")
    if isinstance(count, int) and count <= 0:
        op.refuse(f"{op.label} needs at least one chunk, got {count}", code="split", got=count)
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
    if op.judge.holds(divides(count, size)) is True:
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
        if held is None:
            raise Gap("where tensor_split cuts")
        given = held[1][0] if not held[0] else held[1]
    if isinstance(given, int | Dim):
        count = op.size(given, "sections")
        if isinstance(count, int) and count <= 0:
            op.refuse(f"{op.label} needs at least one section, got {count}", code="split", got=count)
        if isinstance(count, int) and isinstance(size, int):
            op.machine.budget(count, "pieces")
            small, larger = divmod(size, count)
            return _pieces(op, tensor, shape, axis, [small + 1] * larger + [small] * (count - larger))
        if op.judge.holds(divides(count, size)) is True:
            return _equal_pieces(op, tensor, shape, axis, op.judge.resolve(floordiv(size, count)), count)
        raise Gap(f"into what sizes {render(count)} sections cut a dimension of {render(size)}")
    return _at_indices(op, tensor, shape, axis, size, op.plain_sizes(given, "indices"))


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
    """Where a slice bound falls on an axis of that size."""
    if isinstance(bound, int) and bound < 0:
        return op.judge.resolve(maximum(size + bound, 0))
    return op.judge.resolve(minimum(bound, size))


def _along(name: str, least: int, dim: int) -> object:
    """hsplit, vsplit, dsplit."""

    def rule(op: Operation, tensor: Value, indices_or_sections: Value) -> Value:
        shape = op.shape(tensor)
        if op.judge.at_least(shape, least) is None:
            op.refuse(f"{op.label} needs at least {least} dimensions, got {text_of(shape)}", code="split", got=shape)
        at = dim
        if name == "hsplit":
            if shape.rank is None:
                raise Gap(f"the rank of the input of {op.label} is not known")
            at = 0 if shape.rank == 1 else 1
        if isinstance(indices_or_sections, int | Dim):
            _, _, size = _axis_of(op, tensor, at)
            count = op.size(indices_or_sections)
            if count == 0:
                op.refuse(f"{op.label} needs at least one section, got 0", code="split")
            text = f"{op.label}: {render(count)} sections do not divide dimension {at}, {render(size)}"
            op.require(divides(count, size), text, code="split")
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
