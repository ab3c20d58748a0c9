"""Indexing as torch has it: integers, slices, None, ``...``, masks and tensors of indices; gather, scatter and their kind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from shapeproof.dims import Dim, Size, conjunction, disjunction, equal, floordiv, less, less_equal, maximum, minimum, render
from shapeproof.shapes import Gap, Item, Shape, Splat, broadcast, broadcast_refusal, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules import factories, views
from shapeproof.torch_model.rules.pointwise import broadcast_all, write_in_place
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import Object, Range, ShapeValue, SliceValue, Truth, Unknown, Value

FAMILY = "index"


# --- what an index says ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Select:
    """An integer: the axis goes."""

    at: Size


@dataclass(frozen=True, slots=True)
class _Places:
    """A tensor of indices (or a mask, as its nonzero places) for ``consumes`` axes; ``shape`` is of the indices."""

    shape: Shape
    consumes: int
    mask: Shape | None = None
    data: constants.Numbers | None = None


@dataclass(frozen=True, slots=True)
class _Rest:
    """``...``"""


_Part = _Select | _Places | _Rest | SliceValue | None


def _parts(op: Operation, index: Value) -> list[_Part]:
    """The parts of an index, each understood."""
    if isinstance(index, ShapeValue):
        raise Gap("an index of unknown length")
    if isinstance(index, Object) and tensor_state(op.machine, index) is None and _is_row_of_parts(op, index):
        index = tuple(op.machine.iterate(index))
    return [_part(op, each) for each in (index if isinstance(index, tuple) else (index,))]


def _is_row_of_parts(op: Operation, index: Object) -> bool:
    """A list that holds slices or ``...`` is taken apart as a tuple is."""
    row = op.machine.iterate(index)
    return any(isinstance(item, SliceValue) or item is ... or item is None for item in row)


def _part(op: Operation, value: Value) -> _Part:
    if value is None or isinstance(value, SliceValue):
        return value
    if value is ...:
        return _Rest()
    if isinstance(value, bool):
        return _Places(Shape((int(value),)), 0)
    if isinstance(value, int):
        return _Select(value)
    if isinstance(value, Dim):
        return _Select(op.judge.resolve(value))
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if isinstance(value, Truth):
        raise Gap("a mask of one truth value")
    state = tensor_state(op.machine, value)
    if state is not None:
        return _tensor_part(op, value)
    if isinstance(value, tuple | Range) or isinstance(value, Object):
        row = list(op.machine.iterate(value))
        if not row:
            return _Places(Shape((0,)), 1)
        if any(isinstance(item, SliceValue) or item is ... for item in row):
            raise Gap("a slice within a row of indices")
        return _tensor_part(op, factories.tensor_from(op, value, None))
    raise Gap("an index that is not understood")


def _tensor_part(op: Operation, value: Value) -> _Part:
    state = op.tensor(value)
    shape = op.shape(value, "index")
    if state.dtype is None:
        raise Gap("whether a tensor is a mask or a row of indices is not known")
    held = constants.numbers(op, value)
    data = None if held is None else held[1]
    if state.dtype in ("bool", "uint8"):
        if shape.splat is None and not shape.items:
            return _Places(Shape((int(bool(data[0])) if data is not None else op.judge.fresh("selected"),)), 0)
        true: Size = op.judge.fresh("selected") if data is None else sum(bool(number) for number in data)
        return _Places(Shape((true,)), shape.least_rank, shape)
    if not dtypes.is_integral(state.dtype):
        op.refuse(f"{op.label} takes whole numbers or bools, got a tensor of {state.dtype}", got=shape)
    if shape.rank == 0:
        if data is not None:
            return _Select(data[0])
        return _Select(op.judge.fresh("index"))
    if shape.rank is None:
        return _Places(shape, 1, None, data)
    return _Places(shape, 1, None, data)


# --- the shape -------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Result:
    """The axes of a result before tensors of indices are worked in: (size, tensor of indices or None) each."""

    axes: list[tuple[Item, _Places | None]]
    offsets: list[int] | None  # where each element of a constant tensor comes from
    basic: bool = True


def _applied(op: Operation, shape: Shape, parts: Sequence[_Part]) -> _Result:
    """Integers, slices and None applied; tensors of indices noted at their axes."""
    parts, shape = _with_masks(op, shape, parts)
    count = sum(_consumed(part) for part in parts)
    place = next((i for i, part in enumerate(parts) if isinstance(part, _Rest)), len(parts))
    if sum(isinstance(part, _Rest) for part in parts) > 1:
        op.refuse(f"{op.label}: '...' stands twice in an index")
    before = sum(_consumed(part) for part in parts[:place])
    after = count - before
    wide = op.judge.at_least(shape, after, before)
    if wide is None:
        op.refuse(
            f"{op.label} of {text_of(shape)}: too many indices, {count} for {len(shape.items)} dimensions",
            expected=len(shape.items),
            got=count,
            operand=0,
        )
    axes: list[tuple[Item, _Places | None]] = []
    sizes = constants.sizes_of(wide)
    walked: list[list[int] | None] = []
    strides = constants.strides_of(sizes) if sizes is not None else ()
    at = 0
    for part in (*parts[:place], _Rest(), *(p for p in parts[place:] if not isinstance(p, _Rest))):
        if isinstance(part, _Rest):
            kept = wide.items[at : len(wide.items) - after]
            for item in kept:
                axes.append((item, None))
                walked.append([i * strides[at] for i in range(item)] if sizes is not None and isinstance(item, int) else None)
                at += 1
        elif part is None:
            axes.append((1, None))
            walked.append([0])
        elif isinstance(part, _Select):
            size = wide.items[at]
            assert not isinstance(size, Splat)
            position = _selected(op, wide, at, part.at, size)
            walked.append(None if sizes is None or position is None else [position * strides[at]])
            axes.append((0, _GONE))
            at += 1
        elif isinstance(part, SliceValue):
            size = wide.items[at]
            assert not isinstance(size, Splat)
            length, places = sliced(op, part, size)
            axes.append((length, None))
            walked.append(None if sizes is None or places is None else [i * strides[at] for i in places])
            at += 1
        else:
            axes.append((wide.items[at] if part.consumes else 1, part))
            walked.append(None)
            at += part.consumes
    offsets = _all_offsets(walked) if sizes is not None else None
    kept_axes = [axis for axis in axes if axis[1] is not _GONE]
    return _Result(kept_axes, offsets, all(places is None for _, places in kept_axes))


_GONE = _Places(Shape(()), -1)


def _all_offsets(walked: Sequence[list[int] | None]) -> list[int] | None:
    made = [0]
    for steps in walked:
        if steps is None or len(made) * len(steps) > constants.MAXIMAL_DATA:
            return None
        made = [base + step for base in made for step in steps]
    return made


def _consumed(part: _Part) -> int:
    if part is None or isinstance(part, _Rest):
        return 0
    return part.consumes if isinstance(part, _Places) else 1


def _with_masks(op: Operation, shape: Shape, parts: Sequence[_Part]) -> tuple[list[_Part], Shape]:
    """Masks of several axes as one tensor of indices an axis; their sizes must be those of the axes."""
    made: list[_Part] = []
    before = 0
    rest = False
    for place, part in enumerate(parts):
        if isinstance(part, _Rest):
            rest = True
        if not isinstance(part, _Places) or part.mask is None:
            made.append(part)
            before += _consumed(part)
            continue
        mask = part.mask
        after = sum(_consumed(other) for other in parts[place + 1 :])
        if mask.splat is not None:
            if len(parts) == 1:
                return _open_mask(op, shape, part)
            raise Gap("a mask of unknown rank beside other indices")
        rank = len(mask.items)
        wide = op.judge.at_least(shape, after + rank if rest else 0, 0 if rest else before + rank)
        if wide is None:
            op.refuse(
                f"{op.label} of {text_of(shape)}: a mask of {text_of(mask)} has too many dimensions", got=mask, operand=1
            )
        shape = wide
        first = len(wide.items) - after - rank if rest else before
        for offset, size in enumerate(mask.dims):
            want = wide.items[first + offset]
            assert not isinstance(want, Splat)
            op.same(
                want,
                size,
                f"{op.label} of {text_of(wide)}: a mask of {text_of(mask)} differs in dimension {offset}, {{a}} and {{b}}",
                expected=want,
                got=size,
                operand=1,
                axis=offset - rank,
            )
            made.append(_Places(part.shape, 1))
        before += rank
    return made, shape


def _open_mask(op: Operation, shape: Shape, part: _Places) -> tuple[list[_Part], Shape]:
    """A mask of open rank alone: its axes must be the first ones of the tensor."""
    assert part.mask is not None
    count = len(part.mask.items)
    if shape.items[:count] != part.mask.items:
        raise Gap("a mask of unknown rank")
    return [_Places(part.shape, 1)], Shape((1, *shape.items[count:]))


def _selected(op: Operation, shape: Shape, axis: int, at: Size, size: Size) -> int | None:
    """An integer must lie on the axis; the place it means, where that is known."""
    inside: Any
    if isinstance(at, int):
        inside = less(at, size) if at >= 0 else less_equal(-at, size)
    else:
        if at.symbols and all(symbol.kind.name == "FRESH" for symbol in at.symbols):
            return None
        inside = conjunction(less(at, size), less_equal(-at, size))
    text = f"{op.label} of {text_of(shape)}: index {render(at)} is out of range for dimension {axis} of {render(size)}"
    op.require(inside, text, expected=size, got=at, operand=0)
    if isinstance(at, int) and isinstance(size, int):
        return at % size
    return None


def bound_of(op: Operation, value: Value) -> Size | None:
    """A slice's bound."""
    return None if value is None else op.size(value, "a slice's bound")


