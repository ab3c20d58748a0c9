"""Layers that keep their input's shape (activations, dropout), and those that ask for an axis."""

from __future__ import annotations

from shapeproof.dims import Size, disjunction, divides, equal, floordiv, render
from shapeproof.shapes import Gap, Item, Shape, text_of
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import held, of, of_rank, place, same_type
from shapeproof.values import Object, Unknown, Value


def same(op: Operation, input: Value, *options: Value) -> Value:
    """A function of each element."""
    state = op.tensor(input)
    if state.shape is None:
        return op.result(None, state.dtype, reason=state.reason)
    return op.result(op.shape(input), state.dtype)


def same_layer(op: Operation, self: Value, input: Value) -> Value:
    """A layer that applies a function of each element, in place where it was told to."""
    if isinstance(self, Object) and op.machine.attributes(self).get("inplace") is True:
        return in_place(op, input)
    return same(op, input)


def in_place(op: Operation, input: Value, *options: Value) -> Value:
    if op.tensor(input).shape is not None:
        op.shape(input)
    return input


def same_unless_in_place(op: Operation, input: Value, *options: Value) -> Value:
    """A function whose last parameter is ``inplace``."""
    if options and options[-1] is True:
        return in_place(op, input)
    return same(op, input)


def dropout1d(op: Operation, input: Value, p: Value = 0.5, training: Value = True, inplace: Value = False) -> Value:
    return same_type(op, input, of_rank(op, input, (3, 2)))


def dropout1d_layer(op: Operation, self: Value, input: Value) -> Value:
    return same_type(op, input, of_rank(op, input, (3, 2)))


def feature_dropout(
    op: Operation, input: Value, p: Value = 0.5, training: Value = True, inplace: Value = False
) -> Value:
    """Whole channels (axis 1) are dropped."""
    return _channels_dropped(op, input, p, training, inplace, 2)


def dropout3d(op: Operation, input: Value, p: Value = 0.5, training: Value = True, inplace: Value = False) -> Value:
    """As `feature_dropout`; an input without a batch is given one."""
    return _channels_dropped(op, input, p, training, inplace, 1)


def feature_dropout_layer(op: Operation, self: Value, input: Value) -> Value:
    return feature_dropout(op, input, *(of(op, self, name) for name in ("p", "training", "inplace")))


def dropout3d_layer(op: Operation, self: Value, input: Value) -> Value:
    return dropout3d(op, input, *(of(op, self, name) for name in ("p", "training", "inplace")))


def _channels_dropped(op: Operation, input: Value, p: Value, training: Value, inplace: Value, least: int) -> Value:
    shape = op.tensor(input).shape
    if training is True and p != 0 and shape is not None:
        given = op.shape(input)
        if given.rank is not None and given.rank < least:
            op.refuse(
                f"{op.label} needs at least {least} dimension{'s' * (least > 1)} in training, got {text_of(given)}",
                expected=least,
                got=given,
                operand=place(op, input),
            )
    return same_unless_in_place(op, input, inplace)


# --- along an axis --------------------------------------------------------------------------------------------------


def softmax(op: Operation, input: Value, dim: Value = None, _stacklevel: Value = 3, dtype: Value = None) -> Value:
    state = op.tensor(input)
    made = op.dtype_named(dtype, state.dtype)
    if state.shape is None:
        return op.result(None, made, reason=state.reason)
    if dim is None:
        _remark_on_missing_dim(op, op.shape(input))
    if dim is None or isinstance(dim, Unknown):
        return op.result(op.shape(input), made)
    shape, _ = op.axis(op.shape(input), dim)
    return op.result(shape, made)


def _remark_on_missing_dim(op: Operation, shape: Shape) -> None:
    """What torch warns of: the axis is picked by the number of dimensions."""
    if shape.splat is not None:
        return
    axis = 0 if len(shape.items) in (0, 1, 3) else 1
    message = f"{op.label} without dim takes dimension {axis} of {text_of(shape)}"
    op.machine.remark(op.refusal(message, help=f"dim={axis} says so", code="implicit-dim"), op.arguments)


