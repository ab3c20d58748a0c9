"""Pointwise functions: operands are broadcast; small constant ones are computed."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from shapeproof.dims import Dim, FloatExpression, Maximum, Opinion, Size, atom_of, disjunction, equal
from shapeproof.shapes import Gap, Shape, broadcast, broadcast_refusal, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.rules.stretching import remark_on_stretching
from shapeproof.torch_model.tensors import as_integer, is_undecided
from shapeproof.values import Object, Truth, Unknown, Value

_SCALARS = (bool, int, float, complex, Dim, FloatExpression, Truth)
_SAME, _FLOAT, _BOOL, _REAL, _COUNT = "same", "float", "bool", "real", "count"


# --- shapes ---------------------------------------------------------------------------------------------------------


def operand_shape(op: Operation, value: Value) -> Shape:
    """The shape of a tensor, or of a number: a scalar's."""
    if isinstance(value, _SCALARS):
        return Shape()
    return op.shape(value)


def broadcast_all(op: Operation, *operands: Value, in_place: bool = False) -> Shape:
    """The shape that tensors and numbers are stretched to; ``in_place``: the first takes the result."""
    shape = operand_shape(op, operands[0])
    for operand in operands[1:]:
        other = operand_shape(op, operand)
        refusal = broadcast_refusal(op.label, shape, other)
        shape = broadcast(op.judge, shape, other, refusal, in_place=in_place)
    if len(operands) == 2:
        remark_on_stretching(op, operands[0], operands[1], shape)
    return shape


def _is_operand(op: Operation, value: Value) -> bool:
    """Whether torch's operators take it (else they leave it to the other operand's class)."""
    if isinstance(value, _SCALARS) or op.is_tensor(value):
        return True
    if isinstance(value, Unknown):
        raise Gap(value.reason)
    if isinstance(value, Object) and any(parent.open_base is not None for parent in value.cls.mro):
        raise Gap(f"what a {value.cls.name} is in arithmetic is not known")
    return False


def dtype_as(op: Operation, kind: str, dtype: str | None) -> str | None:
    """The type of a result, from the promoted one."""
    if kind == _BOOL:
        return "bool"
    if kind == _FLOAT:
        return dtypes.float_of(dtype)
    if kind == _COUNT:
        return "int64" if dtype == "bool" else dtype
    return dtypes.real_of(dtype) if kind == _REAL else dtype


# --- in place -------------------------------------------------------------------------------------------------------


def write_in_place(op: Operation, target: Value, shape: Shape, data: constants.Numbers | None = None) -> Value:
    """A result of this shape is put into ``target``, which keeps its own."""
    if not isinstance(target, Object):
        raise Gap("what is changed in place is not known")
    mine = op.shape(target)
    if mine.items != shape.items:
        mine, shape = op.judge.reading(mine), op.judge.reading(shape)
        message = f"{op.label} works in place on {text_of(mine)}: a result of {text_of(shape)} does not fit"
        if mine.splat is None and shape.splat is None:
            if len(mine.items) != len(shape.items):
                op.refuse(message, code="inplace", expected=mine, got=shape)
            for axis, (a, b) in enumerate(zip(mine.dims, shape.dims, strict=True)):
                _keep_size(op, a, b, message, axis - len(mine.items))
        elif shape.splat is None or mine.splat is None:
            closed, least = (mine, shape) if mine.splat is None else (shape, mine)
            if mine.splat is None and least.least_rank > len(closed.items):
                op.refuse(message, code="inplace", expected=mine, got=shape)
    constants.forget(op.machine, target, data)
    return target


def _keep_size(op: Operation, own: Size, result: Size, message: str, axis: int) -> None:
    """An axis keeps its size: what it was stretched with is of that size too, or 1."""
    atom = atom_of(result)
    others = [each for each in atom.key if each != own] if isinstance(atom, Maximum) and own in atom.key else []
    if len(others) != 1:
        op.same(own, result, message, code="inplace", axis=axis)
        return
    fits = disjunction(equal(others[0], own), equal(others[0], 1))
    op.require(fits, message, expected=own, got=result, code="inplace", axis=axis)


