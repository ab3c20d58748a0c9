"""Normalisation (https://docs.pytorch.org/docs/stable/nn.html#normalization-layers)."""

from __future__ import annotations

from collections.abc import Callable

from shapeproof.dims import Dim, Size, divides, equal, less_equal, render
from shapeproof.shapes import Gap, Shape, text_of
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.layers import has_shape, held, of, of_rank, place, same_type, with_elements
from shapeproof.torch_model.tensors import new_tensor
from shapeproof.values import Unknown, Value

Rule = Callable[..., Value]

# --- batches --------------------------------------------------------------------------------------------------------


def _batch_layer(ranks: tuple[int, ...]) -> Rule:
    def layer(op: Operation, self: Value, input: Value) -> Value:
        sizes = of_rank(op, input, ranks)
        kept = tuple(held(op, self, name) for name in ("running_mean", "running_var", "weight", "bias"))
        _check_epsilon(op, held(op, self, "eps"), held(op, self, "training"))
        if 0 not in sizes:
            _channels(op, input, sizes[1], 1 - len(sizes), kept)
        if kept[:2] == (None, None) or held(op, self, "training") is True:
            _more_than_one(op, (sizes[0], *sizes[2:]))
        if 0 in sizes:
            _weights_of_nothing(op, input, kept[2:])
        return same_type(op, input, sizes)

    return layer


batch_layer1d, batch_layer2d, batch_layer3d = (_batch_layer(ranks) for ranks in ((3, 2), (4,), (5,)))


def _weights_of_nothing(op: Operation, input: Value, weights: tuple[Value, ...]) -> None:
    """Torch multiplies what has no elements by the first weight, however many there are: there must be one."""
    for weight in weights:
        sizes = op.shape(weight).dims if has_shape(op, weight) and op.shape(weight).rank is not None else ()
        if len(sizes) > 1:
            raise Gap(f"{op.label} of no elements with a weight of {text_of(Shape(sizes))}")
        if 0 in sizes:
            op.refuse(f"{op.label} has no channels, got {text_of(op.shape(input))}", got=0, operand=place(op, input))


def _check_epsilon(op: Operation, eps: Value, training: Value) -> None:
    if not isinstance(eps, int | float) or eps > 0 or (eps == 0 and training is not True):
        return
    op.refuse(
        f"{op.label} needs an eps {'above' if training is True else 'of at least'} 0, got {eps}", code="parameter"
    )


def batch_layer(op: Operation, self: Value, input: Value) -> Value:
    """A bare ``_BatchNorm``: any rank from 2."""
    shape = _with_channels(op, input)
    if 0 not in shape.items:
        kept = tuple(held(op, self, name) for name in ("running_mean", "weight", "bias"))
        _channels(op, input, _size(shape, 1), None, kept)
        for size in (size for each in kept[1:] if has_shape(op, each) for size in op.shape(each).items):
            if isinstance(size, Dim):  # see `_weights_of_nothing`
                op.judge.demand(less_equal(1, size), op.refusal(f"{op.label} has no channels", got=0))
    else:
        _weights_of_nothing(op, input, tuple(held(op, self, name) for name in ("weight", "bias")))
    if shape.rank is not None and (held(op, self, "running_mean") is None or held(op, self, "training") is True):
        _more_than_one(op, (shape.dims[0], *shape.dims[2:]))
    return same_type(op, input, shape)


def sync_layer(op: Operation, self: Value, input: Value) -> Value:
    shape = _with_channels(op, input)
    if shape.items[1] == 0:
        op.refuse(f"{op.label} has no channels, got {text_of(shape)}", got=0, operand=place(op, input))
    return batch_layer(op, self, input)


def batch_norm(
    op: Operation,
    input: Value,
    running_mean: Value,
    running_var: Value,
    weight: Value = None,
    bias: Value = None,
    training: Value = False,
    momentum: Value = 0.1,
    eps: Value = 1e-5,
) -> Value:
    if op.shape(input).items == (0,):
        _weights_of_nothing(op, input, (weight, bias))
        return same_type(op, input, (0,))
    shape = _with_channels(op, input)
    if 0 not in shape.items:
        _channels(op, input, _size(shape, 1), None, (running_mean, running_var, weight, bias))
    if shape.rank is not None and training is True:
        _more_than_one(op, (shape.dims[0], *shape.dims[2:]))
    if 0 in shape.items:
        _weights_of_nothing(op, input, (weight, bias))
    return same_type(op, input, shape)


