"""numpy's arrays along their axes: indexing, reshaping, joining, reducing."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from shapeproof.dims import ALWAYS, Dim, equal, exact_quotient
from shapeproof.interpreter.builtins.plain import host, plain
from shapeproof.libraries import arrays
from shapeproof.libraries.arrays import Array
from shapeproof.libraries.numpy import HELD, array_of, keep, sizes_of, wrap
from shapeproof.shapes import Gap
from shapeproof.values import SliceValue, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def to_list(machine: Interpreter, value: Value) -> Value:
    array = array_of(machine, value)

    def rows(at: int, shape: Sequence[Any]) -> Value:
        if not shape:
            return array.numbers[at]
        step = arrays.count(shape[1:])
        return machine.new_list([rows(at + index * step, shape[1:]) for index in range(shape[0])])

    return rows(0, array.shape) if array.numbers or 0 in array.shape else machine.new_list(())


def index_parts(machine: Interpreter, index: Value) -> tuple[Any, ...]:
    """An index as host ints, slices, None and Ellipsis."""
    parts = index if type(index) is tuple else (index,)
    found: list[Any] = []
    for part in parts:
        if isinstance(part, SliceValue):
            found.append(slice(*[host(machine, bound) for bound in (part.start, part.stop, part.step)]))
        elif part is None or part is ...:
            found.append(part)
        else:
            number = host(machine, part)
            if isinstance(number, bool) or not isinstance(number, int):
                raise Gap("an index of an array that is not known")
            found.append(number)
    return tuple(found)


def _index(machine: Interpreter, array: Array, index: Value) -> tuple[list[Any], list[list[int] | int]]:
    """The sizes of ``array[index]``, and for each axis the places taken: a row of them, or the one."""
    parts = list(index_parts(machine, index))
    used = sum(part is not None and part is not ... for part in parts)
    if used > len(array.shape):
        machine.throw_exactly("IndexError", f"too many indices for array: array is {len(array.shape)}-dimensional")
    if ... not in parts:
        parts.append(...)
    at = parts.index(...)
    parts[at : at + 1] = [slice(None)] * (len(array.shape) - used)
    sizes: list[Any] = []
    taken: list[list[int] | int] = []
    for part in parts:
        if part is None:
            sizes.append(1)
            continue
        size = array.shape[len(taken)]
        if not isinstance(size, int):
            raise Gap("an index into an array of symbolic size")
        if isinstance(part, slice):
            row = list(range(*part.indices(size)))
            sizes.append(len(row))
            taken.append(row)
        elif -size <= part < size:
            taken.append(part % size)
        else:
            machine.throw_exactly("IndexError", f"index {part} is out of bounds for axis {len(taken)} with size {size}")
    return sizes, taken


def get_item(machine: Interpreter, value: Value, index: Value) -> Value:
    array = array_of(machine, value)
    sizes, taken = _index(machine, array, index)
    if array.data is None:
        return wrap(machine, Array(tuple(sizes), array.dtype, None))
    return wrap(machine, arrays.made(sizes, array.dtype, [array.data[at] for at in _offsets(array, taken)]))


def _offsets(array: Array, taken: Sequence[list[int] | int]) -> list[int]:
    strides = arrays.steps(array.shape)
    found = [0]
    for stride, places in zip(strides, taken, strict=True):
        row = [places] if isinstance(places, int) else places
        found = [at + stride * place for at in found for place in row]
    return found


def set_item(machine: Interpreter, value: Value, index: Value, new: Value) -> None:
    """``a[index] = new``; numbers put where it is not known are all let go."""
    array = array_of(machine, value)
    try:
        sizes, taken = _index(machine, array, index)
        given = arrays.stretched(array_of(machine, new), sizes)
        data = list(array.numbers)
        for at, number in zip(_offsets(array, taken), given.numbers, strict=True):
            data[at] = number
        changed = arrays.made(array.shape, array.dtype, data)
    except (Gap, ValueError, IndexError):
        changed = Array(array.shape, array.dtype, None)
    machine.set_attribute_raw(value, HELD, changed)


def reshape(machine: Interpreter, value: Value, shape: Value) -> Value:
    array = array_of(machine, value)
    row = (shape,) if not isinstance(plain(machine, shape), tuple) else tuple(machine.iterate(shape))
    if len(row) == 1 and not isinstance(plain(machine, row[0]), int | Dim):
        row = tuple(machine.iterate(row[0]))
    wanted = [plain(machine, size) for size in row]
    if not all(isinstance(size, int | Dim) for size in wanted):
        raise Gap("the sizes of an array")
    total: Any = 1
    for size in array.shape:
        total = total * size
    given: Any = 1
    for size in wanted:
        given = given if size == -1 else given * size
    if -1 in wanted:
        inferred = exact_quotient(total, given) if given != 0 else None
        if inferred is None:
            if isinstance(total, int) and isinstance(given, int):
                machine.throw_exactly("ValueError", f"cannot reshape array of size {total} into shape {tuple(wanted)}")
            raise Gap("an array reshaped to sizes that are not known")
        wanted[wanted.index(-1)] = inferred
    elif isinstance(total, int) and isinstance(given, int):
        if total != given:
            machine.throw_exactly("ValueError", f"cannot reshape array of size {total} into shape {tuple(wanted)}")
    elif machine.judge.facts.decide(equal(total, given)) is not ALWAYS:
        raise Gap("an array reshaped to sizes that are not known")
    return keep(machine, Array(tuple(wanted), array.dtype, array.data))


def transpose(machine: Interpreter, value: Value, axes: Value) -> Value:
    array = array_of(machine, value)
    rank = len(array.shape)
    order = list(range(rank))[::-1]
    if axes is not None and axes != () and axes != (None,):
        row = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes
        found = [arrays.axis_of(host(machine, axis), rank) for axis in machine.iterate(row)]
        if sorted(axis for axis in found if axis is not None) != list(range(rank)):
            machine.throw_exactly("ValueError", "axes don't match array")
        order = [axis for axis in found if axis is not None]
    return keep(machine, arrays.transposed(array, order))


def swap_axes(machine: Interpreter, value: Value, first: Value, second: Value) -> Value:
    rank = len(array_of(machine, value).shape)
    a, b = _axis(machine, first, rank), _axis(machine, second, rank)
    order = list(range(rank))
    order[a], order[b] = b, a
    return transpose(machine, value, tuple(order))


def _axis(machine: Interpreter, axis: Value, rank: int) -> int:
    number = host(machine, axis)
    found = arrays.axis_of(number, rank) if isinstance(number, int) else None
    if found is None:
        machine.throw_exactly("ValueError", f"axis {number} is out of bounds for array of dimension {rank}")
    return found


def expand_dims(machine: Interpreter, value: Value, axis: Value) -> Value:
    array = array_of(machine, value)
    axes = axis if isinstance(axis, tuple) else (axis,)
    rank = len(array.shape) + len(axes)
    new = {_axis(machine, each, rank) for each in axes}
    left = iter(array.shape)
    return keep(machine, Array(tuple([1 if at in new else next(left) for at in range(rank)]), array.dtype, array.data))


def squeeze(machine: Interpreter, value: Value, axis: Value) -> Value:
    array = array_of(machine, value)
    rank = len(array.shape)
    if axis is None:
        if any(isinstance(size, Dim) for size in array.shape):
            raise Gap("squeezing an array of symbolic size")
        gone = {at for at, size in enumerate(array.shape) if size == 1}
    else:
        gone = {_axis(machine, each, rank) for each in (axis if isinstance(axis, tuple) else (axis,))}
        if any(array.shape[at] != 1 for at in gone):
            machine.throw_exactly("ValueError", "cannot select an axis to squeeze out which has size not equal to one")
    return wrap(
        machine, Array(tuple([s for at, s in enumerate(array.shape) if at not in gone]), array.dtype, array.data)
    )


def broadcast_to(machine: Interpreter, value: Value, shape: Value) -> Value:
    array, wanted = array_of(machine, value), sizes_of(machine, shape)
    if arrays.broadcast_shape([array.shape, wanted]) != wanted:
        machine.throw_exactly("ValueError", "operands could not be broadcast together with remapped shapes")
    return keep(machine, arrays.stretched(array, wanted))


def concatenate(machine: Interpreter, rows: Value, axis: Value) -> Value:
    found = [array_of(machine, row) for row in machine.iterate(rows)]
    if not found:
        machine.throw_exactly("ValueError", "need at least one array to concatenate")
    if axis is None:
        found = [Array((_size(row),), row.dtype, row.data) for row in found]
        axis = 0
    if any(not row.shape for row in found):
        machine.throw_exactly("ValueError", "zero-dimensional arrays cannot be concatenated")
    at = _axis(machine, axis, len(found[0].shape))
    rests = {(len(row.shape), row.shape[:at], row.shape[at + 1 :]) for row in found}
    if len(rests) > 1:
        if any(isinstance(size, Dim) for row in found for size in row.shape):
            raise Gap("arrays whose sizes may differ")
        machine.throw_exactly(
            "ValueError", "all the input array dimensions except for the concatenation axis must match exactly"
        )
    return keep(machine, arrays.joined(found, at))


def stack(machine: Interpreter, rows: Value, axis: Value) -> Value:
    found = [array_of(machine, row) for row in machine.iterate(rows)]
    if not found:
        machine.throw_exactly("ValueError", "need at least one array to stack")
    if len({row.shape for row in found}) > 1:
        if any(isinstance(size, Dim) for row in found for size in row.shape):
            raise Gap("arrays whose sizes may differ")
        machine.throw_exactly("ValueError", "all input arrays must have the same shape")
    at = _axis(machine, axis, len(found[0].shape) + 1)
    wide = [Array((*row.shape[:at], 1, *row.shape[at:]), row.dtype, row.data) for row in found]
    return keep(machine, arrays.joined(wide, at))


def _size(array: Array) -> Any:
    total: Any = 1
    for size in array.shape:
        total = total * size
    return total


def size_of(machine: Interpreter, value: Value) -> Value:
    return _size(array_of(machine, value))


# --- reducing --------------------------------------------------------------------------------------------------------


def reduce(machine: Interpreter, name: Value, value: Value, axis: Value, keepdims: Value) -> Value:
    """sum, prod, max, min, mean, any, all, argmax or argmin of an array, along axes or of the whole."""
    array = array_of(machine, value)
    rank = len(array.shape)
    rows = range(rank) if axis is None else axis if isinstance(axis, tuple) else (axis,)
    axes = sorted({_axis(machine, each, rank) for each in rows})
    keeping = False if isinstance(keepdims, Unknown) else machine.truth(keepdims)
    if array.data is None:
        found = arrays.reduced(array, axes, keeping, lambda numbers: 0)
        kinds = {"any": "bool", "all": "bool", "argmax": "int64", "argmin": "int64"}
        return wrap(machine, Array(found.shape, kinds.get(name, "float64" if name == "mean" else array.dtype), None))
    if name in ("sum", "mean") and "float" in array.dtype and rank - 1 not in axes and _size(array) > 8:
        raise Gap("the order in which an array's floats are added")
    return wrap(machine, arrays.reduced(array, axes, keeping, _folding(machine, name, array.dtype)))


def _folding(machine: Interpreter, name: str, dtype: str) -> Callable[[Sequence[Any]], Any]:
    def total(numbers: Sequence[Any]) -> Any:
        if dtype == "float64" and all(isinstance(number, float) for number in numbers):
            return arrays.pairwise_sum(numbers) + 0.0
        if "float" in dtype and dtype != "float64":
            raise Gap("a sum of short floats")
        return _folded(machine, "+", numbers, 0)

    def extreme(numbers: Sequence[Any]) -> Any:
        if not numbers:
            machine.throw_exactly("ValueError", "zero-size array to reduction operation which has no identity")
        if not all(isinstance(number, int | float) for number in numbers):
            raise Gap("the greatest of sizes in an array")
        return max(numbers) if name in ("max", "argmax") else min(numbers)

    return {
        "sum": total,
        "prod": lambda numbers: _folded(machine, "*", numbers, 1.0 if "float" in dtype else 1),
        "mean": lambda numbers: machine.binary("/", total(numbers), len(numbers)) if numbers else math.nan,
        "max": extreme,
        "min": extreme,
        "argmax": lambda numbers: list(numbers).index(extreme(numbers)),
        "argmin": lambda numbers: list(numbers).index(extreme(numbers)),
        "any": lambda numbers: any(_truths(numbers)),
        "all": lambda numbers: all(_truths(numbers)),
    }[name]


def _truths(numbers: Sequence[Any]) -> list[bool]:
    if not all(isinstance(number, int | float) for number in numbers):
        raise Gap("the truth of sizes in an array")
    return [bool(number) for number in numbers]


def _folded(machine: Interpreter, operator: str, numbers: Sequence[Any], start: Any) -> Any:
    result: Any = start
    for number in numbers:
        result = machine.binary(operator, result, int(number) if isinstance(number, bool) else number)
        if isinstance(result, Unknown):
            raise Gap(result.reason)
    return result


def cumulate(machine: Interpreter, name: Value, value: Value, axis: Value) -> Value:
    """``cumsum`` and ``cumprod`` of a row."""
    array = array_of(machine, value)
    if len(array.shape) != 1 and axis is not None:
        raise Gap(f"numpy.{name} along an axis")
    if array.data is None:
        return keep(machine, Array((_size(array),), array.dtype, None))
    found: list[Any] = []
    for number in array.data:
        number = int(number) if isinstance(number, bool) else number
        found.append(machine.binary("+" if name == "cumsum" else "*", found[-1], number) if found else number)
    dtype = "int64" if array.dtype == "bool" else array.dtype
    return keep(machine, arrays.made((len(found),), dtype, found))


def order(machine: Interpreter, value: Value, places: Value) -> Value:
    """``sort`` of a row, or with ``places`` its ``argsort``; equal numbers keep their order."""
    array = array_of(machine, value)
    if len(array.shape) != 1:
        raise Gap("the order of an array of several axes")
    if not all(isinstance(number, int | float) and number == number for number in array.numbers):
        raise Gap("the order of sizes in an array")
    found = sorted(range(len(array.numbers)), key=array.numbers.__getitem__)
    if machine.truth(places):
        if len(set(array.numbers)) < len(found):
            raise Gap("the order of equal numbers")
        return keep(machine, arrays.made(array.shape, "int64", found))
    return keep(machine, arrays.made(array.shape, array.dtype, [array.numbers[at] for at in found]))