def sliced(op: Operation, part: SliceValue, size: Size) -> tuple[Size, range | None]:
    """How many places a slice takes of an axis, and which, where they are known."""
    start, stop, step = bound_of(op, part.start), bound_of(op, part.stop), bound_of(op, part.step)
    if isinstance(step, int) and step <= 0:
        op.refuse(f"{op.label}: a slice of a tensor needs a step of at least 1, got {step}", got=step)
    every: Size = 1 if step is None else step
    if start is None and stop is None and every == 1:
        return size, range(size) if isinstance(size, int) else None
    if isinstance(size, int) and all(bound is None or isinstance(bound, int) for bound in (start, stop, step)):
        places = range(size)[slice(start, stop, step)]
        return len(places), places
    first = 0 if start is None else _on_axis(op, start, size)
    last = size if stop is None else _on_axis(op, stop, size)
    span = op.judge.resolve(last - first)
    if op.judge.holds(less_equal(0, span)) is not True:
        span = op.judge.resolve(maximum(span, 0))
    return (span if every == 1 else op.judge.resolve(floordiv(span + every - 1, every))), None


def _on_axis(op: Operation, bound: Size, size: Size) -> Size:
    """Where a bound falls: counted from the end where it is negative, never outside."""
    if isinstance(bound, Dim) and _is_negated(bound):
        counted_back = op.judge.decide(less(bound, 0))
    else:
        counted_back = not op.judge.decide(less_equal(0, bound))
    bound, size = op.judge.resolve(bound), op.judge.resolve(size)
    if counted_back:
        return op.judge.resolve(maximum(size + bound, 0))
    return op.judge.resolve(minimum(bound, size))


