"""Small arrays of numbers, and what numpy computes with them. Numbers past a bound are let go, shapes are kept."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from shapeproof.dims import Dim, FloatExpression
from shapeproof.shapes import Gap

Size = Any  # int or Dim
Number = Any  # bool, int, float, Dim or FloatExpression
MOST_NUMBERS = 10_000
_RANGES = {"int64": 2**63, "int32": 2**31, "int16": 2**15, "int8": 2**7}
_UNSIGNED = {"uint64": 2**64, "uint32": 2**32, "uint16": 2**16, "uint8": 2**8}


@dataclass(frozen=True, slots=True)
class Array:
    """Sizes, a type, and the numbers in order (None: not known)."""

    shape: tuple[Size, ...]
    dtype: str
    data: tuple[Number, ...] | None

    @property
    def numbers(self) -> tuple[Number, ...]:
        if self.data is None:
            raise Gap("the numbers of this array are not known")
        return self.data


def made(shape: Sequence[Size], dtype: str, data: Sequence[Number] | None) -> Array:
    """An array whose numbers are as its type stores them."""
    sizes = tuple(shape)
    if data is None or len(data) > MOST_NUMBERS or not all(isinstance(size, int) for size in sizes):
        return Array(sizes, dtype, None)
    return Array(sizes, dtype, tuple([stored(number, dtype) for number in data]))


def stored(number: Number, dtype: str) -> Number:
    """A number as numpy stores it in that type."""
    if isinstance(number, Dim):
        if dtype != "int64":
            raise Gap(f"a size as {dtype}")
        return number
    if isinstance(number, FloatExpression):
        if dtype != "float64":
            raise Gap(f"a symbolic float as {dtype}")
        return number
    if dtype == "bool":
        return bool(number)
    if dtype == "float64":
        return float(number)
    if dtype in ("float32", "float16"):
        code = "f" if dtype == "float32" else "e"
        try:
            return float(struct.unpack(code, struct.pack(code, number))[0])
        except OverflowError:
            return math.copysign(math.inf, number)
    if dtype in _RANGES or dtype in _UNSIGNED:
        if isinstance(number, float) and not math.isfinite(number):
            raise Gap("an integer made of a number that is not finite")
        whole = int(number)
        low, high = (-_RANGES[dtype], _RANGES[dtype]) if dtype in _RANGES else (0, _UNSIGNED[dtype])
        if not low <= whole < high:
            raise Gap(f"a number that does not fit {dtype}")
        return whole
    raise Gap(f"numbers of type {dtype}")


def kind_of(number: Number) -> str:
    """The type numpy gives a number of Python's."""
    if isinstance(number, bool):
        return "bool"
    if isinstance(number, int | Dim):
        return "int64"
    if isinstance(number, float | FloatExpression):
        return "float64"
    raise Gap("an array of what are no numbers")


_ORDER = ("bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64")


def common(kinds: Sequence[str]) -> str:
    """The type of a result: the widest. A Gap for mixtures numpy has rules of its own for."""
    found = set(kinds)
    if len(found) == 1:
        return found.pop()
    if not found <= {"bool", "int64", "float64"} and len(found - {"bool"}) > 1:
        raise Gap("arithmetic on arrays of different types")
    return max(found, key=_ORDER.index)


# --- places ----------------------------------------------------------------------------------------------------------


def count(shape: Sequence[Size]) -> int:
    total = 1
    for size in shape:
        if not isinstance(size, int):
            raise Gap("an array of symbolic size")
        total *= size
    return total


def places(shape: Sequence[int]) -> product[tuple[int, ...]]:
    """All indices in order."""
    return product(*map(range, shape))


def steps(shape: Sequence[int]) -> list[int]:
    """How far apart neighbours along each axis stand."""
    found, step = [], 1
    for size in reversed(shape):
        found.append(step)
        step *= size
    return found[::-1]


def picked(array: Array, shape: Sequence[int], where: Callable[[tuple[int, ...]], Sequence[int]]) -> Array:
    """The array of that shape whose number at an index is the one of ``array`` at ``where(index)``."""
    if array.data is None or count(shape) > MOST_NUMBERS:
        return Array(tuple(shape), array.dtype, None)
    strides = steps(array.shape)
    data = [
        array.data[sum(step * at for step, at in zip(strides, where(index), strict=True))] for index in places(shape)
    ]
    return Array(tuple(shape), array.dtype, tuple(data))


