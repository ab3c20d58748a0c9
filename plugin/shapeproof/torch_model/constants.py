"""Small constant tensors: their numbers, rounded as torch stores them, and who else sees the same storage."""

from __future__ import annotations

import math
import struct
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING, Any

from shapeproof.dims import Dim
from shapeproof.shapes import Shape
from shapeproof.torch_model.dtypes import is_integral
from shapeproof.torch_model.operation import MAXIMAL_DATA, Operation
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import Object, TensorState, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter

Number = Any  # bool, int, float, or a Dim among integers
Numbers = tuple[Number, ...]

_RANGES = {
    "int8": (-(2**7), 2**7 - 1), "int16": (-(2**15), 2**15 - 1), "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1), "uint8": (0, 2**8 - 1), "uint16": (0, 2**16 - 1), "uint32": (0, 2**32 - 1),
}  # fmt: skip
_NEARLY = (
    1e-5  # a float this close to an integer, and not equal to it, is not truncated: kernels differ in the last bit
)
MAXIMAL_VIEWS = 1_000


class Near(float):
    """A number known but for its last bits, such as a logarithm: kernels differ in them."""

    def around(self) -> tuple[float, float]:
        """Numbers below and above it, farther off than any kernel errs."""
        margin = abs(self) * 1e-5 + 1e-30
        return float(self) - margin, float(self) + margin


# --- numbers --------------------------------------------------------------------------------------------------------


def stored(number: Number, dtype: str | None) -> Number | None:
    """A number as a tensor of that type holds it; None where that is not certain."""
    if dtype == "float32":
        return _packed("f", number)
    if dtype == "float64":
        return None if isinstance(number, Dim) else float(number)
    if dtype == "float16":
        return _packed("e", number)
    if dtype == "bfloat16":
        return _brain_float(number)
    if dtype == "bool":
        return None if isinstance(number, Dim) else bool(number)
    limits = _RANGES.get(dtype or "")
    if limits is None:
        return None
    if isinstance(number, Dim):
        return number if dtype == "int64" else None
    if isinstance(number, float):
        if not math.isfinite(number):
            return None
        nearest = round(number)
        if (number != nearest or isinstance(number, Near)) and abs(number - nearest) < _NEARLY * max(1.0, abs(number)):
            return None
    whole = int(number)
    return whole if limits[0] <= whole <= limits[1] else None


def _packed(code: str, number: Number) -> float | None:
    if isinstance(number, Dim):
        return None
    try:
        number = float(number)
        return float(struct.unpack(code, struct.pack(code, number))[0])
    except OverflowError:
        return math.copysign(math.inf, number)