def _is_negated(bound: Dim) -> bool:
    """A bound such as ``-pad``, which is meant to count from the end."""
    return all(coefficient < 0 for coefficient in bound.terms.values())


def _result_shape(op: Operation, shape: Shape, axes: Sequence[tuple[Item, _Places | None]]) -> Shape:
    """Tensors of indices are broadcast; their axes stand where the first stood, or in front if they were apart."""
    places = [i for i, (_, part) in enumerate(axes) if part is not None]
    if not places:
        return Shape(item for item, _ in axes)
    joined = Shape()
    for i in places:
        part = axes[i][1]
        assert part is not None
        known = joined

        def refusal(a: Size, b: Size, axis: int, known: Shape = known, mine: Shape = part.shape) -> Any:
            return op.refusal(
                f"{op.label} of {text_of(shape)}: indices of {text_of(known)} and {text_of(mine)} cannot be broadcast",
                expected=a,
                got=b,
                operand=1,
                axis=axis,
            )

        joined = broadcast(op.judge, joined, part.shape, refusal)
    together = places == list(range(places[0], places[0] + len(places)))
    if together:
        lead = [item for item, _ in axes[: places[0]]]
        rest = [item for item, _ in axes[places[-1] + 1 :]]
        return Shape((*lead, *joined.items, *rest))
    return Shape((*joined.items, *(item for item, part in axes if part is None)))


