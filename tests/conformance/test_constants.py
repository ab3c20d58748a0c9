"""Small constant tensors are computed: the numbers torch gives, to the last bit where its own kernels agree on it."""

from __future__ import annotations

import pytest
from conformance.oracle import Case, disagreement, run_ours, tensor

SAME = [
    "[x.item() for x in torch.linspace(0, 0.1, 12)]",
    "[p.tolist() for p in torch.linspace(0, 0.3, 6).split([2, 4])]",
    "torch.linspace(1, 10, 4).int().tolist()",
    "[int(v) for v in torch.linspace(0, 11, 4)]",
    "torch.arange(10)[2:8:2].tolist()",
    "torch.arange(0, 1, 0.25).tolist()",
    "torch.arange(12).view(3, 4).t().tolist()",
    "torch.arange(6).reshape(2, 3).sum(1).tolist()",
    "torch.arange(6).cumsum(0).tolist()",
    "torch.cumprod(torch.tensor([2, 3]), 0).tolist()",
    "torch.arange(6).view(2, 3).repeat(1, 2).tolist()",
    "torch.arange(3).flip(0).tolist()",
    "torch.arange(6).roll(1).shape",
    "torch.meshgrid(torch.arange(2), torch.arange(3), indexing='ij')[1].flatten().tolist()",
    "torch.triu(torch.ones(3, 3), diagonal=1).bool().tolist()",
    "torch.eye(2).tolist()",
    "torch.where(torch.tensor([True, False]), 1, 2).tolist()",
    "torch.cat([torch.arange(2), torch.arange(3)]).tolist()",
    "torch.stack([torch.arange(2), torch.arange(2)]).tolist()",
    "(torch.arange(4) * 2 + 1).tolist()",
    "(1 - torch.tensor([0.1, 0.2])).tolist()",
    "(torch.tensor([0.1, 0.7]) / 3).tolist()",
    "(torch.arange(3) > 1).tolist()",
    "torch.tensor([[1, 2], [3, 4]])[:, -1].tolist()",
    "torch.tensor([5, 6, 7])[torch.tensor([2, 0])].tolist()",
    "torch.tensor([1, 2, 3]).max().item()",
    "torch.tensor([0.5, 0.25]).sum().item()",
    "int(torch.tensor(3.7)), float(torch.tensor(0.1)), bool(torch.tensor([1]))",
    "torch.full((2,), 0.1).tolist()",
    "torch.zeros(3).fill_(2).tolist()",
    "torch.tensor(0.1, dtype=torch.float64).item()",
    "torch.tensor([0.1], dtype=torch.float16).tolist()",
    "torch.tensor([0.1], dtype=torch.bfloat16).tolist()",
    "torch.tensor([1, 2, 3]).float().mean().dtype == torch.float32",
    "len(torch.arange(4)), torch.arange(4).numel(), 3 in torch.arange(4)",
    "torch.unique(torch.tensor([3, 1, 3])).shape",
    "[t.tolist() for t in torch.unique(torch.tensor([[3, 1], [3, -2]]), return_inverse=True, return_counts=True)]",
    "[t.tolist() for t in torch.unique_consecutive(torch.tensor([2.5, 2.5, 1, 2.5]), True, True)]",
    "torch.unique(torch.tensor([True, True])).tolist(), torch.unique(torch.zeros(0)).tolist()",
    "torch.nonzero(torch.tensor([0, 1, 1])).shape",
    "torch.nonzero(torch.tensor([[0, 1], [2, 0]])).tolist(), torch.tensor(3).nonzero().shape",
    "[t.tolist() for t in torch.tensor([[0, 1], [2, 0]]).nonzero(as_tuple=True)]",
    "torch.tensor([1, 2, 3]).masked_select(torch.tensor([True, False, True])).tolist()",
    "torch.isin(torch.arange(4), torch.tensor([1, 3])).tolist(), torch.isin(torch.arange(3), 1, invert=True).tolist()",
    "torch.masked_select(torch.arange(4), torch.tensor([True, False, True, True])).shape",
    "torch.arange(4)[torch.tensor([True, False, True, True])].shape",
]

CHANGED = [
    ("a = torch.arange(3)\n    b = a[1:]\n    b += 1\n", "a.tolist()"),
    ("a = torch.arange(4)\n    a.view(2, 2)[0, 0] = 7\n", "a.tolist()"),
    ("a = torch.zeros(2)\n    b = a.view(1, 2)\n    a.fill_(1)\n", "b.tolist()"),
    ("a = torch.zeros(2)\n    b = a.t()\n    torch.nn.init.ones_(b)\n", "a.tolist()"),
    ("a = torch.arange(3)\n    for row in a:\n        row.zero_()\n", "a.tolist()"),
    ("a = torch.arange(3)\n    a[1] = 9\n", "a.tolist()"),
    ("a = torch.arange(3)\n    a[0], a[2] = a[2].item(), a[0].item()\n", "a.tolist()"),
]


@pytest.mark.parametrize("expression", SAME)
def test_numbers(expression: str) -> None:
    assert disagreement(Case(expression)) is None


@pytest.mark.parametrize(("statements", "expression"), CHANGED)
def test_changed_in_place(statements: str, expression: str) -> None:
    """What is changed through an alias is either right or not known."""
    case = Case("run_it()", {}, f"def run_it():\n    {statements}    return {expression}\n")
    assert disagreement(case, gaps=True) is None


def test_large_tensors_are_not_computed() -> None:
    assert run_ours(Case("torch.zeros(100, 100)[0, 0].item()")).kind == "gap"


def test_unknown_numbers_are_not_computed() -> None:
    assert run_ours(Case("x.sum().item()", {"x": tensor(2)})).kind == "gap"


ROUNDED = [
    "torch.round(torch.log(torch.arange(1, 9).float()) / 0.3).int().tolist()",
    "(torch.round(48 * torch.pow(2.2, torch.arange(4)) / 8) * 8).int().tolist()",
    "torch.exp(torch.arange(1, 4).float()).floor().tolist()",
    "(torch.log10(torch.tensor([5.0, 500.0])) > 1).tolist()",
    "torch.diff(torch.tensor([0, 2, 5, 11])).int().tolist()",
]
NOT_TO_THE_LAST_BIT = [
    "torch.exp(torch.tensor(1.0)).item()",
    "torch.log(torch.tensor([2.0])).tolist()",
    "torch.exp(torch.log(torch.tensor([3.0]))).int().tolist()",
    "(torch.pow(10.0, torch.tensor([0.5])) % 1).tolist()",
]


@pytest.mark.parametrize("expression", ROUNDED)
def test_rounded(expression: str) -> None:
    """Where kernels may differ in the last bit, what is left after rounding is still known."""
    assert disagreement(Case(expression)) is None


@pytest.mark.parametrize("expression", NOT_TO_THE_LAST_BIT)
def test_last_bits(expression: str) -> None:
    assert run_ours(Case(expression)).kind == "gap"
