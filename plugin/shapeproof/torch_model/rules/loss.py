"""Loss functions (https://docs.pytorch.org/docs/stable/nn.html#loss-functions)."""

from __future__ import annotations

from collections.abc import Callable

from shapeproof.dims import Size, equal, floordiv, less_equal
from shapeproof.shapes import Gap, Refusal, Shape, broadcast, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import has_shape, of, of_rank, place, within
from shapeproof.values import Value

Rule = Callable[..., Value]

# --- reductions -----------------------------------------------------------------------------------------------------


def _reduction(op: Operation, reduction: Value, size_average: Value = None, reduce: Value = None) -> str:
    """``none``, ``mean`` or ``sum``, also as the arguments of old said it."""
    if size_average is not None or reduce is not None:
        if reduce is not None and not op.flag(reduce):
            return "none"
        return "mean" if size_average is None or op.flag(size_average) else "sum"
    if not isinstance(reduction, str) or reduction not in ("none", "mean", "sum", "batchmean", "elementwise_mean"):
        raise Gap(f"the reduction of {op.label} is not known")
    return reduction


def _reduced(op: Operation, reduction: str, shape: Shape, input: Value) -> Value:
    return op.result(shape if reduction == "none" else Shape(), op.dtype(input))


def _broadcast(op: Operation, a: Shape, b: Shape, operand: Value, words: str) -> Shape:
    def refusal(left: Size, right: Size, axis: int) -> Refusal:
        return op.refusal(
            f"{op.label} cannot broadcast {words}: {text_of(op.judge.reading(a))} and {text_of(op.judge.reading(b))}",
            expected=op.judge.resolve(left),
            got=op.judge.resolve(right),
            operand=place(op, operand),
            axis=axis,
        )

    return broadcast(op.judge, a, b, refusal)


def _identical(op: Operation, a: Shape, b: Shape, operand: Value, what: str, why: str = "") -> Shape:
    """An operand's shape must be ``a``; the common reading of both."""

    def message() -> str:
        return f"{op.label} expects a {what} of {text_of(op.judge.reading(a))}{why}, got {text_of(op.judge.reading(b))}"

    a, b = op.judge.reading(a), op.judge.reading(b)
    if a.items == b.items:
        return a
    if a.rank is None or b.rank is None:
        known, other = (a, b) if a.rank is not None else (b, a)
        if known.rank is None:
            return a
        sizes = op.judge.with_rank(other, known.rank)
        if sizes is None:
            op.refuse(message(), expected=a, got=b, operand=place(op, operand))
        a, b = known, Shape(sizes)
    if a.rank != b.rank:
        op.refuse(message(), expected=a, got=b, operand=place(op, operand))
    for axis, (x, y) in enumerate(zip(a.dims, b.dims, strict=True)):
        if x is not y:
            op.same(
                y,
                x,
                message(),
                expected=op.judge.resolve(x),
                got=op.judge.resolve(y),
                operand=place(op, operand),
                axis=axis - len(a.dims),
            )
    return op.judge.reading(a)


# --- element by element ---------------------------------------------------------------------------------------------


def elementwise(
    op: Operation, input: Value, target: Value, reduction: Value, size_average: Value = None, reduce: Value = None
) -> Value:
    """A loss of each pair of elements, broadcast."""
    kind = _reduction(op, reduction, size_average, reduce)
    shape = _broadcast(op, op.shape(input), op.shape(target, "target"), target, "input and target")
    return _reduced(op, kind, shape, input)


def elementwise_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    return elementwise(op, input, target, of(op, self, "reduction"))


def weighted(
    op: Operation,
    input: Value,
    target: Value,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
    weight: Value = None,
) -> Value:
    """``mse_loss``, ``l1_loss``: as `elementwise`, with an optional weight of the input's shape."""
    if has_shape(op, weight):
        _identical(op, op.shape(input), op.shape(weight, "weight"), weight, "weight")
    return elementwise(op, input, target, reduction, size_average, reduce)


def huber(
    op: Operation,
    input: Value,
    target: Value,
    reduction: Value = "mean",
    delta: Value = 1.0,
    weight: Value = None,
) -> Value:
    return weighted(op, input, target, None, None, reduction, weight)


def with_margin(
    op: Operation,
    input: Value,
    target: Value,
    margin: Value = 1.0,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
) -> Value:
    """``hinge_embedding_loss``."""
    return elementwise(op, input, target, reduction, size_average, reduce)


