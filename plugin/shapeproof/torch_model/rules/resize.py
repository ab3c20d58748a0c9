"""Resampling, padding, and moving channels into space (https://docs.pytorch.org/docs/stable/nn.html#vision-layers)."""

from __future__ import annotations

from collections.abc import Sequence

from shapeproof.dims import Dim, FloatExpression, Size, divides, equal, floordiv, less, less_equal, real, render
from shapeproof.dims import to_integer as truncated
from shapeproof.shapes import Gap, Item, Shape, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import (
    either,
    held,
    of,
    of_rank,
    place,
    positive,
    same_type,
    unknown_lengths,
    with_elements,
)
from shapeproof.values import Unknown, Value

# --- resampling -----------------------------------------------------------------------------------------------------

RANKS = {
    "linear": (3,), "bilinear": (4,), "bicubic": (4,), "lanczos": (4,), "trilinear": (5,),
    "nearest": (4, 3, 5), "nearest-exact": (4, 3, 5), "area": (4, 3, 5),
}  # fmt: skip


def interpolate(
    op: Operation,
    input: Value,
    size: Value = None,
    scale_factor: Value = None,
    mode: Value = "nearest",
    align_corners: Value = None,
    recompute_scale_factor: Value = None,
    antialias: Value = False,
) -> Value:
    """The spatial axes set to a size, or multiplied by a factor and rounded down."""
    if isinstance(mode, str) and mode not in RANKS:
        raise Gap(f"{op.label} knows no mode={mode!r}")
    possible = RANKS[mode] if isinstance(mode, str) else (4, 3, 5)
    if mode in ("nearest", "area", "nearest-exact") and isinstance(align_corners, bool):
        op.refuse(f"{op.label} takes no align_corners with mode={mode!r}")
    if isinstance(size, Unknown) or isinstance(scale_factor, Unknown):
        sizes = of_rank(op, input, possible)
        return same_type(op, input, (*sizes[:2], *unknown_lengths(op, len(sizes) - 2)))
    if (size is None) == (scale_factor is None):
        op.refuse(f"{op.label} needs either a size or a scale_factor")
    given = _row(op, size if scale_factor is None else scale_factor)
    ranks = [rank for rank in possible if given is None or rank == len(given) + 2]
    if not ranks and given is not None:
        op.refuse(
            f"{op.label} with mode={mode!r} resizes {either([rank - 2 for rank in sorted(possible)])} axes,"
            f" got {len(given)}"
        )
    sizes = of_rank(op, input, ranks)
    spatial = sizes[2:]
    wanted = given if given is not None else [size if scale_factor is None else scale_factor] * len(spatial)
    made: list[Size] = []
    if mode != "area":
        with_elements(op, input, sizes[1:])
    elif scale_factor is not None or any(size != 1 for size in wanted):  # else it is a mean, also of nothing
        with_elements(op, input, spatial if len(spatial) < 3 else sizes[1:])
    for axis, (length, value) in enumerate(zip(spatial, wanted, strict=True)):
        if isinstance(value, Unknown):
            made.append(unknown_lengths(op, 1)[0])
            continue
        new = op.size(value, "size") if scale_factor is None else scaled(op, length, value)
        op.require(
            less_equal(0 if mode == "area" else 1, new),
            f"{op.label} would make an axis of {render(new)}",
            got=length,
            operand=place(op, input),
            axis=axis - len(spatial),
        )
        made.append(new)
    return same_type(op, input, (*sizes[:2], *made))


def layer(op: Operation, self: Value, input: Value) -> Value:
    """``Upsample``."""
    names = ("size", "scale_factor", "mode", "align_corners")
    return interpolate(op, input, *(held(op, self, name) for name in names))


def _row(op: Operation, value: Value) -> list[Value] | None:
    """The values of a list or tuple, None for a single one."""
    if isinstance(value, int | float | Dim | FloatExpression) or op.is_tensor(value):
        return None
    return list(op.machine.iterate(value))


def scaled(op: Operation, length: Size, factor: Value) -> Size:
    """``int(length * factor)``, exact where the factor is a fraction of a power of two."""
    if isinstance(factor, Unknown):
        raise Gap(factor.reason)
    if op.is_tensor(factor):
        raise Gap(f"the scale_factor of {op.label} is not known")
    if isinstance(length, int) and isinstance(factor, int | float):
        return int(length * float(factor))
    if isinstance(factor, FloatExpression) and factor.op == "float" and isinstance(factor.arguments[0], Dim):
        factor = factor.arguments[0]
    if isinstance(factor, Dim | int):
        return length * factor
    if isinstance(factor, float):
        above, below = factor.as_integer_ratio()
        if below <= 4096:
            return floordiv(length * above, below)
    if isinstance(factor, float | FloatExpression):
        return truncated(real("*", length, factor), "int")
    raise Gap(f"the scale_factor of {op.label} is not known")


