"""Tensors made from sizes and numbers: zeros, arange, eye, tensor, …_like, new_…"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from shapeproof.dims import (
    Dim,
    FloatExpression,
    Size,
    floordiv,
    less_equal,
    real,
    render,
    to_integer,
)
from shapeproof.interpreter.iteration import Repeated
from shapeproof.shapes import Gap, Item, Shape, Splat, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import Object, Range, Truth, Unknown, Value

FAMILY = "reshape"

# --- of one number ---------------------------------------------------------------------------------------------------------


def made(op: Operation, items: Sequence[Item] | Shape, dtype: str | None, number: Any = None) -> Value:
    """A new tensor of these sizes, filled with a number where that is known."""
    shape = items if isinstance(items, Shape) else Shape(items)
    for size in shape.items:
        if isinstance(size, int) and size < 0:
            op.refuse(f"{op.label} cannot make a dimension of {size}: {text_of(shape)}", code="reshape", got=size)
        if isinstance(size, Dim):
            at_least_zero(op, size, shape)
    data = constants.filled(shape, number, dtype) if isinstance(number, bool | int | float) else None
    return op.result(shape, dtype, data)


def at_least_zero(op: Operation, size: Dim, shape: Shape) -> None:
    """A size is not negative: noted, and refused where it certainly is."""
    possible = less_equal(0, size)
    if op.judge.holds(possible) is False:
        op.refuse(f"{op.label} cannot make a dimension of {render(size)}: {text_of(shape)}", code="reshape", got=size)
    op.judge.suppose(possible)


def _of_sizes(number: Any) -> Callable[..., Value]:
    def rule(op: Operation, size: Value, dtype: Value = None, *_: Value) -> Value:
        return made(op, op.sizes(size), op.dtype_named(dtype, dtypes.DEFAULT), number)

    return rule


empty = _of_sizes(None)
zeros = _of_sizes(0)
ones = _of_sizes(1)


def full(op: Operation, size: Value, fill_value: Value, dtype: Value = None, *_: Value) -> Value:
    number, own = _number_of(op, fill_value)
    return made(op, op.sizes(size), op.dtype_named(dtype, own), number)


def _number_of(op: Operation, value: Value) -> tuple[Any, str | None]:
    """A number, or the one in a tensor, and its type."""
    if isinstance(value, bool):
        return value, "bool"
    if isinstance(value, int):
        return value, "int64"
    if isinstance(value, float):
        return value, dtypes.DEFAULT
    if isinstance(value, complex):
        return None, "complex64"
    if isinstance(value, Dim):
        return None, "int64"
    if isinstance(value, FloatExpression):
        return None, dtypes.DEFAULT
    return None, op.dtype(value) if op.is_tensor(value) else None


def _like(number: Any) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, dtype: Value = None, *_: Value) -> Value:
        return made(op, op.shape(tensor), op.dtype_named(dtype, op.dtype(tensor)), number)

    return rule


empty_like = _like(None)
zeros_like = _like(0)
ones_like = _like(1)


def full_like(op: Operation, tensor: Value, fill_value: Value, dtype: Value = None, *_: Value) -> Value:
    return made(op, op.shape(tensor), op.dtype_named(dtype, op.dtype(tensor)), _number_of(op, fill_value)[0])


def random_like(op: Operation, tensor: Value, dtype: Value = None, *_: Value) -> Value:
    return op.result(op.shape(tensor), op.dtype_named(dtype, op.dtype(tensor)))


def _new(number: Any) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, size: Value, dtype: Value = None, *_: Value) -> Value:
        return made(op, op.sizes(size), op.dtype_named(dtype, op.dtype(tensor)), number)

    return rule


new_empty = _new(None)
new_zeros = _new(0)
new_ones = _new(1)


def new_full(op: Operation, tensor: Value, size: Value, fill_value: Value, dtype: Value = None, *_: Value) -> Value:
    return made(op, op.sizes(size), op.dtype_named(dtype, op.dtype(tensor)), _number_of(op, fill_value)[0])


def new_tensor(op: Operation, tensor: Value, data: Value, dtype: Value = None, *_: Value) -> Value:
    return tensor_from(op, data, dtype)


def empty_strided(op: Operation, size: Value, stride: Value, dtype: Value = None, *_: Value) -> Value:
    sizes, order = op.plain_sizes(size), op.plain_sizes(stride, "stride")
    if len(sizes) != len(order):
        op.refuse(f"{op.label} takes as many strides as sizes, got {len(order)} and {len(sizes)}")
    return made(op, op.sizes(size), op.dtype_named(dtype, dtypes.DEFAULT))


# --- random ----------------------------------------------------------------------------------------------------------------


def random(op: Operation, size: Value, dtype: Value = None, *_: Value) -> Value:
    """rand, randn."""
    return made(op, op.sizes(size), op.dtype_named(dtype, dtypes.DEFAULT))


def randint(op: Operation, low: Value, high: Value = None, size: Value = None, dtype: Value = None, *_: Value) -> Value:
    """``randint(high, size)`` or ``randint(low, high, size)``."""
    if size is None:
        size = high
    return made(op, op.sizes(size), op.dtype_named(dtype, "int64"))


def randint_like(op: Operation, tensor: Value, low: Value, high: Value = None, dtype: Value = None, *_: Value) -> Value:
    return op.result(op.shape(tensor), op.dtype_named(dtype, op.dtype(tensor)))


def randperm(op: Operation, n: Value, dtype: Value = None, *_: Value) -> Value:
    return made(op, (op.size(n, "n"),), op.dtype_named(dtype, "int64"))


def normal(op: Operation, mean: Value, std: Value = 1.0, size: Value = None, *_: Value) -> Value:
    """``normal(mean, std)`` of tensors, or of numbers with a size."""
    from shapeproof.torch_model.rules.pointwise import broadcast_all

    if size is not None:
        if op.is_tensor(mean) or op.is_tensor(std):
            raise Gap("normal of tensors with a size")
        return made(op, op.sizes(size), dtypes.DEFAULT)
    if not op.is_tensor(mean) and not op.is_tensor(std):
        raise Gap("normal of numbers without a size")
    return op.result(broadcast_all(op, mean, std), op.dtype(mean if op.is_tensor(mean) else std))


def multinomial(op: Operation, tensor: Value, num_samples: Value, replacement: Value = False) -> Value:
    """Each row is drawn from ``num_samples`` times."""
    shape = op.judge.choose_rank(op.shape(tensor), (2, 1))
    if shape is None:
        op.refuse(f"{op.label} takes a vector or a matrix, got {text_of(op.shape(tensor))}", code="reduce")
    count, size = op.size(num_samples, "num_samples"), shape.dims[-1]
    if replacement is False:
        text = f"{op.label} cannot draw {render(count)} times from {render(size)} without replacement"
        op.require(less_equal(count, size), text, code="reduce", expected=size, got=count, operand=0, axis=-1)
    return op.result((*shape.items[:-1], count), "int64")


# --- ranges ----------------------------------------------------------------------------------------------------------------


def arange(op: Operation, start: Value, end: Value = None, step: Value = 1, dtype: Value = None, *_: Value) -> Value:
    """From ``start`` up to, not with, ``end``."""
    if end is None:
        start, end = 0, start
    parts = [_scalar(op, value) for value in (start, end, step)]
    if all(isinstance(part, int | Dim) for part in parts):
        own: str | None = "int64"
    else:
        own = dtypes.DEFAULT
    dtype_name = op.dtype_named(dtype, own)
    count = _range_length(op, *parts)
    if isinstance(count, int) and count <= constants.MAXIMAL_DATA and all(isinstance(p, int | float) for p in parts):
        numbers = [parts[0] + parts[2] * i for i in range(count)]
        return op.result((count,), dtype_name, constants.stored_all(numbers, dtype_name))
    return op.result((count,), dtype_name)


def _scalar(op: Operation, value: Value) -> Any:
    """A number, a size, a float of sizes, or the number in a tensor."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float | FloatExpression):
        return value
    if isinstance(value, Dim):
        return op.judge.resolve(value)
    held = constants.numbers(op, value)
    if held is not None and len(held[1]) == 1:
        return held[1][0]
    raise Gap(value.reason if isinstance(value, Unknown) else f"an argument of {op.label} is not known")


