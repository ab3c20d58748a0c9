"""The same tensor in another type or place: to, float, detach, clone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from shapeproof.shapes import Gap
from shapeproof.torch_model import constants
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.tensors import tensor_state
from shapeproof.values import Object, Unknown, Value


def converted(op: Operation, tensor: Value, dtype: str | None) -> Value:
    """The tensor in another type; its own storage where the type is the same."""
    shape = op.shape(tensor)
    state = op.tensor(tensor)
    data = None
    if state.data is not None and dtype is not None:
        data = constants.stored_all(state.data, dtype)
    made = op.result(shape, dtype, data)
    constants.link(op.machine, tensor, made)
    return made


def to(op: Operation, tensor: Value, arguments: Value, keywords: Value) -> Value:
    """``Tensor.to(dtype)``, ``.to(device)``, ``.to(device, dtype)``, ``.to(other)``."""
    given = list(op.machine.iterate(arguments))
    named = dict(op.machine.content(keywords)) if isinstance(keywords, Object) else {}
    given += [named[key] for key in ("dtype", "other") if key in named]
    if "memory_format" in named:
        op.in_format(named["memory_format"], tensor)
    dtype = op.dtype(tensor)
    for value in given:
        state = tensor_state(op.machine, value)
        if state is not None:
            dtype = state.dtype
        elif isinstance(value, Object) and value.cls.name == "dtype":
            dtype = op.dtype_named(value, dtype)
        elif isinstance(value, Unknown):
            dtype = None
    return converted(op, tensor, dtype)


def type_(op: Operation, tensor: Value, dtype: Value = None, *_: Value) -> Value:
    """``Tensor.type``: the name of the type without an argument."""
    if dtype is None:
        raise Gap("the name of a tensor's type")
    return converted(op, tensor, op.dtype_named(dtype, None))


def _to_dtype(dtype: str) -> Callable[..., Value]:
    return lambda op, tensor, *_: converted(op, tensor, dtype)


to_float = _to_dtype("float32")


to_double = _to_dtype("float64")


to_half = _to_dtype("float16")


to_bfloat16 = _to_dtype("bfloat16")


to_long = _to_dtype("int64")


to_int = _to_dtype("int32")


to_short = _to_dtype("int16")


to_char = _to_dtype("int8")


to_byte = _to_dtype("uint8")


to_bool = _to_dtype("bool")


to_cfloat = _to_dtype("complex64")


to_cdouble = _to_dtype("complex128")


to_chalf = _to_dtype("complex32")


def type_as(op: Operation, tensor: Value, other: Value) -> Value:
    return converted(op, tensor, op.tensor(other).dtype)


def same(op: Operation, tensor: Value, *_: Value) -> Value:
    """detach, contiguous, cpu, cuda: the same numbers in the same shape, maybe the same storage."""
    shape = op.shape(tensor)
    state = op.tensor(tensor)
    made = op.result(shape, state.dtype, state.data)
    constants.link(op.machine, tensor, made)
    return made


def clone(op: Operation, tensor: Value, *_: Value) -> Value:
    state = op.tensor(tensor)
    return op.result(op.shape(tensor), state.dtype, state.data)


def detach(op: Operation, tensor: Value) -> Value:
    made = same(op, tensor)
    assert isinstance(made, Object)
    op.machine.set_content(made, replace(op.tensor(made), requires_grad=False))
    return made


def itself(op: Operation, tensor: Value, *_: Value) -> Value:
    """requires_grad_, detach_, retain_grad …: the tensor itself."""
    return tensor
