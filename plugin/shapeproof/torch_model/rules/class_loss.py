"""Losses of classes: their probabilities, sequences of them, several at once."""

from __future__ import annotations

from shapeproof.dims import Size, less_equal
from shapeproof.shapes import Gap, Shape, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import has_shape, of, of_rank, place
from shapeproof.torch_model.rules.loss import broadcast_together, identical, reduced, reduction_of
from shapeproof.values import Value

# --- probabilities of classes ---------------------------------------------------------------------------------------


def binary(
    op: Operation,
    input: Value,
    target: Value,
    weight: Value = None,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
    pos_weight: Value = None,
) -> Value:
    """``binary_cross_entropy`` (and with logits): the target has the input's shape."""
    kind = reduction_of(op, reduction, size_average, reduce)
    shape = identical(op, op.shape(input), op.shape(target, "target"), target, "target")
    for value, what in ((weight, "weight"), (pos_weight, "pos_weight")):
        if has_shape(op, value):
            held = op.shape(value, what)
            joined = broadcast_together(op, shape, held, value, f"input and {what}")
            if kind == "none" and op.judge.reading(joined).items != op.judge.reading(shape).items:
                raise Gap(f"{op.label} with a {what} of {text_of(held)}")
    return reduced(op, kind, shape, input)


def binary_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    return binary(op, input, target, of(op, self, "weight"), reduction=of(op, self, "reduction"))


def binary_logits_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    weight, positive = of(op, self, "weight"), of(op, self, "pos_weight")
    return binary(op, input, target, weight, reduction=of(op, self, "reduction"), pos_weight=positive)


def cross_entropy(
    op: Operation,
    input: Value,
    target: Value,
    weight: Value = None,
    size_average: Value = None,
    ignore_index: Value = -100,
    reduce: Value = None,
    reduction: Value = "mean",
    label_smoothing: Value = 0.0,
) -> Value:
    """Targets are classes (the input's shape without its class axis) or probabilities (the input's shape)."""
    kind = reduction_of(op, reduction, size_average, reduce)
    return _classes(op, input, target, weight, kind, probabilities=True)


def cross_entropy_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    kind = reduction_of(op, of(op, self, "reduction"))
    return _classes(op, input, target, of(op, self, "weight"), kind, probabilities=True)


def nll(
    op: Operation,
    input: Value,
    target: Value,
    weight: Value = None,
    size_average: Value = None,
    ignore_index: Value = -100,
    reduce: Value = None,
    reduction: Value = "mean",
) -> Value:
    kind = reduction_of(op, reduction, size_average, reduce)
    return _classes(op, input, target, weight, kind, probabilities=False)


def nll_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    kind = reduction_of(op, of(op, self, "reduction"))
    return _classes(op, input, target, of(op, self, "weight"), kind, probabilities=False)


def _classes(op: Operation, input: Value, target: Value, weight: Value, kind: str, *, probabilities: bool) -> Value:
    scores, wanted = _ranks(op, input, target, probabilities)
    if scores.rank is None or wanted.rank is None:
        if kind == "none":
            raise Gap(f"the rank of the input of {op.label} is not known")
        return op.result(Shape(), op.dtype(input))
    if scores.rank == 0:
        op.refuse(f"{op.label} expects at least 1 dimension, got a scalar", operand=place(op, input))
    classes = scores.dims[0] if scores.rank == 1 else scores.dims[1]
    if has_shape(op, weight):
        _class_weight(op, weight, classes)
    of_input = f" for an input of {text_of(op.judge.reading(scores))}"
    if scores.rank == 1 and wanted.rank == 1 and _is_integer(op, target):
        identical(op, Shape((1,)), wanted, target, "target")
        return op.result(Shape(), op.dtype(input))
    if probabilities and wanted.rank == scores.rank and not _is_integer(op, target):
        shape = identical(op, scores, wanted, target, "target", " (probabilities)")
        return reduced(op, kind, Shape(() if shape.rank == 1 else (shape.dims[0], *shape.dims[2:])), input)
    expected = Shape(() if scores.rank == 1 else (scores.dims[0], *scores.dims[2:]))
    shape = identical(op, expected, wanted, target, "target", of_input)
    return reduced(op, kind, shape, input)


def _is_integer(op: Operation, target: Value) -> bool:
    dtype = op.tensor(target).dtype
    return dtype is not None and dtype.startswith(("int", "uint"))


def _ranks(op: Operation, input: Value, target: Value, probabilities: bool) -> tuple[Shape, Shape]:
    """Both shapes, an open rank fixed by the other one's."""
    scores, wanted = op.shape(input), op.shape(target, "target")
    dtype = op.tensor(target).dtype
    may_be_same = probabilities and (dtype is None or dtype.startswith(("float", "bfloat")))
    if scores.rank is not None and wanted.rank is None:
        ranks = [scores.rank - 1, *([scores.rank] if may_be_same else [])]
        wanted = op.judge.choose_rank(wanted, [rank for rank in ranks if rank >= 0]) or wanted
    elif wanted.rank is not None and scores.rank is None:
        ranks = [wanted.rank + 1, *([wanted.rank] if may_be_same and wanted.rank > 0 else [])]
        scores = op.judge.choose_rank(scores, ranks) or scores
    return scores, wanted


def _class_weight(op: Operation, weight: Value, classes: Size) -> None:
    (count,) = of_rank(op, weight, (1,), "weight")
    op.same(count, classes, f"{op.label} has weights for {{a}} classes of {{b}}", operand=place(op, weight), axis=-1)