def get_item(op: Operation, tensor: Value, index: Value) -> Value:
    """``x[index]``."""
    shape = op.shape(tensor)
    found = _applied(op, shape, _parts(op, index))
    held = constants.numbers(op, tensor)
    if found.basic:
        data = None
        if held is not None and found.offsets is not None:
            data = tuple(held[1][offset] for offset in found.offsets)
        return views.view_of(op, tensor, [item for item, _ in found.axes], data)
    made = _result_shape(op, shape, found.axes)
    return op.result(made, op.dtype(tensor), _looked_up(op, found, made, held))


def _looked_up(
    op: Operation, found: _Result, made: Shape, held: tuple[tuple[int, ...], constants.Numbers] | None
) -> constants.Numbers | None:
    """The numbers that a tensor of constant indices for the first axis picks."""
    if held is None or constants.sizes_of(made) is None or not found.axes:
        return None
    first = found.axes[0][1]
    if first is None or first.data is None or first.consumes != 1 or len(found.axes) != len(held[0]):
        return None
    if any(part is not None or item != size for (item, part), size in zip(found.axes[1:], held[0][1:], strict=True)):
        return None
    inner = math.prod(held[0][1:])
    picked: list[Any] = []
    for at in first.data:
        if not isinstance(at, int) or not -held[0][0] <= at < held[0][0]:
            return None
        start = (at % held[0][0]) * inner
        picked.extend(held[1][start : start + inner])
    return tuple(picked)


def set_item(op: Operation, tensor: Value, index: Value, value: Value) -> Value:
    """``x[index] = value``: the value is broadcast to what the index picks."""
    if not isinstance(tensor, Object):
        return None
    try:
        shape = op.shape(tensor)
        found = _applied(op, shape, _parts(op, index))
        made = _result_shape(op, shape, found.axes)
        data = _changed(op, tensor, found, value)
        if op.is_tensor(value):
            _fits(op, op.shape(value, "value"), made)
    except Gap:
        constants.forget(op.machine, tensor)
        return None
    constants.forget(op.machine, tensor, data)
    return None


def _changed(op: Operation, tensor: Value, found: _Result, value: Value) -> constants.Numbers | None:
    held, new = constants.numbers(op, tensor), constants.numbers(op, value)
    if held is None or new is None or found.offsets is None or not found.basic:
        return None
    numbers = constants.stored_all(new[1], op.dtype(tensor))
    if numbers is None or len(numbers) not in (1, len(found.offsets)):
        return None
    row = list(held[1])
    for place, offset in enumerate(found.offsets):
        row[offset] = numbers[place if len(numbers) > 1 else 0]
    return tuple(row)


def _fits(op: Operation, value: Shape, target: Shape) -> None:
    """A value can be broadcast to a place without stretching that; leading axes of 1 in it do not count."""
    value, target = op.judge.reading(value), op.judge.reading(target)
    if value.splat is not None or target.splat is not None:
        return
    items = list(value.dims)
    while len(items) > len(target.items) and items[0] == 1:
        items.pop(0)
    message = f"{op.label}: {text_of(value)} cannot be broadcast to {text_of(target)}, which the index picks"
    if len(items) > len(target.items):
        op.refuse(message, code="broadcast", expected=target, got=value, operand=2)
    for back in range(1, len(items) + 1):
        have, want = items[-back], target.dims[-back]
        if have == want or have == 1:
            continue
        op.require(
            disjunction(equal(have, want), equal(have, 1)),
            message,
            code="broadcast",
            expected=want,
            got=have,
            operand=2,
            axis=-back,
        )


