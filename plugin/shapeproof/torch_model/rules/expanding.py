"""Axes stretched and elements repeated: expand, repeat, tile, repeat_interleave, broadcast_to."""

from __future__ import annotations

from collections.abc import Sequence

from shapeproof.dims import (
    Dim,
    Size,
    disjunction,
    equal,
    less,
    render,
)
from shapeproof.interpreter.items import shape_value
from shapeproof.shapes import Gap, Item, Shape, Splat, text_of
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.views import joined, same_data, view_of
from shapeproof.values import Value


def expand(op: Operation, tensor: Value, size: Value, implicit: Value = False) -> Value:
    """Axes of size 1 are stretched; -1 keeps a size."""
    return _expanded(op, tensor, op.sizes(size, "the new shape"))


def expand_as(op: Operation, tensor: Value, other: Value) -> Value:
    return _expanded(op, tensor, op.shape(other, "other").items)


def _expanded(op: Operation, tensor: Value, wanted: Sequence[Item]) -> Value:
    shape = op.shape(tensor)
    if shape.items == tuple(wanted):
        return same_data(op, tensor, shape)
    target = Shape(wanted)
    if target.splat is not None or shape.splat is not None:
        return view_of(op, tensor, _expanded_open(op, shape, target))
    made = _expanded_dims(op, shape, shape.dims, target.dims)
    sizes = constants.sizes_of(Shape(made))
    data = constants.stretched(op.tensor(tensor).data, constants.sizes_of(shape), sizes)
    return view_of(op, tensor, made, data)


def _expanded_dims(op: Operation, whole: Shape, old: Sequence[Size], new: Sequence[Size]) -> list[Size]:
    lead = len(new) - len(old)
    if lead < 0:
        op.refuse(
            f"{op.label} of {text_of(whole)} needs at least {len(old)} sizes, got {len(new)}",
            code="expand",
            expected=len(old),
            got=len(new),
        )
    made: list[Size] = []
    for axis, size in enumerate(new):
        back = axis - len(new)
        if axis < lead:
            if size == -1:
                op.refuse(f"{op.label}: -1 cannot stand for a new dimension", code="expand", got=-1)
            if isinstance(size, int) and size < 0:
                op.refuse(f"{op.label} cannot make a dimension of {size}", code="expand", got=size)
            made.append(size)
            continue
        have = old[axis - lead]
        if size == -1:
            made.append(have)
            continue
        if have == 1 or have is size or have == size:
            if isinstance(size, int) and size < 0:
                op.refuse(f"{op.label} cannot make a dimension of {size}", code="expand", got=size)
            made.append(size)
            continue
        made.append(_stretched(op, whole, have, size, back))
    return made


def _stretched(op: Operation, whole: Shape, have: Size, size: Size, axis: int) -> Size:
    possible = disjunction(equal(have, 1), equal(have, size), equal(size, -1))
    op.require(
        possible,
        f"{op.label} of {text_of(whole)}: dimension {axis} is {render(have)} and cannot become {render(size)}",
        code="expand",
        expected=size,
        got=have,
        operand=0,
        axis=axis,
    )
    if isinstance(size, Dim) and op.judge.holds(equal(size, -1)) is True:
        return have
    return size


def _expanded_open(op: Operation, shape: Shape, target: Shape) -> Sequence[Item]:
    if target.splat is None:
        rank = len(target.items)
        if shape.least_rank > rank:
            op.refuse(
                f"{op.label} of {text_of(shape)} needs at least {shape.least_rank} sizes, got {rank}", code="expand"
            )
        keeps = [i - rank for i, size in enumerate(target.dims) if size == -1]
        if not keeps:
            return target.items
        shape, lead = op.judge.at_least(shape, -keeps[0]) or shape, keeps[0]
        if shape.splat is not None:
            return (*target.items[:lead], *_expanded_dims(op, shape, shape.after[lead:], target.dims[lead:]))
        return _expanded_dims(op, shape, shape.dims, target.dims)
    if shape.splat is None:
        if any(size == -1 for size in target.items):
            raise Gap("-1 beside sizes of unknown number")
        return target.items
    if shape.before == target.before and shape.items[shape.splat] == target.items[target.splat]:
        tail = _expanded_dims(op, shape, shape.after, target.after) if len(shape.after) == len(target.after) else None
        if tail is not None:
            return (*target.items[: target.splat + 1], *tail)
    if any(size == -1 for size in target.items):
        raise Gap(f"whether {text_of(shape)} can be expanded to {text_of(target)} is not known")
    return target.items


def repeat(op: Operation, tensor: Value, repeats: Value) -> Value:
    """``Tensor.repeat``: at least as many repeats as axes."""
    times = op.plain_sizes(repeats, "repeats")
    shape = op.shape(tensor)
    return _repeated(op, tensor, shape, times, pad=False)


def tile(op: Operation, tensor: Value, dims: Value) -> Value:
    """As repeat, with repeats of 1 put before too few of them."""
    return _repeated(op, tensor, op.shape(tensor), op.plain_sizes(dims, "dims"), pad=True)