def _brain_float(number: Number) -> float | None:
    single = _packed("f", number)
    if single is None or not math.isfinite(single):
        return single
    bits = int.from_bytes(struct.pack(">f", single), "big")
    bits = (bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000
    return float(struct.unpack(">f", bits.to_bytes(4, "big"))[0])


def stored_all(numbers: Sequence[Number], dtype: str | None) -> Numbers | None:
    row = [stored(number, dtype) for number in numbers]
    if any(number is None for number in row):
        return None
    pairs = zip(numbers, row, strict=True)
    return tuple(Near(held) if isinstance(old, Near) and isinstance(held, float) else held for old, held in pairs)


# --- numbers of tensors ---------------------------------------------------------------------------------------------


def sizes_of(shape: Shape | None) -> tuple[int, ...] | None:
    """The sizes of a shape that are all plain numbers, few enough in all for its numbers to be kept."""
    if shape is None or shape.splat is not None:
        return None
    count = 1
    for item in shape.items:
        if not isinstance(item, int):
            return None
        count *= item
    return shape.items if count <= MAXIMAL_DATA else None  # type: ignore[return-value]


def numbers(operation: Operation, value: Value) -> tuple[tuple[int, ...], Numbers] | None:
    """The sizes and numbers of a constant tensor, or of a plain number."""
    if isinstance(value, bool | int | float | Dim):
        return (), (value,)
    state = tensor_state(operation.machine, value)
    if state is None or state.data is None or state.shape is None:
        return None
    sizes = sizes_of(operation.judge.reading(state.shape))
    return None if sizes is None else (sizes, state.data)


def filled(shape: Shape, number: Number, dtype: str | None) -> Numbers | None:
    """The numbers of a tensor that holds one number everywhere."""
    sizes = sizes_of(shape)
    held = stored(number, dtype) if sizes is not None else None
    return None if sizes is None or held is None else (held,) * math.prod(sizes)


def positions(sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The index of each number, in the order they are stored."""
    if not sizes:
        yield ()
        return
    for first in range(sizes[0]):
        for rest in positions(sizes[1:]):
            yield (first, *rest)


def strides_of(sizes: Sequence[int]) -> tuple[int, ...]:
    steps: list[int] = []
    step = 1
    for size in reversed(sizes):
        steps.append(step)
        step *= size
    return tuple(reversed(steps))


def elementwise(
    operation: Operation,
    shape: Shape,
    dtype: str | None,
    compute: Callable[..., Number | None],
    *operands: Value,
    settles: bool = False,
    is_near: bool = False,
) -> Numbers | None:
    """What ``compute`` makes of the numbers of broadcast operands; None where one is not known.

    ``settles`` says that the result does not depend on last bits unless it jumps (rounding, comparing), ``is_near``
    that it is known but for them.
    """
    sizes = sizes_of(shape)
    if sizes is None or dtype is None:
        return None
    rows = []
    for operand in operands:
        found = numbers(operation, operand)
        if found is None:
            return None
        rows.append(_stretched(found[1], found[0], sizes))
    made = []
    for group in zip(*rows, strict=True):
        try:
            number = _computed(compute, group, settles or is_integral(dtype))
        except (ArithmeticError, ValueError, TypeError):
            return None
        held = None if number is None else stored(number, dtype)
        if held is None:
            return None
        near = is_near or isinstance(number, Near)
        made.append(Near(held) if near and isinstance(held, float) else held)
    return tuple(made)


def _computed(compute: Callable[..., Number | None], group: Sequence[Number], settles: bool) -> Number | None:
    """One result; where an operand is not known to the last bit, neither is it, unless it is the same all around."""
    number = compute(*group)
    if not any(isinstance(each, Near) for each in group):
        return number
    if not settles:
        return Near(number) if isinstance(number, float) else None
    around = [each.around() if isinstance(each, Near) else (each, each) for each in group]
    others = {compute(*choice) for choice in product(*around)}
    return number if others == {number} else None


def _stretched(row: Numbers, sizes: tuple[int, ...], wanted: tuple[int, ...]) -> Numbers:
    if sizes == wanted:
        return row
    if len(row) == 1:
        return row * math.prod(wanted)
    padded = (1,) * (len(wanted) - len(sizes)) + sizes
    steps = [0 if size == 1 else step for size, step in zip(padded, strides_of(padded), strict=True)]
    return tuple(row[sum(i * s for i, s in zip(at, steps, strict=True))] for at in positions(wanted))


def rearranged(data: Numbers | None, sizes: tuple[int, ...] | None, order: Sequence[int]) -> Numbers | None:
    """The numbers with their axes in another order."""
    if data is None or sizes is None:
        return None
    steps = strides_of(sizes)
    moved = [steps[axis] for axis in order]
    return tuple(
        data[sum(i * s for i, s in zip(at, moved, strict=True))] for at in positions([sizes[axis] for axis in order])
    )


def stretched(data: Numbers | None, sizes: tuple[int, ...] | None, wanted: tuple[int, ...] | None) -> Numbers | None:
    """The numbers of a tensor expanded to other sizes."""
    if data is None or sizes is None or wanted is None:
        return None
    return _stretched(data, sizes, wanted)


# --- storage --------------------------------------------------------------------------------------------------------
# A view of a constant tensor knows its root, and the root its views: a change of one through a method that works in
# place takes the numbers from all of them.

_ROOT, _VIEWS = "\0root", "\0views"


def _storage(machine: Interpreter, tensor: Object) -> tuple[Object, tuple[Object, ...] | None]:
    """The tensor whose storage one shows, and its views; None where a loop or what is not known has changed them."""
    root = machine.attributes(tensor).get(_ROOT, tensor)
    if not isinstance(root, Object):
        return tensor, None
    views = machine.attributes(root).get(_VIEWS, ())
    return root, views if isinstance(views, tuple) else None


def link(machine: Interpreter, base: Value, view: Object) -> None:
    """Note that ``view`` shows the storage of ``base``."""
    state = tensor_state(machine, base)
    if state is None or state.data is None or not isinstance(base, Object) or view == base:
        return
    root, views = _storage(machine, base)
    if views is None or len(views) >= MAXIMAL_VIEWS:
        forget(machine, base)
        shown = tensor_state(machine, view)
        if shown is not None:
            machine.set_content(view, replace(shown, data=None))
        return
    machine.set_attribute_raw(root, _VIEWS, (*views, view))
    machine.set_attribute_raw(view, _ROOT, root)


def forget(machine: Interpreter, tensor: Value, data: Numbers | None = None) -> None:
    """A tensor's numbers were changed in place (to ``data``, where that is known)."""
    if not isinstance(tensor, Object):
        return
    root, views = _storage(machine, tensor)
    for other in (root, *(views or ())):
        state = machine.state(other).content
        if isinstance(state, TensorState) and state.data is not None and other != tensor:
            machine.set_content(other, replace(state, data=None))
    state = machine.state(tensor).content
    if isinstance(state, TensorState) and (state.data is not None):
        machine.set_content(tensor, replace(state, data=data))


def exactly_summed(row: Sequence[Number], dtype: str | None) -> Number | None:
    """The sum of numbers in whatever order it is taken; None where rounding could show."""
    if dtype is None:
        return None
    if is_integral(dtype):
        total: Number = 0
        for number in row:
            total = total + number
        return total
    if any(isinstance(number, Dim | Near) or not math.isfinite(number) for number in row):
        return None
    bits = {"float32": 24, "float64": 53, "float16": 11, "bfloat16": 8}.get(dtype)
    nonzero = [abs(number) for number in row if number]
    if bits is None:
        return None
    if nonzero:
        unit = min(_lowest_bit(number) for number in nonzero)
        if sum(nonzero) >= unit * 2.0**bits:
            return None
    return math.fsum(row)


def _lowest_bit(number: float) -> float:
    """The largest power of two that divides it."""
    numerator, denominator = float(number).as_integer_ratio()
    return (numerator & -numerator) / denominator