def select(op: Operation, tensor: Value, dim: Value, index: Value) -> Value:
    """``select``: one place of an axis."""
    shape = op.shape(tensor)
    if shape.rank == 0:
        op.refuse(f"{op.label} needs a tensor of at least one dimension", got=shape)
    shape, axis = op.axis(shape, dim)
    size = shape.items[axis]
    assert not isinstance(size, Splat)
    try:
        _selected(op, shape, axis, op.size(index, "index"), size)
    except Gap:
        pass
    return views.view_of(op, tensor, (*shape.items[:axis], *shape.items[axis + 1 :]))


def select_scatter(op: Operation, tensor: Value, src: Value, dim: Value, index: Value) -> Value:
    shape, axis = op.axis(op.shape(tensor), dim)
    picked = Shape((*shape.items[:axis], *shape.items[axis + 1 :]))
    _equal_shapes(op, picked, op.shape(src, "src"))
    return op.result(shape, op.dtype(tensor))


def slice_scatter(
    op: Operation, tensor: Value, src: Value, dim: Value = 0, start: Value = None, end: Value = None, step: Value = 1
) -> Value:
    shape, axis = op.axis(op.shape(tensor), dim)
    size = shape.items[axis]
    assert not isinstance(size, Splat)
    length, _ = sliced(op, SliceValue(start, end, step), size)
    _equal_shapes(op, Shape((*shape.items[:axis], length, *shape.items[axis + 1 :])), op.shape(src, "src"))
    return op.result(shape, op.dtype(tensor))


def diagonal_scatter(
    op: Operation, tensor: Value, src: Value, offset: Value = 0, dim1: Value = 0, dim2: Value = 1
) -> Value:
    diagonal = views.diagonal(op, tensor, offset, dim1, dim2)
    _equal_shapes(op, op.shape(diagonal), op.shape(src, "src"))
    return op.result(op.shape(tensor), op.dtype(tensor))


def _equal_shapes(op: Operation, want: Shape, have: Shape) -> None:
    if want.splat is not None or have.splat is not None:
        return
    message = f"{op.label} needs a source of {text_of(want)}, got {text_of(have)}"
    if len(want.items) != len(have.items):
        op.refuse(message, expected=want, got=have, operand=1)
    for axis, (a, b) in enumerate(zip(want.dims, have.dims, strict=True)):
        op.same(a, b, message, operand=1, axis=axis - len(want.items))


# --- gather and scatter ------------------------------------------------------------------------------------------------------


def _no_longer(op: Operation, index: Shape, other: Shape, skipped: int | None, what: str) -> None:
    """The index may be shorter than the other on each axis but ``skipped``, never longer."""
    for axis, (mine, theirs) in enumerate(zip(index.items, other.items, strict=True)):
        if axis == skipped or mine == theirs or isinstance(mine, Splat) or isinstance(theirs, Splat):
            continue
        text = (
            f"{op.label}: an index of {text_of(index)} is longer than {what} of {text_of(other)} in dimension {axis},"
            f" {render(mine)} and {render(theirs)}"
        )
        op.require(less_equal(mine, theirs), text, expected=theirs, got=mine, operand=2, axis=axis - len(index.items))


def _same_rank(op: Operation, tensor: Shape, index: Shape, what: str) -> tuple[Shape, Shape]:
    """Both of one rank; scalars count as vectors of one."""
    if tensor.splat is None and index.splat is None:
        a, b = tensor.items or (1,), index.items or (1,)
        if len(a) != len(b):
            op.refuse(
                f"{op.label} needs an index of as many dimensions as {what}, got {text_of(index)} for {text_of(tensor)}",
                expected=tensor,
                got=index,
                operand=2,
            )
        return Shape(a), Shape(b)
    if tensor.splat is None or index.splat is None:
        closed, other = (tensor, index) if tensor.splat is None else (index, tensor)
        dims = op.judge.with_rank(other, len(closed.items))
        if dims is None:
            op.refuse(
                f"{op.label} needs an index of as many dimensions as {what}, got {text_of(index)} for {text_of(tensor)}",
                got=index,
                operand=2,
            )
        return op.judge.reading(tensor), op.judge.reading(index)
    if tensor.items == index.items:
        return tensor, index
    raise Gap("whether an index has the rank of its tensor is not known")