def _repeated(op: Operation, tensor: Value, shape: Shape, times: Sequence[Size], pad: bool) -> Value:
    if shape.splat is not None:
        if not pad and len(times) < shape.least_rank:
            op.refuse(
                f"{op.label} of {text_of(shape)} needs a number for each dimension, got {len(times)}", code="expand"
            )
        wide = op.judge.at_least(shape, len(times)) if pad and shape.least_rank >= len(times) else None
        fixed = None if pad else op.judge.choose_rank(shape, range(len(times), shape.least_rank - 1, -1))
        if wide is None and fixed is None:
            raise Gap(f"the rank of the input of {op.label} is not known")
        shape = wide or fixed or shape
    items = list(shape.items)
    lead = len(items) - len(times)
    if lead > 0 and not pad:
        op.refuse(
            f"{op.label} of {text_of(shape)} needs a number for each dimension, got {len(times)}",
            code="expand",
            expected=len(items),
            got=len(times),
        )
    row = [1] * max(lead, 0) + list(times)
    items = [1] * max(-lead, 0) + items
    made: list[Item] = []
    for item, count in zip(items, row, strict=True):
        if isinstance(item, Splat):
            if count != 1:
                raise Gap("repeating a tensor of unknown rank")
            made.append(item)
        else:
            size = op.judge.resolve(item * count)
            if isinstance(count, int) and count < 0 and op.judge.holds(less(size, 0)) is True:
                op.refuse(f"{op.label} cannot repeat {count} times", code="expand", got=count)
            made.append(size)
    sizes = constants.sizes_of(Shape(made))
    held = op.tensor(tensor).data
    if sizes is None or held is None or not all(isinstance(item, int) for item in items):
        return op.result(made, op.dtype(tensor))
    old = [item for item in items if isinstance(item, int)]
    steps = constants.strides_of(old)
    data = tuple(
        held[sum((i % s) * step for i, s, step in zip(at, old, steps, strict=True))]
        for at in constants.positions(sizes)
    )
    return op.result(made, op.dtype(tensor), data)


def repeat_interleave(
    op: Operation, tensor: Value, repeats: Value = None, dim: Value = None, output_size: Value = None
) -> Value:
    """Each element several times in a row; without ``dim`` of the flattened tensor."""
    if repeats is None:
        counts = constants.numbers(op, tensor)
        total = constants.exactly_summed(counts[1], "int64") if counts is not None else None
        return op.result((op.judge.fresh("repeats") if total is None else total,), op.dtype(tensor))
    shape = op.shape(tensor)
    if dim is None:
        shape, axis = Shape((joined(op, shape.items),)), 0
    else:
        shape, axis = op.axis(shape, dim)
        if not shape.items:
            op.refuse(f"{op.label} along a dimension needs a tensor of at least one", got=shape, operand=0)
    old: Item = 1 if not shape.items else shape.items[axis]
    assert not isinstance(old, Splat)
    made = _interleaved(op, old, repeats, output_size)
    return op.result((*shape.items[:axis], made, *shape.items[axis + 1 :]), op.dtype(tensor))


def _interleaved(op: Operation, old: Size, repeats: Value, output_size: Value) -> Size:
    if op.is_tensor(repeats):
        each = op.known(repeats, "repeats")
        counts = constants.numbers(op, repeats)
        if len(each) > 1:
            op.refuse(f"{op.label} takes repeats of at most one dimension, got {len(each)}", code="expand")
        if not each or each[0] == 1:
            if counts is not None:
                return op.judge.resolve(old * counts[1][0])
        else:
            op.same(each[0], old, f"{op.label} needs a number of repeats for each of {{b}}, got {{a}}", code="expand")
            if counts is not None:
                total = constants.exactly_summed(counts[1], "int64")
                if total is not None:
                    return total  # type: ignore[no-any-return]
        return op.judge.fresh("repeats") if output_size is None else op.size(output_size)
    return op.judge.resolve(old * op.size(repeats, "repeats"))


def broadcast_to(op: Operation, tensor: Value, size: Value, implicit: Value = False) -> Value:
    return expand(op, tensor, size)


def broadcast_tensors(op: Operation, tensors: Value) -> Value:
    from shapeproof.torch_model.rules.pointwise import broadcast_all

    given = op.tensors(tensors)
    if len(given) == 1 and not op.is_tensor(given[0]):
        given = op.tensors(given[0])
    shape = broadcast_all(op, *given) if given else Shape()
    return tuple(view_of(op, each, shape) for each in given)


def broadcast_shapes(op: Operation, shapes: Value) -> Value:
    from shapeproof.shapes import broadcast, broadcast_refusal

    made = Shape()
    for row in op.machine.iterate(shapes):
        other = Shape(op.sizes(row))
        made = broadcast(op.judge, made, other, broadcast_refusal(op.label, made, other))
    return shape_value(made.items)


def sum_to_size(op: Operation, tensor: Value, size: Value) -> Value:
    """Broadcast undone: the wanted shape must broadcast to the tensor's."""
    shape, wanted = op.shape(tensor), Shape(op.sizes(size))
    if shape.splat is None and wanted.splat is None:
        _expanded_dims(op, wanted, wanted.dims, shape.dims)
    return op.result(wanted, op.dtype(tensor))
