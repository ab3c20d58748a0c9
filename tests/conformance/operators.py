"""The operators of torch's own test suite as cases: as functions, as methods, in place; and what they must refuse."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import torch
from conformance.oracle import Case
from conformance.samples import Spelling, Unspellable
from torch.testing._internal.common_methods_invocations import op_db

torch.set_num_threads(1)  # the samples are small, and tests may run side by side
ELSEWHERE = ("nn.functional.", "_", "torch.", "masked.")  # tested with the layers, private, or not modelled


@dataclass(frozen=True)
class Variant:
    """One way to call an operator: ``torch.name(x, …)`` or ``x.name(…)``."""

    name: str
    is_method: bool

    def case(self, sample: Any) -> Case:
        spelling = Spelling()
        if not self.is_method:
            expression = spelling.call(f"torch.{self.name}", (sample.input, *sample.args), sample.kwargs)
        elif isinstance(sample.input, torch.Tensor):
            receiver = spelling.value(sample.input)
            expression = spelling.call(f"{receiver}.{self.name}", sample.args, sample.kwargs)
        else:
            raise Unspellable("a method of what is no tensor")
        return Case(expression, spelling.inputs)


OPERATORS: dict[str, list[Any]] = {}
for _info in op_db:
    if not _info.name.startswith(ELSEWHERE):
        OPERATORS.setdefault(_info.name, []).append(_info)


def variants_of(info: Any) -> Iterator[Variant]:
    found: Any = torch
    for part in info.name.split("."):
        found = getattr(found, part, None)
    if callable(found) and getattr(info.op, "__name__", "") != "<lambda>":  # else its arguments are not the function's
        yield Variant(info.name, False)
    for method in (info.method_variant, info.inplace_variant):
        name = getattr(method, "__name__", None)
        if name is not None and hasattr(torch.Tensor, name):
            yield Variant(name, True)


def samples_of(name: str, limit: int) -> Iterator[Case]:
    """Calls that torch's own tests make, a selection for each variant."""
    for info in OPERATORS[name]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dtype = torch.float32 if torch.float32 in info.dtypes else sorted(info.dtypes, key=str)[0]
            samples = list(info.sample_inputs("cpu", dtype, requires_grad=False))
        step = max(1, len(samples) // limit)
        for variant in variants_of(info):
            yield from _cases(variant, samples[::step])


def refusals_of(name: str) -> Iterator[Case]:
    """Calls that torch must refuse."""
    for info in OPERATORS[name]:
        if info.error_inputs_func is None:
            continue
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            samples = [error.sample_input for error in info.error_inputs("cpu")]
        for variant in variants_of(info):
            yield from _cases(variant, samples)


def _cases(variant: Variant, samples: list[Any]) -> Iterator[Case]:
    for sample in samples:
        try:
            yield variant.case(sample)
        except Unspellable:
            continue
