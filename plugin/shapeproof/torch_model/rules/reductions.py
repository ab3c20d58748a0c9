"""Sums, extremes, norms, orders and running totals along axes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from shapeproof.dims import Dim, Size, equal, floordiv, less_equal, render
from shapeproof.dims import maximum as larger_of
from shapeproof.shapes import Gap, Item, Shape, Splat, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.pointwise import broadcast_all
from shapeproof.torch_model.tensors import known_class
from shapeproof.values import Unknown, Value

FAMILY = "reduce"


# --- axes ------------------------------------------------------------------------------------------------------------------


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
        dim = None if not row else row
    shape, axes = axes_of(op, shape, dim)
    return reduced(shape, axes, op.flag(keepdim))


def _computed(
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
        groups = [row[first + i : first + block : inner] for first in range(0, len(row), block or 1) for i in range(inner)]
    else:
        return None
    numbers = [compute(group) for group in groups]
    if any(number is None for number in numbers) or len(numbers) != math.prod(constants.sizes_of(made) or ()):
        return None
    return constants.stored_all(numbers, dtype)


def _nonempty(op: Operation, shape: Shape, axes: Sequence[int] | None) -> None:
    """An extreme needs at least one element."""
    places = range(len(shape.items)) if axes is None else axes
    for axis in places:
        size = shape.items[axis] if shape.items else 1
        if isinstance(size, int) and size == 0:
            op.refuse(f"{op.label} of {text_of(shape)}: dimension {axis} has no elements", got=shape, operand=0)


# --- sums --------------------------------------------------------------------------------------------------------------------


def total(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False, dtype: Value = None) -> Value:
    """sum, nansum, count: integers add up to int64."""
    made = along(op, tensor, dim, keepdim)
    name = op.dtype_named(dtype, dtypes.summed(op.dtype(tensor)))
    own = op.dtype(tensor)

    def added(row: Sequence[Any]) -> Any:
        return constants.exactly_summed(row, own)

    return op.result(made, name, _computed(op, tensor, dim, made, name, added))


def mean(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False, dtype: Value = None) -> Value:
    own = op.dtype(tensor)
    made = along(op, tensor, dim, keepdim)
    return op.result(made, op.dtype_named(dtype, own))


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
    return op.result(made, name, _computed(op, tensor, dim, made, name, product) if integral else None)


def some(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    return _truths(op, tensor, dim, keepdim, lambda row: bool(1 in [bool(n) for n in row]))


def every(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    return _truths(op, tensor, dim, keepdim, lambda row: False not in [bool(n) for n in row])


def _truths(op: Operation, tensor: Value, dim: Value, keepdim: Value, compute: Callable[[Sequence[Any]], bool]) -> Value:
    made = along(op, tensor, dim, keepdim, empty_is_all=False)
    name = "uint8" if op.dtype(tensor) == "uint8" else "bool"
    if dim is not None and not isinstance(dim, int | Dim):
        return op.result(made, name)

    def known(row: Sequence[Any]) -> Any:
        return None if [n for n in row if isinstance(n, Dim)] else compute(row)

    return op.result(made, name, _computed(op, tensor, dim, made, name, known))


def count_nonzero(op: Operation, tensor: Value, dim: Value = None) -> Value:
    return op.result(along(op, tensor, dim), "int64")


def logsumexp(op: Operation, tensor: Value, dim: Value, keepdim: Value = False) -> Value:
    return op.result(along(op, tensor, dim, keepdim), dtypes.float_of(op.dtype(tensor)))


# --- spreads ---------------------------------------------------------------------------------------------------------------


def _spread_arguments(dim: Value, unbiased: Value) -> Value:
    """``var(False)``: a bool in the place of ``dim`` is ``unbiased``."""
    return None if isinstance(dim, bool) else dim


def var(op: Operation, tensor: Value, dim: Value = None, unbiased: Value = True, keepdim: Value = False, *_: Value) -> Value:
    """var, std."""
    made = along(op, tensor, _spread_arguments(dim, unbiased), keepdim)
    return op.result(made, dtypes.real_of(op.dtype(tensor)))


def var_mean(op: Operation, tensor: Value, dim: Value = None, unbiased: Value = True, keepdim: Value = False, *_: Value) -> Value:
    """var_mean, std_mean."""
    made = along(op, tensor, _spread_arguments(dim, unbiased), keepdim)
    dtype = op.dtype(tensor)
    return op.result(made, dtypes.real_of(dtype)), op.result(made, dtype)


def norm(op: Operation, tensor: Value, p: Value = "fro", dim: Value = None, keepdim: Value = False, dtype: Value = None) -> Value:
    """``torch.norm``: of all elements, or along axes."""
    made = along(op, tensor, dim, keepdim)
    return op.result(made, op.dtype_named(dtype, dtypes.real_of(dtypes.float_of(op.dtype(tensor)))))


def quantile(op: Operation, tensor: Value, q: Value, dim: Value = None, keepdim: Value = False, *_: Value) -> Value:
    """One value for each number in ``q``, along a first axis if that is a vector."""
    made = along(op, tensor, dim, keepdim, empty_is_all=False)
    lead: tuple[Item, ...] = ()
    if op.is_tensor(q):
        ranks = op.shape(q, "q")
        if ranks.rank is None:
            raise Gap("the rank of q is not known")
        if ranks.rank > 1:
            op.refuse(f"{op.label} takes a number or a vector for q, got {text_of(ranks)}", got=ranks, operand=1)
        lead = ranks.items
    return op.result((*lead, *made.items), op.dtype(tensor))


# --- extremes ----------------------------------------------------------------------------------------------------------------


def named(op: Operation, name: str, **fields: Value) -> Value:
    """One of torch's return types: a tuple whose parts have names."""
    cls = known_class(op.machine, f"torch.return_types.{name}")
    return op.machine.new(cls, dict(fields), tuple(fields.values()))