def grid_sample(
    op: Operation,
    input: Value,
    grid: Value,
    mode: Value = "bilinear",
    padding_mode: Value = "zeros",
    align_corners: Value = None,
) -> Value:
    """As many samples as the grid has places."""
    sizes = of_rank(op, input, (4,) if mode == "bicubic" else (4, 5))
    places = of_rank(op, grid, (len(sizes),), "grid")
    operand = place(op, grid)
    op.same(places[0], sizes[0], f"{op.label} expects a grid for a batch of {{b}}, got {{a}}", operand=operand, axis=0)
    op.same(
        places[-1],
        len(sizes) - 2,
        f"{op.label} expects a grid whose last dimension is {{b}}, got {{a}}",
        operand=operand,
        axis=-1,
    )
    for axis, size in enumerate(sizes[2:]):
        op.require(less_equal(1, size), f"{op.label} needs axes of at least 1, got {render(size)}", axis=axis + 2)
    return same_type(op, input, (*sizes[:2], *places[1:-1]))


def grid_sampler_2d(op: Operation, input: Value, grid: Value, *_: Value) -> Value:
    of_rank(op, input, (4,))
    return grid_sample(op, input, grid, "bicubic")


def grid_sampler_3d(op: Operation, input: Value, grid: Value, mode: Value = 0, *_: Value) -> Value:
    of_rank(op, input, (5,))
    if mode == 2:
        op.refuse(f"{op.label} has no bicubic mode")
    return grid_sample(op, input, grid)


def affine_grid(op: Operation, theta: Value, size: Value, align_corners: Value = None) -> Value:
    sizes = op.plain_sizes(size, "size")
    if len(sizes) not in (4, 5):
        op.refuse(f"{op.label} makes grids for 4 or 5 dimensions, got {len(sizes)}")
    spatial = len(sizes) - 2
    given = of_rank(op, theta, (3,), "theta")
    for got, expected, axis in ((given[0], sizes[0], -3), (given[1], spatial, -2), (given[2], spatial + 1, -1)):
        wanted = text_of(Shape((sizes[0], spatial, spatial + 1)))
        op.require(
            equal(got, expected),
            f"{op.label} expects a theta of {wanted}, got {text_of(Shape(given))}",
            expected=expected,
            got=got,
            operand=place(op, theta),
            axis=axis,
        )
    for each in sizes:
        op.require(less_equal(1, each), f"{op.label} cannot make a grid of {text_of(Shape(sizes))}")
    return same_type(op, theta, (sizes[0], *sizes[2:], spatial))


# --- padding --------------------------------------------------------------------------------------------------------


def pad(op: Operation, input: Value, pad: Value, mode: Value = "constant", value: Value = None) -> Value:
    """Pairs of numbers from the last axis to the first; negative ones cut."""
    if not isinstance(mode, str):
        raise Gap(f"the mode of {op.label} is not known")
    return _padded(op, input, pad, mode)


def constant_pad_layer(op: Operation, self: Value, input: Value) -> Value:
    return _padded(op, input, of(op, self, "padding"), "constant")


def reflection_pad_layer(op: Operation, self: Value, input: Value) -> Value:
    return _padded(op, input, of(op, self, "padding"), "reflect")


def replication_pad_layer(op: Operation, self: Value, input: Value) -> Value:
    return _padded(op, input, of(op, self, "padding"), "replicate")


def circular_pad_layer(op: Operation, self: Value, input: Value) -> Value:
    return _padded(op, input, of(op, self, "padding"), "circular")


def _padded(op: Operation, input: Value, padding: Value, mode: str) -> Value:
    """The pairs from the last axis on; what is not known of a pair leaves its axis open."""
    pads = list(op.machine.iterate(padding))
    if len(pads) % 2:
        op.refuse(f"{op.label} needs two numbers for each axis, got {len(pads)}")
    count = len(pads) // 2
    if mode == "constant":
        shape = op.shape(input)
        wide = op.judge.at_least(shape, count)
        if wide is None:
            message = f"{op.label} pads {count} axes, got {text_of(shape)}"
            op.refuse(message, expected=count, got=shape, operand=place(op, input))
        items: list[Item] = list(wide.items)
    else:
        if count not in (1, 2, 3):
            op.refuse(f"{op.label} with mode={mode!r} pads 1, 2 or 3 axes, got {count}")
        items = list(of_rank(op, input, (count + 2, count + 1)))
        if mode != "circular":
            with_elements(op, input, items[-count - 1 :])
    for i in range(count):
        at = len(items) - 1 - i
        length: Size = items[at]  # type: ignore[assignment]
        pair = pads[2 * i : 2 * i + 2]
        if any(isinstance(each, Unknown) for each in pair):
            items[at] = unknown_lengths(op, 1)[0]
            continue
        before, after = (op.size(each, "pad") for each in pair)
        items[at] = _longer(op, input, length, before, after, mode, at - len(items))
    return same_type(op, input, items)