def plain(
    op: Operation,
    input: Value,
    target: Value,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
    option: Value = None,
) -> Value:
    """``smooth_l1_loss``, ``soft_margin_loss``, ``kl_div``."""
    return elementwise(op, input, target, reduction, size_average, reduce)


def soft_margin(
    op: Operation,
    input: Value,
    target: Value,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
) -> Value:
    """The target is broadcast to the input, not the other way."""
    kind = _reduction(op, reduction, size_average, reduce)
    shape = _applied(op, op.shape(input), target, "target")
    return _reduced(op, kind, shape, input)


def soft_margin_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    return soft_margin(op, input, target, reduction=of(op, self, "reduction"))


def _applied(op: Operation, shape: Shape, other: Value, what: str) -> Shape:
    """The shape, once another operand was applied to it in place."""
    held = op.shape(other, what)

    def refusal(a: Size, b: Size, axis: int) -> Refusal:
        given, wanted = text_of(op.judge.reading(held)), text_of(op.judge.reading(shape))
        return op.refusal(
            f"{op.label} cannot apply a {what} of {given} to {wanted}",
            expected=op.judge.resolve(a),
            got=op.judge.resolve(b),
            operand=place(op, other),
            axis=axis,
        )

    within(op, shape, held, refusal)
    return op.judge.reading(shape)


def poisson(
    op: Operation,
    input: Value,
    target: Value,
    log_input: Value = True,
    full: Value = False,
    size_average: Value = None,
    eps: Value = 1e-8,
    reduce: Value = None,
    reduction: Value = "mean",
) -> Value:
    return elementwise(op, input, target, reduction, size_average, reduce)


def gaussian_nll(
    op: Operation,
    input: Value,
    target: Value,
    var: Value,
    full: Value = False,
    eps: Value = 1e-6,
    reduction: Value = "mean",
) -> Value:
    shape = _broadcast(op, op.shape(input), op.shape(target, "target"), target, "input and target")
    if op.is_tensor(var):
        shape = _broadcast(op, shape, _variance(op, op.known(input), var), var, "input and variance")
    return _reduced(op, _reduction(op, reduction), shape, input)


def _variance(op: Operation, sizes: tuple[Size, ...], var: Value) -> Shape:
    """A variance for each element, or one for all along one axis."""
    held = op.known(var, "var")

    def agree(a: tuple[Size, ...], b: tuple[Size, ...]) -> bool:
        return len(a) == len(b) and all(_known(op, equal(x, y)) for x, y in zip(a, b, strict=True))

    if agree(held, sizes):
        return Shape(held)
    if agree(held, sizes[:-1]):
        return Shape((*held, 1))
    # torch adds up the variance's sizes where they differ, and wants 1
    if len(held) != len(sizes) or sum(y for x, y in zip(sizes, held, strict=True) if x != y) != 1:
        op.refuse(
            f"{op.label} expects a variance of {text_of(Shape(sizes))} or one for each row, got {text_of(Shape(held))}",
            operand=place(op, var),
        )
    return Shape(held)


def _known(op: Operation, condition: object) -> bool:
    holds = op.judge.holds(condition)  # type: ignore[arg-type]
    if holds is None:
        raise Gap(f"whether two sizes of {op.label} are equal is open")
    return holds


def gaussian_nll_layer(op: Operation, self: Value, input: Value, target: Value, var: Value) -> Value:
    return gaussian_nll(op, input, target, var, reduction=of(op, self, "reduction"))


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
    kind = _reduction(op, reduction, size_average, reduce)
    shape = _identical(op, op.shape(input), op.shape(target, "target"), target, "target")
    for value, what in ((weight, "weight"), (pos_weight, "pos_weight")):
        if has_shape(op, value):
            held = op.shape(value, what)
            joined = _broadcast(op, shape, held, value, f"input and {what}")
            if kind == "none" and op.judge.reading(joined).items != op.judge.reading(shape).items:
                raise Gap(f"{op.label} with a {what} of {text_of(held)}")
    return _reduced(op, kind, shape, input)


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
    kind = _reduction(op, reduction, size_average, reduce)
    return _classes(op, input, target, weight, kind, probabilities=True)


def cross_entropy_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    kind = _reduction(op, of(op, self, "reduction"))
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
    kind = _reduction(op, reduction, size_average, reduce)
    return _classes(op, input, target, weight, kind, probabilities=False)