def _range_length(op: Operation, start: Any, end: Any, step: Any) -> Size:
    """``ceil((end - start) / step)``."""
    if isinstance(step, int | float) and step == 0:
        op.refuse(f"{op.label} needs a step other than 0", code="reshape")
    if all(isinstance(part, int | Dim) for part in (start, end, step)):
        if isinstance(step, int) and step < 0:
            start, end, step = -start, -end, -step
        span = op.judge.resolve(end - start)
        op.require(less_equal(0, span), f"{op.label} from {render(start)} to {render(end)} runs the wrong way", code="reshape")
        return op.judge.resolve(floordiv(span + step - 1, step))
    if all(isinstance(part, int | float) for part in (start, end, step)):
        length = (end - start) / step
        if not math.isfinite(length):
            raise Gap(f"the bounds of {op.label} are no finite numbers")
        if length < 0:
            op.refuse(f"{op.label} from {start} to {end} by {step} runs the wrong way", code="reshape")
        return math.ceil(length)
    return to_integer(real("/", real("-", end, start), step), "ceil")


def inclusive_range(op: Operation, start: Value, end: Value = None, step: Value = 1, dtype: Value = None, *_: Value) -> Value:
    """``torch.range``: with its end."""
    if end is None:
        start, end = 0, start
    parts = [_scalar(op, value) for value in (start, end, step)]
    if not all(isinstance(part, int | float) for part in parts) or parts[2] == 0:
        raise Gap("the length of torch.range is not known")
    return op.result((math.floor((parts[1] - parts[0]) / parts[2]) + 1,), op.dtype_named(dtype, dtypes.DEFAULT))


