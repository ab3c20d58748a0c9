"""Every layer's draws by its name, and torch's own samples of its layers."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from typing import Any

import torch
from conformance.layers import losses, pointwise, sequences, windows
from conformance.pen import Draw, Given, Maker
from conformance.samples import Spelling, Unspellable
from torch import nn
from torch.testing._internal.common_modules import module_db

MAKERS: dict[str, Maker] = {**windows.MAKERS, **pointwise.MAKERS, **losses.MAKERS, **sequences.MAKERS}
NO_LAYERS = {  # bases and containers, which are not called, and what needs a GPU
    "Module", "Container", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict", "RNNBase", "RNNCellBase",
    "DataParallel",
}  # fmt: skip
PUBLIC = sorted(
    name
    for name in dir(nn)
    if isinstance(getattr(nn, name), type) and issubclass(getattr(nn, name), nn.Module) and name not in NO_LAYERS
)


# --- torch's own samples ----------------------------------------------------------------------------------------------


def samples_of(name: str) -> Iterator[Draw]:
    """What torch's tests make and call, with the inputs' values; those that it must refuse among them."""
    for info in module_db:
        if info.name != f"nn.{name}":
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            given = {"device": "cpu", "dtype": torch.float32, "requires_grad": False, "training": True}
            samples = list(info.module_inputs_func(info, **given))
            if info.module_error_inputs_func is not None:
                samples += [each.module_error_input for each in info.module_error_inputs_func(info, **given)]
        for sample in samples:
            try:
                yield _sample(info.name, sample)
            except Unspellable:
                continue


def _sample(name: str, sample: Any) -> Draw:
    built, called = sample.constructor_input, sample.forward_input
    layer, call = _Written(), _Written()
    made = layer.call(name, built.args, built.kwargs)
    if called is None:
        return Draw(made, (), "torch.zeros(0)", "\n".join(layer.lines))
    written = call.call("", called.args, called.kwargs)[1:-1]
    return Draw(made, (), written, "\n".join([*layer.lines, *call.lines]))


class _Written(Spelling):
    """Arguments of which the tensors are statements of their own."""

    count = 0

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def _tensor(self, value: torch.Tensor) -> str:
        if value.layout is not torch.strided or value.is_nested:
            raise Unspellable("a tensor that is not dense")
        type(self).count += 1
        name = f"s{self.count}"
        self.lines.append(f"{name} = {_filled(value).source}")
        return name


def _filled(value: torch.Tensor) -> Given:
    """A tensor of the same sizes and type, with the same values where torch looks at them: lengths, classes."""
    sizes, dtype = tuple(value.shape), str(value.dtype)
    if value.dtype.is_floating_point or value.dtype.is_complex:
        return Given(sizes, f"torch.rand({{}}, dtype={dtype})")
    if value.dtype is torch.bool:
        return Given(sizes, "torch.zeros({}, dtype=torch.bool)")
    if value.numel() <= 32:
        return Given(sizes, f"torch.tensor({value.flatten().tolist()}, dtype={dtype}).reshape({{}})")
    return Given(sizes, f"torch.randint({int(value.min())}, {int(value.max()) + 1}, {{}}, dtype={dtype})")
