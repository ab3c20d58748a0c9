"""numpy's arrays as values: making them, asking them, computing with them. The numbers are in `arrays`."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim, FloatExpression, real
from shapeproof.interpreter.builtins.plain import plain
from shapeproof.interpreter.builtins.rows import has_repeated
from shapeproof.libraries import arrays
from shapeproof.libraries.arrays import Array
from shapeproof.libraries.stubbed import stubbed_class
from shapeproof.shapes import Gap
from shapeproof.values import Class, Object, Range, Truth, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

HELD = "\0array"


# --- between values and arrays ---------------------------------------------------------------------------------------


def held(machine: Interpreter, value: Value) -> Array | None:
    """The array an object holds, None for what is no array; a Gap where it is not known which."""
    found = machine.attributes(value).get(HELD) if type(value) is Object else None
    if isinstance(found, Unknown):
        raise Gap(found.reason)
    return found


def wrap(machine: Interpreter, array: Array) -> Value:
    """An array as numpy gives it back: one of no axes is a number."""
    if not array.shape:
        return array.data[0] if array.data is not None else machine.unknown("a number of an array that is not known")
    return keep(machine, array)


def keep(machine: Interpreter, array: Array) -> Value:
    return machine.new(stubbed_class(machine, "numpy.ndarray"), {HELD: array})


def array_of(machine: Interpreter, value: Value, depth: int = 0) -> Array:
    """Anything array-like as an array."""
    value = plain(machine, value)
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if isinstance(value, Truth):
        value = machine.truth(value)
    if isinstance(value, bool | int | float | Dim | FloatExpression):
        return Array((), arrays.kind_of(value), (value,))
    found = held(machine, value)
    if found is not None:
        return found
    if not isinstance(value, tuple | Range) and not (
        isinstance(value, Object) and any(machine.builtin(name) in value.cls.mro for name in ("list", "iterator"))
    ):
        raise Gap(f"an array of a {machine.class_of(value).name}")
    if depth > 16:
        raise Gap("budget: rows nested too deeply")
    items = machine.iterate(value)
    if has_repeated(items):
        raise Gap("an array of symbolic length")
    machine.budget(len(items), "an array")
    rows = [array_of(machine, item, depth + 1) for item in items]
    if not rows:
        return Array((0,), "float64", ())
    if any(row.shape != rows[0].shape for row in rows):
        if any(isinstance(size, Dim) for row in rows for size in row.shape):
            raise Gap("rows whose lengths may differ")
        machine.throw_exactly("ValueError", "setting an array element with a sequence.")
    return arrays.joined([Array((1, *row.shape), row.dtype, row.data) for row in rows], 0)


def dtype_of(machine: Interpreter, dtype: Value, default: str | None) -> str:
    """The name of a type however it is written."""
    if dtype is None:
        if default is None:
            raise Gap("the type of an array")
        return default
    if isinstance(dtype, Unknown):
        raise Gap(dtype.reason)
    if isinstance(dtype, str):
        return {"float": "float64", "int": "int64", "f4": "float32", "f8": "float64"}.get(dtype, dtype)
    if isinstance(dtype, Class):
        return {"float": "float64", "int": "int64", "bool_": "bool"}.get(dtype.name, dtype.name)
    if isinstance(dtype, Object) and "name" in machine.attributes(dtype):
        return str(machine.attributes(dtype)["name"])
    raise Gap("the type of an array")


def sizes_of(machine: Interpreter, shape: Value) -> tuple[Any, ...]:
    shape = plain(machine, shape)
    row = (shape,) if isinstance(shape, int | Dim) else tuple(machine.iterate(shape))
    sizes = [plain(machine, size) for size in row]
    if not all(isinstance(size, int | Dim) for size in sizes):
        raise Gap("the sizes of an array")
    if any(isinstance(size, int) and size < 0 for size in sizes):
        machine.throw_exactly("ValueError", "negative dimensions are not allowed")
    return tuple(sizes)


# --- making ----------------------------------------------------------------------------------------------------------


def array(machine: Interpreter, value: Value, dtype: Value) -> Value:
    found = array_of(machine, value)
    return keep(machine, arrays.made(found.shape, dtype_of(machine, dtype, found.dtype), found.data))


def full(machine: Interpreter, shape: Value, number: Value, dtype: Value) -> Value:
    sizes = sizes_of(machine, shape)
    if isinstance(number, Unknown):
        return keep(machine, Array(sizes, dtype_of(machine, dtype, "float64"), None))
    kind = dtype_of(machine, dtype, arrays.kind_of(number))
    known = all(isinstance(size, int) for size in sizes) and arrays.count(sizes) <= arrays.MOST_NUMBERS
    return keep(machine, arrays.made(sizes, kind, [number] * arrays.count(sizes) if known else None))


def unknown_numbers(machine: Interpreter, shape: Value, dtype: Value) -> Value:
    """An array whose numbers are chance's, or left over."""
    return wrap(machine, Array(sizes_of(machine, shape), dtype_of(machine, dtype, "float64"), None))