def linspace(op: Operation, start: Value, end: Value, steps: Value, dtype: Value = None, *_: Value) -> Value:
    """``steps`` numbers from ``start`` to ``end``."""
    count = op.size(steps, "steps")
    _scalars_alone(op, start, end)
    name = op.dtype_named(dtype, dtypes.DEFAULT)
    result = made(op, (count,), name)
    if not isinstance(count, int) or count > constants.MAXIMAL_DATA or name not in ("float32", "float64"):
        return result
    try:
        first, last = _scalar(op, start), _scalar(op, end)
    except Gap:
        return result
    if not isinstance(first, int | float) or not isinstance(last, int | float):
        return result
    return op.result((count,), name, evenly_spaced(first, last, count, name))


def evenly_spaced(first: float, last: float, count: int, dtype: str) -> constants.Numbers:
    """Counted up from the start for the first half, down from the end for the second, each step rounded."""

    def rounded(number: float) -> float:
        return constants.stored(number, dtype)  # type: ignore[return-value]

    first, last = rounded(first), rounded(last)
    if count == 1:
        return (first,)
    step = rounded(rounded(last - first) / (count - 1))
    return tuple(
        rounded(first + rounded(step * i)) if i < count // 2 else rounded(last - rounded(step * (count - i - 1)))
        for i in range(count)
    )


def logspace(op: Operation, start: Value, end: Value, steps: Value, base: Value = 10.0, dtype: Value = None, *_: Value) -> Value:
    _scalars_alone(op, start, end)
    return made(op, (op.size(steps, "steps"),), op.dtype_named(dtype, dtypes.DEFAULT))


