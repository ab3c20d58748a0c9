"""torch's own samples (of its modules and operators) as cases."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator
from typing import Any

import torch
from conformance.oracle import Case, Input


class Spelling:
    """Arguments as source: tensors get names, everything else is written out."""

    def __init__(self) -> None:
        self.inputs: dict[str, Any] = {}

    def call(self, function: str, args: Any, kwargs: Any) -> str:
        parts = [self.value(value) for value in args]
        parts += [f"{name}={self.value(value)}" for name, value in kwargs.items()]
        return f"{function}({', '.join(parts)})"

    def value(self, value: Any) -> str:
        if isinstance(value, torch.Tensor):
            return self._tensor(value)
        if isinstance(value, torch.Size):
            return f"torch.Size({list(value)})"
        if isinstance(value, tuple):
            return "(" + "".join(f"{self.value(item)}, " for item in value) + ")"
        if isinstance(value, list):
            return "[" + ", ".join(self.value(item) for item in value) + "]"
        if isinstance(value, float) and not math.isfinite(value):
            return f"float('{value}')"
        if value is None or isinstance(value, bool | int | float | complex | str):
            return repr(value)
        if isinstance(value, slice):
            return f"slice({', '.join(self.value(part) for part in (value.start, value.stop, value.step))})"
        if value is Ellipsis:
            return "..."
        if isinstance(value, torch.dtype | torch.memory_format | torch.layout):
            return str(value)
        if isinstance(value, torch.device):
            return f"torch.device({str(value)!r})"
        if isinstance(value, torch.Generator):
            return "torch.Generator()"
        if isinstance(value, torch.nn.Module):
            raise Unspellable(type(value).__name__)
        raise Unspellable(repr(value))

    def receiver(self, value: Any) -> str:
        """What stands before a dot: a tensor."""
        if not isinstance(value, torch.Tensor):
            raise Unspellable("a method of what is no tensor")
        return self._tensor(value)

    def subscript(self, index: Any) -> str:
        """An index as it is written between brackets."""
        if isinstance(index, slice):
            start, stop, step = (
                "" if part is None else self.value(part) for part in (index.start, index.stop, index.step)
            )
            return f"{start}:{stop}:{step}" if step else f"{start}:{stop}"
        if isinstance(index, tuple) and index:
            return "".join(f"{self.subscript(part)}, " for part in index)
        return self.value(index)

    def _tensor(self, value: torch.Tensor) -> str:
        if value.layout is not torch.strided or value.is_nested:
            raise Unspellable("a tensor that is not dense")
        name = f"t{len(self.inputs)}"
        dtype = str(value.dtype).removeprefix("torch.")
        self.inputs[name] = Input(tuple(value.shape), dtype, 1, value.requires_grad, value.detach())
        return name


class Unspellable(Exception):
    """A value that cannot be written down."""


def of_module(info: Any, limit: int) -> Iterator[Case]:
    """The cases of one entry of `module_db`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        samples = list(
            info.module_inputs_func(info, device="cpu", dtype=torch.float32, requires_grad=False, training=True)
        )
    step = max(1, len(samples) // limit)
    for sample in samples[::step]:
        if sample.forward_input is None:
            continue
        spelling = Spelling()
        built, called = sample.constructor_input, sample.forward_input
        try:
            layer = spelling.call(info.name, built.args, built.kwargs)
            expression = spelling.call(layer, called.args, called.kwargs)
        except Unspellable:
            continue
        yield Case(expression, spelling.inputs)


def of_operator(info: Any, limit: int) -> Iterator[Case]:
    """The cases of one entry of `op_db`: those that work and those that torch refuses."""
    name = {"nn": "torch.nn"}.get(info.name.partition(".")[0], "torch") + "." + info.name.removeprefix("nn.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dtype = torch.float32 if torch.float32 in info.dtypes else torch.int64
        samples = list(info.sample_inputs("cpu", dtype, requires_grad=False))
        refused = [] if info.error_inputs_func is None else [e.sample_input for e in info.error_inputs("cpu")]
    step = max(1, len(samples) // limit)
    for sample in [*samples[::step], *refused]:
        spelling = Spelling()
        arguments = (sample.input, *sample.args)
        if name.rpartition(".")[2] in ("embedding", "embedding_bag"):  # torch's samples begin with the weight
            arguments = (arguments[1], arguments[0], *arguments[2:])
        try:
            expression = spelling.call(name, arguments, sample.kwargs)
        except Unspellable:
            continue
        yield Case(expression, spelling.inputs)