def native_batch_norm(op: Operation, input: Value, training: Value) -> Value:
    """``torch.native_batch_norm``, which does not look at the sizes of weights."""
    shape = _with_channels(op, input)
    if training is True and 0 in shape.items:
        op.refuse(f"{op.label} in training needs elements, got {text_of(shape)}", got=shape, operand=0)
    return same_type(op, input, shape)


def _with_channels(op: Operation, input: Value) -> Shape:
    shape = op.shape(input)
    wide = op.judge.at_least(shape, 0, 2)
    if wide is None:
        if shape.rank == 1 and op.judge.holds(equal(shape.dims[0], 0)) is not False:
            raise Gap(f"{op.label} of an empty vector")
        op.refuse(
            f"{op.label} expects at least 2 dimensions, got {text_of(shape)}",
            expected=2,
            got=shape,
            operand=place(op, input),
        )
    return wide


def _size(shape: Shape, axis: int) -> Size:
    return shape.items[axis]  # type: ignore[return-value]


def _channels(op: Operation, input: Value, got: Size, axis: int | None, kept: tuple[Value, ...]) -> None:
    """What a layer keeps for each channel fits the input's channels."""
    for value in kept:
        if not has_shape(op, value) or op.shape(value).rank is None:
            continue
        expected: Size = 1  # torch counts the elements of a weight and does not look at its axes
        for size in op.shape(value).dims:
            expected = expected * size
        op.same(
            got,
            expected,
            f"{op.label} expects {{b}} channels, got {{a}}",
            expected=op.judge.resolve(expected),
            got=op.judge.resolve(got),
            operand=place(op, input),
            axis=axis,
        )


def _more_than_one(op: Operation, sizes: tuple[Size, ...]) -> None:
    """In training a channel of one value has no variance: refused where that is certain."""
    count: Size = 1
    for size in sizes:
        count = count * size
    if op.judge.holds(equal(count, 1)) is True:
        op.refuse(f"{op.label} needs more than one value per channel in training", got=1, expected=2)


# --- instances ------------------------------------------------------------------------------------------------------


def _instance_layer(spatial: int) -> Rule:
    def layer(op: Operation, self: Value, input: Value) -> Value:
        sizes = of_rank(op, input, (spatial + 2, spatial + 1))
        axis = -spatial - 1
        kept = tuple(held(op, self, name) for name in ("weight", "bias", "running_mean"))
        if 0 not in sizes or not _is_indifferent(op, self, sizes[:-spatial], kept):
            _channels(op, input, sizes[axis], axis, kept)
        if any(has_shape(op, value) for value in kept[:2]):
            with_elements(op, input, sizes[:-spatial])
        if held(op, self, "training") is True or held(op, self, "track_running_stats") is False:
            _more_than_one_place(op, sizes[-spatial:])
        return same_type(op, input, sizes)

    return layer


def _is_indifferent(op: Operation, self: Value, lead: tuple[Size, ...], kept: tuple[Value, ...]) -> bool:
    """Whether torch does not look at the channels of an input without elements: nothing is kept of them."""
    if any(has_shape(op, value) for value in kept[:2]):
        return False
    return held(op, self, "training") is not True or lead == (0, 1)


instance_layer1d, instance_layer2d, instance_layer3d = (_instance_layer(n) for n in (1, 2, 3))


def _more_than_one_place(op: Operation, sizes: tuple[Size, ...]) -> None:
    if all(op.judge.holds(equal(size, 1)) is True for size in sizes):
        op.refuse(f"{op.label} needs more than one place per channel, got {text_of(Shape(sizes))}")