def _scalars_alone(op: Operation, *bounds: Value) -> None:
    for bound in bounds:
        if op.is_tensor(bound) and op.shape(bound).rank not in (0, None):
            op.refuse(f"{op.label} takes numbers or tensors without dimensions, got {text_of(op.shape(bound))}")


def window(op: Operation, window_length: Value, args: Value = (), dtype: Value = None, *_: Value) -> Value:
    """hann_window and its kind: one number a place."""
    return made(op, (op.size(window_length, "window_length"),), op.dtype_named(dtype, dtypes.DEFAULT))


# --- matrices --------------------------------------------------------------------------------------------------------------


def eye(op: Operation, n: Value, m: Value = None, dtype: Value = None, *_: Value) -> Value:
    rows = op.size(n, "n")
    columns = rows if m is None else op.size(m, "m")
    name = op.dtype_named(dtype, dtypes.DEFAULT)
    result = made(op, (rows, columns), name)
    sizes = constants.sizes_of(Shape((rows, columns)))
    if sizes is None:
        return result
    return op.result(sizes, name, constants.stored_all([int(i == j) for i, j in constants.positions(sizes)], name))


def _triangle(keeps: Callable[[int, int, int], bool]) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, diagonal: Value = 0) -> Value:
        shape = op.shape(tensor)
        if op.judge.at_least(shape, 2) is None:
            op.refuse(f"{op.label} needs at least two dimensions, got {text_of(shape)}", code="reshape", got=shape)
        held = constants.numbers(op, tensor)
        data = None
        if held is not None and isinstance(diagonal, int):
            sizes, row = held
            zero = constants.stored(0, op.dtype(tensor))
            data = tuple(
                number if keeps(at[-2], at[-1], diagonal) else zero
                for at, number in zip(constants.positions(sizes), row, strict=True)
            )
        return op.result(op.shape(tensor), op.dtype(tensor), data)

    return rule


tril = _triangle(lambda i, j, k: j - i <= k)
triu = _triangle(lambda i, j, k: j - i >= k)


def triangle_(op: Operation, tensor: Value, diagonal: Value = 0) -> Value:
    from shapeproof.torch_model.rules.pointwise import write_in_place

    shape = op.shape(tensor)
    if op.judge.at_least(shape, 2) is None:
        op.refuse(f"{op.label} needs at least two dimensions, got {text_of(shape)}", code="reshape", got=shape)
    return write_in_place(op, tensor, op.shape(tensor))


def _triangle_size(rows: int, columns: int, offset: int, lower: bool) -> int:
    keeps = (lambda i, j: j - i <= offset) if lower else (lambda i, j: j - i >= offset)
    return sum(keeps(i, j) for i in range(rows) for j in range(columns))


def _triangle_indices(lower: bool) -> Callable[..., Value]:
    def rule(op: Operation, row: Value, col: Value, offset: Value = 0, dtype: Value = None, *_: Value) -> Value:
        rows, columns, shift = op.size(row), op.size(col), op.number(offset, "offset")
        name = op.dtype_named(dtype, "int64")
        if isinstance(rows, int) and isinstance(columns, int) and rows * columns <= 1_000_000:
            return op.result((2, _triangle_size(rows, columns, shift, lower)), name)
        if rows == columns and shift in (0, -1 if lower else 1):
            n = rows
            return op.result((2, op.judge.resolve(floordiv(n * (n + 1) if shift == 0 else n * (n - 1), 2))), name)
        raise Gap(f"how many places {op.label} gives is not known")

    return rule


tril_indices = _triangle_indices(True)
triu_indices = _triangle_indices(False)


def vander(op: Operation, tensor: Value, N: Value = None, increasing: Value = False) -> Value:
    (size,) = _vector(op, tensor)
    return op.result((size, size if N is None else op.size(N)), op.dtype(tensor))


