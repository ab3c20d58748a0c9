"""What torchvision's compiled operators make of boxes and images."""

from __future__ import annotations

from shapeproof.dims import Size, divides, floordiv, render
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.matrix import ranked
from shapeproof.values import Value


def nms(op: Operation, dets: Value, scores: Value, iou_threshold: Value) -> Value:
    """The boxes that are kept: as many as the data say."""
    boxes, sides = _matrix(op, dets, 0, "dets")
    op.same(sides, 4, f"{op.label} needs boxes of 4 numbers, got {{a}}", expected=4, got=sides, operand=0, axis=-1)
    (count,) = ranked(op, scores, 1, 1, "scores")
    op.same(boxes, count, f"{op.label} needs a score for each of {{a}} boxes, got {{b}}", operand=1, axis=-1)
    return op.result((op.judge.fresh("kept"),), "int64")


def _matrix(op: Operation, value: Value, place: int, name: str) -> tuple[Size, Size]:
    rows, columns = ranked(op, value, place, 2, name)
    return rows, columns


def _pooled(op: Operation, tensor: Value, rois: Value) -> tuple[Size, Size]:
    """The number of regions, and the channels of the images they are cut from."""
    shape = op.known(tensor)
    if len(shape) != 4:
        op.refuse(
            f"{op.label} needs images of four dimensions, got {len(shape)}", expected=4, got=len(shape), operand=0
        )
    count, columns = _matrix(op, rois, 1, "rois")
    op.same(
        columns, 5, f"{op.label} needs regions of 5 numbers, got {{a}}", expected=5, got=columns, operand=1, axis=-1
    )
    return count, shape[1]


def roi_align(op: Operation, tensor: Value, rois: Value, scale: Value, height: Value, width: Value, *_: Value) -> Value:
    count, channels = _pooled(op, tensor, rois)
    return op.result((count, channels, op.size(height), op.size(width)), op.dtype(tensor))


def roi_pool(op: Operation, tensor: Value, rois: Value, scale: Value, height: Value, width: Value) -> Value:
    count, channels = _pooled(op, tensor, rois)
    sizes = (count, channels, op.size(height), op.size(width))
    return op.result(sizes, op.dtype(tensor)), op.result(sizes, "int32")


def ps_roi_pool(
    op: Operation, tensor: Value, rois: Value, scale: Value, height: Value, width: Value, *_: Value
) -> Value:
    """Each place of the grid has channels of its own."""
    count, channels = _pooled(op, tensor, rois)
    rows, columns = op.size(height), op.size(width)
    places = rows * columns
    op.require(
        divides(places, channels),
        f"{op.label}: {render(places)} places do not divide {render(channels)} channels",
        operand=0,
    )
    sizes = (count, op.judge.resolve(floordiv(channels, places)), rows, columns)
    return op.result(sizes, op.dtype(tensor)), op.result(sizes, "int32")


def deform_conv2d(
    op: Operation,
    tensor: Value,
    weight: Value,
    offset: Value,
    mask: Value,
    bias: Value,
    stride_h: Value,
    stride_w: Value,
    pad_h: Value,
    pad_w: Value,
    dil_h: Value,
    dil_w: Value,
    *_: Value,
) -> Value:
    """As a convolution: the offsets move only where it reads."""
    images, kernels = op.known(tensor), op.known(weight, "weight")
    if len(images) != 4 or len(kernels) != 4:
        op.refuse(f"{op.label} needs images and weights of four dimensions, got {len(images)} and {len(kernels)}")
    sizes = []
    steps = ((stride_h, pad_h, dil_h), (stride_w, pad_w, dil_w))
    for size, kernel, (stride, pad, dilation) in zip(images[2:], kernels[2:], steps, strict=True):
        span = size + 2 * op.size(pad) - op.size(dilation) * (kernel - 1) - 1
        sizes.append(op.judge.resolve(floordiv(span, op.size(stride)) + 1))
    return op.result((images[0], kernels[0], *sizes), op.dtype(tensor))