def arange(machine: Interpreter, start: Value, stop: Value, step: Value, dtype: Value) -> Value:
    low, high = (0, start) if stop is None else (start, stop)
    low, high, step = (plain(machine, bound) for bound in (low, high, step))
    for bound in (low, high, step):
        if isinstance(bound, Unknown):
            raise Gap(bound.reason)
    if isinstance(high, Dim) and low == 0 and step == 1:
        return keep(machine, Array((high,), dtype_of(machine, dtype, "int64"), None))
    if not all(isinstance(bound, int | float) for bound in (low, high, step)):
        raise Gap("a range of symbolic length")
    if step == 0:
        machine.throw_exactly("ZeroDivisionError", "division by zero")
    length = max(math.ceil((high - low) / step), 0)
    machine.budget(length, "a range")
    # numpy takes the first two numbers and goes on by their difference
    whole = all(isinstance(bound, int) for bound in (low, high, step))
    delta = step if whole else (low + step) - low
    row = [low + index * delta for index in range(length)]
    return keep(machine, arrays.made((length,), dtype_of(machine, dtype, "int64" if whole else "float64"), row))


def linspace(
    machine: Interpreter, start: Value, stop: Value, num: Value, endpoint: Value, retstep: Value, dtype: Value
) -> Value:
    low, high, length = (plain(machine, value) for value in (start, stop, num))
    if isinstance(length, Dim):
        return keep(machine, Array((length,), dtype_of(machine, dtype, "float64"), None))
    if not isinstance(length, int) or not all(isinstance(bound, int | float) for bound in (low, high)):
        raise Gap("a row of numbers that are not known")
    if length < 0:
        machine.throw_exactly("ValueError", f"Number of samples, {length}, must be non-negative.")
    machine.budget(length, "a row")
    closed = machine.truth(endpoint)
    parts = length - 1 if closed else length
    distance = float(high) - float(low)
    gap = distance / parts if parts > 0 else math.nan
    if parts > 0 and gap == 0:
        row = [index / parts * distance + low for index in range(length)]
    elif parts > 0:
        row = [index * gap + low for index in range(length)]
    else:
        row = [index * distance + low for index in range(length)]
    if closed and length > 1:
        row[-1] = float(high)
    kind = dtype_of(machine, dtype, "float64")
    found = keep(machine, arrays.made((length,), kind, [math.floor(n) for n in row] if "int" in kind else row))
    return (found, gap) if machine.truth(retstep) else found


def eye(machine: Interpreter, rows: Value, columns: Value, dtype: Value) -> Value:
    n, m = sizes_of(machine, (rows, rows if columns is None else columns))
    kind = dtype_of(machine, dtype, "float64")
    if not (isinstance(n, int) and isinstance(m, int)):
        return keep(machine, Array((n, m), kind, None))
    return keep(machine, arrays.made((n, m), kind, [int(i == j) for i in range(n) for j in range(m)]))


# --- number by number ------------------------------------------------------------------------------------------------


def each(machine: Interpreter, dtype: str | None, function: Callable[..., Any], *operands: Value) -> Value:
    """A function of every place's numbers; ``dtype`` None: that of what it gives."""
    rows = [array_of(machine, operand) for operand in operands]
    shape = arrays.broadcast_shape([row.shape for row in rows])
    if shape is None:
        text = " ".join(f"({','.join(map(str, row.shape))}{',' if len(row.shape) == 1 else ''})" for row in rows)
        machine.throw_exactly("ValueError", f"operands could not be broadcast together with shapes {text} ")
    kinds = {row.dtype for row in rows if row.shape} or {row.dtype for row in rows}
    own = arrays.common(sorted(kinds))
    if any(row.data is None for row in rows) or not all(isinstance(size, int) for size in shape):
        return wrap(machine, Array(shape, dtype or own, None))
    wide = [arrays.stretched(row, shape) for row in rows]
    numbers = [function(*place) for place in zip(*[row.numbers for row in wide], strict=True)]
    if dtype is not None:
        kind = dtype
    else:
        given = [arrays.kind_of(number) for number in numbers]
        kind = arrays.common(given) if given else own
        kind = _kept(own, kind)
    return wrap(machine, arrays.made(shape, kind, numbers))