def _vector(op: Operation, value: Value) -> tuple[Size, ...]:
    dims = op.judge.with_rank(op.shape(value), 1)
    if dims is None:
        op.refuse(f"{op.label} takes a vector, got {text_of(op.shape(value))}", got=op.shape(value))
    return dims


def meshgrid(op: Operation, tensors: Value, indexing: Value = "ij") -> Value:
    """One grid for each vector."""
    given = op.tensors(tensors)
    if len(given) == 1 and not op.is_tensor(given[0]):
        given = op.tensors(given[0])
    sizes: list[Size] = []
    for each in given:
        shape = op.judge.choose_rank(op.shape(each), (1, 0))
        if shape is None:
            op.refuse(f"{op.label} takes vectors, got {text_of(op.shape(each))}", got=op.shape(each))
        sizes.append(shape.dims[0] if shape.items else 1)
    if indexing not in ("ij", "xy"):
        raise Gap("the indexing of meshgrid is not known")
    swapped = indexing == "xy" and len(sizes) >= 2
    row = [sizes[1], sizes[0], *sizes[2:]] if swapped else sizes
    wanted = constants.sizes_of(Shape(row))
    grids = []
    for place, each in enumerate(given):
        axis = 1 - place if swapped and place < 2 else place
        held = constants.numbers(op, each)
        data = None
        if held is not None and wanted is not None:
            data = tuple(held[1][at[axis]] for at in constants.positions(wanted))
        grids.append(op.result(row, op.dtype(each), data))
    return tuple(grids)


def combinations(op: Operation, tensor: Value, r: Value = 2, with_replacement: Value = False) -> Value:
    (n,) = _vector(op, tensor)
    k = op.number(r, "r")
    if k == 0:
        return op.result((0,), op.dtype(tensor))
    if not isinstance(n, int):
        if k == 2:
            count = n * (n + 1) if op.flag(with_replacement) else n * (n - 1)
            return op.result((op.judge.resolve(floordiv(count, 2)), 2), op.dtype(tensor))
        raise Gap("how many combinations there are is not known")
    return op.result((math.comb(n + k - 1, k) if op.flag(with_replacement) and n else math.comb(n, k), k), op.dtype(tensor))


# --- from numbers ------------------------------------------------------------------------------------------------------------


def tensor(op: Operation, data: Value, dtype: Value = None, *_: Value) -> Value:
    """``torch.tensor``: nested rows of numbers, a number or a tensor."""
    return tensor_from(op, data, dtype)


def as_tensor(op: Operation, data: Value, dtype: Value = None, *_: Value) -> Value:
    """A tensor as it is where its type is the wanted one."""
    state = tensor_state(op.machine, data)
    if state is not None:
        name = op.dtype_named(dtype, state.dtype)
        if name == state.dtype:
            return data
    return tensor_from(op, data, dtype)


def tensor_from(op: Operation, data: Value, dtype: Value) -> Value:
    state = tensor_state(op.machine, data)
    if state is not None:
        name = op.dtype_named(dtype, state.dtype)
        held = constants.stored_all(state.data, name) if state.data is not None and name is not None else None
        return op.result(op.shape(data), name, held)
    numbers: list[Any] = []
    kinds: set[str | None] = set()
    sizes = _nested(op, data, numbers, kinds)
    if not kinds:
        own: str | None = dtypes.DEFAULT
    elif None in kinds:
        own = None
    else:
        own = max((str(kind) for kind in kinds), key=lambda kind: dtypes.category(kind))
    name = op.dtype_named(dtype, own)
    known = constants.sizes_of(Shape(sizes)) is not None and len(numbers) == math.prod(s for s in sizes if isinstance(s, int))
    return op.result(sizes, name, constants.stored_all(numbers, name) if known and None not in numbers else None)


