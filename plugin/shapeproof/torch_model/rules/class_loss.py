"""Losses of classes: their probabilities, sequences of them, several at once."""

from __future__ import annotations

from shapeproof.dims import Size, less_equal, render
from shapeproof.shapes import Gap, Shape, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import has_shape, held, of, of_rank, place, same_type, with_elements
from shapeproof.torch_model.rules.loss import applied, broadcast_together, identical, reduced, reduction_of
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
            shape = applied(op, shape, value, what)
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
    _check_smoothing(op, label_smoothing)
    return _classes(op, input, target, weight, kind, ignore_index)


def cross_entropy_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    kind = reduction_of(op, of(op, self, "reduction"))
    _check_smoothing(op, held(op, self, "label_smoothing"))
    return _classes(op, input, target, of(op, self, "weight"), kind, held(op, self, "ignore_index"))


def _check_smoothing(op: Operation, smoothing: Value) -> None:
    if isinstance(smoothing, int | float) and not 0 <= smoothing <= 1:
        op.refuse(f"{op.label} needs a label_smoothing between 0 and 1, got {smoothing}", code="parameter")


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


def _classes(
    op: Operation,
    input: Value,
    target: Value,
    weight: Value,
    kind: str,
    ignore_index: Value = None,
    *,
    probabilities: bool = True,
) -> Value:
    scores, wanted = _ranks(op, input, target, probabilities)
    if scores.rank is None or wanted.rank is None:
        if kind == "none":
            raise Gap(f"the rank of the input of {op.label} is not known")
        return op.result(Shape(), op.dtype(input))
    if scores.rank == 0:
        op.refuse(f"{op.label} expects at least 1 dimension, got a scalar", operand=place(op, input))
    classes = scores.dims[0] if scores.rank == 1 else scores.dims[1]
    if has_shape(op, weight):
        _class_weight(op, weight, classes, counted=scores.rank > 2)
    of_input = f" for an input of {text_of(op.judge.reading(scores))}"
    if scores.rank == 1 and wanted.rank == 1 and _is_integer(op, target):
        identical(op, Shape((1,)), wanted, target, "target")
        return op.result(Shape(), op.dtype(input))
    if probabilities and wanted.rank == scores.rank and not _is_integer(op, target):
        shape = identical(op, scores, wanted, target, "target", " (probabilities)")
        if isinstance(ignore_index, int) and ignore_index >= 0 and _is_float(op, target):
            op.refuse(f"{op.label} takes an ignore_index with targets that are classes, not probabilities")
        return reduced(op, kind, Shape(() if shape.rank == 1 else (shape.dims[0], *shape.dims[2:])), input)
    expected = Shape(() if scores.rank == 1 else (scores.dims[0], *scores.dims[2:]))
    shape = identical(op, expected, wanted, target, "target", of_input)
    if _is_float(op, target):
        op.refuse(
            f"{op.label} expects classes (int64) as a target of {text_of(wanted)}, got {op.dtype(target)}",
            operand=place(op, target),
        )
    return reduced(op, kind, shape, input)


def adaptive(op: Operation, self: Value, input: Value, target: Value) -> tuple[Value, Value]:
    """AdaptiveLogSoftmaxWithLoss: what is said of each target, and the mean loss."""
    wanted = op.shape(target, "target")
    if wanted.rank is not None and wanted.rank > 1:
        op.refuse(
            f"{op.label} expects a class for each input, got a target of {text_of(wanted)}",
            got=wanted,
            operand=place(op, target),
        )
    sizes = of_rank(op, input, (2, 1) if wanted.rank is None else (wanted.rank + 1,))
    wanted_sizes = of_rank(op, target, (len(sizes) - 1,), "target")
    for batch, count in zip(sizes, wanted_sizes, strict=False):
        op.same(batch, count, f"{op.label} has {{b}} targets for a batch of {{a}}", operand=place(op, target), axis=0)
    _check_features(op, self, sizes[-1], place(op, input))
    return same_type(op, input, wanted_sizes), same_type(op, input, ())


def adaptive_scores(op: Operation, self: Value, input: Value) -> Value:
    """``log_prob`` of AdaptiveLogSoftmaxWithLoss: a score for each class."""
    rows, features = of_rank(op, input, (2,))
    _check_features(op, self, features, place(op, input))
    return same_type(op, input, (rows, op.size(of(op, self, "n_classes"))))


def _check_features(op: Operation, self: Value, got: Size, operand: int | None) -> None:
    features = op.size(of(op, self, "in_features"))
    op.same(
        got,
        features,
        f"{op.label} expects a last dimension of {{b}}, got {{a}}",
        expected=op.judge.resolve(features),
        got=op.judge.resolve(got),
        operand=operand,
        axis=-1,
    )


def _is_float(op: Operation, target: Value) -> bool:
    dtype = op.tensor(target).dtype
    return dtype is not None and dtypes.is_float(dtype)


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