def softmax_layer(op: Operation, self: Value, input: Value) -> Value:
    return softmax(op, input, held(op, self, "dim"))


def softmax2d_layer(op: Operation, self: Value, input: Value) -> Value:
    return same_type(op, input, of_rank(op, input, (4, 3)))


def gumbel_softmax(
    op: Operation, logits: Value, tau: Value = 1, hard: Value = False, eps: Value = 1e-10, dim: Value = -1
) -> Value:
    shape, _ = op.axis(op.shape(logits), dim)
    return same_type(op, logits, shape)


def glu(op: Operation, input: Value, dim: Value = -1) -> Value:
    """Half the axis gates the other half."""
    shape, at = op.axis(op.shape(input), dim)
    if not shape.items:
        op.refuse(f"{op.label} expects at least 1 dimension, got a scalar", operand=place(op, input))
    size = shape.items[at]
    axis = at - len(shape.items)
    op.require(
        divides(2, size),  # type: ignore[arg-type]
        f"{op.label} halves an axis of even size, got {render(size)}",  # type: ignore[arg-type]
        got=size,
        operand=place(op, input),
        axis=axis,
    )
    items: list[Item] = list(shape.items)
    items[at] = floordiv(size, 2)  # type: ignore[arg-type]
    return same_type(op, input, items)


def glu_layer(op: Operation, self: Value, input: Value) -> Value:
    return glu(op, input, of(op, self, "dim"))


def prelu(op: Operation, input: Value, weight: Value) -> Value:
    """One slope for all, or one for each channel (axis 1)."""
    slope = op.shape(weight, "weight")
    if slope.rank is None:
        raise Gap(f"the rank of the weight of {op.label} is not known")
    if slope.rank > 1:
        op.refuse(f"{op.label} expects a weight of 0 or 1 dimensions, got {text_of(slope)}", operand=place(op, weight))
    slopes: Size = slope.dims[0] if slope.rank == 1 else 1
    shape = op.shape(input)
    if op.judge.holds(equal(slopes, 1)) is True:
        return same_type(op, input, shape)
    if shape.rank is None and op.judge.holds(equal(slopes, 1)) is None:
        return same_type(op, input, shape)
    if shape.rank == 0:
        message = f"{op.label} has {render(slopes)} slopes for a scalar"
        op.require(equal(slopes, 1), message, operand=place(op, input))
        return same_type(op, input, shape)
    wide = shape if shape.rank == 1 else op.judge.at_least(shape, 0, 2)
    assert wide is not None
    channels: Size = 1 if wide.rank == 1 else wide.items[1]  # type: ignore[assignment]
    op.require(
        disjunction(equal(slopes, 1), equal(channels, slopes)),
        f"{op.label} has {render(slopes)} slopes for {render(channels)} channels",
        expected=slopes,
        got=channels,
        operand=place(op, input),
        axis=None if wide.rank is None or wide.rank == 1 else 1 - wide.rank,
    )
    return same_type(op, input, wide)


def prelu_layer(op: Operation, self: Value, input: Value) -> Value:
    return prelu(op, input, of(op, self, "weight"))


def normalize(
    op: Operation, input: Value, p: Value = 2.0, dim: Value = 1, eps: Value = 1e-12, out: Value = None
) -> Value:
    """``x / ‖x‖`` along an axis, or several."""
    shape = op.shape(input)
    if isinstance(dim, int):
        shape, _ = op.axis(shape, dim)
    return same_type(op, input, shape)


def one_hot(op: Operation, tensor: Value, num_classes: Value = -1) -> Value:
    """An axis more, as long as there are classes; without their number it depends on the data."""
    count = op.size(num_classes, "num_classes")
    held = constants.numbers(op, tensor)
    classes = () if held is None or not all(isinstance(each, int) for each in held[1]) else held[1]
    if count == -1:
        count = 1 + max(classes) if classes else op.judge.fresh("num_classes", lower=1)
    for each in classes:
        if each < 0 or (isinstance(count, int) and each >= count):
            op.refuse(f"{op.label} has {render(count)} classes, got the class {each}", operand=place(op, tensor))
    return op.result((*op.shape(tensor).items, count), "int64")
