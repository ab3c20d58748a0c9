"""Sums, means, norms and their kind along axes; what every reduction says about axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from shapeproof.dims import Dim, equal, floordiv
from shapeproof.shapes import Gap, Item, Shape, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.pointwise import broadcast_all
from shapeproof.values import Object, Value

# --- axes -----------------------------------------------------------------------------------------------------------


def axes_of(op: Operation, shape: Shape, dim: Value) -> tuple[Shape, tuple[int, ...] | None]:
    """The axes that ``dim`` names (None: all), as places in the shape as it then is read."""
    if dim is None:
        return shape, None
    if isinstance(dim, str) or (isinstance(dim, tuple) and any(isinstance(item, str) for item in dim)):
        raise Gap("named dimensions")
    wanted = op.plain_sizes(dim, "dim")
    for at in wanted:
        shape, _ = op.axis(shape, at)
    axes = tuple(op.axis(shape, at)[1] for at in wanted)
    if len(set(axes)) != len(axes):
        op.refuse(f"{op.label}: a dimension stands twice in {tuple(wanted)}", got=tuple(wanted))
    return shape, axes


def reduced(shape: Shape, axes: Sequence[int] | None, keepdim: bool) -> Shape:
    """The shape without those axes, or with 1 for each."""
    if axes is None:
        if not keepdim:
            return Shape()
        if shape.splat is not None:
            raise Gap("the rank of a tensor is not known")
        return Shape((1,) * len(shape.items))
    if not shape.items:
        return shape
    dropped = set(axes)
    if keepdim:
        return Shape(1 if axis in dropped else item for axis, item in enumerate(shape.items))
    return Shape(item for axis, item in enumerate(shape.items) if axis not in dropped)


def along(op: Operation, tensor: Value, dim: Value, keepdim: Value = False, empty_is_all: bool = True) -> Shape:
    """The shape after a reduction along ``dim``; an empty row of axes means all of them."""
    shape = op.shape(tensor)
    if empty_is_all and dim is not None and not isinstance(dim, int | Dim) and not op.is_tensor(dim):
        row = op.sizes(dim, "dim")
        dim = row or None
    shape, axes = axes_of(op, shape, dim)
    return reduced(shape, axes, op.flag(keepdim))


def computed(
    op: Operation, tensor: Value, dim: Value, made: Shape, dtype: str | None, compute: Callable[[Sequence[Any]], Any]
) -> constants.Numbers | None:
    """The numbers of a reduction along one axis or all of them."""
    held = constants.numbers(op, tensor)
    if held is None or constants.sizes_of(made) is None:
        return None
    sizes, row = held
    if dim is None or not sizes:
        groups = [row]
    elif isinstance(dim, int):
        at = dim % len(sizes)
        inner = math.prod(sizes[at + 1 :])
        block = inner * sizes[at]
        groups = [
            row[first + i : first + block : inner] for first in range(0, len(row), block or 1) for i in range(inner)
        ]
    else:
        return None
    numbers = [compute(group) for group in groups]
    if any(number is None for number in numbers) or len(numbers) != math.prod(constants.sizes_of(made) or ()):
        return None
    return constants.stored_all(numbers, dtype)


def nonempty(op: Operation, shape: Shape, axes: Sequence[int] | None) -> None:
    """An extreme needs at least one element."""
    places = range(len(shape.items)) if axes is None else axes
    for axis in places:
        size = shape.items[axis] if shape.items else 1
        if isinstance(size, int) and size == 0:
            op.refuse(f"{op.label} of {text_of(shape)}: dimension {axis} has no elements", got=shape, operand=0)


# --- sums -----------------------------------------------------------------------------------------------------------


def total(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False, dtype: Value = None) -> Value:
    """sum, nansum, count: integers add up to int64."""
    made = along(op, tensor, dim, keepdim)
    name = op.dtype_named(dtype, dtypes.summed(op.dtype(tensor)))
    own = op.dtype(tensor)

    def added(row: Sequence[Any]) -> Any:
        return constants.exactly_summed(row, own)

    return op.result(made, name, computed(op, tensor, dim, made, name, added))


def mean(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False, dtype: Value = None) -> Value:
    own = op.dtype(tensor)
    made = along(op, tensor, dim, keepdim)
    name = op.dtype_named(dtype, own)

    def mean_of(row: Sequence[Any]) -> Any:
        summed = constants.exactly_summed(row, own)
        held = None if summed is None or not row else constants.stored(summed, name)
        return None if held is None else held / len(row)

    simple = name == own and own in ("float32", "float64")
    return op.result(made, name, computed(op, tensor, dim, made, name, mean_of) if simple else None)


def prod(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False, dtype: Value = None) -> Value:
    """One axis, or all."""
    made = along(op, tensor, dim, keepdim, empty_is_all=False)
    own = op.dtype(tensor)
    name = op.dtype_named(dtype, dtypes.summed(own))

    def product(row: Sequence[Any]) -> Any:
        result: Any = 1
        for number in row:
            result = result * number
        return result

    integral = own is not None and dtypes.is_integral(own)
    return op.result(made, name, computed(op, tensor, dim, made, name, product) if integral else None)


def some(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    return _truths(op, tensor, dim, keepdim, lambda row: bool(1 in [bool(n) for n in row]))


def every(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    return _truths(op, tensor, dim, keepdim, lambda row: False not in [bool(n) for n in row])


def _truths(
    op: Operation, tensor: Value, dim: Value, keepdim: Value, compute: Callable[[Sequence[Any]], bool]
) -> Value:
    made = along(op, tensor, dim, keepdim, empty_is_all=False)
    name = "uint8" if op.dtype(tensor) == "uint8" else "bool"
    if dim is not None and not isinstance(dim, int | Dim):
        return op.result(made, name)

    def known(row: Sequence[Any]) -> Any:
        return None if [n for n in row if isinstance(n, Dim)] else compute(row)

    return op.result(made, name, computed(op, tensor, dim, made, name, known))


def count_nonzero(op: Operation, tensor: Value, dim: Value = None) -> Value:
    return op.result(along(op, tensor, dim), "int64")


def logsumexp(op: Operation, tensor: Value, dim: Value, keepdim: Value = False) -> Value:
    shape = op.shape(tensor)
    is_whole = isinstance(dim, tuple | Object) and op.sizes(dim, "dim") == ()
    if is_whole and keepdim is False and shape.rank and 0 not in shape.items:
        op.refuse(f"{op.label} without axes takes {text_of(shape)} only with keepdim=True", got=shape, operand=0)
    return op.result(along(op, tensor, dim, keepdim), dtypes.float_of(op.dtype(tensor)))


# --- spreads --------------------------------------------------------------------------------------------------------


def _spread_arguments(dim: Value, unbiased: Value) -> Value:
    """``var(False)``: a bool in the place of ``dim`` is ``unbiased``."""
    return None if isinstance(dim, bool) else dim


def var(
    op: Operation, tensor: Value, dim: Value = None, unbiased: Value = True, keepdim: Value = False, *_: Value
) -> Value:
    """var, std."""
    made = along(op, tensor, _spread_arguments(dim, unbiased), keepdim)
    return op.result(made, dtypes.real_of(op.dtype(tensor)))


def var_mean(
    op: Operation, tensor: Value, dim: Value = None, unbiased: Value = True, keepdim: Value = False, *_: Value
) -> Value:
    """var_mean, std_mean."""
    made = along(op, tensor, _spread_arguments(dim, unbiased), keepdim)
    dtype = op.dtype(tensor)
    return op.result(made, dtypes.real_of(dtype)), op.result(made, dtype)


def quantile(op: Operation, tensor: Value, q: Value, dim: Value = None, keepdim: Value = False, *_: Value) -> Value:
    """One value for each number in ``q``, along a first axis if that is a vector."""
    made = along(op, tensor, dim, keepdim, empty_is_all=False)
    shape = op.shape(tensor)
    if 0 in shape.items:
        op.refuse(f"{op.label} needs elements, got {text_of(shape)}", got=shape, operand=0)
    lead: tuple[Item, ...] = ()
    if op.is_tensor(q):
        ranks = op.shape(q, "q")
        if ranks.rank is None:
            raise Gap("the rank of q is not known")
        if ranks.rank > 1:
            op.refuse(f"{op.label} takes a number or a vector for q, got {text_of(ranks)}", got=ranks, operand=1)
        lead = ranks.items
    return op.result((*lead, *made.items), op.dtype(tensor))


def cov(op: Operation, tensor: Value, correction: Value = 1, fweights: Value = None, aweights: Value = None) -> Value:
    """cov, corrcoef: variables are rows; a vector is one."""
    shape = op.judge.choose_rank(op.shape(tensor), (2, 1, 0))
    if shape is None:
        op.refuse(f"{op.label} takes at most two dimensions, got {text_of(op.shape(tensor))}", got=op.shape(tensor))
    for weights in (fweights, aweights):
        if weights is not None and op.is_tensor(weights):
            given = op.shape(weights, "weights")
            if given.rank is not None and given.rank > 1:
                op.refuse(f"{op.label} takes a vector of weights, got {text_of(given)}", got=given)
            if given.rank is not None:
                op.same(
                    shape.dims[-1] if shape.items else 1,
                    given.dims[0] if given.items else 1,
                    f"{op.label} needs a weight for each of {{a}} observations, got {{b}}",
                )
    made: tuple[Item, ...] = ()
    if len(shape.items) == 2 and not op.judge.decide(equal(shape.dims[0], 1)):
        made = (shape.dims[0], shape.dims[0])
    return op.result(made, dtypes.float_of(op.dtype(tensor)))


def hash_tensor(op: Operation, tensor: Value, dim: Value = (), keepdim: Value = False, *_: Value) -> Value:
    made = along(op, tensor, dim, keepdim)
    if row := op.sizes(dim, "dim"):
        nonempty(op, *axes_of(op, op.shape(tensor), row))
    return op.result(made, "uint64")


def pdist(op: Operation, tensor: Value, p: Value = 2) -> Value:
    dims = op.judge.with_rank(op.shape(tensor), 2)
    if dims is None:
        op.refuse(f"{op.label} takes a matrix, got {text_of(op.shape(tensor))}", got=op.shape(tensor))
    return op.result((op.judge.resolve(floordiv(dims[0] * (dims[0] - 1), 2)),), op.dtype(tensor))


def cosine_similarity(op: Operation, x1: Value, x2: Value, dim: Value = 1, *_: Value) -> Value:
    shape, axis = op.axis(broadcast_all(op, x1, x2), dim)
    return op.result(reduced(shape, (axis,), False), dtypes.promoted(op, x1, x2))


def pairwise_distance(
    op: Operation, x1: Value, x2: Value, p: Value = 2.0, eps: Value = 1e-6, keepdim: Value = False
) -> Value:
    shape, axis = op.axis(broadcast_all(op, x1, x2), -1)
    return op.result(reduced(shape, (axis,), op.flag(keepdim)), dtypes.promoted(op, x1, x2))


def defined(op: Operation, tensor: Value, order: Value, dim: Value) -> None:
    """A norm of an order below 0, or infinite, needs at least one element."""
    if not isinstance(order, int | float) or not (order < 0 or order == math.inf):
        return
    shape, axes = axes_of(op, op.shape(tensor), None if dim is None else op.plain_sizes(dim, "dim") or None)
    if axes is not None or shape.splat is None:
        nonempty(op, shape, axes)


def _two_axes(op: Operation, shape: Shape, dim: Value) -> None:
    count = shape.rank if dim is None else len(op.plain_sizes(dim, "dim"))
    if count != 2 and count is not None:
        op.refuse(f"{op.label}: the nuclear norm is of two dimensions, got {count} of {text_of(shape)}", got=count)


def norm(
    op: Operation, tensor: Value, p: Value = "fro", dim: Value = None, keepdim: Value = False, dtype: Value = None
) -> Value:
    """``torch.norm``: of all elements, or along axes."""
    if p == "nuc":
        _two_axes(op, op.shape(tensor), dim)
    defined(op, tensor, p, dim)
    made = along(op, tensor, dim, keepdim)
    return op.result(made, op.dtype_named(dtype, dtypes.real_of(dtypes.float_of(op.dtype(tensor)))))


def frobenius_norm(op: Operation, tensor: Value, dim: Value, keepdim: Value = False) -> Value:
    """``torch.frobenius_norm``: over one axis, two, or all."""
    axes = op.plain_sizes(dim, "dim")
    if len(axes) > 2:
        op.refuse(f"{op.label} is of at most 2 dimensions, got {len(axes)}")
    return op.result(along(op, tensor, dim if axes else None, keepdim), dtypes.real_of(op.dtype(tensor)))


def nuclear_norm(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    _two_axes(op, op.shape(tensor), dim)
    made = along(op, tensor, dim, keepdim)
    return op.result(made, dtypes.real_of(op.dtype(tensor)))