def _kept(own: str, kind: str) -> str:
    """The type of a result: a short type stays short, and a float stays a float."""
    if "float" in own and kind in ("int64", "bool"):
        return own
    short = own in ("float32", "float16") and kind == "float64"
    return own if short or ("int" in own and kind == "int64") else kind


_OPERATORS = {
    "add": "+", "subtract": "-", "multiply": "*", "divide": "/", "true_divide": "/", "floor_divide": "//",
    "mod": "%", "remainder": "%", "power": "**",
}  # fmt: skip
_COMPARISONS = {
    "equal": "==", "not_equal": "!=", "less": "<", "less_equal": "<=", "greater": ">", "greater_equal": ">=",
}  # fmt: skip


def binary(machine: Interpreter, name: Value, left: Value, right: Value) -> Value:
    """An arithmetic operator or a comparison, by its name."""
    for operand in (left, right):
        if isinstance(operand, Unknown):
            raise Gap(operand.reason)
    if name in _COMPARISONS:
        return each(
            machine, "bool", lambda a, b: _decided(machine, machine.compare(_COMPARISONS[name], a, b)), left, right
        )
    symbol = _OPERATORS[name]

    def operate(a: Any, b: Any) -> Any:
        if b == 0 and symbol in ("/", "//", "%"):
            raise Gap("a division by zero in an array")
        if symbol == "**" and isinstance(a, int) and isinstance(b, int) and b < 0:
            machine.throw_exactly("ValueError", "Integers to negative integer powers are not allowed.")
        if symbol in ("-",) and isinstance(a, bool) and isinstance(b, bool):
            raise Gap("a difference of bools")
        found = machine.binary(symbol, a, b)
        if isinstance(found, Unknown | complex):
            raise Gap("a number that is not known")
        return found

    return each(machine, None, operate, left, right)


def _decided(machine: Interpreter, answer: Value) -> bool:
    if isinstance(answer, bool):
        return answer
    raise Gap("a comparison of sizes in an array")


def _float_function(name: str) -> Callable[[Any], Any]:
    function: Callable[[Any], Any] = getattr(math, name)

    def apply(number: Any) -> Any:
        if isinstance(number, Dim | FloatExpression):
            if name not in ("sqrt", "exp", "log", "log2", "log10", "sin", "cos"):
                raise Gap(f"numpy.{name} of a size that is not known")
            return real(name, number)
        try:
            return function(number)
        except (ValueError, OverflowError):
            raise Gap(f"numpy.{name} of {number}") from None

    return apply


_FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "floor": lambda n: float(math.floor(n)),
    "ceil": lambda n: float(math.ceil(n)),
    "trunc": lambda n: float(math.trunc(n)),
    "rint": lambda n: float(round(n)),
    "abs": abs,
    "negative": lambda n: -n,
    "square": lambda n: n * n,
    "sign": lambda n: (n > 0) - (n < 0),
}


def unary(machine: Interpreter, name: Value, x: Value) -> Value:
    """A function of each number, by its name; floor and its like leave integers as they are."""
    function = _FUNCTIONS.get(name)
    if function is None:
        return each(machine, None, _float_function(name), x)
    whole = name in ("floor", "ceil", "trunc", "rint")

    def apply(number: Any) -> Any:
        if isinstance(number, Dim | FloatExpression):
            raise Gap(f"numpy.{name} of a size that is not known")
        if whole and isinstance(number, float) and not math.isfinite(number):
            return number
        return number if whole and isinstance(number, int) else function(number)

    return each(machine, None, apply, x)


def extreme(machine: Interpreter, name: Value, left: Value, right: Value) -> Value:
    """``maximum`` and ``minimum``."""

    def choose(a: Any, b: Any) -> Any:
        if not all(isinstance(number, int | float) for number in (a, b)):
            raise Gap("the greater of sizes in an array")
        return max(a, b) if name == "maximum" else min(a, b)

    return each(machine, None, choose, left, right)


def where(machine: Interpreter, condition: Value, left: Value, right: Value) -> Value:
    return each(machine, None, lambda c, a, b: a if c else b, condition, left, right)


def shape_of(machine: Interpreter, value: Value) -> Value:
    return array_of(machine, value).shape


def type_of(machine: Interpreter, value: Value) -> Value:
    return array_of(machine, value).dtype
