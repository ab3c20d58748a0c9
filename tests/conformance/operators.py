"""The operators of torch's own test suite as cases, in every form they are called in; and what they must refuse."""

from __future__ import annotations

import random
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy
import torch
from conformance.oracle import Case
from conformance.samples import Spelling, Unspellable
from torch.testing._internal.common_methods_invocations import op_db

torch.set_num_threads(1)  # the samples are small, and tests may run side by side
NOT_FOR_US = ("jiterator", "torch.ops.", "torch._scaled_mm", "_softmax_backward")  # CUDA's, and private operators
INFIX = {
    "add": "+", "sub": "-", "mul": "*", "matmul": "@", "pow": "**", "eq": "==", "ne": "!=", "lt": "<", "le": "<=",
    "gt": ">", "ge": ">=", "div": "/", "floor_divide": "//", "remainder": "%", "bitwise_and": "&", "bitwise_or": "|",
    "bitwise_xor": "^", "bitwise_left_shift": "<<", "bitwise_right_shift": ">>",
}  # fmt: skip
INFIX_IN_PLACE = {"add", "sub", "mul", "div", "pow", "floor_divide", "remainder", "bitwise_and", "bitwise_or"}
PREFIX = {"neg": "-", "positive": "+", "bitwise_not": "~"}
REVERSED = {
    "__radd__": "+", "__rdiv__": "/", "__rmul__": "*", "__rand__": "&", "__ror__": "|", "__rxor__": "^",
    "__rmatmul__": "@", "__rmod__": "%", "__rpow__": "**", "__rsub__": "-",
}  # fmt: skip
FUNCTIONS_OF = {"nn.functional.": "F.", "masked.": "torch.masked."}
PROPERTIES = {"T", "H", "mT", "mH"}


@dataclass(frozen=True)
class Form:
    """One way to write an operator; ``write`` spells a sample as an expression and the statements before it."""

    kind: str  # function, method, in place, operator
    write: Callable[[Spelling, Any], str | tuple[str, str]]

    def case(self, sample: Any) -> Case:
        spelling = Spelling()
        written = self.write(spelling, sample)
        if isinstance(written, str):
            return Case(written, spelling.inputs)
        statement, expression = written
        names = ", ".join(spelling.inputs)
        return Case(f"put({names})", spelling.inputs, f"def put({names}):\n    {statement}\n    return {expression}\n")


OPERATORS: dict[str, list[Any]] = {}
for _info in op_db:
    if not _info.name.startswith(NOT_FOR_US):
        OPERATORS.setdefault(_info.name, []).append(_info)


def _arguments(info: Any, sample: Any) -> tuple[Any, ...]:
    """The positional arguments in the function's order, which the test suite's wrappers change for a few."""
    given = (sample.input, *sample.args)
    if info.name in ("nn.functional.embedding", "nn.functional.embedding_bag"):
        return (given[1], given[0], *given[2:])
    if info.name == "where" and len(given) > 1:
        return (given[1], given[0], *given[2:])
    if info.name == "einsum":
        return (given[1], given[0])
    if info.name.endswith("polygamma") and len(given) > 1:
        return (given[1], given[0])
    return given


def _function(info: Any, path: str) -> Form:
    return Form("function", lambda s, sample: s.call(path, _arguments(info, sample), sample.kwargs))


def _method(kind: str, name: str) -> Form:
    def write(spelling: Spelling, sample: Any) -> str:
        receiver = spelling.receiver(sample.input)
        if name in PROPERTIES:
            return f"{receiver}.{name}"
        return spelling.call(f"{receiver}.{name}", sample.args, sample.kwargs)

    return Form(kind, write)


def _prefix(sign: str) -> Form:
    return Form("operator", lambda s, sample: f"{sign}{s.receiver(sample.input)}")


def _infix(sign: str, is_reversed: bool = False) -> Form:
    def write(spelling: Spelling, sample: Any) -> str:
        if sample.kwargs or len(sample.args) != 1:
            raise Unspellable("more than two operands")
        left, right = spelling.value(sample.input), spelling.value(sample.args[0])
        return f"({right} {sign} {left})" if is_reversed else f"({left} {sign} {right})"

    return Form("operator", write)


def _infix_in_place(sign: str) -> Form:
    def write(spelling: Spelling, sample: Any) -> tuple[str, str]:
        if sample.kwargs or len(sample.args) != 1:
            raise Unspellable("more than two operands")
        left = spelling.receiver(sample.input)
        return f"{left} {sign}= {spelling.value(sample.args[0])}", left

    return Form("operator", write)


def _index(spelling: Spelling, sample: Any) -> str:
    (index,) = sample.args
    return f"{spelling.receiver(sample.input)}[{spelling.subscript(index)}]"


def forms_of(info: Any) -> Iterator[Form]:
    name = info.name
    if name == "__getitem__":
        yield Form("operator", _index)
        return
    if name in REVERSED:
        yield _infix(REVERSED[name], is_reversed=True)
        return
    path = next((to + name.removeprefix(of) for of, to in FUNCTIONS_OF.items() if name.startswith(of)), f"torch.{name}")
    if _found(torch, name) is not None:
        yield _function(info, path)
    methods = {"method": name.rpartition(".")[2] if "." not in name else None}
    for kind, variant in (("method", info.method_variant), ("in place", info.inplace_variant)):
        methods[kind] = getattr(variant, "__name__", None) or methods.get(kind)
    for kind, method in methods.items():
        if method is not None and hasattr(torch.Tensor, method):
            yield _method(kind, method)
    if name in PREFIX:
        yield _prefix(PREFIX[name])
    if name in INFIX:
        yield _infix(INFIX[name])
    if name in INFIX_IN_PLACE:
        yield _infix_in_place(INFIX[name])