def _longer(op: Operation, input: Value, length: Size, before: Size, after: Size, mode: str, axis: int) -> Size:
    details = {"got": length, "operand": place(op, input), "axis": axis}
    for amount in (before, after):
        if mode == "reflect":
            message = f"{op.label} reflects {render(amount)} at an axis of {render(length)}"
            op.require(less(amount, length), message, **details)
        elif mode == "circular":
            message = f"{op.label} wraps {render(amount)} at an axis of {render(length)}"
            op.require(less_equal(amount, length), message, **details)
    made = length + before + after
    cut = _negative(before) + _negative(after)
    if cut and mode == "constant":  # torch cuts first, then pads
        message = f"{op.label} cannot cut {render(-cut)} from an axis of {render(length)}"
        op.require(less_equal(0, length + cut), message, **details)
    if any(op.judge.holds(less_equal(0, amount)) is not True for amount in (before, after)):
        op.require(less_equal(0, made), f"{op.label} would make an axis of {render(made)}", **details)
    return made


def _negative(size: Size) -> int:
    return min(size, 0) if isinstance(size, int) else 0


# --- channels into space and back -----------------------------------------------------------------------------------


def pixel_shuffle(op: Operation, input: Value, upscale_factor: Value) -> Value:
    """``[…, c·r², h, w]`` to ``[…, c, h·r, w·r]``."""
    factor = op.size(upscale_factor, "upscale_factor")
    positive(op, (factor,), "upscale_factor")
    *rest, channels, height, width = _last_three(op, input)
    area = factor * factor
    op.require(
        divides(area, channels),
        f"{op.label} needs channels divisible by {render(area)}, got {render(channels)}",
        got=channels,
        operand=place(op, input),
        axis=-3,
    )
    return same_type(op, input, (*rest, floordiv(channels, area), height * factor, width * factor))


def pixel_shuffle_layer(op: Operation, self: Value, input: Value) -> Value:
    return pixel_shuffle(op, input, of(op, self, "upscale_factor"))


def pixel_unshuffle(op: Operation, input: Value, downscale_factor: Value) -> Value:
    """``[…, c, h·r, w·r]`` to ``[…, c·r², h, w]``."""
    factor = op.size(downscale_factor, "downscale_factor")
    positive(op, (factor,), "downscale_factor")
    *rest, channels, height, width = _last_three(op, input)
    for size, what, axis in ((height, "height", -2), (width, "width", -1)):
        op.require(
            divides(factor, size),
            f"{op.label} needs a {what} divisible by {render(factor)}, got {render(size)}",
            got=size,
            operand=place(op, input),
            axis=axis,
        )
    if 0 in (channels, height, width, *rest):  # torch returns what has no elements as it is
        return same_type(op, input, (*rest, channels, height, width))
    return same_type(op, input, (*rest, channels * factor * factor, floordiv(height, factor), floordiv(width, factor)))


def pixel_unshuffle_layer(op: Operation, self: Value, input: Value) -> Value:
    return pixel_unshuffle(op, input, of(op, self, "downscale_factor"))


def _last_three(op: Operation, input: Value) -> Sequence[Size]:
    shape = op.shape(input)
    wide = op.judge.at_least(shape, 3)
    if wide is None:
        op.refuse(
            f"{op.label} expects at least 3 dimensions, got {text_of(shape)}",
            expected=3,
            got=shape,
            operand=place(op, input),
        )
    return wide.items  # type: ignore[return-value]


def channel_shuffle(op: Operation, input: Value, groups: Value) -> Value:
    count = op.size(groups, "groups")
    positive(op, (count,), "number of groups")
    shape = op.shape(input)
    wide = op.judge.at_least(shape, 1, 2)
    if wide is None or (wide.rank is not None and wide.rank < 3):
        op.refuse(
            f"{op.label} expects at least 3 dimensions, got {text_of(shape)}",
            expected=3,
            got=shape,
            operand=place(op, input),
        )
    channels: Size = wide.items[1]  # type: ignore[assignment]
    op.require(
        divides(count, channels),
        f"{op.label} cannot divide {render(channels)} channels into {render(count)} groups",
        got=channels,
        operand=place(op, input),
        axis=None if wide.rank is None else 1 - wide.rank,
    )
    return same_type(op, input, wide)


def channel_shuffle_layer(op: Operation, self: Value, input: Value) -> Value:
    return channel_shuffle(op, input, of(op, self, "groups"))
