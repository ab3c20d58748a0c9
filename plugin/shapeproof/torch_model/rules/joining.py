"""Putting tensors together and taking them apart: cat, stack, split, chunk, unbind and their kind."""

from __future__ import annotations

import math
from collections.abc import Sequence

from shapeproof.dims import Dim, Size, equal, render
from shapeproof.interpreter.iteration import Repeated
from shapeproof.shapes import Gap, Refused, Shape, Splat, text_of, unify
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import axes, scalars, views
from shapeproof.values import Value

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


def _only_empty(op: Operation, shape: Shape, shapes: Sequence[Shape]) -> Shape:
    """A vector beside tensors of other ranks, which must be one without elements where it can be."""
    if shape.rank != 1 or isinstance(shape.items[0], int) or op.judge.holds(equal(shape.dims[0], 0)) is not None:
        return shape
    other = next(each for each in shapes if each.rank not in (None, 1))
    op.require(
        equal(shape.dims[0], 0),
        f"{op.label} needs tensors of one rank, got {text_of(other)} and {text_of(shape)}",
        expected=other,
        got=shape,
        operand=0,
    )
    return Shape((0,))


def _joined_shape(op: Operation, parts: Sequence[Value], shapes: list[Shape], dim: Value) -> Shape:
    ranks = {shape.rank for shape in shapes if shape.rank is not None} - {1}
    if ranks:
        shapes = [_only_empty(op, shape, shapes) for shape in shapes]
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