def _found(owner: Any, path: str) -> Any:
    for part in path.split("."):
        owner = getattr(owner, part, None)
    return owner


_KEPT: dict[tuple[int, str, int], list[Any]] = {}  # the samples of an entry (by its identity), dtype and seed


def _samples(info: Any, wanted: str, seed: int) -> list[Any]:
    key = id(info), wanted, seed
    if key not in _KEPT:
        torch.manual_seed(seed)
        random.seed(seed)
        numpy.random.seed(seed)
        _KEPT[key] = _made(info, wanted)
    return _KEPT[key]


def _made(info: Any, wanted: str) -> list[Any]:
    dtype = getattr(torch, wanted)
    if dtype not in info.dtypes:
        if not info.dtypes or wanted != "float32":
            return []
        dtype = sorted(info.dtypes, key=str)[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(info.sample_inputs("cpu", dtype, requires_grad=False))


def _refused(info: Any) -> list[Any]:
    if info.error_inputs_func is None:
        return []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [error.sample_input for error in info.error_inputs("cpu")]


def spread(row: list[Any], limit: int, seed: int = 0) -> list[Any]:
    """At most ``limit`` of a row, from all over it; others of it by another seed."""
    step = max(1, len(row) / max(1, limit))
    shift = random.Random(seed).random() * step if seed and step > 1 else 0.0
    return [row[int(at * step + shift)] for at in range(min(limit, len(row)))]


def samples_of(name: str, limit: int, dtype: str = "float32", seed: int = 0) -> Iterator[Case]:
    """Calls that torch's own tests make, a selection for each form."""
    for info in OPERATORS[name]:
        for at, form in enumerate(forms_of(info)):
            yield from _cases(form, spread(_samples(info, dtype, seed), limit, seed and seed * 10 + at))


def refusals_of(name: str, limit: int = 1_000) -> Iterator[Case]:
    """Calls that torch must refuse."""
    for info in OPERATORS[name]:
        for form in forms_of(info):
            yield from _cases(form, spread(_refused(info), limit))


def mutants_of(name: str, limit: int, seed: int = 0) -> Iterator[Case]:
    """The same calls with one tensor of another shape (whether torch takes them is for torch to say)."""
    yield from _changed(name, limit, seed, random.Random(f"{name} {seed}" if seed else name), _mutated)


def emptied_of(name: str, limit: int, seed: int = 0) -> Iterator[Case]:
    """The same calls with axes of size 0 and 1, one or several, in any of the tensors."""
    yield from _changed(name, limit, seed, random.Random(f"{name} {seed} emptied"), _emptied)


def _changed(
    name: str, limit: int, seed: int, chance: random.Random, change: Callable[[Any, random.Random], Any]
) -> Iterator[Case]:
    for info in OPERATORS[name]:
        for form in forms_of(info):
            for sample in spread(_samples(info, "float32", seed), limit, seed):
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    mutant = change(sample, chance)
                if mutant is not None:
                    yield from _cases(form, [mutant])


def _mutated(sample: Any, chance: random.Random) -> Any:
    tensors: list[torch.Tensor] = []
    sample.transform(lambda t: tensors.append(t) or t if isinstance(t, torch.Tensor) else t)
    if not tensors:
        return None
    at = chance.randrange(len(tensors))
    seen = iter(range(len(tensors)))

    def change(value: Any) -> Any:
        return _reshaped(value, chance) if isinstance(value, torch.Tensor) and next(seen) == at else value

    return sample.transform(change)


def _emptied(sample: Any, chance: random.Random) -> Any:
    often = chance.choice((0.1, 0.3, 0.5))

    def change(value: Any) -> Any:
        if not isinstance(value, torch.Tensor) or value.layout is not torch.strided:
            return value
        sizes = [0 if chance.random() < often else 1 if chance.random() < 0.1 else size for size in value.shape]
        return _of_sizes(value, sizes)

    return sample.transform(change)


def _reshaped(given: torch.Tensor, chance: random.Random) -> torch.Tensor:
    if given.layout is not torch.strided:
        return given
    sizes = list(given.shape)
    choice = chance.random()
    at = chance.randrange(len(sizes)) if sizes else 0
    if choice < 0.2 or not sizes:
        sizes.insert(at, chance.randint(1, 3))
    elif choice < 0.4:
        del sizes[at]
    elif choice < 0.5:
        sizes[at] = 0
    else:
        sizes[at] = max(0, sizes[at] + chance.choice([-1, 1, 2]))
    return _of_sizes(given, sizes)


def _of_sizes(given: torch.Tensor, sizes: list[int]) -> torch.Tensor:
    """The same numbers, repeated or cut off, in another shape."""
    if given.numel() == 0:
        return torch.zeros(sizes, dtype=given.dtype)
    count = torch.Size(sizes).numel()
    flat = given.detach().reshape(-1)
    return flat.repeat(count // flat.numel() + 1)[:count].reshape(sizes)


def _cases(form: Form, samples: list[Any]) -> Iterator[Case]:
    for sample in samples:
        try:
            yield form.case(sample)
        except Unspellable:
            continue