def nll_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    kind = _reduction(op, of(op, self, "reduction"))
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
        _identical(op, Shape((1,)), wanted, target, "target")
        return op.result(Shape(), op.dtype(input))
    if probabilities and wanted.rank == scores.rank and not _is_integer(op, target):
        shape = _identical(op, scores, wanted, target, "target", " (probabilities)")
        return _reduced(op, kind, Shape(() if shape.rank == 1 else (shape.dims[0], *shape.dims[2:])), input)
    expected = Shape(() if scores.rank == 1 else (scores.dims[0], *scores.dims[2:]))
    shape = _identical(op, expected, wanted, target, "target", of_input)
    return _reduced(op, kind, shape, input)


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
        _identical(op, Shape(held[:-1]), shape, linear_bias, "linear_bias")
    if len(held) > 2 and len(sizes) == 1:
        op.refuse(f"{op.label} expects a batch, got {text_of(Shape(sizes))}", operand=place(op, input))
    scores = op.result((*sizes[:-1], *held[:-1]), op.dtype(input))
    return _classes(op, scores, target, weight, _reduction(op, reduction), probabilities=True)


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
    kind = _reduction(op, reduction)
    if len(sizes) == 2:
        return op.result(Shape(), op.dtype(log_probs))
    for lengths, what in ((input_lengths, "input_lengths"), (target_lengths, "target_lengths")):
        if op.is_tensor(lengths) and op.shape(lengths, what).rank == 1:
            (count,) = op.known(lengths, what)
            op.same(count, sizes[1], f"{op.label} expects {{b}} {what}, got {{a}}", operand=place(op, lengths), axis=-1)
    return _reduced(op, kind, Shape((sizes[1],)), log_probs)


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
    kind = _reduction(op, reduction, size_average, reduce)
    shape = _broadcast(op, op.shape(input), op.shape(target, "target"), target, "input and target")
    if has_shape(op, weight):
        shape = _broadcast(op, shape, op.shape(weight, "weight"), weight, "input and weight")
    if shape.rank is None:
        if kind == "none":
            raise Gap(f"the rank of the input of {op.label} is not known")
        return op.result(Shape(), op.dtype(input))
    own = op.shape(input).rank
    if shape.rank == 0 or own is None or own != shape.rank:
        raise Gap(f"{op.label} of {text_of(shape)}")
    return _reduced(op, kind, Shape(shape.dims[:-1]), input)


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
    kind = _reduction(op, reduction, size_average, reduce)
    sizes = _scores(op, input)
    wanted = op.shape(target, "target")
    if len(sizes) < 2:
        return op.result(Shape(), op.dtype(input))
    shape = _identical(op, Shape(sizes), wanted, target, "target")
    return _reduced(op, kind, Shape(shape.dims[:1]), input)


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
    kind = _reduction(op, reduction, size_average, reduce)
    sizes = _scores(op, input)
    if len(sizes) < 2:
        if kind == "none":
            raise Gap(f"{op.label} without a batch")
        return op.result(Shape(), op.dtype(input))
    wanted = op.shape(target, "target")
    _identical(op, Shape(sizes[:1]), wanted, target, "target")
    if has_shape(op, weight):
        _class_weight(op, weight, sizes[1])
    return _reduced(op, kind, Shape(sizes[:1]), input)


def multi_margin_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    return multi_margin(op, input, target, 1, 1.0, of(op, self, "weight"), reduction=of(op, self, "reduction"))


# --- distances ------------------------------------------------------------------------------------------------------


def margin_ranking(
    op: Operation,
    input1: Value,
    input2: Value,
    target: Value,
    margin: Value = 0,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
) -> Value:
    kind = _reduction(op, reduction, size_average, reduce)
    a, b, c = op.shape(input1, "input1"), op.shape(input2, "input2"), op.shape(target, "target")
    ranks = {shape.rank for shape in (a, b, c) if shape.rank is not None}
    if len(ranks) > 1:
        op.refuse(f"{op.label} expects inputs of equal rank, got {text_of(a)}, {text_of(b)} and {text_of(c)}")
    shape = _broadcast(op, a, b, input2, "input1 and input2")
    return _reduced(op, kind, _broadcast(op, shape, c, target, "inputs and target"), input1)


def margin_ranking_layer(op: Operation, self: Value, input1: Value, input2: Value, target: Value) -> Value:
    return margin_ranking(op, input1, input2, target, reduction=of(op, self, "reduction"))