def linear_cross_entropy(
    op: Operation,
    input: Value,
    linear_weight: Value,
    target: Value,
    linear_bias: Value = None,
    weight: Value = None,
    reduction: Value = "mean",
    ignore_index: Value = None,
    label_smoothing: Value = 0.0,
    options: Value = None,
) -> Value:
    """``cross_entropy(input @ linear_weight.T, target)``; the weight may have more axes behind the classes."""
    sizes = of_rank(op, input, (2, 1))
    held = op.known(linear_weight, "linear_weight")
    if len(held) < 2:
        op.refuse(f"{op.label} expects at least 2 dimensions for linear_weight, got {text_of(Shape(held))}")
    op.same(
        sizes[-1],
        held[-1],
        f"{op.label} expects a last dimension of {{b}}, got {{a}}",
        expected=op.judge.resolve(held[-1]),
        got=op.judge.resolve(sizes[-1]),
        operand=place(op, input),
        axis=-1,
    )
    if linear_bias is not None:
        shape = op.shape(linear_bias, "linear_bias")
        identical(op, Shape(held[:-1]), shape, linear_bias, "linear_bias")
    if len(held) > 2 and len(sizes) == 1:
        op.refuse(f"{op.label} expects a batch, got {text_of(Shape(sizes))}", operand=place(op, input))
    scores = op.result((*sizes[:-1], *held[:-1]), op.dtype(input))
    return _classes(op, scores, target, weight, reduction_of(op, reduction), probabilities=True)


def ctc(
    op: Operation,
    log_probs: Value,
    targets: Value,
    input_lengths: Value,
    target_lengths: Value,
    blank: Value = 0,
    reduction: Value = "mean",
    zero_infinity: Value = False,
) -> Value:
    sizes = of_rank(op, log_probs, (3, 2), "log_probs")
    kind = reduction_of(op, reduction)
    if len(sizes) == 2:
        return op.result(Shape(), op.dtype(log_probs))
    for lengths, what in ((input_lengths, "input_lengths"), (target_lengths, "target_lengths")):
        if op.is_tensor(lengths) and op.shape(lengths, what).rank == 1:
            (count,) = op.known(lengths, what)
            op.same(count, sizes[1], f"{op.label} expects {{b}} {what}, got {{a}}", operand=place(op, lengths), axis=-1)
    return reduced(op, kind, Shape((sizes[1],)), log_probs)


def ctc_layer(
    op: Operation, self: Value, log_probs: Value, targets: Value, input_lengths: Value, target_lengths: Value
) -> Value:
    return ctc(op, log_probs, targets, input_lengths, target_lengths, reduction=of(op, self, "reduction"))


# --- several classes at once ----------------------------------------------------------------------------------------


def multilabel_soft_margin(
    op: Operation,
    input: Value,
    target: Value,
    weight: Value = None,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
) -> Value:
    kind = reduction_of(op, reduction, size_average, reduce)
    shape = broadcast_together(op, op.shape(input), op.shape(target, "target"), target, "input and target")
    if has_shape(op, weight):
        shape = broadcast_together(op, shape, op.shape(weight, "weight"), weight, "input and weight")
    if shape.rank is None:
        if kind == "none":
            raise Gap(f"the rank of the input of {op.label} is not known")
        return op.result(Shape(), op.dtype(input))
    own = op.shape(input).rank
    if shape.rank == 0 or own is None or own != shape.rank:
        raise Gap(f"{op.label} of {text_of(shape)}")
    return reduced(op, kind, Shape(shape.dims[:-1]), input)


def multilabel_soft_margin_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    return multilabel_soft_margin(op, input, target, of(op, self, "weight"), reduction=of(op, self, "reduction"))


def _scores(op: Operation, input: Value) -> tuple[Size, ...]:
    """The sizes of scores for at least one class, with or without a batch."""
    sizes = of_rank(op, input, (2, 1, 0))
    if sizes:
        op.require(less_equal(1, sizes[-1]), f"{op.label} needs at least one class", operand=place(op, input), axis=-1)
    return sizes


def multilabel_margin(
    op: Operation,
    input: Value,
    target: Value,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
) -> Value:
    kind = reduction_of(op, reduction, size_average, reduce)
    sizes = _scores(op, input)
    wanted = op.shape(target, "target")
    if len(sizes) < 2:
        return op.result(Shape(), op.dtype(input))
    shape = identical(op, Shape(sizes), wanted, target, "target")
    return reduced(op, kind, Shape(shape.dims[:1]), input)


def multilabel_margin_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    return multilabel_margin(op, input, target, reduction=of(op, self, "reduction"))


def multi_margin(
    op: Operation,
    input: Value,
    target: Value,
    p: Value = 1,
    margin: Value = 1.0,
    weight: Value = None,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
) -> Value:
    kind = reduction_of(op, reduction, size_average, reduce)
    sizes = _scores(op, input)
    if len(sizes) < 2:
        if kind == "none":
            raise Gap(f"{op.label} without a batch")
        return op.result(Shape(), op.dtype(input))
    wanted = op.shape(target, "target")
    identical(op, Shape(sizes[:1]), wanted, target, "target")
    if has_shape(op, weight):
        _class_weight(op, weight, sizes[1])
    return reduced(op, kind, Shape(sizes[:1]), input)


def multi_margin_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    return multi_margin(op, input, target, 1, 1.0, of(op, self, "weight"), reduction=of(op, self, "reduction"))
