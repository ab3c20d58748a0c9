"""Convolutions and their transposes (https://docs.pytorch.org/docs/stable/generated/torch.nn.Conv2d.html)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from shapeproof.dims import (
    Condition,
    Dim,
    Size,
    disjunction,
    divides,
    equal,
    floordiv,
    less,
    less_equal,
    maximum,
    render,
)
from shapeproof.shapes import Gap, Shape, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import (
    has_shape,
    held,
    not_negative,
    of,
    of_rank,
    place,
    positive,
    row,
    same_type,
    unknown_lengths,
    windows,
    with_elements,
)
from shapeproof.values import Value

# --- layers ---------------------------------------------------------------------------------------------------------


def layer(op: Operation, self: Value, input: Value) -> Value:
    """``Conv1d``, ``Conv2d`` and ``Conv3d``: the weight says how many axes there are."""
    return layer_with(op, self, input, of(op, self, "weight"), held(op, self, "bias"))


def layer_with(op: Operation, self: Value, input: Value, weight: Value, bias: Value) -> Value:
    """``_conv_forward``: the layer with other weights."""
    padding, mode = held(op, self, "padding"), held(op, self, "padding_mode")
    return _convolve(
        op, input, weight, bias, held(op, self, "stride"), padding, held(op, self, "dilation"), of(op, self, "groups"),
        _spatial(op, weight), mode,
    )  # fmt: skip


def transposed_layer(op: Operation, self: Value, input: Value, output_size: Value = None) -> Value:
    weight = of(op, self, "weight")
    return _transpose(
        op, input, weight, held(op, self, "bias"), held(op, self, "stride"), held(op, self, "padding"),
        held(op, self, "output_padding"), of(op, self, "groups"), held(op, self, "dilation"), _spatial(op, weight),
        output_size,
    )  # fmt: skip


def _spatial(op: Operation, weight: Value) -> int:
    rank = op.shape(weight, "weight").rank
    if rank is None or rank < 3:
        raise Gap(f"the weight of {op.label} has no shape that is understood")
    return rank - 2


# --- functions ------------------------------------------------------------------------------------------------------

Convolution = Callable[..., Value]


def _function(spatial: int) -> Convolution:
    def convolution(
        op: Operation,
        input: Value,
        weight: Value,
        bias: Value = None,
        stride: Value = 1,
        padding: Value = 0,
        dilation: Value = 1,
        groups: Value = 1,
    ) -> Value:
        return _convolve(op, input, weight, bias, stride, padding, dilation, groups, spatial, "zeros")

    return convolution


def _transposed_function(spatial: int) -> Convolution:
    def convolution(
        op: Operation,
        input: Value,
        weight: Value,
        bias: Value = None,
        stride: Value = 1,
        padding: Value = 0,
        output_padding: Value = 0,
        groups: Value = 1,
        dilation: Value = 1,
    ) -> Value:
        return _transpose(op, input, weight, bias, stride, padding, output_padding, groups, dilation, spatial, None)

    return convolution


conv1d, conv2d, conv3d = _function(1), _function(2), _function(3)
conv_transpose1d, conv_transpose2d, conv_transpose3d = (_transposed_function(n) for n in (1, 2, 3))


def convolution(
    op: Operation,
    input: Value,
    weight: Value,
    bias: Value,
    stride: Value,
    padding: Value,
    dilation: Value,
    transposed: Value,
    output_padding: Value,
    groups: Value,
) -> Value:
    """``torch.convolution``: the weight says how many axes there are."""
    spatial = _spatial(op, weight)
    if op.flag(transposed):
        return _transpose(op, input, weight, bias, stride, padding, output_padding, groups, dilation, spatial, None)
    return _convolve(op, input, weight, bias, stride, padding, dilation, groups, spatial, "zeros")


def conv_tbc(op: Operation, input: Value, weight: Value, bias: Value, pad: Value = 0) -> Value:
    """A convolution over time of ``[time, batch, channels]`` (weight: kernel, in, out)."""
    time, batch, channels = of_rank(op, input, (3,))
    kernel, expected, out = of_rank(op, weight, (3,), "weight")
    op.same(
        channels, expected, f"{op.label} expects {{b}} input channels, got {{a}}", operand=place(op, input), axis=-1
    )
    (count,) = of_rank(op, bias, (1,), "bias")
    op.same(count, out, f"{op.label} has a bias of {{a}} for {{b}} output channels", operand=place(op, bias), axis=-1)
    length = time + 2 * op.size(pad, "pad") - kernel + 1
    op.require(less_equal(0, length), f"{op.label} has a kernel of {render(kernel)} for {render(time)} steps")
    return same_type(op, input, (length, batch, out))


# --- arithmetic -----------------------------------------------------------------------------------------------------


def _convolve(
    op: Operation,
    input: Value,
    weight: Value,
    bias: Value,
    stride: Value,
    padding: Value,
    dilation: Value,
    groups: Value,
    spatial: int,
    mode: Value,
) -> Value:
    kernel = of_rank(op, weight, (spatial + 2,), "weight")
    out_channels, per_group, extents = kernel[0], kernel[1], kernel[2:]
    group_count = op.size(groups, "groups")
    sizes = of_rank(op, input, (spatial + 2, spatial + 1))
    axis = -spatial - 1
    expected, got = per_group * group_count, sizes[axis]
    if expected is not got:
        op.same(
            got, expected, f"{op.label} expects {{b}} input channels, got {{a}}", **_at(op, input, expected, got, axis)
        )
    _check_groups(op, out_channels, group_count)
    _check_bias(op, bias, out_channels)
    try:
        strides, dilations = row(op, stride, spatial, "stride"), row(op, dilation, spatial, "dilation")
        pads = None if padding == "same" else _pads(op, padding, spatial)
    except Gap:
        return same_type(op, input, (*sizes[:axis], out_channels, *unknown_lengths(op, spatial)))
    positive(op, strides, "stride")
    nothing = _nothing(op, _batch(sizes, spatial), got)
    _check_dilations(op, dilations, nothing)
    if mode in ("reflect", "replicate"):
        with_elements(op, input, sizes[axis:])
    made: list[Size] = []
    if pads is None:
        if any(op.judge.holds(equal(step, 1)) is False for step in strides):
            op.refuse(f"{op.label} cannot have padding='same' with a stride of {_texts(strides)}")
        made.extend(sizes[-spatial:])
        if 0 not in extents:
            with_elements(op, input, sizes[-spatial:])
        for i in range(spatial):
            reach = dilations[i] * (extents[i] - 1)
            _check_mode(op, mode, sizes[i - spatial], reach - floordiv(reach, 2), i - spatial)
    else:
        if mode == "zeros":
            not_negative(op, pads, "padding")
        for i in range(spatial):
            length, extent, pad = sizes[i - spatial], extents[i], pads[i]
            _check_mode(op, mode, length, pad, i - spatial)
            count = windows(length, extent, strides[i], pad, pad, dilations[i])
            _check_extent(op, input, length, extent, pad, dilations[i], i - spatial)
            made.append(count)
    _check_channels(op, out_channels)
    if expected != 0:
        _check_kernel(op, extents)
    _check_places(op, input, sizes, spatial)
    if expected == 0:  # without input channels torch makes no output channels either
        out_channels = 0
    return same_type(op, input, (*sizes[:axis], out_channels, *made))


def _nothing(op: Operation, *sizes: Size) -> Condition | bool:
    """Whether one of these is 0: then torch checks the shapes and looks no further."""
    possible = (equal(size, 0) for size in sizes)
    return disjunction(*(each for each in possible if op.judge.holds(each) is not False))


def _check_dilations(op: Operation, dilations: Sequence[Size], nothing: Condition | bool) -> None:
    for each in dilations:
        message = f"{op.label} needs a dilation of at least 1, got {render(each)}"
        op.require(less_equal(0, each), message)
        op.require(disjunction(less_equal(1, each), nothing), message)


def _check_channels(op: Operation, count: Size) -> None:
    if count == 0:
        op.refuse(f"{op.label} needs a weight of at least 1 channel in front, got 0")
    if isinstance(count, Dim):
        message = f"{op.label} needs a weight of at least 1 channel in front, got {render(count)}"
        op.judge.demand(less_equal(1, count), op.refusal(message, got=count))


def _check_kernel(op: Operation, extents: tuple[Size, ...]) -> None:
    if 0 in extents:
        op.refuse(f"{op.label} needs a kernel of at least 1 along each axis, got {_texts(extents)}")


def _batch(sizes: tuple[Size, ...], spatial: int) -> Size:
    return sizes[0] if len(sizes) == spatial + 2 else 1


def _check_places(op: Operation, input: Value, sizes: tuple[Size, ...], spatial: int) -> None:
    """Where there is a batch and there are channels, there must be something to go over."""
    if 0 in sizes[-spatial:] and sizes[-spatial - 1] != 0 and op.judge.holds(equal(_batch(sizes, spatial), 0)) is False:
        op.refuse(f"{op.label} needs elements, got {text_of(op.shape(input))}", got=0, operand=place(op, input))


def _pads(op: Operation, padding: Value, spatial: int) -> tuple[Size, ...]:
    return (0,) * spatial if padding == "valid" else row(op, padding, spatial, "padding")


def _at(op: Operation, input: Value, expected: Size, got: Size, axis: int) -> dict[str, object]:
    return {
        "expected": op.judge.resolve(expected),
        "got": op.judge.resolve(got),
        "operand": place(op, input),
        "axis": axis,
    }


def _texts(sizes: tuple[Size, ...]) -> str:
    return text_of(Shape(sizes))


def _check_groups(op: Operation, out_channels: Size, groups: Size) -> None:
    if groups == 1:
        return
    op.require(less_equal(1, groups), f"{op.label} needs at least one group, got {render(groups)}")
    op.require(
        divides(groups, out_channels),
        f"{op.label} cannot divide {render(out_channels)} output channels into {render(groups)} groups",
    )


def _check_bias(op: Operation, bias: Value, channels: Size) -> None:
    if not has_shape(op, bias):
        return
    (count,) = of_rank(op, bias, (1,), "bias")
    if count is not channels:
        op.same(
            count,
            channels,
            f"{op.label} has a bias of {{a}} for {{b}} output channels",
            operand=place(op, bias),
            axis=-1,
        )


def _check_extent(
    op: Operation, input: Value, length: Size, extent: Size, pad: Size, dilation: Size, axis: int
) -> None:
    padded = length + 2 * pad
    needed = dilation * (extent - 1) + 1
    condition = less_equal(needed, padded)
    if condition is not True:
        reach = "" if dilation == 1 else f" (it reaches over {render(needed)})"
        with_padding = "" if pad == 0 else f" with a padding of {render(pad)}"
        op.require(
            condition,
            f"{op.label} has a kernel of {render(extent)}{reach} for an axis of {render(length)}{with_padding}",
            expected=needed,
            got=length,
            operand=place(op, input),
            axis=axis,
        )


def _check_mode(op: Operation, mode: Value, length: Size, pad: Size, axis: int) -> None:
    """Reflected and circular padding cannot reach further than the input does."""
    if mode == "reflect":
        op.require(
            less(pad, length),
            f"{op.label} reflects {render(pad)} at an axis of {render(length)}",
            got=length,
            axis=axis,
        )
    elif mode == "circular":
        op.require(
            less_equal(pad, length),
            f"{op.label} wraps {render(pad)} at an axis of {render(length)}",
            got=length,
            axis=axis,
        )


def _transpose(
    op: Operation,
    input: Value,
    weight: Value,
    bias: Value,
    stride: Value,
    padding: Value,
    output_padding: Value,
    groups: Value,
    dilation: Value,
    spatial: int,
    output_size: Value,
) -> Value:
    kernel = of_rank(op, weight, (spatial + 2,), "weight")
    in_channels, per_group, extents = kernel[0], kernel[1], kernel[2:]
    group_count = op.size(groups, "groups")
    sizes = of_rank(op, input, (spatial + 2, spatial + 1))
    axis = -spatial - 1
    got = sizes[axis]
    if in_channels is not got:
        message = f"{op.label} expects {{b}} input channels, got {{a}}"
        op.same(got, in_channels, message, **_at(op, input, in_channels, got, axis))
    if group_count != 1:
        op.require(
            divides(group_count, in_channels),
            f"{op.label} cannot divide {render(in_channels)} input channels into {render(group_count)} groups",
        )
    out_channels = per_group * group_count
    _check_bias(op, bias, out_channels)
    _check_channels(op, in_channels)
    if per_group == 0:
        op.refuse(f"{op.label} needs a weight of at least 1 output channel, got 0")
    _check_kernel(op, extents)
    _check_places(op, input, sizes, spatial)
    nothing = _nothing(op, _batch(sizes, spatial))
    try:
        strides, dilations = row(op, stride, spatial, "stride"), row(op, dilation, spatial, "dilation")
        pads, more = row(op, padding, spatial, "padding"), row(op, output_padding, spatial, "output_padding")
    except Gap:
        return same_type(op, input, (*sizes[:axis], out_channels, *unknown_lengths(op, spatial)))
    positive(op, strides, "stride")
    not_negative(op, dilations, "dilation")
    pairs = zip(dilations, extents, strict=False)
    reaching = [each for each, extent in pairs if isinstance(each, Dim) or op.judge.holds(less_equal(2, extent))]
    _check_dilations(op, reaching, nothing)  # torch may not look at the number of a kernel of 1
    not_negative(op, pads, "padding")
    if output_size is None:
        not_negative(op, more, "output_padding")
    least = tuple(
        (sizes[i - spatial] - 1) * strides[i] - 2 * pads[i] + dilations[i] * (extents[i] - 1) + 1
        for i in range(spatial)
    )
    if output_size is not None:
        more = _wanted(op, output_size, least, strides, spatial)
    made = []
    for i in range(spatial):
        room = maximum(strides[i], dilations[i])
        op.require(
            disjunction(less(more[i], room), nothing),
            f"{op.label} needs an output_padding below its stride or dilation of {render(room)}, got {render(more[i])}",
        )
        size = least[i] + more[i]
        op.require(less_equal(0, size), f"{op.label} would make an axis of {render(size)}")
        made.append(size)
    return same_type(op, input, (*sizes[:axis], out_channels, *made))


def _wanted(
    op: Operation, output_size: Value, least: tuple[Size, ...], strides: tuple[Size, ...], spatial: int
) -> tuple[Size, ...]:
    """The padding at the end that gives the wanted size."""
    row = op.plain_sizes(output_size, "output_size")
    if len(row) > spatial:
        row = row[-spatial:]
    if len(row) != spatial:
        op.refuse(f"{op.label} expects {spatial} numbers for output_size, got {len(row)}")
    more = []
    for i in range(spatial):
        op.require(
            less_equal(least[i], row[i]),
            f"{op.label} makes an axis of {render(least[i])} or more, not {render(row[i])}",
        )
        op.require(
            less(row[i], least[i] + strides[i]),
            f"{op.label} makes an axis of less than {render(least[i] + strides[i])}, not {render(row[i])}",
        )
        more.append(row[i] - least[i])
    return tuple(more)
