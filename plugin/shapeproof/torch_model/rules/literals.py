"""Tensors of given numbers and patterns: tensor, eye, tril, meshgrid, one_hot."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from shapeproof.dims import (
    Dim,
    FloatExpression,
    Size,
    floordiv,
)
from shapeproof.interpreter.arguments import open_name
from shapeproof.interpreter.iteration import Repeated
from shapeproof.shapes import Gap, Shape, Splat, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.factories import made, number_of, vector
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import Object, Range, Truth, Unknown, Value


def new_tensor(op: Operation, tensor: Value, data: Value, dtype: Value = None, *_: Value) -> Value:
    return tensor_from(op, data, dtype)


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
    places = ((i, j) for i in range(rows) for j in range(columns))
    return sum(j - i <= offset if lower else j - i >= offset for i, j in places)


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
    (size,) = vector(op, tensor)
    return op.result((size, size if N is None else op.size(N)), op.dtype(tensor))


def meshgrid(op: Operation, tensors: Value, indexing: Value = None) -> Value:
    """One grid for each vector; without ``indexing``, its first axis is the first vector's."""
    given = op.tensors(tensors)
    if len(given) == 1 and not op.is_tensor(given[0]):
        given = op.tensors(given[0])
    sizes: list[Size] = []
    for each in given:
        shape = op.judge.choose_rank(op.shape(each), (1, 0))
        if shape is None:
            op.refuse(f"{op.label} takes vectors, got {text_of(op.shape(each))}", got=op.shape(each))
        sizes.append(shape.dims[0] if shape.items else 1)
    if indexing not in (None, "ij", "xy"):
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
    (n,) = vector(op, tensor)
    k = op.number(r, "r")
    if k < 0:
        op.refuse(f"{op.label} needs a number of elements of at least 0, got {k}", got=k)
    if k == 0:
        return op.result((0,), op.dtype(tensor))
    if not isinstance(n, int):
        if k == 2:
            count = n * (n + 1) if op.flag(with_replacement) else n * (n - 1)
            return op.result((op.judge.resolve(floordiv(count, 2)), 2), op.dtype(tensor))
        raise Gap("how many combinations there are is not known")
    return op.result(
        (math.comb(n + k - 1, k) if op.flag(with_replacement) and n else math.comb(n, k), k), op.dtype(tensor)
    )


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


def from_numpy(op: Operation, ndarray: Value) -> Value:
    """The array's sizes, type and numbers."""
    return tensor_from(op, ndarray, None)


def tensor_from(op: Operation, data: Value, dtype: Value) -> Value:
    state = tensor_state(op.machine, data)
    if state is not None:
        name = op.dtype_named(dtype, state.dtype)
        held = constants.stored_all(state.data, name) if state.data is not None and name is not None else None
        return op.result(op.shape(data), name, held)
    array: Any = op.machine.attributes(data).get("\0array") if type(data) is Object else None
    if isinstance(array, Unknown):
        raise Gap(array.reason)
    if array is not None:  # one of numpy's: libraries/arrays
        name = op.dtype_named(dtype, array.dtype)
        return op.result(array.shape, name, constants.stored_all(array.data, name) if array.data is not None else None)
    argument = open_name(op.machine, data)
    if argument is not None:
        raise Gap(f"whether {argument} is a number or rows of them is not known")
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
    known = constants.sizes_of(Shape(sizes)) is not None and len(numbers) == math.prod(
        s for s in sizes if isinstance(s, int)
    )
    return op.result(sizes, name, constants.stored_all(numbers, name) if known and None not in numbers else None)


def _nested(op: Operation, data: Value, numbers: list[Any], kinds: set[str | None]) -> tuple[Size, ...]:
    """The sizes of nested rows; their numbers in order, None for those not known."""
    if isinstance(data, bool | int | float | complex | Dim | FloatExpression | Truth):
        number, kind = number_of(op, data) if not isinstance(data, Truth) else (None, "bool")
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
            if any(isinstance(size, Dim) for size in (*found, *inner_sizes)) or _any_open(op, row):
                raise Gap("rows whose lengths may differ")
            op.refuse(
                f"{op.label}: the rows differ in length: {text_of(Shape(inner_sizes))} and {text_of(Shape(found))}"
            )
        inner_sizes = found
    return (len(row), *inner_sizes)


def _any_open(op: Operation, row: Sequence[Value]) -> bool:
    return any(open_name(op.machine, item) is not None for item in row)


def scalar_tensor(op: Operation, s: Value, dtype: Value = None, *_: Value) -> Value:
    number, _own = number_of(op, s)
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
