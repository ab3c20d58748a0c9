"""Loss functions (https://docs.pytorch.org/docs/stable/nn.html#loss-functions)."""

from __future__ import annotations

from collections.abc import Callable

from shapeproof.dims import Dim, Size, disjunction, equal, floordiv
from shapeproof.shapes import Gap, Refusal, Shape, broadcast, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import has_shape, of, of_rank, place, within
from shapeproof.torch_model.rules.stretching import remark_on_stretching
from shapeproof.values import Value

Rule = Callable[..., Value]

# --- reductions -----------------------------------------------------------------------------------------------------


def reduction_of(op: Operation, reduction: Value, size_average: Value = None, reduce: Value = None) -> str:
    """``none``, ``mean`` or ``sum``, also as the arguments of old said it."""
    if size_average is not None or reduce is not None:
        if reduce is not None and not op.flag(reduce):
            return "none"
        return "mean" if size_average is None or op.flag(size_average) else "sum"
    if not isinstance(reduction, str) or reduction not in ("none", "mean", "sum", "batchmean", "elementwise_mean"):
        raise Gap(f"the reduction of {op.label} is not known")
    return reduction


def reduced(op: Operation, reduction: str, shape: Shape, input: Value) -> Value:
    return op.result(shape if reduction == "none" else Shape(), op.dtype(input))


def broadcast_together(op: Operation, a: Shape, b: Shape, operand: Value, words: str) -> Shape:
    def refusal(left: Size, right: Size, axis: int) -> Refusal:
        return op.refusal(
            f"{op.label} cannot broadcast {words}: {text_of(op.judge.reading(a))} and {text_of(op.judge.reading(b))}",
            expected=op.judge.resolve(left),
            got=op.judge.resolve(right),
            operand=place(op, operand),
            axis=axis,
        )

    return broadcast(op.judge, a, b, refusal)


def identical(op: Operation, a: Shape, b: Shape, operand: Value, what: str, why: str = "") -> Shape:
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
    kind = reduction_of(op, reduction, size_average, reduce)
    shape = broadcast_together(op, op.shape(input), op.shape(target, "target"), target, "input and target")
    remark_on_stretching(op, input, target, shape)
    return reduced(op, kind, shape, input)


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
        identical(op, op.shape(input), op.shape(weight, "weight"), weight, "weight")
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
    kind = reduction_of(op, reduction, size_average, reduce)
    shape = applied(op, op.shape(input), target, "target")
    return reduced(op, kind, shape, input)


def soft_margin_layer(op: Operation, self: Value, input: Value, target: Value) -> Value:
    return soft_margin(op, input, target, reduction=of(op, self, "reduction"))


def applied(op: Operation, shape: Shape, other: Value, what: str) -> Shape:
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
    shape = broadcast_together(op, op.shape(input), op.shape(target, "target"), target, "input and target")
    if op.is_tensor(var):
        shape = broadcast_together(op, shape, _variance(op, op.known(input), var), var, "input and variance")
    return reduced(op, reduction_of(op, reduction), shape, input)


def _variance(op: Operation, sizes: tuple[Size, ...], var: Value) -> Shape:
    """A variance for each element, or one for all along one axis."""
    held = op.known(var, "var")

    def agree(a: tuple[Size, ...], b: tuple[Size, ...]) -> bool | None:
        """Whether two rows of sizes are equal, None where that is open."""
        if len(a) != len(b):
            return False
        verdicts = [op.judge.holds(equal(x, y)) for x, y in zip(a, b, strict=True)]
        return False if False in verdicts else None if None in verdicts else True

    text = f"{op.label} expects a variance of {text_of(Shape(sizes))} or one for each row, got {text_of(Shape(held))}"
    if agree(held, sizes):
        return Shape(held)
    if agree(held, sizes[:-1]) is not False:
        for x, y in zip(held, sizes[:-1], strict=True):
            op.require(equal(x, y), text, operand=place(op, var))
        return Shape((*held, 1))
    if len(held) == len(sizes) and any(isinstance(size, Dim) for size in (*held, *sizes)):
        for x, y in zip(held, sizes, strict=True):
            op.require(disjunction(equal(x, y), equal(x, 1)), text, operand=place(op, var))
        return Shape(held)
    # torch adds up the variance's sizes where they differ, and wants 1
    if len(held) != len(sizes) or sum(y for x, y in zip(sizes, held, strict=True) if x != y) != 1:
        op.refuse(text, operand=place(op, var))
    return Shape(held)


def gaussian_nll_layer(op: Operation, self: Value, input: Value, target: Value, var: Value) -> Value:
    return gaussian_nll(op, input, target, var, reduction=of(op, self, "reduction"))


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
    kind = reduction_of(op, reduction, size_average, reduce)
    a, b, c = equal_ranks(op, input1, input2, target)
    shape = broadcast_together(op, a, b, input2, "input1 and input2")
    return reduced(op, kind, broadcast_together(op, shape, c, target, "inputs and target"), input1)


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
    kind = reduction_of(op, reduction, size_average, reduce)
    wanted = of_rank(op, target, (1, 0), "target")
    rank = len(wanted) + 1
    a, b = of_rank(op, input1, (rank,), "input1"), of_rank(op, input2, (rank,), "input2")
    shape = broadcast_together(op, Shape(a), Shape(b), input2, "input1 and input2")
    shape = broadcast_together(op, Shape(shape.dims[:-1]), Shape(wanted), target, "inputs and target")
    return reduced(op, kind, shape, input1)


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
    kind = reduction_of(op, reduction, size_average, reduce)
    a, b, c = equal_ranks(op, anchor, positive, negative)
    if 0 in (a.rank, b.rank, c.rank):
        raise Gap(f"{op.label} of scalars")
    near = broadcast_together(op, a, b, positive, "anchor and positive")
    far = broadcast_together(op, a, c, negative, "anchor and negative")
    if op.flag(swap):
        swapped = broadcast_together(op, b, c, negative, "positive and negative")
        far = broadcast_together(op, far, swapped, negative, "distances")
    shape = broadcast_together(op, _distance(near), _distance(far), negative, "distances")
    return reduced(op, kind, shape, anchor)


def equal_ranks(op: Operation, anchor: Value, positive: Value, negative: Value) -> tuple[Shape, Shape, Shape]:
    """The shapes of three operands, as far as known of one rank."""
    a, b, c = op.shape(anchor, "first input"), op.shape(positive, "second input"), op.shape(negative, "third input")
    if len({shape.rank for shape in (a, b, c) if shape.rank is not None}) > 1:
        op.refuse(f"{op.label} expects inputs of equal rank, got {text_of(a)}, {text_of(b)} and {text_of(c)}")
    return a, b, c


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
    shape = broadcast_together(op, op.shape(x1, "x1"), op.shape(x2, "x2"), x2, "x1 and x2")
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
    shape = broadcast_together(op, op.shape(x1, "x1"), op.shape(x2, "x2"), x2, "x1 and x2")
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
