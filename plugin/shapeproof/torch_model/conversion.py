"""Modules converted to another type: ``half``, ``to(dtype)``, ``type``; what they hold stays the same objects."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from shapeproof.interpreter.iteration import Repeated
from shapeproof.shapes import Gap
from shapeproof.torch_model import dtypes
from shapeproof.torch_model.registration import members, walk_modules
from shapeproof.torch_model.tensors import DTYPE, known_class, tensor_state
from shapeproof.values import Object, Unknown, Value

if TYPE_CHECKING:
    from shapeproof.interpreter.machine import Interpreter


def _to(dtype: str) -> Callable[..., Value]:
    def convert(machine: Interpreter, module: Value) -> Value:
        return _converted(machine, module, dtype)

    return convert


half, double, single, brain = (_to(name) for name in ("float16", "float64", "float32", "bfloat16"))


def to(machine: Interpreter, module: Value, args: Value, kwargs: Value) -> Value:
    """``Module.to`` of a device, a dtype, a tensor or several of these."""
    named = machine.content(kwargs) if isinstance(kwargs, Object) else {}
    given = [*(machine.iterate(args)), *(named[name] for name in ("dtype", "tensor", "other") if name in named)]
    for value in given:
        state = tensor_state(machine, value)
        if state is not None:
            return _converted(machine, module, state.dtype)
        if isinstance(value, Unknown):
            return _converted(machine, module, None)
        name = _dtype_name(machine, value)
        if name is not None:
            return _converted(machine, module, name)
    return module


def as_type(machine: Interpreter, module: Value, dst_type: Value) -> Value:
    """``Module.type``, which converts integers too."""
    return _converted(machine, module, _dtype_name(machine, dst_type), floats_alone=False)


def _dtype_name(machine: Interpreter, value: Value) -> str | None:
    if not isinstance(value, Object) or known_class(machine, DTYPE) not in value.cls.mro:
        return None
    name = machine.attributes(value).get("name")
    return name if isinstance(name, str) else None


def _converted(machine: Interpreter, module: Value, dtype: str | None, floats_alone: bool = True) -> Value:
    if not isinstance(module, Object):
        return module
    try:
        found = [pair for _, each, _ in walk_modules(machine, module) for pair in _tensors(machine, each)]
    except Gap:
        return module
    for tensor in found:
        state = tensor_state(machine, tensor)
        if state is None or state.dtype is None or state.dtype == dtype:
            continue
        if floats_alone and not (dtypes.is_float(state.dtype) or dtypes.is_complex(state.dtype)):
            continue
        machine.set_content(tensor, replace(state, dtype=dtype, data=None))
    return module


def _tensors(machine: Interpreter, module: Object) -> list[Object]:
    row = [member for kind in ("_parameters", "_buffers") for _, member in members(machine, module, kind)]
    plain = [member.item if isinstance(member, Repeated) else member for member in row]
    return [member for member in plain if isinstance(member, Object)]