def cosine_embedding(
    op: Operation,
    input1: Value,
    input2: Value,
    target: Value,
    margin: Value = 0,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
) -> Value:
    kind = _reduction(op, reduction, size_average, reduce)
    wanted = of_rank(op, target, (1, 0), "target")
    rank = len(wanted) + 1
    a, b = of_rank(op, input1, (rank,), "input1"), of_rank(op, input2, (rank,), "input2")
    shape = _broadcast(op, Shape(a), Shape(b), input2, "input1 and input2")
    shape = _broadcast(op, Shape(shape.dims[:-1]), Shape(wanted), target, "inputs and target")
    return _reduced(op, kind, shape, input1)


def cosine_embedding_layer(op: Operation, self: Value, input1: Value, input2: Value, target: Value) -> Value:
    return cosine_embedding(op, input1, input2, target, reduction=of(op, self, "reduction"))


def triplet(
    op: Operation,
    anchor: Value,
    positive: Value,
    negative: Value,
    margin: Value = 1.0,
    p: Value = 2,
    eps: Value = 1e-6,
    swap: Value = False,
    size_average: Value = None,
    reduce: Value = None,
    reduction: Value = "mean",
) -> Value:
    kind = _reduction(op, reduction, size_average, reduce)
    a, b, c = op.shape(anchor, "anchor"), op.shape(positive, "positive"), op.shape(negative, "negative")
    ranks = {shape.rank for shape in (a, b, c) if shape.rank is not None}
    if len(ranks) > 1:
        op.refuse(f"{op.label} expects inputs of equal rank, got {text_of(a)}, {text_of(b)} and {text_of(c)}")
    if 0 in ranks:
        raise Gap(f"{op.label} of scalars")
    near = _broadcast(op, a, b, positive, "anchor and positive")
    far = _broadcast(op, a, c, negative, "anchor and negative")
    if op.flag(swap):
        swapped = _broadcast(op, b, c, negative, "positive and negative")
        far = _broadcast(op, far, swapped, negative, "distances")
    shape = _broadcast(op, _distance(near), _distance(far), negative, "distances")
    return _reduced(op, kind, shape, anchor)


def _distance(shape: Shape) -> Shape:
    if shape.splat is not None and shape.splat == len(shape.items) - 1:
        raise Gap("a distance over an axis that is not known")
    return Shape(shape.items[:-1])


def triplet_layer(op: Operation, self: Value, anchor: Value, positive: Value, negative: Value) -> Value:
    kind, swap = of(op, self, "reduction"), of(op, self, "swap")
    return triplet(op, anchor, positive, negative, swap=swap, reduction=kind)


def pairwise_distance(
    op: Operation, x1: Value, x2: Value, p: Value = 2.0, eps: Value = 1e-6, keepdim: Value = False
) -> Value:
    """The norm of the difference over the last axis."""
    shape = _broadcast(op, op.shape(x1, "x1"), op.shape(x2, "x2"), x2, "x1 and x2")
    if shape.rank is None:
        shape = op.judge.at_least(shape, 1) or shape
    if shape.rank == 0:
        raise Gap(f"{op.label} of scalars")
    left = _distance(shape)
    return op.result((*left.items, 1) if op.flag(keepdim) else left, op.dtype(x1))


def pairwise_distance_layer(op: Operation, self: Value, x1: Value, x2: Value) -> Value:
    return pairwise_distance(op, x1, x2, keepdim=of(op, self, "keepdim"))


def cosine_similarity(op: Operation, x1: Value, x2: Value, dim: Value = 1, eps: Value = 1e-8) -> Value:
    """The cosine of the angle over one axis of what both are broadcast to."""
    shape = _broadcast(op, op.shape(x1, "x1"), op.shape(x2, "x2"), x2, "x1 and x2")
    shape, at = op.axis(shape, dim)
    if not shape.items:
        return op.result(shape, op.dtype(x1))
    return op.result((*shape.items[:at], *shape.items[at + 1 :]), op.dtype(x1))


def cosine_similarity_layer(op: Operation, self: Value, x1: Value, x2: Value) -> Value:
    return cosine_similarity(op, x1, x2, of(op, self, "dim"))


def pdist(op: Operation, input: Value, p: Value = 2) -> Value:
    """The distances between all pairs of rows."""
    rows, _ = of_rank(op, input, (2,))
    return op.result((floordiv(rows * (rows - 1), 2),), op.dtype(input))