def gather(op: Operation, tensor: Value, dim: Value, index: Value, *_: Value) -> Value:
    """The result has the index's shape."""
    picked = op.shape(index, "index")
    shape = op.shape(tensor)
    if 0 in picked.items:
        return op.result(picked, op.dtype(tensor))
    wide, _axis = op.axis(shape, dim)
    mine, index_shape = _same_rank(op, wide, picked, "the input")
    _, axis = op.axis(mine, dim)
    _no_longer(op, index_shape, mine, axis, "the input")
    return op.result(op.shape(index, "index"), op.dtype(tensor))


def _scattered(op: Operation, tensor: Value, dim: Value, index: Value, src: Value) -> Shape:
    """The input's shape; the index must fit into it and into the source."""
    shape, picked = op.shape(tensor), op.shape(index, "index")
    wide, _axis = op.axis(shape, dim)
    if 0 in picked.items:
        return op.shape(tensor)
    mine, index_shape = _same_rank(op, wide, picked, "the input")
    _, axis = op.axis(mine, dim)
    _no_longer(op, index_shape, mine, axis, "the input")
    if op.is_tensor(src):
        source = op.shape(src, "src")
        if source.rank == 0 and index_shape.rank != 1:
            return op.shape(tensor)
        theirs, again = _same_rank(op, source, index_shape, "the source")
        _no_longer(op, again, theirs, None, "the source")
    return op.shape(tensor)


def scatter(op: Operation, tensor: Value, dim: Value, index: Value, src: Value = None, value: Value = None, *_: Value) -> Value:
    return op.result(_scattered(op, tensor, dim, index, src), op.dtype(tensor))


def scatter_(op: Operation, tensor: Value, dim: Value, index: Value, src: Value = None, value: Value = None, *_: Value) -> Value:
    _scattered(op, tensor, dim, index, src)
    constants.forget(op.machine, tensor)
    return tensor


def _index_vector(op: Operation, index: Value) -> Size:
    """The length of a vector of indices (a scalar counts as one)."""
    shape = op.shape(index, "index")
    chosen = op.judge.choose_rank(shape, (1, 0))
    if chosen is None:
        op.refuse(f"{op.label} takes a vector of indices, got {text_of(shape)}", got=shape, operand=2)
    return chosen.dims[0] if chosen.items else 1


def index_select(op: Operation, tensor: Value, dim: Value, index: Value) -> Value:
    """As many places of an axis as there are indices."""
    length = _index_vector(op, index)
    shape, axis = op.axis(op.shape(tensor), dim)
    if not shape.items:
        op.same(length, 1, f"{op.label} of a scalar takes one index, got {{a}}")
        return op.result((), op.dtype(tensor))
    return op.result((*shape.items[:axis], length, *shape.items[axis + 1 :]), op.dtype(tensor))


def _indexed(op: Operation, tensor: Value, dim: Value, index: Value, source: Value) -> Shape:
    """index_add, index_copy: a source with a place for each index along the axis, else shaped as the input."""
    length = _index_vector(op, index)
    shape, axis = op.axis(op.shape(tensor), dim)
    if op.is_tensor(source):
        src = op.shape(source, "source")
        if shape.splat is None and src.splat is None and shape.items and src.items:
            message = f"{op.label}: a source of {text_of(src)} does not fit {text_of(shape)} and {render(length)} indices"
            if len(src.items) != len(shape.items):
                op.refuse(message, got=src, operand=3)
            for place, (a, b) in enumerate(zip(shape.dims, src.dims, strict=True)):
                op.same(length if place == axis else a, b, message, operand=3, axis=place - len(shape.items))
    return shape


