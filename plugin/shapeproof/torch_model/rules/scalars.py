"""Tensors as Python sees them: numbers, truth, iteration, types and flags."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from shapeproof.dims import Dim, Opinion, negate
from shapeproof.interpreter.iteration import Repeated
from shapeproof.shapes import Gap, Splat, text_of
from shapeproof.torch_model import constants, dtypes
from shapeproof.torch_model.operation import Operation
from shapeproof.torch_model.tensors import DTYPE, known_class, tensor_state
from shapeproof.values import Object, Truth, Value

MAXIMAL_ROWS = 10_000


# --- numbers --------------------------------------------------------------------------------------------------------


def _only(op: Operation, tensor: Value) -> Any:
    """The number of a tensor of one element; None where it is not known; refused where there are several."""
    shape = op.shape(tensor)
    if shape.splat is None:
        from shapeproof.torch_model.rules.views import joined

        op.same(
            joined(op, shape.items),
            1,
            f"{op.label} needs a tensor of one element, got {text_of(shape)}",
            expected=1,
            got=shape,
            operand=0,
        )
    held = constants.numbers(op, tensor)
    if held is None or len(held[1]) != 1 or isinstance(held[1][0], constants.Near):
        return None
    return held[1][0]


def item(op: Operation, tensor: Value) -> Value:
    """``item()``: the one number."""
    number = _only(op, tensor)
    if number is None:
        raise Gap("the value of a tensor")
    return number


def as_bool(op: Operation, tensor: Value) -> Value:
    number = _only(op, tensor)
    if number is None:
        raise Gap("the truth of a tensor")
    return number if isinstance(number, Dim) else bool(number)


def as_float(op: Operation, tensor: Value) -> Value:
    number = _only(op, tensor)
    if number is None or isinstance(number, Dim):
        raise Gap("the value of a tensor")
    return float(number)


def as_int(op: Operation, tensor: Value) -> Value:
    number = _only(op, tensor)
    if number is None:
        raise Gap("the value of a tensor")
    if isinstance(number, Dim):
        return number
    whole = constants.stored(number, "int64")
    if whole is None:
        raise Gap("the value of a tensor, which rounding may change")
    return whole


def tolist(op: Operation, tensor: Value) -> Value:
    """Nested lists of the numbers."""
    held = constants.numbers(op, tensor)
    if held is None or any(isinstance(number, constants.Near) for number in held[1]):
        raise Gap("the values of a tensor")
    return _nested(op, held[0], held[1])


def _nested(op: Operation, sizes: tuple[int, ...], numbers: constants.Numbers) -> Value:
    if not sizes:
        return numbers[0]
    step = math.prod(sizes[1:])
    return op.machine.new_list(_nested(op, sizes[1:], numbers[i * step : (i + 1) * step]) for i in range(sizes[0]))


def contains(op: Operation, tensor: Value, element: Value) -> Value:
    held = constants.numbers(op, tensor)
    if (
        held is None
        or not isinstance(element, bool | int | float)
        or any(isinstance(n, Dim | constants.Near) for n in held[1])
    ):
        raise Gap("whether a tensor holds a number")
    return element in held[1]


# --- iteration ------------------------------------------------------------------------------------------------------


def iterate(op: Operation, tensor: Value) -> Value:
    """The rows along the first axis: a tuple, or one row repeated where their number is symbolic."""
    return op.machine.new(op.machine.builtin("iterator"), None, (rows(op, tensor), 0))


def rows(op: Operation, tensor: Value, axis: int = 0) -> tuple[Value, ...]:
    """The slices along an axis of a shape as it is now read."""
    from shapeproof.torch_model.rules.views import view_of

    shape = op.shape(tensor)
    if shape.rank == 0:
        op.refuse(f"{op.label}: a tensor without dimensions cannot be iterated over", code="index", got=shape)
    wide = op.judge.at_least(shape, 0, axis + 1) if shape.splat is not None and axis <= shape.splat else shape
    assert wide is not None
    count = wide.items[axis]
    rest = (*wide.items[:axis], *wide.items[axis + 1 :])
    assert not isinstance(count, Splat)
    if isinstance(count, Dim):
        return (Repeated(op.result(rest, op.dtype(tensor)), count),)
    op.machine.budget(count, "the rows of a tensor")
    if count > MAXIMAL_ROWS:
        raise Gap("budget: a tensor of too many rows to follow each")
    held = constants.numbers(op, tensor)
    made = []
    for index in range(count):
        data = None
        if held is not None:
            data = _row(held, axis, index)
        made.append(view_of(op, tensor, rest, data))
    return tuple(made)


def _row(held: tuple[tuple[int, ...], constants.Numbers], axis: int, index: int) -> constants.Numbers:
    sizes, numbers = held
    inner = math.prod(sizes[axis + 1 :])
    block = inner * sizes[axis]
    return tuple(
        number
        for start in range(0, len(numbers), block or 1)
        for number in numbers[start + index * inner : start + (index + 1) * inner]
    )


# --- types ----------------------------------------------------------------------------------------------------------


def dtype_object(op: Operation, name: str) -> Value:
    """The object that stands for a type, such as ``torch.float32``."""
    module, _, _ = DTYPE.rpartition(".")
    return op.machine.get_attribute(op.machine.import_module(module), name)


def dtype(op: Operation, tensor: Value) -> Value:
    name = op.tensor(tensor).dtype
    if name is None:
        raise Gap("the type of a tensor")
    return dtype_object(op, name)


def is_floating_point(op: Operation, tensor: Value) -> Value:
    name = op.tensor(tensor).dtype
    if name is None:
        raise Gap("the type of a tensor")
    return dtypes.is_float(name)


def is_complex(op: Operation, tensor: Value) -> Value:
    name = op.tensor(tensor).dtype
    if name is None:
        raise Gap("the type of a tensor")
    return dtypes.is_complex(name)


def is_signed(op: Operation, tensor: Value) -> Value:
    name = op.tensor(tensor).dtype
    if name is None:
        raise Gap("the type of a tensor")
    return name not in dtypes.UNSIGNED and name != "bool"


def result_type(op: Operation, tensor: Value, other: Value) -> Value:
    name = dtypes.promoted(op, tensor, other)
    if name is None:
        raise Gap("the type of a result")
    return dtype_object(op, name)


def promote_types(op: Operation, type1: Value, type2: Value) -> Value:
    a, b = op.dtype_named(type1, None), op.dtype_named(type2, None)
    name = dtypes.promote(a, b) if a is not None and b is not None else None
    if name is None:
        raise Gap("the type of a result")
    return dtype_object(op, name)


def is_tensor(op: Operation, obj: Value) -> Value:
    from shapeproof.values import Unknown

    if isinstance(obj, Unknown):
        raise Gap(obj.reason)
    return tensor_state(op.machine, obj) is not None


# --- places and flags -----------------------------------------------------------------------------------------------

ELSEWHERE = Opinion("the tensors are on an accelerator", 1)
"""One open question for the whole run."""
DISTRIBUTED = Opinion("several processes run", 3)


def on_another_device(op: Operation, tensor: Value) -> Value:
    """``is_cuda`` and its kind."""
    return Truth(ELSEWHERE)


def on_this_device(op: Operation, tensor: Value) -> Value:
    """``is_cpu``."""
    return Truth(negate(ELSEWHERE))  # type: ignore[arg-type]


def device(op: Operation, tensor: Value) -> Value:
    """The device of a tensor, of which nothing is asked yet."""
    return op.machine.new(known_class(op.machine, "torch._device.device"), {})


def default_device(op: Operation) -> Value:
    """Where the tensors are made: the same device as that of any tensor of which nothing else is said."""
    return op.machine.new(known_class(op.machine, "torch._device.device"), {})


def device_type(op: Operation, device: Value) -> Value:
    return _of_device(op, device, "_type", "cpu")


def device_index(op: Operation, device: Value) -> Value:
    return _of_device(op, device, "_index", None)


def is_same_device(op: Operation, device: Value, other: Value) -> Value:
    """Of an accelerator only that it is not the CPU is known, nor a device without memory."""
    types = [op.machine.attributes(each).get("_type") for each in (device, other) if isinstance(each, Object)]
    said = [each for each in types if each is not None]
    if len(said) == 2:
        same_type = op.machine.compare("==", *said)
        return (
            same_type if same_type is not True else op.machine.compare("==", *(_index(op, d) for d in (device, other)))
        )
    if not op.machine.decide(ELSEWHERE):
        return not said or op.machine.compare("==", said[0], "cpu")
    return False if said and said[0] in ("cpu", "meta") else op.machine.unknown("the device of a tensor")


def _index(op: Operation, device: Value) -> Value:
    return _of_device(op, device, "_index", None)


def _of_device(op: Operation, device: Value, name: str, on_cpu: Value) -> Value:
    """What a device was made with; that of a tensor is the CPU where the tensors are on no accelerator."""
    held = op.machine.attributes(device) if isinstance(device, Object) else {}
    if name in held:
        return held[name]
    return op.machine.unknown("the device of a tensor") if op.machine.decide(ELSEWHERE) else on_cpu


def layout(op: Operation, tensor: Value) -> Value:
    return dtype_object(op, "strided")


def requires_grad(op: Operation, tensor: Value) -> Value:
    state = op.tensor(tensor)
    if state.assumed:
        raise Gap("whether a tensor asks for a gradient")
    return state.requires_grad


def set_requires_grad(op: Operation, tensor: Value, value: Value) -> Value:
    if isinstance(tensor, Object):
        op.machine.set_content(tensor, replace(op.tensor(tensor), requires_grad=op.flag(value)))
    return None


def is_leaf(op: Operation, tensor: Value) -> Value:
    state = op.tensor(tensor)
    if not state.requires_grad:
        return True
    raise Gap("whether a tensor is a leaf")


def grad(op: Operation, tensor: Value) -> Value:
    """A gradient: None before the first ``backward``, which is not followed."""
    raise Gap("the gradient of a tensor")


def no(op: Operation, *_: Value) -> Value:
    """is_sparse, is_quantized, …: of no tensor that is followed."""
    return False


def nothing(op: Operation, *_: Value) -> Value:
    return None


def identity(op: Operation, tensor: Value) -> Value:
    return tensor.id if isinstance(tensor, Object) else 0


def not_known(op: Operation, *_: Value) -> Value:
    raise Gap(f"{op.label} of a tensor")


# --- the run itself -------------------------------------------------------------------------------------------------


def has_accelerator(op: Operation, *_: Value) -> Value:
    """``torch.cuda.is_available()``: asked once for the whole run."""
    return Truth(Opinion("an accelerator is there", 2))


def is_distributed(op: Operation, *_: Value) -> Value:
    """``torch.distributed.is_initialized()``: asked once for the whole run."""
    return Truth(DISTRIBUTED)


def is_grad_enabled(op: Operation, *_: Value) -> Value:
    return Truth(Opinion("gradients are recorded", 4))


def gradients(op: Operation, outputs: Value, inputs: Value, *_: Value) -> Value:
    """``autograd.grad``: one gradient for each input, of its shape."""
    given = (inputs,) if op.is_tensor(inputs) else tuple(op.tensors(inputs))
    return tuple(op.result(op.shape(each), op.dtype(each)) for each in given)