def extremes(op: Operation, name: str, tensor: Value, dim: Value, keepdim: Value) -> Value:
    """Values and their places along one axis."""
    shape, axes = axes_of(op, op.shape(tensor), op.number(dim, "dim"))
    _nonempty(op, shape, axes)
    made = reduced(shape, axes, op.flag(keepdim))
    return named(op, name, values=op.result(made, op.dtype(tensor)), indices=op.result(made, "int64"))


def _extreme(name: str, choose: Callable[[Sequence[Any]], Any]) -> Callable[..., Value]:
    """max, min: of all elements, along an axis, or of two tensors."""

    def rule(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False, *, other: Value = None) -> Value:
        from shapeproof.torch_model.rules import pointwise

        if other is None and op.is_tensor(dim):
            other, dim = dim, None
        if other is not None:
            return (pointwise.maximum if name == "max" else pointwise.minimum)(op, tensor, other)
        if dim is not None:
            if isinstance(dim, Unknown | str):
                raise Gap(f"what {op.label} is taken along is not known")
            return extremes(op, name, tensor, dim, keepdim)
        shape = op.shape(tensor)
        if shape.splat is None:
            _nonempty(op, shape, None)
        made, dtype = Shape(), op.dtype(tensor)

        def known(row: Sequence[Any]) -> Any:
            return None if [n for n in row if isinstance(n, Dim) or n != n] else choose(row)

        return op.result(made, dtype, _computed(op, tensor, None, made, dtype, known))

    return rule


maximum = _extreme("max", max)
minimum = _extreme("min", min)


def max_(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False, other: Value = None) -> Value:
    """``torch.max``."""
    return maximum(op, tensor, dim, keepdim, other=other)


def min_(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False, other: Value = None) -> Value:
    """``torch.min``."""
    return minimum(op, tensor, dim, keepdim, other=other)


