"""Indexing as torch has it: integers, slices, None, ``...``, masks and tensors of indices."""

from __future__ import annotations

import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from shapeproof.dims import (
    Dim,
    Kind,
    Size,
    conjunction,
    disjunction,
    equal,
    floordiv,
    less,
    less_equal,
    maximum,
    minimum,
    render,
)
from shapeproof.shapes import Gap, Item, Shape, Splat, broadcast, is_open, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import MAXIMAL_DATA, Operation
from shapeproof.torch_model.rules import literals, views
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import Object, Range, ShapeValue, SliceValue, Truth, Unknown, Value

# --- what an index says ---------------------------------------------------------------------------------------------


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
    """A short list that holds more than plain numbers is taken apart as a tuple is."""
    row = op.machine.iterate(index)
    return len(row) < 32 and any(
        item is ... or item is None or isinstance(item, SliceValue | tuple | Range | Object) for item in row
    )


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
    if isinstance(value, tuple | Range | Object):
        row = list(op.machine.iterate(value))
        if not row:
            return _Places(Shape((0,)), 1)
        if any(isinstance(item, SliceValue) or item is ... for item in row):
            raise Gap("a slice within a row of indices")
        return _tensor_part(op, literals.tensor_from(op, value, None))
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


# --- the shape ------------------------------------------------------------------------------------------------------


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
        raise Gap("an index in which '...' stands twice")
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
    picks = all(_certainly_picks(part) for part in parts) and wide.items.count(0) <= 1
    sizes = constants.sizes_of(wide)
    walked: list[list[int] | None] = []
    strides = constants.strides_of(sizes) if sizes is not None else ()
    at = 0
    for part in (*parts[:place], _Rest(), *(p for p in parts[place:] if not isinstance(p, _Rest))):
        if isinstance(part, _Rest):
            kept = wide.items[at : len(wide.items) - after]
            for item in kept:
                axes.append((item, None))
                walked.append(
                    [i * strides[at] for i in range(item)] if sizes is not None and isinstance(item, int) else None
                )
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
            if part.consumes and picks:
                _within(op, wide, at, part)
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
        if steps is None or len(made) * len(steps) > MAXIMAL_DATA:
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
                f"{op.label} of {text_of(shape)}: a mask of {text_of(mask)} has too many dimensions",
                got=mask,
                operand=1,
            )
        shape = wide
        first = len(wide.items) - after - rank if rest else before
        for offset, size in enumerate(mask.dims):
            want = wide.items[first + offset]
            assert not isinstance(want, Splat)
            op.same(
                want,
                size,
                f"{op.label} of {text_of(wide)}: the mask is {text_of(mask)}, {{a}} and {{b}} differ in axis {offset}",
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
        if at.symbols and all(symbol.kind is Kind.FRESH for symbol in at.symbols):
            return None
        inside = conjunction(less(at, size), less_equal(-at, size))
    text = f"{op.label} of {text_of(shape)}: index {render(at)} is out of range for dimension {axis} of {render(size)}"
    op.require(inside, text, expected=size, got=at, operand=0)
    if isinstance(at, int) and isinstance(size, int):
        return at % size
    return None


def _certainly_picks(part: _Part) -> bool:
    """Not a tensor of indices that may hold none: where one does, torch looks at no other."""
    return not isinstance(part, _Places) or all(isinstance(item, int) and item > 0 for item in part.shape.items)


def _within(op: Operation, shape: Shape, axis: int, part: _Places) -> None:
    """A tensor of indices, where its numbers (or that there are none to pick) are known."""
    size = shape.items[axis]
    if not isinstance(size, int) or part.shape.splat is not None:
        return
    text = f"{op.label} of {text_of(shape)}: dimension {axis} has {size} places, the indices lie outside"
    if size == 0:
        op.refuse(text, expected=size, got=part.shape, operand=1)
    for at in part.data or () if 0 not in shape.items else ():
        if isinstance(at, int) and not -size <= at < size:
            op.refuse(f"{text}: {at}", expected=size, got=at, operand=1)


def bound_of(op: Operation, value: Value) -> Size | None:
    """A slice's bound."""
    return None if value is None else op.size(value, "a slice's bound")


def sliced(op: Operation, part: SliceValue, size: Size) -> tuple[Size, range | None]:
    """How many places a slice takes of an axis, and which, where they are known."""
    start, stop, step = bound_of(op, part.start), bound_of(op, part.stop), bound_of(op, part.step)
    if isinstance(step, int) and step <= 0:
        if is_open(size):
            raise Gap("a slice with a negative step, of what may be a list")
        op.refuse(f"{op.label}: a slice of a tensor needs a step of at least 1, got {step}", got=step)
    every: Size = 1 if step is None else step
    if start is None and stop is None and every == 1:
        return size, range(size) if isinstance(size, int) else None
    if isinstance(size, int) and all(bound is None or isinstance(bound, int) for bound in (start, stop, step)):
        places = range(size)[slice(start, stop, step)]  # type: ignore[arg-type]
        return len(places), places
    first = 0 if start is None else _on_axis(op, start, size)
    last = size if stop is None else _on_axis(op, stop, size)
    span = op.judge.resolve(last - first)
    if op.judge.holds(less_equal(0, span)) is not True and not op.judge.is_hole(span):
        span = op.judge.resolve(maximum(span, 0))
    return (span if every == 1 else op.judge.resolve(floordiv(span + every - 1, every))), None


def _on_axis(op: Operation, bound: Size, size: Size) -> Size:
    """Where a bound falls: counted from the end where it is negative, never outside."""
    if isinstance(bound, Dim) and _is_negated(bound):
        counted_back = op.judge.decide(less(bound, 0))
    else:
        counted_back = not op.judge.decide(less_equal(0, bound))
    bound, size = op.judge.resolve(bound), op.judge.resolve(size)
    is_left_open = op.judge.is_hole(size) or op.judge.is_hole(bound)  # nobody means to slice past its end
    if counted_back:
        return op.judge.resolve(size + bound if is_left_open else maximum(size + bound, 0))
    return op.judge.resolve(bound if is_left_open else minimum(bound, size))


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
        if _depend_on_data(joined, part.shape):
            raise Gap("a mask beside other indices")

        def refusal(a: Size, b: Size, axis: int, known: Shape = known, mine: Shape = part.shape) -> Any:
            return op.refusal(
                f"{op.label} of {text_of(shape)}: indices of {text_of(known)} and {text_of(mine)} cannot be broadcast",
                expected=a,
                got=b,
                operand=1,
                axis=axis,
            )

        joined = broadcast(op.judge, joined, part.shape, refusal)
    if joined.splat is not None and any(isinstance(item, Splat) for item, _ in axes):
        raise Gap("indices and a tensor both of unknown rank")
    together = places == list(range(places[0], places[0] + len(places)))
    if together:
        lead = [item for item, _ in axes[: places[0]]]
        rest = [item for item, _ in axes[places[-1] + 1 :]]
        return Shape((*lead, *joined.items, *rest))
    return Shape((*joined.items, *(item for item, part in axes if part is None)))


def _depend_on_data(a: Shape, b: Shape) -> bool:
    """Whether two shapes that meet differ, one of them as long as data say."""
    if a.items == b.items or all(item == 1 for item in a.items) or all(item == 1 for item in b.items):
        return False
    return any(
        isinstance(item, Dim) and any(symbol.kind is Kind.FRESH for symbol in item.symbols)
        for item in (*a.items, *b.items)
    )


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
    if not isinstance(tensor, Object) or index is False:
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
    message = f"{op.label}: {text_of(value)} cannot be broadcast to {text_of(target)}, which the index picks"
    while len(items) > len(target.items):
        op.require(equal(items.pop(0), 1), message, code="broadcast", expected=target, got=value, operand=2)
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
    with suppress(Gap):
        _selected(op, shape, axis, op.size(index, "index"), size)
    return views.view_of(op, tensor, (*shape.items[:axis], *shape.items[axis + 1 :]))


# --- gather and scatter ---------------------------------------------------------------------------------------------


# --- masks ----------------------------------------------------------------------------------------------------------
