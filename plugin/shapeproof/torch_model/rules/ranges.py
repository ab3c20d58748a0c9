"""Ranges and random numbers: arange, linspace, randint, normal."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from shapeproof.dims import (
    Dim,
    FloatExpression,
    Size,
    atom_of,
    floordiv,
    less_equal,
    real,
    render,
    to_integer,
)
from shapeproof.shapes import Gap, Shape, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import MAXIMAL_DATA, Operation
from shapeproof.torch_model.rules.factories import made, vector
from shapeproof.values import Unknown, Value


def random_like(op: Operation, tensor: Value, dtype: Value = None, *_: Value) -> Value:
    return op.result(op.shape(tensor), op.dtype_named(dtype, op.dtype(tensor)))


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


def normal(op: Operation, mean: Value, std: Value = 1.0, size: Value = None, dtype: Value = None, *_: Value) -> Value:
    """``normal(mean, std)`` of tensors, or of numbers with a size."""
    from shapeproof.torch_model.rules.pointwise import broadcast_all

    if size is not None:
        if op.is_tensor(mean) or op.is_tensor(std):
            raise Gap("normal of tensors with a size")
        return made(op, op.sizes(size), op.dtype_named(dtype, dtypes.DEFAULT))
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
    if dtype_name == "int64":
        parts = [int(part) if isinstance(part, float) and math.isfinite(part) else part for part in parts]
    count = _range_length(op, *parts)
    if isinstance(count, int) and count <= MAXIMAL_DATA and all(isinstance(p, int | float) for p in parts):
        numbers = counted(parts[0], parts[2], count, dtype_name)
        return op.result((count,), dtype_name, None if numbers is None else constants.stored_all(numbers, dtype_name))
    return op.result((count,), dtype_name)


_LANES = {"float32": 8, "float64": 4}


def counted(start: float, step: float, count: int, dtype: str | None) -> list[float] | None:
    """The numbers of arange; where they are no whole ones, as vectors of so many lanes add them up in one rounding."""
    if dtype is not None and dtypes.is_integral(dtype):
        return [int(start) + int(step) * i for i in range(count)]
    if all(float(part).is_integer() for part in (start, step)) and abs(start) + abs(step) * count < 2048:
        return [start + step * i for i in range(count)]
    lanes = _LANES.get(dtype or "")
    if lanes is None:
        return None
    first, each = Fraction(start), Fraction(step)
    made: list[float] = []
    while count - len(made) >= 2 * lanes:
        for _ in range(2):
            base = Fraction(constants.stored(float(first + each * len(made)), dtype))  # type: ignore[arg-type]
            made += [float(base + each * lane) for lane in range(lanes)]
    return made + [float(first + each * i) for i in range(len(made), count)]


def _scalar(op: Operation, value: Value) -> Any:
    """A number, a size, a float of sizes, or the number in a tensor."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float | FloatExpression):
        return value
    if isinstance(value, Dim):
        return op.judge.resolve(value)
    held = constants.numbers(op, value)
    if held is not None and len(held[1]) == 1 and not isinstance(held[1][0], constants.Near):
        return held[1][0]
    raise Gap(value.reason if isinstance(value, Unknown) else f"an argument of {op.label} is not known")


def _range_length(op: Operation, start: Any, end: Any, step: Any) -> Size:
    """``ceil((end - start) / step)``."""
    if isinstance(step, int | float) and step == 0:
        op.refuse(f"{op.label} needs a step other than 0")
    if all(isinstance(part, int | Dim) for part in (start, end, step)):
        if isinstance(step, int) and step < 0:
            start, end, step = -start, -end, -step
        span = op.judge.resolve(end - start)
        forward, text = less_equal(0, span), f"{op.label} from {render(start)} to {render(end)} runs the wrong way"
        if atom_of(span) is not None and op.judge.holds(forward) is None:
            op.judge.suppose(forward)
        else:
            op.require(forward, text)
        return op.judge.resolve(floordiv(span + step - 1, step))
    if all(isinstance(part, int | float) for part in (start, end, step)):
        length: float = (end - start) / step
        if not math.isfinite(length):
            raise Gap(f"the bounds of {op.label} are no finite numbers")
        if length < 0:
            op.refuse(f"{op.label} from {start} to {end} by {step} runs the wrong way")
        return math.ceil(length)
    return to_integer(real("/", real("-", end, start), step), "ceil")


def inclusive_range(
    op: Operation, start: Value, end: Value = None, step: Value = 1, dtype: Value = None, *_: Value
) -> Value:
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
    if not isinstance(count, int) or count > MAXIMAL_DATA or name not in ("float32", "float64"):
        return result
    try:
        first, last = _scalar(op, start), _scalar(op, end)
    except Gap:
        return result
    if not isinstance(first, int | float) or not isinstance(last, int | float):
        return result
    return op.result((count,), name, evenly_spaced(first, last, count, name))


def evenly_spaced(first: float, last: float, count: int, dtype: str) -> constants.Numbers:
    """Counted up from the start for the first half, down from the end for the second, each in one rounding."""

    def rounded(number: float) -> float:
        return constants.stored(number, dtype)  # type: ignore[return-value]

    first, last = rounded(first), rounded(last)
    if count == 1:
        return (first,)
    step = rounded(rounded(last - first) / (count - 1))
    if not all(math.isfinite(number) for number in (first, last, step)):
        return tuple(first + step * i if i < count // 2 else last - step * (count - i - 1) for i in range(count))
    start, end, each = Fraction(first), Fraction(last), Fraction(step)
    return tuple(
        rounded(float(start + each * i if i < count // 2 else end - each * (count - i - 1))) for i in range(count)
    )


def logspace(
    op: Operation, start: Value, end: Value, steps: Value, base: Value = 10.0, dtype: Value = None, *_: Value
) -> Value:
    count = op.size(steps, "steps")
    exponents = linspace(op, start, end, steps, dtype)
    name = op.dtype_named(dtype, dtypes.DEFAULT)
    held = constants.numbers(op, exponents)
    if held is None or not isinstance(base, int | float) or name not in ("float32", "float64"):
        return made(op, (count,), name)
    return op.result((count,), name, _powers(base, held[1], name))


def _powers(base: float, exponents: constants.Numbers, dtype: str) -> constants.Numbers | None:
    """Whole powers of whole numbers exactly, others but for their last bits."""
    numbers: list[float] = []
    for exponent in exponents:
        try:
            number = math.pow(base, exponent)
        except (ValueError, OverflowError):
            return None
        whole = float(base).is_integer() and exponent >= 0 and float(exponent).is_integer() and number < 2**24
        held = constants.stored(number, dtype)
        if held is None:
            return None
        numbers.append(float(number) if whole else constants.Near(held))
    return tuple(numbers)


def _scalars_alone(op: Operation, *bounds: Value) -> None:
    for bound in bounds:
        if op.is_tensor(bound) and op.shape(bound).rank not in (0, None):
            op.refuse(f"{op.label} takes numbers or tensors without dimensions, got {text_of(op.shape(bound))}")


def bucketize(op: Operation, tensor: Value, boundaries: Value, out_int32: Value = False, *_: Value) -> Value:
    shape = op.shape(tensor) if op.is_tensor(tensor) else Shape()
    vector(op, boundaries)
    return op.result(shape, "int32" if out_int32 is True else "int64")
