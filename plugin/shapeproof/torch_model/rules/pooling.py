"""Pooling (https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html and its neighbours)."""

from __future__ import annotations

from collections.abc import Callable

from shapeproof.dims import Dim, Size, floordiv, less_equal, minimum, real, render
from shapeproof.dims import to_integer as truncated
from shapeproof.shapes import Gap
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import (
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
from shapeproof.values import Object, Unknown, Value

Rule = Callable[..., Value]

# --- windows --------------------------------------------------------------------------------------------------------


def _window(
    op: Operation,
    input: Value,
    length: Size,
    kernel: Size,
    stride: Size,
    pad: Size,
    dilation: Size,
    ceil: bool,
    axis: int,
) -> Size:
    """How many windows there are along one axis; with ``ceil`` also one that starts inside and ends outside."""
    extent = dilation * (kernel - 1) + 1
    if ceil:
        count = floordiv(length + 2 * pad - extent + stride - 1, stride) + 1
        if not (
            isinstance(pad, int) and isinstance(stride, int) and isinstance(extent, int) and pad + stride <= extent
        ):
            count = minimum(count, floordiv(length + pad - 1, stride) + 1)
    else:
        count = windows(length, kernel, stride, pad, pad, dilation)
    condition = less_equal(1, count) if ceil else less_equal(extent, length + 2 * pad)
    if condition is not True:
        with_padding = "" if pad == 0 else f" with a padding of {render(pad)}"
        op.require(
            condition,
            f"{op.label} has a window of {render(extent)} for an axis of {render(length)}{with_padding}",
            expected=extent,
            got=length,
            operand=place(op, input),
            axis=axis,
        )
    return count


def _pool(
    op: Operation,
    input: Value,
    kernel_size: Value,
    stride: Value,
    padding: Value,
    dilation: Value,
    ceil_mode: Value,
    spatial: int,
    mean: bool = False,
) -> tuple[Size, ...]:
    sizes = of_rank(op, input, (spatial + 2, spatial + 1))
    try:
        kernels = row(op, kernel_size, spatial, "kernel_size")
        strides = kernels if _is_left_out(op, stride) else row(op, stride, spatial, "stride")
        pads, dilations = row(op, padding, spatial, "padding"), row(op, dilation, spatial, "dilation")
    except Gap:
        return (*sizes[:-spatial], *unknown_lengths(op, spatial))
    positive(op, kernels, "kernel_size")
    positive(op, strides, "stride")
    positive(op, dilations, "dilation")
    not_negative(op, pads, "padding")
    for axis in range(-spatial - 1, 0):
        op.require(
            less_equal(1, sizes[axis]),
            f"{op.label} needs channels and axes of at least 1, got {render(sizes[axis])}",
            got=sizes[axis],
            operand=place(op, input),
            axis=axis,
        )
    ceil = op.flag(ceil_mode)
    made = []
    for i in range(spatial):
        if mean and spatial == 3:  # here torch does not count the padding
            _window(op, input, sizes[i - spatial], kernels[i], 1, 0, 1, False, i - spatial)
        op.require(
            less_equal(2 * pads[i], kernels[i]),
            f"{op.label} can pad at most half of its window of {render(kernels[i])}, got {render(pads[i])}",
        )
        made.append(
            _window(op, input, sizes[i - spatial], kernels[i], strides[i], pads[i], dilations[i], ceil, i - spatial)
        )
    return (*sizes[:-spatial], *made)


def _is_left_out(op: Operation, stride: Value) -> bool:
    if isinstance(stride, Object) and not op.is_tensor(stride):
        return len(op.machine.iterate(stride)) == 0
    return stride is None or stride == ()


# --- max ------------------------------------------------------------------------------------------------------------


def _with_indices(op: Operation, input: Value, shape: tuple[Size, ...], return_indices: Value) -> Value:
    made = same_type(op, input, shape)
    return (made, op.result(shape, "int64")) if op.flag(return_indices) else made


def _max(spatial: int, indices: bool = False) -> Rule:
    def pool(
        op: Operation,
        input: Value,
        kernel_size: Value,
        stride: Value = None,
        padding: Value = 0,
        dilation: Value = 1,
        ceil_mode: Value = False,
        return_indices: Value = False,
    ) -> Value:
        shape = _pool(op, input, kernel_size, stride, padding, dilation, ceil_mode, spatial)
        return _with_indices(op, input, shape, True if indices else return_indices)

    return pool


max_pool1d, max_pool2d, max_pool3d = (_max(n) for n in (1, 2, 3))
max_pool1d_with_indices, max_pool2d_with_indices, max_pool3d_with_indices = (_max(n, True) for n in (1, 2, 3))


def _max_layer(spatial: int) -> Rule:
    def layer(op: Operation, self: Value, input: Value) -> Value:
        shape = _pool(
            op, input, held(op, self, "kernel_size"), held(op, self, "stride"), held(op, self, "padding"),
            held(op, self, "dilation"), of(op, self, "ceil_mode"), spatial,
        )  # fmt: skip
        return _with_indices(op, input, shape, of(op, self, "return_indices"))

    return layer


max_layer1d, max_layer2d, max_layer3d = (_max_layer(n) for n in (1, 2, 3))


# --- average --------------------------------------------------------------------------------------------------------


def _average(spatial: int) -> Rule:
    def pool(
        op: Operation,
        input: Value,
        kernel_size: Value,
        stride: Value = None,
        padding: Value = 0,
        ceil_mode: Value = False,
        count_include_pad: Value = True,
        divisor_override: Value = None,
    ) -> Value:
        return same_type(op, input, _pool(op, input, kernel_size, stride, padding, 1, ceil_mode, spatial, True))

    return pool


avg_pool1d, avg_pool2d, avg_pool3d = (_average(n) for n in (1, 2, 3))


def _average_layer(spatial: int) -> Rule:
    def layer(op: Operation, self: Value, input: Value) -> Value:
        shape = _pool(
            op, input, held(op, self, "kernel_size"), held(op, self, "stride"), held(op, self, "padding"), 1,
            of(op, self, "ceil_mode"), spatial, True,
        )  # fmt: skip
        return same_type(op, input, shape)

    return layer


avg_layer1d, avg_layer2d, avg_layer3d = (_average_layer(n) for n in (1, 2, 3))


def _power(spatial: int) -> Rule:
    def pool(
        op: Operation,
        input: Value,
        norm_type: Value,
        kernel_size: Value,
        stride: Value = None,
        ceil_mode: Value = False,
    ) -> Value:
        _check_power(op, norm_type, kernel_size, spatial)
        return same_type(op, input, _pool(op, input, kernel_size, stride, 0, 1, ceil_mode, spatial, True))

    return pool


def _check_power(op: Operation, norm_type: Value, kernel_size: Value, spatial: int) -> None:
    if isinstance(norm_type, int | float) and norm_type == 0:
        op.refuse(f"{op.label} needs a norm_type other than 0", code="parameter")
    if spatial == 1 and isinstance(kernel_size, tuple):
        op.refuse(f"{op.label} takes a single int as kernel_size, got a tuple", code="parameter")


lp_pool1d, lp_pool2d, lp_pool3d = (_power(n) for n in (1, 2, 3))


def _power_layer(spatial: int) -> Rule:
    def layer(op: Operation, self: Value, input: Value) -> Value:
        _check_power(op, held(op, self, "norm_type"), held(op, self, "kernel_size"), spatial)
        kernel, stride = held(op, self, "kernel_size"), held(op, self, "stride")
        shape = _pool(op, input, kernel, stride, 0, 1, of(op, self, "ceil_mode"), spatial, True)
        return same_type(op, input, shape)

    return layer


lp_layer1d, lp_layer2d, lp_layer3d = (_power_layer(n) for n in (1, 2, 3))


# --- adaptive -------------------------------------------------------------------------------------------------------


def _adapted(op: Operation, input: Value, output_size: Value, spatial: int, mean: bool = False) -> tuple[Size, ...]:
    """``mean``: an output of one place is a mean, which torch takes over any leading axes and over no values."""
    if isinstance(output_size, Unknown):
        sizes = of_rank(op, input, (spatial + 2, spatial + 1))
        return (*sizes[:-spatial], *unknown_lengths(op, spatial))
    if spatial == 1 and output_size in (None, (None,)):
        op.refuse(f"{op.label} takes a number for output_size, got None")
    one_for_all = isinstance(output_size, int | Dim)
    wanted = [output_size] * spatial if one_for_all else _wanted(op, output_size, spatial)
    ranks = (spatial + 2, spatial + 1)
    given = op.shape(input)
    if given.rank is not None and given.rank >= spatial:
        wanted = [given.dims[i - spatial] if size is None else size for i, size in enumerate(wanted)]
    to_one = mean and all(size == 1 for size in wanted)
    if to_one and spatial > 1 and given.rank is not None and given.rank >= spatial + (not one_for_all):
        sizes = given.dims
    else:
        sizes = of_rank(op, input, ranks)
    if len(sizes) == spatial + 2 and not to_one and (not mean or spatial == 3):
        with_elements(op, input, sizes[1:2])
    made: list[Size] = []
    for i, value in enumerate(wanted):
        length = sizes[i - spatial]
        if isinstance(value, Unknown):
            made.append(unknown_lengths(op, 1)[0])
            continue
        size = length if value is None else op.size(value, "output_size")
        op.require(less_equal(0, size), f"{op.label} cannot make an axis of {render(size)}")
        if not to_one:
            op.require(
                less_equal(1, length),
                f"{op.label} needs axes of at least 1, got {render(length)}",
                got=length,
                operand=place(op, input),
                axis=i - spatial,
            )
        made.append(size)
    return (*sizes[:-spatial], *made)


def _wanted(op: Operation, output_size: Value, spatial: int) -> list[Value]:
    if output_size is None:
        raise Gap(f"the output_size of {op.label} is not known")
    wanted = list(op.machine.iterate(output_size))
    if len(wanted) != spatial:
        op.refuse(f"{op.label} expects {spatial} numbers for output_size, got {len(wanted)}")
    if wanted == [None]:
        raise Gap(f"{op.label} wants a number for output_size")
    return wanted


def _adaptive(spatial: int, indices: bool | None) -> Rule:
    """``indices``: None where there never are any."""

    def pool(op: Operation, input: Value, output_size: Value, return_indices: Value = False) -> Value:
        shape = _adapted(op, input, output_size, spatial, indices is False)
        return _with_indices(op, input, shape, indices if indices is not None else return_indices)

    return pool


adaptive_max_pool1d, adaptive_max_pool2d, adaptive_max_pool3d = (_adaptive(n, None) for n in (1, 2, 3))
adaptive_max_pool1d_with_indices, adaptive_max_pool2d_with_indices, adaptive_max_pool3d_with_indices = (
    _adaptive(n, True) for n in (1, 2, 3)
)
adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d = (_adaptive(n, False) for n in (1, 2, 3))


def _adaptive_layer(spatial: int, maximal: bool) -> Rule:
    def layer(op: Operation, self: Value, input: Value) -> Value:
        shape = _adapted(op, input, held(op, self, "output_size"), spatial, not maximal)
        return _with_indices(op, input, shape, of(op, self, "return_indices") if maximal else False)

    return layer


adaptive_max_layer1d, adaptive_max_layer2d, adaptive_max_layer3d = (_adaptive_layer(n, True) for n in (1, 2, 3))
adaptive_avg_layer1d, adaptive_avg_layer2d, adaptive_avg_layer3d = (_adaptive_layer(n, False) for n in (1, 2, 3))


# --- fractional -----------------------------------------------------------------------------------------------------


def _fractional(
    op: Operation, input: Value, kernel_size: Value, output_size: Value, ratio: Value, spatial: int
) -> tuple[Size, ...]:
    sizes = of_rank(op, input, (spatial + 2, spatial + 1))
    if len(sizes) == spatial + 2:
        with_elements(op, input, sizes[1:2])
    kernels = row(op, kernel_size, spatial, "kernel_size")
    if output_size is not None:
        wanted = row(op, output_size, spatial, "output_size")
    elif ratio is not None:
        wanted = tuple(_scaled(op, sizes[i - spatial], r) for i, r in enumerate(_ratios(op, ratio, spatial)))
    else:
        op.refuse(f"{op.label} needs an output_size or an output_ratio")
    for i in range(spatial):
        length = sizes[i - spatial]
        op.require(less_equal(0, wanted[i]), f"{op.label} cannot make an axis of {render(wanted[i])}")
        room = length if spatial == 2 else length - 1  # torch wants one place more in three dimensions
        op.require(
            less_equal(wanted[i] + kernels[i] - 1, room),
            f"{op.label} cannot place {render(wanted[i])} windows of {render(kernels[i])} on {render(length)} values",
            got=length,
            operand=place(op, input),
            axis=i - spatial,
        )
    return (*sizes[:-spatial], *wanted)


def _ratios(op: Operation, ratio: Value, spatial: int) -> list[float]:
    row = [ratio] * spatial if isinstance(ratio, int | float) else list(op.machine.iterate(ratio))
    if len(row) != spatial or not all(isinstance(r, int | float) for r in row):
        raise Gap(f"the output_ratio of {op.label} is not known")
    return row


def _scaled(op: Operation, length: Size, ratio: float) -> Size:
    return truncated(real("*", length, float(ratio)), "int")


def _fractional_function(spatial: int, indices: bool = False) -> Rule:
    def pool(
        op: Operation,
        input: Value,
        kernel_size: Value,
        output_size: Value = None,
        output_ratio: Value = None,
        return_indices: Value = False,
        _random_samples: Value = None,
    ) -> Value:
        shape = _fractional(op, input, kernel_size, output_size, output_ratio, spatial)
        return _with_indices(op, input, shape, True if indices else return_indices)

    return pool


fractional_max_pool2d, fractional_max_pool3d = (_fractional_function(n) for n in (2, 3))
fractional_max_pool2d_with_indices, fractional_max_pool3d_with_indices = (_fractional_function(n, True) for n in (2, 3))


def _check_samples(op: Operation, input: Value, samples: Value) -> None:
    given, wanted = op.dtype(samples) if op.is_tensor(samples) else None, op.dtype(input)
    if given is not None and wanted is not None and given != wanted:
        op.refuse(f"{op.label} expects _random_samples of {wanted} as its input is, got {given}")


def _fractional_layer(spatial: int) -> Rule:
    def layer(op: Operation, self: Value, input: Value) -> Value:
        ratio, size = of(op, self, "output_ratio"), held(op, self, "output_size")
        shape = _fractional(op, input, held(op, self, "kernel_size"), size, ratio, spatial)
        _check_samples(op, input, held(op, self, "_random_samples"))
        return _with_indices(op, input, shape, of(op, self, "return_indices"))

    return layer


def check_kernel(op: Operation, self: Value) -> None:
    """What the constructor asks of its kernel."""
    for size in op.plain_sizes(of(op, self, "kernel_size"), "kernel_size"):
        message = f"{op.label} needs a kernel_size of at least 1, got {render(size)}"
        op.require(less_equal(1, size), message, code="parameter")


fractional_layer2d, fractional_layer3d = (_fractional_layer(n) for n in (2, 3))


# --- undone ---------------------------------------------------------------------------------------------------------


def _unpooled(
    op: Operation,
    input: Value,
    indices: Value,
    kernel_size: Value,
    stride: Value,
    padding: Value,
    output_size: Value,
    spatial: int,
) -> Value:
    kernels = row(op, kernel_size, spatial, "kernel_size")
    strides = kernels if _is_left_out(op, stride) else row(op, stride, spatial, "stride")
    pads = row(op, padding, spatial, "padding")
    sizes = of_rank(op, input, (spatial + 2, spatial + 1))
    places = of_rank(op, indices, (len(sizes),), "indices")
    dtype = op.dtype(indices)
    if dtype not in (None, "int64"):
        op.refuse(f"{op.label} expects indices of int64, got {dtype}", operand=place(op, indices))
    for i, (a, b) in enumerate(zip(sizes, places, strict=True)):
        op.same(
            b, a, f"{op.label} expects indices of {{b}}, got {{a}}", operand=place(op, indices), axis=i - len(sizes)
        )
    with_elements(op, input, sizes[1:])
    default = [(sizes[i - spatial] - 1) * strides[i] + kernels[i] - 2 * pads[i] for i in range(spatial)]
    if spatial == 3:
        positive(op, strides, "stride")
    if output_size is None:
        for size in default:
            op.require(less_equal(0, size), f"{op.label} cannot make an axis of {render(size)}")
        return same_type(op, input, (*sizes[:-spatial], *default))
    wanted = op.plain_sizes(output_size, "output_size")
    wanted = wanted[2:] if len(wanted) == spatial + 2 else wanted
    if len(wanted) != spatial:
        op.refuse(f"{op.label} expects {spatial} numbers for output_size, got {len(wanted)}")
    for i in range(spatial):
        low, high = default[i] - strides[i], default[i] + strides[i]
        op.require(
            less_equal(low + 1, wanted[i]),
            f"{op.label} needs an output_size above {render(low)}, got {render(wanted[i])}",
        )
        op.require(
            less_equal(wanted[i] + 1, high),
            f"{op.label} needs an output_size below {render(high)}, got {render(wanted[i])}",
        )
    return same_type(op, input, (*sizes[:-spatial], *wanted))


def _unpool(spatial: int) -> Rule:
    def unpool(
        op: Operation,
        input: Value,
        indices: Value,
        kernel_size: Value,
        stride: Value = None,
        padding: Value = 0,
        output_size: Value = None,
    ) -> Value:
        return _unpooled(op, input, indices, kernel_size, stride, padding, output_size, spatial)

    return unpool


max_unpool1d, max_unpool2d, max_unpool3d = (_unpool(n) for n in (1, 2, 3))


def _unpool_layer(spatial: int) -> Rule:
    def layer(op: Operation, self: Value, input: Value, indices: Value, output_size: Value = None) -> Value:
        kernel, stride, padding = held(op, self, "kernel_size"), held(op, self, "stride"), held(op, self, "padding")
        return _unpooled(op, input, indices, kernel, stride, padding, output_size, spatial)

    return layer


unpool_layer1d, unpool_layer2d, unpool_layer3d = (_unpool_layer(n) for n in (1, 2, 3))