# --- unary ----------------------------------------------------------------------------------------------------------


def _unary(
    kind: str, compute: Callable[[Any], Any] | None = None, *, settles: bool = False, is_near: bool = False
) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, *_: Value) -> Value:
        shape = operand_shape(op, tensor)
        dtype = dtype_as(op, kind, op.dtype(tensor))
        data = None
        if compute is not None:
            data = constants.elementwise(op, shape, dtype, compute, tensor, settles=settles, is_near=is_near)
        return op.result(shape, dtype, data)

    return rule


def _unary_in_place(compute: Callable[[Any], Any] | None = None) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, *_: Value) -> Value:
        shape = op.shape(tensor)
        data = None if compute is None else constants.elementwise(op, shape, op.dtype(tensor), compute, tensor)
        return write_in_place(op, tensor, shape, data)

    return rule


def _sign(x: float) -> float:
    return (x > 0) - (x < 0)


def _integers_alone(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Functions that Python gives as an int: kept a float for floats, left alone for what is no finite number."""

    def compute(x: Any) -> Any:
        if not isinstance(x, float) or not math.isfinite(x):
            return x
        return float(function(x))

    return compute


def _square_root(x: Any) -> Any:
    if isinstance(x, Dim):
        return None
    if not x >= 0:
        return math.nan
    root = math.sqrt(x)
    return root if root * root == x else constants.Near(root)


def _reciprocal(x: Any) -> float | None:
    return None if isinstance(x, Dim) or x == 0 else 1.0 / x


unary = _unary(_SAME)
unary_float = _unary(_FLOAT)
unary_bool = _unary(_BOOL)
unary_real = _unary(_REAL)
unary_ = _unary_in_place()
negative = _unary(_SAME, lambda x: -x)
positive = _unary(_SAME, lambda x: x)
absolute = _unary(_REAL, abs)
square_root = _unary(_FLOAT, _square_root)
reciprocal = _unary(_FLOAT, _reciprocal)
sign = _unary(_SAME, _sign, settles=True)
floor = _unary(_SAME, _integers_alone(math.floor), settles=True)
ceil = _unary(_SAME, _integers_alone(math.ceil), settles=True)
trunc = _unary(_SAME, _integers_alone(math.trunc), settles=True)
exponential = _unary(_FLOAT, math.exp, is_near=True)
logarithm = _unary(_FLOAT, math.log, is_near=True)
logarithm_of_2 = _unary(_FLOAT, math.log2, is_near=True)
logarithm_of_10 = _unary(_FLOAT, math.log10, is_near=True)
sine = _unary(_FLOAT, math.sin, is_near=True)
cosine = _unary(_FLOAT, math.cos, is_near=True)
relu = _unary(_SAME, lambda x: max(x, type(x)(0)))
logical_not = _unary(_BOOL, lambda x: not x)
negative_ = _unary_in_place(lambda x: -x)
relu_ = _unary_in_place(lambda x: max(x, type(x)(0)))
is_finite = _unary(_BOOL, lambda x: None if isinstance(x, Dim) else math.isfinite(x))


square = _unary(_COUNT, lambda x: x * x)


def round_(op: Operation, tensor: Value, decimals: Value = 0) -> Value:
    dtype = op.dtype(tensor)
    shape = operand_shape(op, tensor)
    data = None
    if decimals == 0:
        data = constants.elementwise(op, shape, dtype, _integers_alone(round), tensor, settles=True)
    return op.result(shape, dtype, data)


def bitwise_not(op: Operation, tensor: Value) -> Value:
    dtype = op.dtype(tensor)
    compute = (lambda x: not x) if dtype == "bool" else (lambda x: -x - 1)
    shape = operand_shape(op, tensor)
    data = constants.elementwise(op, shape, dtype, compute, tensor) if dtype and dtypes.is_integral(dtype) else None
    return op.result(shape, dtype, data)


# --- binary ---------------------------------------------------------------------------------------------------------

Compute = Callable[[Any, Any], Any]


def _binary(
    kind: str, compute: Compute | None = None, swapped: bool = False, is_arithmetic: bool = False
) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, other: Value, *_: Value) -> Value:
        if not _is_operand(op, other):
            if op.is_operator:
                return op.machine.classes.not_implemented
            raise Gap(f"an argument of {op.label} is not understood")
        operands = (other, tensor) if swapped else (tensor, other)
        shape = broadcast_all(op, *operands)
        common = dtypes.promoted(op, *operands)
        dtype = dtype_as(op, kind, common)
        data = None
        if compute is not None:
            seen = _as_seen(compute, dtypes.float_of(common) if kind == _FLOAT else common, is_arithmetic)
            data = constants.elementwise(op, shape, dtype, seen, *operands)
        return op.result(shape, dtype, data)

    return rule


def _as_seen(compute: Compute, dtype: str | None, is_arithmetic: bool) -> Compute:
    """Operands as torch computes with them: in the type they are promoted to; halves add and multiply as float32."""
    if dtype is None or not dtypes.is_float(dtype):
        return compute
    held = "float32" if is_arithmetic and dtype in ("float16", "bfloat16") else dtype

    def seen(number: Any) -> Any:
        if isinstance(number, Dim | constants.Near) or constants.stored(number, held) is None:
            return number
        return constants.stored(number, held)

    return lambda a, b: compute(seen(a), seen(b))


def _binary_in_place(compute: Compute | None = None, is_arithmetic: bool = False) -> Callable[..., Value]:
    def rule(op: Operation, tensor: Value, other: Value, *_: Value) -> Value:
        if not _is_operand(op, other):
            if op.is_operator:
                return op.machine.classes.not_implemented
            raise Gap(f"an argument of {op.label} is not understood")
        shape = broadcast_all(op, tensor, other, in_place=True)
        dtype = op.dtype(tensor)
        data = None
        if compute is not None and dtypes.promoted(op, tensor, other) == dtype:
            data = constants.elementwise(op, shape, dtype, _as_seen(compute, dtype, is_arithmetic), tensor, other)
        return write_in_place(op, tensor, shape, data)

    return rule


def _divided(a: Any, b: Any) -> Any:
    if isinstance(a, Dim) or isinstance(b, Dim):
        return None
    if b == 0:
        return math.nan if a == 0 or a != a else math.copysign(math.inf, a) * math.copysign(1.0, b)
    return a / b


def _floored(a: Any, b: Any) -> Any:
    return None if isinstance(a, float) or isinstance(b, float) or (not isinstance(b, Dim) and b == 0) else a // b


def _remainder(a: Any, b: Any) -> Any:
    if isinstance(a, constants.Near) or isinstance(b, constants.Near):
        return None
    return None if not isinstance(b, Dim) and b == 0 else a % b


def _power(a: Any, b: Any) -> Any:
    if isinstance(b, Dim):
        return None
    if isinstance(a, int) and isinstance(b, int) and not isinstance(b, bool):
        return a**b if 0 <= b <= 64 else None
    if b == 0:
        return 1.0
    if b == 1:
        return a
    return None if isinstance(a, Dim) or a < 0 else constants.Near(float(a) ** float(b))


def _logical(compute: Compute) -> Compute:
    return lambda a, b: None if isinstance(a, Dim) or isinstance(b, Dim) else compute(bool(a), bool(b))


def _on_integers(compute: Compute) -> Compute:
    return lambda a, b: compute(a, b) if isinstance(a, int) and isinstance(b, int) else None


def _plain(compute: Compute) -> Compute:
    return lambda a, b: None if isinstance(a, Dim) or isinstance(b, Dim) else compute(a, b)


def _larger(a: Any, b: Any) -> Any:
    return a if a != a or a >= b else b


def _smaller(a: Any, b: Any) -> Any:
    return a if a != a or a <= b else b


def _of_whole_numbers(rule: Callable[..., Value]) -> Callable[..., Value]:
    """``//`` and ``%`` of a size: where nothing is known of what it is divided by, or divides, that is an int."""

    def decided(op: Operation, tensor: Value, other: Value, *rest: Value) -> Value:
        for value, size in ((tensor, other), (other, tensor)):
            if isinstance(size, Dim) and isinstance(value, Object) and is_undecided(op.machine, value):
                as_integer(op.machine, value)
        return rule(op, tensor, other, *rest)

    return decided


binary = _binary(_SAME)
binary_float = _binary(_FLOAT)
binary_bool = _binary(_BOOL)
binary_ = _binary_in_place()
multiply = _binary(_SAME, lambda a, b: a * b, is_arithmetic=True)
multiply_ = _binary_in_place(lambda a, b: a * b, is_arithmetic=True)
true_divide = _binary(_FLOAT, _divided, is_arithmetic=True)
floor_divide = _of_whole_numbers(_binary(_SAME, _floored))
floor_divide_reversed = _of_whole_numbers(_binary(_SAME, _floored, swapped=True))
remainder = _of_whole_numbers(_binary(_SAME, _remainder))
remainder_reversed = _of_whole_numbers(_binary(_SAME, _remainder, swapped=True))
power = _binary(_SAME, _power)
power_reversed = _binary(_SAME, _power, swapped=True)
maximum = _binary(_SAME, _plain(_larger))
minimum = _binary(_SAME, _plain(_smaller))
equal_to = _binary(_BOOL, _plain(lambda a, b: a == b))
not_equal_to = _binary(_BOOL, _plain(lambda a, b: a != b))
less_than = _binary(_BOOL, _plain(lambda a, b: a < b))
at_most = _binary(_BOOL, _plain(lambda a, b: a <= b))
greater_than = _binary(_BOOL, _plain(lambda a, b: a > b))
no_less_than = _binary(_BOOL, _plain(lambda a, b: a >= b))
logical_and = _binary(_BOOL, _logical(lambda a, b: a and b))
logical_or = _binary(_BOOL, _logical(lambda a, b: a or b))
logical_xor = _binary(_BOOL, _logical(lambda a, b: a != b))
bitwise_and = _binary(_SAME, _on_integers(lambda a, b: a & b))
bitwise_or = _binary(_SAME, _on_integers(lambda a, b: a | b))
bitwise_xor = _binary(_SAME, _on_integers(lambda a, b: a ^ b))


def true_divide_reversed(op: Operation, tensor: Value, other: Value) -> Value:
    """``number / tensor``: the number times the reciprocal."""
    if not _is_operand(op, other):
        return op.machine.classes.not_implemented
    return multiply(op, reciprocal(op, tensor), other)


def _scaled(other: Value, alpha: Value) -> Value:
    """``alpha * other`` in a sum, where that is a plain number."""
    return other if alpha == 1 else None


def _sum(sign: int, swapped: bool = False) -> Callable[..., Value]:
    plain = _binary(_SAME, (lambda a, b: a + b) if sign > 0 else (lambda a, b: a - b), swapped, True)
    scaled = _binary(_SAME)

    def rule(op: Operation, tensor: Value, other: Value, alpha: Value = 1) -> Value:
        return (plain if _scaled(1, alpha) == 1 else scaled)(op, tensor, other)

    return rule


add = _sum(1)
subtract = _sum(-1)
subtract_reversed = _sum(-1, swapped=True)


def _sum_in_place(sign: int) -> Callable[..., Value]:
    plain = _binary_in_place((lambda a, b: a + b) if sign > 0 else (lambda a, b: a - b), True)
    scaled = _binary_in_place()

    def rule(op: Operation, tensor: Value, other: Value, alpha: Value = 1) -> Value:
        return (plain if _scaled(1, alpha) == 1 else scaled)(op, tensor, other)

    return rule


add_ = _sum_in_place(1)
subtract_ = _sum_in_place(-1)


def divide(op: Operation, tensor: Value, other: Value, rounding_mode: Value = None) -> Value:
    """``torch.div``: as ``/``, or rounded down or towards zero."""
    if rounding_mode is None:
        return true_divide(op, tensor, other)
    return (floor_divide if rounding_mode == "floor" else binary)(op, tensor, other)


# --- of three and more ----------------------------------------------------------------------------------------------


def ternary(op: Operation, *operands: Value) -> Value:
    """Every argument that is a tensor or a number is an operand: lerp, addcmul, addcdiv, …"""
    shape = broadcast_all(op, *operands)
    return op.result(shape, dtypes.promoted(op, *operands))


def three(op: Operation, tensor: Value, a: Value, b: Value, *_: Value) -> Value:
    """addcmul, addcdiv, lerp: three operands, then plain numbers."""
    return ternary(op, tensor, a, b)


def three_(op: Operation, tensor: Value, a: Value, b: Value, *_: Value) -> Value:
    return write_in_place(op, tensor, broadcast_all(op, tensor, a, b))


def clamp(op: Operation, tensor: Value, min: Value = None, max: Value = None) -> Value:
    bounds = [bound for bound in (min, max) if bound is not None]
    shape = broadcast_all(op, tensor, *bounds)
    dtype = dtypes.promoted(op, tensor, *bounds)

    def compute(x: Any, *limits: Any) -> Any:
        if any(isinstance(number, Dim) for number in (x, *limits)) or x != x:
            return None
        if min is not None:
            x = x if x >= limits[0] else limits[0]
        if max is not None:
            x = x if x <= limits[-1] else limits[-1]
        return x

    return op.result(shape, dtype, constants.elementwise(op, shape, dtype, compute, tensor, *bounds))


def clamp_(op: Operation, tensor: Value, min: Value = None, max: Value = None) -> Value:
    bounds = [bound for bound in (min, max) if bound is not None]
    return write_in_place(op, tensor, broadcast_all(op, tensor, *bounds))


def where(op: Operation, condition: Value, tensor: Value = None, other: Value = None) -> Value:
    """``torch.where``; with a condition alone, one row of indices an axis, as many as are true."""
    if tensor is None and other is None:
        from shapeproof.torch_model.rules.masks import nonzero

        return nonzero(op, condition, True)
    shape = broadcast_all(op, condition, tensor, other)
    dtype = dtypes.promoted(op, tensor, other)
    data = constants.elementwise(op, shape, dtype, lambda c, a, b: a if c else b, condition, tensor, other)
    return op.result(shape, dtype, data)


def where_method(op: Operation, tensor: Value, condition: Value, other: Value) -> Value:
    return where(op, condition, tensor, other)


# --- fillings -------------------------------------------------------------------------------------------------------


def fill_(op: Operation, tensor: Value, value: Value = 0) -> Value:
    """fill_: every element becomes one number."""
    shape = op.shape(tensor)
    if op.is_tensor(value):
        number = op.shape(value)
        if number.rank not in (0, None):
            op.refuse(f"{op.label} takes a number or a tensor without axes, got {text_of(number)}", code="broadcast")
        held = constants.numbers(op, value)
        value = held[1][0] if held is not None else None
    data = constants.filled(shape, value, op.dtype(tensor)) if isinstance(value, bool | int | float) else None
    return write_in_place(op, tensor, shape, data)


def zero_(op: Operation, tensor: Value) -> Value:
    return fill_(op, tensor, 0)


def copy_(op: Operation, tensor: Value, source: Value, *_: Value) -> Value:
    """The source is broadcast to the tensor's shape."""
    return write_in_place(op, tensor, broadcast_all(op, tensor, source))


def random_(op: Operation, tensor: Value, *_: Value) -> Value:
    """normal_, uniform_, …: new contents, the same shape."""
    return write_in_place(op, tensor, op.shape(tensor))


# --- conversions ----------------------------------------------------------------------------------------------------


# --- others ---------------------------------------------------------------------------------------------------------


def distance(op: Operation, tensor: Value, other: Value, *_: Value) -> Value:
    """``dist``: the norm of a difference."""
    broadcast_all(op, tensor, other)
    return op.result((), dtypes.promoted(op, tensor, other))


def agreement(op: Operation, tensor: Value, other: Value, *_: Value) -> Value:
    """allclose: a bool that depends on values, of tensors that go together."""
    broadcast_all(op, tensor, other)
    return _said(op)


def _said(op: Operation) -> Truth:
    """An answer that depends on values: true in one world, false in another."""
    return Truth(Opinion(f"{op.label} says so", 1_000_000 + op.judge.number()))


def nearly(
    op: Operation, tensor: Value, other: Value, rtol: Value = 1e-05, atol: Value = 1e-08, equal_nan: Value = False
) -> Value:
    """isclose."""
    for tolerance, what in ((rtol, "rtol"), (atol, "atol")):
        if isinstance(tolerance, int | float) and tolerance < 0:
            op.refuse(f"{op.label} needs an {what} of at least 0, got {tolerance}", code="parameter", got=tolerance)
    return binary_bool(op, tensor, other)


def identical(op: Operation, tensor: Value, other: Value) -> Value:
    """equal: False for other shapes, else a bool that depends on values."""
    a, b = op.shape(tensor), op.shape(other, "other")
    if a.splat is None and b.splat is None:
        if len(a.items) != len(b.items):
            return False
        if any(op.judge.holds(equal(x, y)) is False for x, y in zip(a.dims, b.dims, strict=True)):
            return False
    left, right = constants.numbers(op, tensor), constants.numbers(op, other)
    if (
        left is not None
        and right is not None
        and not any(isinstance(n, Dim | constants.Near) for n in left[1] + right[1])
    ):
        return left[1] == right[1]
    return _said(op)


def prelu(op: Operation, tensor: Value, weight: Value) -> Value:
    """One slope, or one for each channel (axis 1)."""
    shape, slope = op.shape(tensor), op.shape(weight, "weight")
    if slope.rank is None or shape.rank is None:
        return op.result(shape, op.dtype(tensor))
    if slope.rank > 1:
        op.refuse(f"{op.label} takes a number or a vector for weight, got {text_of(slope)}", got=slope, operand=1)
    if slope.rank == 1 and slope.items[0] != 1:
        channels = 1 if shape.rank < 2 else shape.dims[1]
        if shape.rank == 0:
            op.refuse(f"{op.label} of a scalar takes one weight, got {text_of(slope)}", got=slope, operand=1)
        op.same(
            channels,
            slope.dims[0],
            f"{op.label} of {text_of(shape)} needs a weight for each of {{a}} channels, got {{b}}",
            expected=channels,
            got=slope.dims[0],
            operand=1,
        )
    return op.result(shape, op.dtype(tensor))


def native_dropout(op: Operation, tensor: Value, *_: Value) -> Value:
    shape = op.shape(tensor)
    return op.result(shape, op.dtype(tensor)), op.result(shape, "bool")


def polygamma(op: Operation, n: Value, tensor: Value) -> Value:
    return op.result(op.shape(tensor), dtypes.float_of(op.dtype(tensor)))


def filled_with(op: Operation, tensor: Value, value: Value) -> Value:
    number = value if isinstance(value, bool | int | float) else None
    shape, dtype = op.shape(tensor), op.dtype(tensor)
    return op.result(shape, dtype, None if number is None else constants.filled(shape, number, dtype))


def float_power(op: Operation, tensor: Value, exponent: Value) -> Value:
    dtype = dtypes.promoted(op, tensor, exponent)
    wide = None if dtype is None else "complex128" if dtypes.is_complex(dtype) else "float64"
    return op.result(broadcast_all(op, tensor, exponent), wide)


def frexp(op: Operation, tensor: Value) -> Value:
    """Mantissas and exponents."""
    from shapeproof.torch_model.rules.extremes import named

    shape = op.shape(tensor)
    return named(op, "frexp", mantissa=op.result(shape, op.dtype(tensor)), exponent=op.result(shape, "int32"))