def index_add(op: Operation, tensor: Value, dim: Value, index: Value, source: Value, *_: Value) -> Value:
    return op.result(_indexed(op, tensor, dim, index, source), op.dtype(tensor))


def index_add_(op: Operation, tensor: Value, dim: Value, index: Value, source: Value, *_: Value) -> Value:
    _indexed(op, tensor, dim, index, source)
    constants.forget(op.machine, tensor)
    return tensor


def index_fill(op: Operation, tensor: Value, dim: Value, index: Value, value: Value) -> Value:
    _index_vector(op, index)
    return op.result(op.axis(op.shape(tensor), dim)[0], op.dtype(tensor))


def index_fill_(op: Operation, tensor: Value, dim: Value, index: Value, value: Value) -> Value:
    index_fill(op, tensor, dim, index, value)
    constants.forget(op.machine, tensor)
    return tensor


def index_put(op: Operation, tensor: Value, indices: Value, values: Value, *_: Value) -> Value:
    made = op.result(op.shape(tensor), op.dtype(tensor))
    set_item(op, made, tuple(op.machine.iterate(indices)), values)
    return made


def index_put_(op: Operation, tensor: Value, indices: Value, values: Value, *_: Value) -> Value:
    set_item(op, tensor, tuple(op.machine.iterate(indices)), values)
    return tensor


def take(op: Operation, tensor: Value, index: Value) -> Value:
    op.tensor(tensor)
    return op.result(op.shape(index, "index"), op.dtype(tensor))


def put(op: Operation, tensor: Value, index: Value, source: Value, *_: Value) -> Value:
    return op.result(op.shape(tensor), op.dtype(tensor))


def put_(op: Operation, tensor: Value, index: Value, source: Value, *_: Value) -> Value:
    constants.forget(op.machine, tensor)
    return tensor


def take_along_dim(op: Operation, tensor: Value, indices: Value, dim: Value = None) -> Value:
    """As gather, with both broadcast but along the axis."""
    if dim is None:
        op.shape(tensor)
        return op.result((views.joined(op, op.shape(indices, "indices").items),), op.dtype(tensor))
    shape, picked = op.shape(tensor), op.shape(indices, "indices")
    if shape.rank is None or picked.rank is None:
        raise Gap(f"the rank of the input of {op.label} is not known")
    if shape.rank != picked.rank:
        op.refuse(
            f"{op.label} needs indices of as many dimensions as the input, got {text_of(picked)} for {text_of(shape)}",
            got=picked,
            operand=1,
        )
    _, axis = op.axis(shape, dim)
    if not shape.items:
        return op.result((), op.dtype(tensor))
    one = Shape(1 if place == axis else item for place, item in enumerate(shape.items))
    other = Shape(1 if place == axis else item for place, item in enumerate(picked.items))
    made = list(broadcast(op.judge, one, other, broadcast_refusal(op.label, shape, picked)).items)
    made[axis] = picked.items[axis]
    return op.result(made, op.dtype(tensor))


# --- masks ---------------------------------------------------------------------------------------------------------------


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
            op.refuse(f"{op.label} takes a number or a tensor without dimensions, got {text_of(shape)}", got=shape, operand=2)


def masked_scatter(op: Operation, tensor: Value, mask: Value, source: Value) -> Value:
    return op.result(broadcast_all(op, tensor, mask), op.dtype(tensor))


def masked_scatter_(op: Operation, tensor: Value, mask: Value, source: Value) -> Value:
    return write_in_place(op, tensor, broadcast_all(op, tensor, mask))


def masked_select(op: Operation, tensor: Value, mask: Value) -> Value:
    """As many elements as the mask has true ones."""
    shape = broadcast_all(op, tensor, mask)
    held = constants.numbers(op, mask)
    count: Size = op.judge.fresh("selected")
    if held is not None and op.shape(mask).items == shape.items:
        count = sum(bool(number) for number in held[1])
    return op.result((count,), op.dtype(tensor))


