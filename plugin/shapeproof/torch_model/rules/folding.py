"""Blocks of images as columns, and back (https://docs.pytorch.org/docs/stable/generated/torch.nn.Unfold.html)."""

from __future__ import annotations

from collections.abc import Sequence

from shapeproof.dims import Size, divides, floordiv, less_equal, render
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import (
    not_negative,
    of,
    of_rank,
    place,
    positive,
    row,
    same_type,
    windows,
    with_elements,
)
from shapeproof.values import Object, Value


def unfold(
    op: Operation,
    input: Value,
    kernel_size: Value,
    dilation: Value = 1,
    padding: Value = 0,
    stride: Value = 1,
) -> Value:
    """``[n, c, h, w]`` to ``[n, c·kh·kw, blocks]``."""
    kernels = row(op, kernel_size, 2, "kernel_size")
    sizes = of_rank(op, input, (4, 3))
    with_elements(op, input, sizes[-3:])
    blocks = _blocks(op, input, sizes[-2:], kernels, dilation, padding, stride)
    return same_type(op, input, (*sizes[:-3], sizes[-3] * kernels[0] * kernels[1], blocks))


def unfold_layer(op: Operation, self: Value, input: Value) -> Value:
    return unfold(op, input, *(of(op, self, name) for name in ("kernel_size", "dilation", "padding", "stride")))


def fold(
    op: Operation,
    input: Value,
    output_size: Value,
    kernel_size: Value,
    dilation: Value = 1,
    padding: Value = 0,
    stride: Value = 1,
) -> Value:
    """``[n, c·kh·kw, blocks]`` to ``[n, c, h, w]``."""
    wanted = row(op, output_size, 2, "output_size")
    positive(op, wanted, "output_size")
    kernels = row(op, kernel_size, 2, "kernel_size")
    sizes = of_rank(op, input, (3, 2))
    with_elements(op, input, sizes[-2:])
    area = kernels[0] * kernels[1]
    op.require(
        divides(area, sizes[-2]),
        f"{op.label} needs channels divisible by a kernel of {render(area)} places, got {render(sizes[-2])}",
        got=sizes[-2],
        operand=place(op, input),
        axis=-2,
    )
    blocks = _blocks(op, None, wanted, kernels, dilation, padding, stride)
    op.same(
        sizes[-1],
        blocks,
        f"{op.label} expects {{b}} blocks, got {{a}}",
        expected=op.judge.resolve(blocks),
        got=op.judge.resolve(sizes[-1]),
        operand=place(op, input),
        axis=-1,
    )
    return same_type(op, input, (*sizes[:-2], floordiv(sizes[-2], area), *wanted))


def fold_layer(op: Operation, self: Value, input: Value) -> Value:
    names = ("output_size", "kernel_size", "dilation", "padding", "stride")
    return fold(op, input, *(of(op, self, name) for name in names))


def _blocks(
    op: Operation,
    input: Value,
    sizes: Sequence[Size],
    kernels: Sequence[Size],
    dilation: Value,
    padding: Value,
    stride: Value,
) -> Size:
    dilations, pads = row(op, dilation, 2, "dilation"), row(op, padding, 2, "padding")
    strides = row(op, stride, 2, "stride")
    positive(op, strides, "stride")
    positive(op, dilations, "dilation")
    positive(op, kernels, "kernel_size")
    not_negative(op, pads, "padding")
    total: Size = 1
    for i in range(2):
        extent = dilations[i] * (kernels[i] - 1) + 1
        op.require(
            less_equal(extent, sizes[i] + 2 * pads[i]),
            f"{op.label} has a kernel of {render(extent)} for an axis of {render(sizes[i])}",
            expected=extent,
            got=sizes[i],
            operand=None if not isinstance(input, Object) else place(op, input),
            axis=i - 2,
        )
        total = total * windows(sizes[i], kernels[i], strides[i], pads[i], pads[i], dilations[i])
    return total
