"""What torchvision's compiled operators make of boxes and images."""

from __future__ import annotations

from shapeproof.dims import Size, divides, floordiv, less_equal, render
from shapeproof.shapes import Shape, text_of
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


def _moved(op: Operation, value: Value, place: int, wanted: tuple[Size, ...], what: str) -> None:
    """An offset (or mask) for each place of the kernel, at each place of the result."""
    shape = op.shape(value, what)
    sizes = op.judge.with_rank(shape, 4)
    text = f"{op.label} expects {text_of(Shape(wanted))} for {what}, got {text_of(shape)}"
    if sizes is None:
        op.refuse(text, operand=place)
    for axis, (got, want) in enumerate(zip(sizes, wanted, strict=True)):
        op.same(got, want, text, expected=want, got=got, operand=place, axis=axis - 4)


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
    weight_groups: Value = 1,
    offset_groups: Value = 1,
    use_mask: Value = False,
) -> Value:
    """As a convolution: the offsets move only where it reads."""
    images, kernels = op.known(tensor), op.known(weight, "weight")
    if len(images) != 4 or len(kernels) != 4:
        op.refuse(f"{op.label} needs images and weights of four dimensions, got {len(images)} and {len(kernels)}")
    groups, shifts = op.size(weight_groups), op.size(offset_groups)
    text = f"{op.label} expects {{b}} input channels, got {{a}}"
    op.same(images[1], kernels[1] * groups, text, expected=kernels[1] * groups, got=images[1], operand=0, axis=-3)
    sizes: list[Size] = []
    steps = ((stride_h, pad_h, dil_h), (stride_w, pad_w, dil_w))
    for size, kernel, (stride, pad, dilation) in zip(images[2:], kernels[2:], steps, strict=True):
        span = size + 2 * op.size(pad) - op.size(dilation) * (kernel - 1) - 1
        op.require(less_equal(0, span), f"{op.label} has a kernel of {render(kernel)} for an axis of {render(size)}")
        sizes.append(op.judge.resolve(floordiv(span, op.size(stride)) + 1))
    places = shifts * kernels[2] * kernels[3]
    _moved(op, offset, 2, (images[0], 2 * places, *sizes), "offset")
    if op.flag(use_mask):
        _moved(op, mask, 3, (images[0], places, *sizes), "mask")
    return op.result((images[0], kernels[0], *sizes), op.dtype(tensor))