def nonzero(op: Operation, tensor: Value, as_tuple: Value = False) -> Value:
    """A row of places for each element that is not zero; as a tuple, a vector an axis."""
    dims = op.known(tensor)
    held = constants.numbers(op, tensor)
    count: Size = op.judge.fresh("nonzero")
    if held is not None and not any(isinstance(number, Dim) for number in held[1]):
        count = sum(bool(number) for number in held[1])
    if op.flag(as_tuple):
        return tuple(op.result((count,), "int64") for _ in range(max(len(dims), 1)))
    return op.result((count, len(dims)), "int64")


def nonzero_static(op: Operation, tensor: Value, size: Value, fill_value: Value = -1) -> Value:
    return op.result((op.size(size), len(op.known(tensor))), "int64")


def argwhere(op: Operation, tensor: Value) -> Value:
    return nonzero(op, tensor)


def unique(
    op: Operation,
    tensor: Value,
    sorted: Value = True,
    return_inverse: Value = False,
    return_counts: Value = False,
    dim: Value = None,
) -> Value:
    """As many as there are different ones; with places and counts where they are asked for."""
    shape = op.shape(tensor)
    count: Size = op.judge.fresh("unique")
    held = constants.numbers(op, tensor)
    if held is not None and dim is None and not any(isinstance(n, Dim) or n != n for n in held[1]):
        count = len(set(held[1]))
    if dim is None:
        made, inverse = Shape((count,)), shape
    else:
        wide, axis = op.axis(shape, dim)
        made = Shape((*wide.items[:axis], count, *wide.items[axis + 1 :]))
        inverse = Shape((wide.items[axis],)) if wide.items else Shape((1,))
    parts = [op.result(made, op.dtype(tensor))]
    if op.flag(return_inverse):
        parts.append(op.result(inverse, "int64"))
    if op.flag(return_counts):
        parts.append(op.result((count,), "int64"))
    return parts[0] if len(parts) == 1 else tuple(parts)


def unique_consecutive(
    op: Operation, tensor: Value, return_inverse: Value = False, return_counts: Value = False, dim: Value = None
) -> Value:
    shape = op.shape(tensor)
    count: Size = op.judge.fresh("unique")
    if dim is None:
        made, inverse = Shape((count,)), shape
    else:
        wide, axis = op.axis(shape, dim)
        made = Shape((*wide.items[:axis], count, *wide.items[axis + 1 :]))
        inverse = Shape((wide.items[axis],)) if wide.items else Shape((1,))
    parts = [op.result(made, op.dtype(tensor))]
    if op.flag(return_inverse):
        parts.append(op.result(inverse, "int64"))
    if op.flag(return_counts):
        parts.append(op.result((count,), "int64"))
    return parts[0] if len(parts) == 1 else tuple(parts)


def isin(op: Operation, elements: Value, test_elements: Value, *_: Value) -> Value:
    return op.result(op.shape(elements, "elements"), "bool")


def searchsorted(op: Operation, sorted_sequence: Value, tensor: Value, out_int32: Value = False, *_: Value) -> Value:
    """A place for each value; rows of both go together unless there is one sorted row for all."""
    rows, values = op.shape(sorted_sequence, "sorted_sequence"), op.shape(tensor)
    if rows.rank is not None and rows.rank != 1 and values.rank is not None:
        message = f"{op.label}: {text_of(rows)} and {text_of(values)} differ in a leading dimension"
        if rows.rank != values.rank:
            op.refuse(message, expected=rows, got=values, operand=1)
        for axis, (a, b) in enumerate(zip(rows.dims[:-1], values.dims[:-1], strict=True)):
            op.same(a, b, message, operand=1, axis=axis - len(values.items))
    return op.result(values, "int32" if out_int32 is True else "int64")


def unravel_index(op: Operation, indices: Value, shape: Value) -> Value:
    """A tensor of places for each axis of ``shape``."""
    if op.is_tensor(shape):
        raise Gap("the shape of unravel_index")
    return tuple(op.result(op.shape(indices, "indices"), "int64") for _ in op.plain_sizes(shape, "shape"))