def median(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    """median, nanmedian, with places where an axis is named."""
    if dim is None:
        return op.result((), op.dtype(tensor)) if op.shape(tensor) is not None else None
    return extremes(op, op.label.rpartition(".")[2], tensor, dim, keepdim)


def mode(op: Operation, tensor: Value, dim: Value = -1, keepdim: Value = False) -> Value:
    return extremes(op, "mode", tensor, dim, keepdim)


def kthvalue(op: Operation, tensor: Value, k: Value, dim: Value = -1, keepdim: Value = False) -> Value:
    shape, axis = op.axis(op.shape(tensor), dim)
    _at_most(op, op.size(k, "k"), shape.items[axis] if shape.items else 1, axis)
    return extremes(op, "kthvalue", tensor, dim, keepdim)


def amax(op: Operation, tensor: Value, dim: Value = (), keepdim: Value = False) -> Value:
    """amax, amin: along several axes at once."""
    shape = op.shape(tensor)
    made = along(op, tensor, dim, keepdim)
    if dim is None or dim == ():
        if shape.splat is None:
            _nonempty(op, shape, None)
    else:
        _nonempty(op, *axes_of(op, shape, dim))
    return op.result(made, op.dtype(tensor))


def aminmax(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    shape = op.shape(tensor)
    shape, axes = axes_of(op, shape, dim)
    if axes is not None or shape.splat is None:
        _nonempty(op, shape, axes)
    made = reduced(shape, axes, op.flag(keepdim))
    return named(op, "aminmax", min=op.result(made, op.dtype(tensor)), max=op.result(made, op.dtype(tensor)))


def argmax(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    """argmax, argmin."""
    shape, axes = axes_of(op, op.shape(tensor), dim)
    if axes is not None or shape.splat is None:
        _nonempty(op, shape, axes)
    return op.result(reduced(shape, axes, op.flag(keepdim)), "int64")


# --- orders ----------------------------------------------------------------------------------------------------------------


def _at_most(op: Operation, k: Size, size: Item, axis: int) -> None:
    if isinstance(size, Splat):
        return
    text = f"{op.label}: {render(k)} elements are more than dimension {axis} has, {render(size)}"
    op.require(less_equal(k, size), text, expected=size, got=k, operand=0)


def topk(op: Operation, tensor: Value, k: Value, dim: Value = -1, *_: Value) -> Value:
    """The ``k`` largest along an axis."""
    shape, axis = op.axis(op.shape(tensor), dim)
    count = op.size(k, "k")
    if isinstance(count, int) and count < 0:
        op.refuse(f"{op.label} needs at least 0 elements, got {count}", got=count)
    if not shape.items:
        _at_most(op, count, 1, 0)
        made = shape
    else:
        _at_most(op, count, shape.items[axis], axis)
        made = Shape((*shape.items[:axis], count, *shape.items[axis + 1 :]))
    return named(op, "topk", values=op.result(made, op.dtype(tensor)), indices=op.result(made, "int64"))


def sort(op: Operation, tensor: Value, dim: Value = -1, *_: Value) -> Value:
    shape, _axis = op.axis(op.shape(tensor), dim)
    return named(op, "sort", values=op.result(shape, op.dtype(tensor)), indices=op.result(shape, "int64"))


def argsort(op: Operation, tensor: Value, dim: Value = -1, *_: Value) -> Value:
    return op.result(op.axis(op.shape(tensor), dim)[0], "int64")


def msort(op: Operation, tensor: Value) -> Value:
    return op.result(op.axis(op.shape(tensor), 0)[0], op.dtype(tensor))


# --- along one axis ----------------------------------------------------------------------------------------------------------


def same_shape(op: Operation, tensor: Value, dim: Value, *_: Value) -> Value:
    """softmax, log_softmax, logcumsumexp: an axis that must exist; the shape stays."""
    if dim is None or isinstance(dim, Unknown):
        return op.result(op.shape(tensor), dtypes.float_of(op.dtype(tensor)))
    return op.result(op.axis(op.shape(tensor), dim)[0], dtypes.float_of(op.dtype(tensor)))


def softmax(op: Operation, tensor: Value, dim: Value, dtype: Value = None) -> Value:
    name = op.dtype_named(dtype, op.dtype(tensor))
    if dim is None or isinstance(dim, Unknown):
        return op.result(op.shape(tensor), name)
    return op.result(op.axis(op.shape(tensor), dim)[0], name)


def _cumulative(combine: Callable[[Any, Any], Any]) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, dim: Value, dtype: Value = None) -> Value:
        shape, axis = op.axis(op.shape(tensor), dim)
        own = op.dtype(tensor)
        name = op.dtype_named(dtype, dtypes.summed(own))
        held = constants.numbers(op, tensor)
        data = None
        if held is not None and own is not None and dtypes.is_integral(own):
            data = _running(held, axis, combine)
            data = None if data is None else constants.stored_all(data, name)
        return op.result(shape, name, data)

    return rule


def _running(held: tuple[tuple[int, ...], constants.Numbers], axis: int, combine: Callable[[Any, Any], Any]) -> Any:
    sizes, row = held
    if not sizes:
        return row
    inner = math.prod(sizes[axis + 1 :])
    made = list(row)
    for place in range(len(row)):
        if (place // (inner or 1)) % sizes[axis]:
            made[place] = combine(made[place - inner], made[place])
    return tuple(made)


cumsum = _cumulative(lambda a, b: a + b)
cumprod = _cumulative(lambda a, b: a * b)


def cumulative_(op: Operation, tensor: Value, dim: Value, *_: Value) -> Value:
    """cumsum_, cumprod_."""
    op.axis(op.shape(tensor), dim)
    constants.forget(op.machine, tensor)
    return tensor


def cumulative_extreme(op: Operation, tensor: Value, dim: Value) -> Value:
    """cummax, cummin."""
    shape, _axis = op.axis(op.shape(tensor), dim)
    name = op.label.rpartition(".")[2]
    return named(op, name, values=op.result(shape, op.dtype(tensor)), indices=op.result(shape, "int64"))


def diff(op: Operation, tensor: Value, n: Value = 1, dim: Value = -1, prepend: Value = None, append: Value = None) -> Value:
    """Differences of neighbours, ``n`` times."""
    shape = op.shape(tensor)
    if shape.rank == 0:
        op.refuse(f"{op.label} needs a tensor of at least one dimension", got=shape)
    shape, axis = op.axis(shape, dim)
    size = shape.items[axis]
    assert not isinstance(size, Splat)
    for extra in (prepend, append):
        if extra is not None:
            other, at = op.axis(op.shape(extra), dim)
            added = other.items[at] if other.items else 1
            assert not isinstance(added, Splat)
            size = size + added
    if op.number(n, "n") == 0:
        return op.result(shape, op.dtype(tensor))
    left = op.judge.resolve(larger_of(size - op.number(n, "n"), 0))
    return op.result((*shape.items[:axis], left, *shape.items[axis + 1 :]), op.dtype(tensor))


def trapezoid(op: Operation, y: Value, x: Value = None, dx: Value = 1, dim: Value = -1) -> Value:
    shape, axis = op.axis(op.shape(y), dim)
    made = reduced(shape, (axis,), False)
    return op.result(_over_places(op, shape, axis, x, made), dtypes.float_of(op.dtype(y)))


def _over_places(op: Operation, shape: Shape, axis: int, x: Value, made: Shape) -> Shape:
    """The shape of an integral over places ``x``: a vector of them does not change it."""
    if x is None:
        return made
    places = op.shape(x, "x")
    if places.rank != 1 and places.items != shape.items:
        raise Gap("an integral over places of another shape")
    if places.rank == 1:
        size = shape.items[axis]
        assert not isinstance(size, Splat)
        op.same(size, places.dims[0], f"{op.label} needs a place for each of {{a}} points, got {{b}}", operand=1)
    return made


def cumulative_trapezoid(op: Operation, y: Value, x: Value = None, dx: Value = 1, dim: Value = -1) -> Value:
    made = diff(op, y, 1, dim)
    shape, axis = op.axis(op.shape(y), dim)
    return op.result(_over_places(op, shape, axis, x, op.shape(made)), op.dtype(made))


def renorm(op: Operation, tensor: Value, p: Value, dim: Value, maxnorm: Value) -> Value:
    shape, _axis = op.axis(op.shape(tensor), dim)
    if op.judge.at_least(shape, 2) is None:
        op.refuse(f"{op.label} needs at least two dimensions, got {text_of(shape)}", got=shape, operand=0)
    return op.result(op.shape(tensor), op.dtype(tensor))


def histc(op: Operation, tensor: Value, bins: Value = 100, *_: Value) -> Value:
    op.shape(tensor)
    return op.result((op.size(bins, "bins"),), op.dtype(tensor))


def bincount(op: Operation, tensor: Value, weights: Value = None, minlength: Value = 0) -> Value:
    """As many as the largest number asks for."""
    dims = op.judge.with_rank(op.shape(tensor), 1)
    if dims is None:
        op.refuse(f"{op.label} takes a vector, got {text_of(op.shape(tensor))}", got=op.shape(tensor), operand=0)
    if weights is not None and op.is_tensor(weights):
        others = op.judge.with_rank(op.shape(weights), 1)
        if others is None:
            op.refuse(f"{op.label} takes a vector of weights, got {text_of(op.shape(weights))}", operand=1)
        op.same(dims[0], others[0], f"{op.label} needs a weight for each of {{a}}, got {{b}}")
    dtype = "int64" if weights is None else None
    return op.result((op.judge.fresh("bins"),), dtype)


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
            if given.rank == 1 and shape.items:
                op.same(shape.dims[-1], given.dims[0], f"{op.label} needs a weight for each of {{a}} observations, got {{b}}")
    made: tuple[Item, ...] = ()
    if len(shape.items) == 2 and not op.judge.decide(equal(shape.dims[0], 1)):
        made = (shape.dims[0], shape.dims[0])
    return op.result(made, dtypes.float_of(op.dtype(tensor)))


def pdist(op: Operation, tensor: Value, p: Value = 2) -> Value:
    dims = op.judge.with_rank(op.shape(tensor), 2)
    if dims is None:
        op.refuse(f"{op.label} takes a matrix, got {text_of(op.shape(tensor))}", got=op.shape(tensor))
    return op.result((op.judge.resolve(floordiv(dims[0] * (dims[0] - 1), 2)),), op.dtype(tensor))


def cosine_similarity(op: Operation, x1: Value, x2: Value, dim: Value = 1, *_: Value) -> Value:
    shape, axis = op.axis(broadcast_all(op, x1, x2), dim)
    return op.result(reduced(shape, (axis,), False), dtypes.promoted(op, x1, x2))


def pairwise_distance(op: Operation, x1: Value, x2: Value, p: Value = 2.0, eps: Value = 1e-6, keepdim: Value = False) -> Value:
    shape, axis = op.axis(broadcast_all(op, x1, x2), -1)
    return op.result(reduced(shape, (axis,), op.flag(keepdim)), dtypes.promoted(op, x1, x2))




def histogram(op: Operation, tensor: Value, bins: Value = 100, *_: Value) -> Value:
    """Counts and the edges between them."""
    op.shape(tensor)
    if op.is_tensor(bins):
        edges = op.judge.with_rank(op.shape(bins, "bins"), 1)
        if edges is None:
            op.refuse(f"{op.label} takes a vector of edges, got {text_of(op.shape(bins))}", got=op.shape(bins), operand=1)
        count, ends = edges[0] - 1, edges[0]
    else:
        count = op.size(bins, "bins")
        ends = count + 1
    dtype = op.dtype(tensor)
    return named(op, "histogram", hist=op.result((count,), dtype), bin_edges=op.result((ends,), dtype))


def gradient(op: Operation, tensor: Value, spacing: Value = None, dim: Value = None, edge_order: Value = 1) -> Value:
    """One tensor of the input's shape for each axis."""
    shape, axes = axes_of(op, op.shape(tensor), dim)
    if axes is None:
        if shape.rank is None:
            raise Gap(f"the rank of the input of {op.label} is not known")
        axes = tuple(range(shape.rank))
    for axis in axes:
        size = shape.items[axis]
        assert not isinstance(size, Splat)
        text = f"{op.label} needs at least {edge_order} + 1 points along dimension {axis}, got {render(size)}"
        op.require(less_equal(op.number(edge_order) + 1, size), text, got=size, operand=0)
    return tuple(op.result(shape, dtypes.float_of(op.dtype(tensor))) for _ in axes)


def nuclear_norm(op: Operation, tensor: Value, dim: Value = None, keepdim: Value = False) -> Value:
    made = along(op, tensor, dim, keepdim)
    return op.result(made, dtypes.real_of(op.dtype(tensor)))