def instance_norm(
    op: Operation,
    input: Value,
    running_mean: Value = None,
    running_var: Value = None,
    weight: Value = None,
    bias: Value = None,
    use_input_stats: Value = True,
    momentum: Value = 0.1,
    eps: Value = 1e-5,
) -> Value:
    shape = _with_channels(op, input)
    if 0 in shape.items:
        _weights_of_nothing(op, input, (weight, bias))
        if shape.items[0] == 0 and (has_shape(op, weight) or has_shape(op, bias)):
            with_elements(op, input, (0,))
    else:
        _channels(op, input, _size(shape, 1), None, (running_mean, running_var, weight, bias))
    if shape.rank is not None and use_input_stats is True:
        _more_than_one_place(op, shape.dims[2:])
    return same_type(op, input, shape)


# --- last axes ------------------------------------------------------------------------------------------------------


def layer_norm_layer(op: Operation, self: Value, input: Value) -> Value:
    kept = (held(op, self, "weight"), held(op, self, "bias"))
    return _over_last(op, input, held(op, self, "normalized_shape"), kept)


def rms_norm_layer(op: Operation, self: Value, input: Value) -> Value:
    return _over_last(op, input, held(op, self, "normalized_shape"), (held(op, self, "weight"),))


def layer_norm(
    op: Operation, input: Value, normalized_shape: Value, weight: Value = None, bias: Value = None, eps: Value = 1e-5
) -> Value:
    return _over_last(op, input, normalized_shape, (weight, bias))


def rms_norm(op: Operation, input: Value, normalized_shape: Value, weight: Value = None, eps: Value = None) -> Value:
    return _over_last(op, input, normalized_shape, (weight,))


def _over_last(op: Operation, input: Value, normalized_shape: Value, kept: tuple[Value, ...]) -> Value:
    if isinstance(normalized_shape, Unknown):
        return same_type(op, input, op.shape(input))
    normalized = op.plain_sizes(normalized_shape, "normalized_shape")
    count = len(normalized)
    if count == 0:
        op.refuse(f"{op.label} needs a normalized_shape of at least one dimension")
    shape = op.shape(input)
    wide = op.judge.at_least(shape, count)
    word = "a last dimension of" if count == 1 else "last dimensions of"

    def text(sizes: tuple[Size, ...]) -> str:
        sizes = tuple(op.judge.resolve(size) for size in sizes)
        return render(sizes[0]) if len(sizes) == 1 else text_of(Shape(sizes))

    if wide is None:
        op.refuse(
            f"{op.label} expects {word} {text(normalized)}, got {text_of(shape)}",
            expected=Shape(normalized),
            got=shape,
            operand=place(op, input),
        )
    last = wide.items[len(wide.items) - count :]
    for axis, (got, expected) in enumerate(zip(last, normalized, strict=True)):
        op.same(
            got,  # type: ignore[arg-type]
            expected,
            f"{op.label} expects {word} {text(normalized)}, got {text(last)}",  # type: ignore[arg-type]
            operand=place(op, input),
            axis=axis - count,
        )
    for value in kept:
        if has_shape(op, value):
            _same_as(op, value, normalized)
    return same_type(op, input, wide)


def _same_as(op: Operation, value: Value, normalized: tuple[Size, ...]) -> None:
    sizes = of_rank(op, value, (len(normalized),), "weight")
    for a, b in zip(sizes, normalized, strict=True):
        op.same(a, b, f"{op.label} has a weight of {{a}} for a normalized_shape of {{b}}")


# --- groups ---------------------------------------------------------------------------------------------------------


def group_norm_layer(op: Operation, self: Value, input: Value) -> Value:
    return _in_groups(op, input, held(op, self, "num_groups"), (held(op, self, "weight"), held(op, self, "bias")))


def group_norm(
    op: Operation, input: Value, num_groups: Value, weight: Value = None, bias: Value = None, eps: Value = 1e-5
) -> Value:
    return _in_groups(op, input, num_groups, (weight, bias))