def _nested(op: Operation, data: Value, numbers: list[Any], kinds: set[str | None]) -> tuple[Size, ...]:
    """The sizes of nested rows; their numbers in order, None for those not known."""
    if isinstance(data, bool | int | float | complex | Dim | FloatExpression | Truth):
        number, kind = _number_of(op, data) if not isinstance(data, Truth) else (None, "bool")
        numbers.append(data if isinstance(data, Dim) else number)
        kinds.add(kind)
        return ()
    state = tensor_state(op.machine, data)
    if state is not None:
        dims = op.known(data)
        numbers.extend(state.data if state.data is not None else (None,))
        kinds.add(dtypes.DEFAULT if state.dtype and dtypes.is_float(state.dtype) else state.dtype)
        return dims
    if isinstance(data, Unknown):
        numbers.append(None)
        kinds.add(None)
        raise Gap(data.reason)
    if not isinstance(data, tuple | Range) and not isinstance(data, Object):
        raise Gap(f"what {op.label} is made from is not understood")
    row = op.machine.iterate(data)
    op.machine.budget(len(row), "a tensor")
    if len(row) == 1 and isinstance(row[0], Repeated):
        inner = _nested(op, row[0].item, [], kinds)
        numbers.append(None)
        return (row[0].count, *inner)
    if any(isinstance(item, Repeated | Splat) for item in row):
        raise Gap("a row of symbolic length")
    inner_sizes: tuple[Size, ...] = ()
    for index, item in enumerate(row):
        found = _nested(op, item, numbers, kinds)
        if index and found != inner_sizes:
            if any(isinstance(size, Dim) for size in (*found, *inner_sizes)):
                raise Gap("rows whose lengths may differ")
            op.refuse(f"{op.label}: the rows differ in length: {text_of(Shape(inner_sizes))} and {text_of(Shape(found))}")
        inner_sizes = found
    return (len(row), *inner_sizes)


def scalar_tensor(op: Operation, s: Value, dtype: Value = None, *_: Value) -> Value:
    number, _own = _number_of(op, s)
    return made(op, (), op.dtype_named(dtype, dtypes.DEFAULT), number)


def one_hot(op: Operation, tensor: Value, num_classes: Value = -1) -> Value:
    """A new last axis of ``num_classes``; of as many as the data ask for where that is -1."""
    shape = op.shape(tensor)
    if num_classes == -1:
        count: Size = op.judge.fresh("classes", lower=1)
        held = constants.numbers(op, tensor)
        if held is not None and held[1] and all(isinstance(number, int) for number in held[1]):
            count = max(held[1]) + 1
    else:
        count = op.size(num_classes, "num_classes")
    return op.result((*shape.items, count), "int64")


def complex_from(op: Operation, real: Value, imag: Value) -> Value:
    """``torch.complex``, ``torch.polar``."""
    from shapeproof.torch_model.rules.pointwise import broadcast_all

    return op.result(broadcast_all(op, real, imag), dtypes.complex_of(op.dtype(real)))


def bucketize(op: Operation, tensor: Value, boundaries: Value, out_int32: Value = False, *_: Value) -> Value:
    shape = op.shape(tensor) if op.is_tensor(tensor) else Shape()
    _vector(op, boundaries)
    return op.result(shape, "int32" if out_int32 is True else "int64")




def new_of(op: Operation, tensor: Value, args: Value, kwargs: Value) -> Value:
    """``Tensor.new(*size)``, ``Tensor.new(numbers)``: the old way to make one."""
    given = op.machine.iterate(args)
    if given and all(isinstance(value, int | Dim) and not isinstance(value, bool) for value in given):
        return made(op, op.sizes(tuple(given)), op.dtype(tensor))
    if not given:
        return made(op, (0,), op.dtype(tensor))
    raise Gap("what Tensor.new makes")


def new_empty_strided(op: Operation, tensor: Value, size: Value, stride: Value, dtype: Value = None, *_: Value) -> Value:
    return made(op, op.sizes(size), op.dtype_named(dtype, op.dtype(tensor)))