def _class_weight(op: Operation, weight: Value, classes: Size, counted: bool = False) -> None:
    """A weight for each class; ``counted``: torch looks at their number alone, whatever their rank."""
    shape = op.shape(weight, "weight")
    if counted and shape.rank not in (None, 1):
        raise Gap(f"{op.label} with a weight of {text_of(shape)}")
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
    rows = op.known(linear_weight, "linear_weight")
    if len(rows) < 2:
        op.refuse(f"{op.label} expects at least 2 dimensions for linear_weight, got {text_of(Shape(rows))}")
    op.same(
        sizes[-1],
        rows[-1],
        f"{op.label} expects a last dimension of {{b}}, got {{a}}",
        expected=op.judge.resolve(rows[-1]),
        got=op.judge.resolve(sizes[-1]),
        operand=place(op, input),
        axis=-1,
    )
    if linear_bias is not None:
        shape = op.shape(linear_bias, "linear_bias")
        identical(op, Shape(rows[:-1]), shape, linear_bias, "linear_bias")
    if len(rows) > 2 and len(sizes) == 1:
        op.refuse(f"{op.label} expects a batch, got {text_of(Shape(sizes))}", operand=place(op, input))
    _check_smoothing(op, label_smoothing)
    scores = op.result((*sizes[:-1], *rows[:-1]), op.dtype(input))
    return _classes(op, scores, target, weight, reduction_of(op, reduction))


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
    """Targets lie in rows, padded, or behind each other in one row."""
    sizes = of_rank(op, log_probs, (3, 2), "log_probs")
    with_elements(op, log_probs, sizes)
    kind = reduction_of(op, reduction)
    steps, batch = sizes[0], sizes[1] if len(sizes) == 3 else 1
    given = _ctc_lengths(op, input_lengths, batch, "input_lengths")
    for length in given or ():
        op.require(less_equal(length, steps), f"{op.label} has an input length of {length} for {render(steps)} steps")
    wanted = _ctc_lengths(op, target_lengths, batch, "target_lengths")
    rows = op.shape(targets, "targets")
    if rows.rank is not None:
        _check_ctc_targets(op, targets, rows, batch, wanted)
    return reduced(op, kind, Shape((batch,) if len(sizes) == 3 else ()), log_probs)


def _ctc_lengths(op: Operation, lengths: Value, batch: Size, what: str) -> list[int] | None:
    """The lengths where they are known; one for each of the batch."""
    if op.is_tensor(lengths):
        if op.shape(lengths, what).rank not in (0, 1):
            return None
        count = op.known(lengths, what)[0] if op.shape(lengths, what).rank else 1
        held = constants.numbers(op, lengths)
        row: list[Value] = [] if held is None else list(held[1])
    else:
        try:
            row = list(op.machine.iterate(lengths))
        except Gap:
            return None
        count = len(row)
    op.same(count, batch, f"{op.label} expects {{b}} {what}, got {{a}}", operand=place(op, lengths), axis=-1)
    known = [length for length in row if isinstance(length, int)]
    for length in known:
        if length < 0:
            op.refuse(f"{op.label} has a negative length {length} in {what}", operand=place(op, lengths))
    return known if known and len(known) == len(row) else None


def _check_ctc_targets(op: Operation, targets: Value, rows: Shape, batch: Size, lengths: list[int] | None) -> None:
    if rows.rank not in (1, 2):
        op.refuse(f"{op.label} expects 1 or 2 dimensions for targets, got {text_of(rows)}", operand=place(op, targets))
    if rows.rank == 2:
        text = f"{op.label} expects targets for a batch of {{b}}, got {{a}}"
        op.same(rows.dims[0], batch, text, expected=batch, got=rows.dims[0], operand=place(op, targets), axis=-2)
        if lengths:
            longest = max(lengths)
            text = f"{op.label} has targets of {render(rows.dims[1])} for a target length of {longest}"
            op.require(less_equal(longest, rows.dims[1]), text, operand=place(op, targets), axis=-1)
    elif lengths:
        text = f"{op.label} expects {{b}} targets for these lengths, got {{a}}"
        op.same(rows.dims[0], sum(lengths), text, got=rows.dims[0], operand=place(op, targets), axis=-1)


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
    own = op.known(input)
    if not own:
        op.refuse(f"{op.label} needs an axis of classes, got a scalar", operand=place(op, input))
    if len(own) != shape.rank and kind != "none":  # the mean over the classes is one over an axis of the batch
        return op.result(Shape(), op.dtype(input))
    classes = len(own) - 1
    return reduced(op, kind, Shape((*shape.dims[:classes], *shape.dims[classes + 1 :])), input)


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
        if not (wanted.rank == 0 or not sizes):
            identical(op, Shape(sizes), wanted, target, "target")
        elif sizes:
            op.same(sizes[0], 1, f"{op.label} expects a target of [{{a}}], got a scalar", operand=place(op, target))
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
        sizes = (1, *(sizes or (1,)))
    wanted = op.shape(target, "target")
    if wanted.rank == 0:
        op.same(sizes[0], 1, f"{op.label} expects a target of [{{a}}], got a scalar", operand=place(op, target))
    else:
        wanted = identical(op, Shape(sizes[:1]), wanted, target, "target")
    if has_shape(op, weight):
        _class_weight(op, weight, sizes[1])
    return reduced(op, kind, wanted, input)


def check_weight(op: Operation, self: Value, weight: Value) -> None:
    """What the constructor of ``MultiMarginLoss`` asks of its weight."""
    if has_shape(op, weight):
        of_rank(op, weight, (1,), "weight")


def multi_margin_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    return multi_margin(op, input, target, 1, 1.0, of(op, self, "weight"), reduction=of(op, self, "reduction"))