def _in_groups(op: Operation, input: Value, num_groups: Value, kept: tuple[Value, ...]) -> Value:
    shape = _with_channels(op, input)
    channels = _size(shape, 1)
    axis = None if shape.rank is None else 1 - shape.rank
    for value in kept:
        if has_shape(op, value):
            of_rank(op, value, (1,), "weight")
    _channels(op, input, channels, axis, kept)
    if isinstance(num_groups, Unknown):
        return same_type(op, input, shape)
    groups = op.size(num_groups, "num_groups")
    op.require(less_equal(1, groups), f"{op.label} needs at least one group, got {render(groups)}")
    op.require(
        divides(groups, channels),
        f"{op.label} cannot divide {render(channels)} channels into {render(groups)} groups",
        got=channels,
        operand=place(op, input),
        axis=axis,
    )
    if shape.rank is not None and isinstance(channels, int) and isinstance(groups, int):
        _more_than_one(op, (shape.dims[0] * channels // groups, *shape.dims[2:]))
    return same_type(op, input, shape)


def native_group_norm(
    op: Operation, input: Value, weight: Value, bias: Value, n: Value, c: Value, hxw: Value, group: Value
) -> Value:
    """``torch.native_group_norm``, which is told the sizes."""
    shape = op.shape(input)
    batch, channels, area, groups = (op.size(value) for value in (n, c, hxw, group))
    op.require(
        divides(groups, channels), f"{op.label} cannot divide {render(channels)} channels into {render(groups)} groups"
    )
    for value, what in ((weight, "weight"), (bias, "bias")):
        if has_shape(op, value):
            (count,) = of_rank(op, value, (1,), what)
            op.same(count, channels, f"{op.label} has a {what} of {{a}} for {{b}} channels", operand=place(op, value))
    if shape.rank is not None:
        total: Size = 1
        for size in shape.dims:
            total = total * size
        op.same(
            total,
            batch * channels * area,
            f"{op.label} of {text_of(shape)}: {{a}} elements, but N × C × HxW is {{b}}",
            operand=0,
        )
    return same_type(op, input, shape)


# --- across channels ------------------------------------------------------------------------------------------------


def local_response_layer(op: Operation, self: Value, input: Value) -> Value:
    return local_response_norm(op, input, of(op, self, "size"))


def local_response_norm(
    op: Operation, input: Value, size: Value, alpha: Value = 1e-4, beta: Value = 0.75, k: Value = 1.0
) -> Value:
    shape = op.shape(input)
    wide = op.judge.at_least(shape, 0, 3)
    if wide is None:
        op.refuse(
            f"{op.label} expects at least 3 dimensions, got {text_of(shape)}",
            expected=3,
            got=shape,
            operand=place(op, input),
        )
    if isinstance(size, int) and size < 1 and not (wide.rank is not None and 0 in wide.dims):
        op.refuse(f"{op.label} needs a size of at least 1, got {size}", code="parameter")
    return same_type(op, input, wide)


def cross_map_layer(op: Operation, self: Value, input: Value) -> Value:
    sizes = of_rank(op, input, (4,))
    if sizes[1] == 0:
        op.refuse(f"{op.label} has no channels, got {text_of(op.shape(input))}", got=0, operand=place(op, input))
    if held(op, self, "size") == 0:
        op.refuse(f"{op.label} needs a size of at least 1, got 0", code="parameter")
    return same_type(op, input, sizes)


# --- of weights -----------------------------------------------------------------------------------------------------


def except_dim(op: Operation, v: Value, dim: Value) -> Value:
    """The norms along all axes but one (``weight_g`` of a weight norm); a scalar without such an axis."""
    sizes = op.known(v, "weight")
    if dim is None or dim == -1:
        return same_type(op, v, ())
    shape, at = op.axis(Shape(sizes), dim)
    return same_type(op, v, [size if axis == at else 1 for axis, size in enumerate(shape.dims)])


def singular(op: Operation, weight: Value, dim: Value) -> Value:
    """The vectors a spectral norm keeps of a weight seen as a matrix with ``dim`` in front."""
    sizes = op.known(weight, "weight")
    at = op.number(dim, "dim")
    rest: Size = 1
    for axis, size in enumerate(sizes):
        if axis != at:
            rest = rest * size
    dtype = op.dtype(weight)
    return (_vector(op, sizes[at], dtype), _vector(op, rest, dtype))


def _vector(op: Operation, size: Size, dtype: str | None) -> Value:
    return new_tensor(op.machine, Shape((size,)), dtype)
