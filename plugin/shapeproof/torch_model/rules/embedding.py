"""Tables of vectors (https://docs.pytorch.org/docs/stable/generated/torch.nn.Embedding.html)."""

from __future__ import annotations

from shapeproof.dims import Dim, Size, less_equal, render
from shapeproof.shapes import Gap, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import has_shape, of, of_rank, place, same_type
from shapeproof.values import Value


def layer(op: Operation, self: Value, input: Value) -> Value:
    weight = of(op, self, "weight")
    if op.is_tensor(weight) and not has_shape(op, weight):
        return same_type(op, weight, (*op.shape(input).items, op.judge.fresh("embedding_dim", lower=1)))
    return embedding(op, input, weight)


def embedding(
    op: Operation,
    input: Value,
    weight: Value,
    padding_idx: Value = None,
    max_norm: Value = None,
    norm_type: Value = 2.0,
    scale_grad_by_freq: Value = False,
    sparse: Value = False,
) -> Value:
    """A vector for each index."""
    rows, width = of_rank(op, weight, (2,), "weight")
    shape = op.shape(input)
    _check_type(op, input, op.dtype(input))
    _check_indices(op, input, rows, shape.rank is not None and 0 not in shape.dims)
    if 0 not in shape.items:
        _demand_some(op, rows)
    return same_type(op, weight, (*shape.items, width))


def _check_type(op: Operation, input: Value, dtype: str | None) -> None:
    if dtype is not None and dtype not in ("int32", "int64"):
        op.refuse(f"{op.label} expects indices of int64 or int32, got {dtype}", operand=place(op, input))


def _check_indices(op: Operation, input: Value, rows: Size, some: bool) -> None:
    """Indices name rows of the table."""
    if rows == 0 and some:
        op.refuse(f"{op.label} has no embeddings to choose from", operand=place(op, input))
    held = constants.numbers(op, input)
    for index in () if held is None else held[1]:
        if isinstance(index, int) and not isinstance(rows, Dim) and not 0 <= index < rows:
            op.refuse(f"{op.label} has {render(rows)} embeddings, got the index {index}", operand=place(op, input))


def _demand_some(op: Operation, rows: Size) -> None:
    """What indices are looked up in must not be empty."""
    if isinstance(rows, Dim):
        op.judge.demand(less_equal(1, rows), op.refusal(f"{op.label} has no embeddings to choose from"))


def bag_layer(
    op: Operation, self: Value, input: Value, offsets: Value = None, per_sample_weights: Value = None
) -> Value:
    last = of(op, self, "include_last_offset")
    return _bags(op, input, of(op, self, "weight"), offsets, per_sample_weights, last)


def embedding_bag(
    op: Operation,
    input: Value,
    weight: Value,
    offsets: Value = None,
    max_norm: Value = None,
    norm_type: Value = 2,
    scale_grad_by_freq: Value = False,
    mode: Value = "mean",
    sparse: Value = False,
    per_sample_weights: Value = None,
    include_last_offset: Value = False,
    padding_idx: Value = None,
) -> Value:
    if op.dtype(weight) == "int64" and dtypes.is_float(op.dtype(input) or ""):  # the order of long ago
        input, weight = weight, input
    return _bags(op, input, weight, offsets, per_sample_weights, include_last_offset)


def bag_function(
    op: Operation,
    weight: Value,
    input: Value,
    offsets: Value,
    scale_grad_by_freq: Value = False,
    mode: Value = 0,
    sparse: Value = False,
    per_sample_weights: Value = None,
    include_last_offset: Value = False,
    padding_idx: Value = None,
) -> Value:
    """``torch.embedding_bag``: the vectors, and what the backward pass needs."""
    made = _bags(op, input, weight, offsets, per_sample_weights, include_last_offset)
    rest = (op.result(None, "int64", reason=f"what {op.label} keeps for the backward pass") for _ in range(3))
    return made, *rest


def _are_all_in_bags(op: Operation, offsets: Value, last: Value) -> bool:
    """Whether torch looks at every index: those before the first bag and behind the last it does not read."""
    if offsets is None:
        return True
    if last is not False or not has_shape(op, offsets):
        return False
    bags = op.shape(offsets)
    return bags.rank == 1 and op.judge.holds(less_equal(1, bags.dims[0])) is True


def _bags(op: Operation, input: Value, weight: Value, offsets: Value, each: Value, last: Value) -> Value:
    """One vector for each bag: a row of a 2-d input, or a stretch between offsets of a 1-d one."""
    rows, width = of_rank(op, weight, (2,), "weight")
    shape = op.shape(input)
    some = shape.rank is not None and 0 not in shape.dims
    dtype = op.dtype(input)
    other = op.dtype(offsets) if op.is_tensor(offsets) else dtype
    _check_type(op, input, None if dtype is None or other is None else dtypes.promote(dtype, other))
    if _are_all_in_bags(op, offsets, last):
        _check_indices(op, input, rows, some)
        if 0 not in shape.items:
            _demand_some(op, rows)
    if shape.rank is None:
        if offsets is None:
            shape = op.judge.choose_rank(shape, (2,)) or shape
        else:
            shape = op.judge.choose_rank(shape, (1,)) or shape
    if each is not None:
        weights = op.known(each, "per_sample_weights")
        if len(weights) != shape.rank:
            op.refuse(
                f"{op.label} expects per_sample_weights of {text_of(shape)}, got {text_of(op.shape(each))}",
                operand=place(op, each),
            )
        for axis, (a, b) in enumerate(zip(weights, shape.dims, strict=True)):
            op.same(
                a,
                b,
                f"{op.label} expects per_sample_weights of {{b}}, got {{a}}",
                operand=place(op, each),
                axis=axis - len(weights),
            )
    if shape.rank == 2:
        if offsets is not None:
            op.refuse(f"{op.label} takes no offsets with an input of 2 dimensions", operand=place(op, offsets))
        if shape.dims[1] == 0:
            op.refuse(f"{op.label} needs bags of at least one index, got {text_of(shape)}", operand=place(op, input))
        return same_type(op, weight, (shape.dims[0], width))
    if shape.rank != 1:
        op.refuse(f"{op.label} expects 1 or 2 dimensions, got {text_of(shape)}", operand=place(op, input))
    if offsets is None:
        op.refuse(f"{op.label} needs offsets for an input of 1 dimension", operand=place(op, input))
    if not op.is_tensor(offsets):
        raise Gap(f"the offsets of {op.label} are not known")
    (bags,) = of_rank(op, offsets, (1,), "offsets")
    if op.flag(last):
        op.require(less_equal(1, bags), f"{op.label} needs at least one offset, got {render(bags)}")
        bags = bags - 1
    return same_type(op, weight, (bags, width))