def axis_of(axis: int, rank: int) -> int | None:
    return axis + rank if -rank <= axis < 0 else axis if 0 <= axis < rank else None


def broadcast_shape(shapes: Sequence[Sequence[Size]]) -> tuple[Size, ...] | None:
    """What the shapes are stretched to, None where they do not fit; a Gap where that depends on sizes."""
    rank = max(map(len, shapes), default=0)
    found: list[Size] = []
    for axis in range(rank):
        sizes = {shape[axis - rank] for shape in shapes if len(shape) >= rank - axis}
        wide = sizes - {1}
        if len(wide) > 1:
            if all(isinstance(size, int) for size in wide):
                return None
            raise Gap("arrays whose sizes may differ")
        found.append(wide.pop() if wide else 1)
    return tuple(found)


def stretched(array: Array, shape: Sequence[Size]) -> Array:
    if tuple(array.shape) == tuple(shape):
        return array
    if not all(isinstance(size, int) for size in shape):
        return Array(tuple(shape), array.dtype, None)
    missing = len(shape) - len(array.shape)
    return picked(
        array,
        shape,
        lambda index: [0 if size == 1 else at for at, size in zip(index[missing:], array.shape, strict=True)],
    )


def transposed(array: Array, order: Sequence[int]) -> Array:
    shape = [array.shape[axis] for axis in order]
    if not all(isinstance(size, int) for size in shape):
        return Array(tuple(shape), array.dtype, None)
    back = [order.index(axis) for axis in range(len(order))]
    return picked(array, shape, lambda index: [index[at] for at in back])


def joined(rows: Sequence[Array], axis: int) -> Array:
    """Arrays of one rank and type put one behind the other."""
    sizes = list(rows[0].shape)
    total: Size = 0
    for row in rows:
        total = total + row.shape[axis]
    sizes[axis] = total
    dtype = common([row.dtype for row in rows])
    if any(row.data is None for row in rows) or not all(isinstance(size, int) for size in sizes):
        return Array(tuple(sizes), dtype, None)
    data: list[Number] = []
    outer = count(sizes[:axis])
    blocks = [count(row.shape[axis:]) for row in rows]
    for at in range(outer):
        for row, block in zip(rows, blocks, strict=True):
            data.extend(row.numbers[at * block : (at + 1) * block])
    return made(sizes, dtype, data)


# --- reducing --------------------------------------------------------------------------------------------------------


def reduced(array: Array, axes: Sequence[int], keep: bool, fold: Callable[[Sequence[Number]], Number]) -> Array:
    """The array with each row along the axes folded into one number."""
    left = [axis for axis in range(len(array.shape)) if axis not in axes]
    kept_shape = [1 if axis in axes else size for axis, size in enumerate(array.shape)]
    shape = kept_shape if keep else [array.shape[axis] for axis in left]
    if array.data is None:
        return Array(tuple(shape), array.dtype, None)
    turned = transposed(array, [*left, *axes])
    length = count([array.shape[axis] for axis in axes])
    rows = count([array.shape[axis] for axis in left])
    data = [fold(turned.numbers[at * length : (at + 1) * length]) for at in range(rows)]
    dtype = common([kind_of(number) for number in data]) if data else array.dtype
    if array.dtype not in ("bool", "int64", "float64"):
        dtype = array.dtype
    return made(shape, dtype, data)


def pairwise_sum(numbers: Sequence[float]) -> float:
    """The sum of floats in the order numpy adds a row that lies in one piece."""
    length = len(numbers)
    if length < 8:
        total = -0.0
        for number in numbers:
            total += number
        return total
    if length <= 128:
        parts = list(numbers[:8])
        whole = length - length % 8
        for at in range(8, whole, 8):
            for lane in range(8):
                parts[lane] += numbers[at + lane]
        total = ((parts[0] + parts[1]) + (parts[2] + parts[3])) + ((parts[4] + parts[5]) + (parts[6] + parts[7]))
        for number in numbers[whole:]:
            total += number
        return total
    half = length // 2
    half -= half % 8
    return pairwise_sum(numbers[:half]) + pairwise_sum(numbers[half:])
