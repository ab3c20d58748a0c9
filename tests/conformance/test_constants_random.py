"""Small constant tensors made and changed at random: numbers that are known are torch's, to the last bit."""

from __future__ import annotations

import random
from typing import Any

import pytest
from conformance.oracle import Case, NotKnown, Sized, run_ours, run_real, same_value

ROUNDS = 500
SHOW = """def show(value):
    if isinstance(value, torch.Tensor):
        return (value, value.tolist())
    if isinstance(value, (tuple, list)):
        return [show(each) for each in value]
    return value
"""
NUMBERS = [
    "0",
    "1",
    "2",
    "3",
    "5",
    "7",
    "-1",
    "-2",
    "0.5",
    "0.1",
    "0.3",
    "-0.7",
    "1.5",
    "1e-3",
    "1e10",
    "3.7",
    "-0.0",
    "0.2",
    "100",
    "255",
    "1/3",
    "2**31",
    "True",
]
DTYPES = [
    "",
    "",
    "",
    *(f", dtype=torch.{n}" for n in ["float64", "int64", "int32", "float16", "bfloat16", "uint8", "bool"]),
]
OF_ONE = [
    ".abs()",
    ".neg()",
    ".float()",
    ".int()",
    ".half()",
    ".double()",
    ".bool()",
    ".sum()",
    ".sum(0)",
    ".prod()",
    ".mean()",
    ".mean(0)",
    ".max()",
    ".min()",
    ".cumsum(0)",
    ".cumprod(0)",
    ".flip(0)",
    ".sort()[0]",
    ".argmax()",
    ".round()",
    ".floor()",
    ".ceil()",
    ".trunc()",
    ".sqrt()",
    ".exp()",
    ".log()",
    ".square()",
    ".reciprocal()",
    ".t()",
    ".unsqueeze(0)",
    ".squeeze()",
    ".flatten()",
    ".view(-1,1)",
    ".diff()",
    ".unique()",
    ".nonzero()",
    ".any()",
    ".all()",
    ".clamp(0,2)",
    ".clamp(min=1)",
    ".logical_not()",
    ".sign()",
    ".repeat(2)",
    ".expand(2,-1)",
    ".roll(1,0)",
    ".transpose(0,-1)",
    ".max(0)[1]",
    ".triu()",
    ".tril()",
    ".diag()",
    ".pow(2)",
    ".pow(0.5)",
    ".to(torch.int32)",
    ".byte()",
    ".bfloat16()",
    ".isfinite()",
    ".numel()",
    ".split(2)",
    ".chunk(2)",
    ".unbind(0)",
    "[1:]",
    "[::2]",
    "[-1]",
    "[0]",
    "[...,0]",
    "[None]",
    "[:,1]",
    ".repeat_interleave(2)",
    ".item()",
    ".shape",
    ".fmod(2)",
    ".remainder(3)",
    ".fill_(2)",
    ".add_(1)",
    ".mul_(2)",
    ".div_(2)",
    ".zero_()",
    ".relu()",
    ".masked_fill(torch.tensor(True),3)",
]
SIGNS = ["+", "-", "*", "/", "//", "%", "**", "==", "!=", "<", "<=", ">", ">=", "&", "|", "^"]
OF_TWO = [
    "torch.cat([{0}, {1}])", "torch.stack([{0}, {1}])", "torch.where({0} > 1, {0}, {1})", "torch.maximum({0}, {1})",
    "torch.minimum({0}, {1})", "torch.meshgrid({0}, {1}, indexing='ij')", "torch.outer({0}, {1})", "{0}[{1}]",
    "torch.div({0}, {1}, rounding_mode='floor')", "torch.remainder({0}, {1})", "torch.isin({0}, {1})",
    "torch.logical_and({0}, {1})", "torch.gather({0}, 0, {1})", "torch.index_select({0}, 0, {1})",
    "torch.equal({0}, {1})", "torch.add({0}, {1}, alpha=2)", "torch.pow({0}, {1})",
]  # fmt: skip


class Maker:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def number(self) -> str:
        return self.random.choice(NUMBERS)

    def tensor(self) -> str:
        n, m, dtype = self.random.randint(0, 5), self.random.randint(1, 3), self.random.choice(DTYPES)
        row = ", ".join(self.number() for _ in range(n))
        step = self.random.choice([1, 2, 3, 0.5, 0.3, -1])
        return self.random.choice(
            [
                f"torch.arange({n}{dtype})",
                f"torch.arange({self.random.randint(-3, 3)}, {self.random.randint(-3, 12)}, {step}{dtype})",
                f"torch.linspace({self.number()}, {self.number()}, {self.random.randint(0, 40)})",
                f"torch.linspace({self.number()}, {self.number()}, {n}, dtype=torch.float64)",
                f"torch.logspace(0, {n}, {n})",
                f"torch.zeros({m}, {n}{dtype})",
                f"torch.full(({n},), {self.number()}{dtype})",
                f"torch.eye({m}{dtype})",
                f"torch.tensor([{row}]{dtype})",
                f"torch.tensor([[{self.number()}, {self.number()}], [{self.number()}, {self.number()}]]{dtype})",
                f"torch.tensor({self.number()}{dtype})",
                f"torch.arange({m * n}).view({m}, {n})",
            ]
        )

    def expression(self, depth: int) -> str:
        if depth == 0:
            return self.tensor()
        choice = self.random.random()
        if choice < 0.6:
            return f"({self.expression(depth - 1)}){self.random.choice(OF_ONE)}"
        if choice < 0.8:
            pair = [self.expression(depth - 1), self.random.choice([self.number(), self.number(), self.tensor()])]
            self.random.shuffle(pair)
            return f"({pair[0]} {self.random.choice(SIGNS)} {pair[1]})"
        return self.random.choice(OF_TWO).format(self.expression(depth - 1), self.tensor())


def _is_known(value: Any) -> bool:
    return not isinstance(value, NotKnown) and (not isinstance(value, tuple) or all(map(_is_known, value)))


def _same(real: Any, ours: Any) -> bool:
    if isinstance(real, Sized):
        return same_value(real, ours)
    if isinstance(real, tuple):
        return isinstance(ours, tuple) and len(real) == len(ours) and all(map(_same, real, ours))
    return type(real) is type(ours) and (real == ours or (real != real and ours != ours))


@pytest.mark.parametrize("seed", range(3))
def test_random_constants(seed: int) -> None:
    maker, wrong, known = Maker(seed), [], 0
    for _ in range(ROUNDS):
        case = Case(f"show({maker.expression(maker.random.randint(0, 3))})", {}, SHOW)
        real, ours = run_real(case), run_ours(case)
        if real.kind == "refused" or ours.kind == "gap" or (ours.kind == "value" and not _is_known(ours.value)):
            continue
        known += 1
        if ours.kind == "refused" or not _same(real.value, ours.value):
            wrong.append(f"{case.expression}\n    torch: {real}\n    ours:  {ours}"[:1000])
    assert not wrong, "\n".join(wrong)
    assert known > 0.3 * ROUNDS


@pytest.mark.parametrize("count", [1, 2, 3, 12, 24, 50])
@pytest.mark.parametrize("ends", [(0, 0.1), (0, 0.05), (0, 0.3), (-1, 1), (0.1, 0.9)])
def test_linspace_to_the_last_bit(ends: tuple[float, float], count: int) -> None:
    case = Case(f"[x.item() for x in torch.linspace({ends[0]}, {ends[1]}, {count})]")
    assert run_ours(case).value == run_real(case).value
