"""Messages as torch itself raises them are understood, with the sizes they speak of."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import pytest
import torch
from shapeproof.report.codes import CODES
from shapeproof.report.torch_messages import MESSAGES, understand
from torch import nn
from torch.nn import functional as F

z = torch.zeros


def _loaded() -> None:
    nn.Linear(3, 4).load_state_dict(nn.Linear(5, 4).state_dict())


def _unpacked() -> None:
    _b, _t, _c = z(2, 3).shape


RAISED: dict[str, tuple[Callable[[], Any], str, set[int]]] = {
    "linear": (lambda: nn.Linear(9216, 128)(z(64, 3136)), "linear", {3136, 9216, 128}),
    "conv": (lambda: nn.Conv2d(3, 16, 3)(z(8, 4, 28, 28)), "conv", {3, 4}),
    "broadcast": (lambda: z(2, 3) + z(2, 4), "broadcast", {3, 4}),
    "view": (lambda: z(2, 6).view(5, -1), "reshape", {12}),
    "cat": (lambda: torch.cat([z(2, 3), z(4, 5)]), "join", {3, 5}),
    "cross entropy": (lambda: F.cross_entropy(z(6, 3), z(4).long()), "loss", {6, 4}),
    "stride": (lambda: z(2, 3).t().view(6), "reshape", set()),
    "conv rank": (lambda: nn.Conv2d(3, 4, 3)(z(3, 8)), "conv", set()),
    "stack": (lambda: torch.stack([z(2, 3), z(2, 4)]), "join", set()),
    "layer norm": (lambda: nn.LayerNorm(7)(z(2, 6)), "norm", {7, 2, 6}),
    "batch norm": (lambda: nn.BatchNorm1d(7)(z(2, 6)), "norm", {6, 7}),
    "index": (lambda: z(2, 3)[0, 5], "index", {3}),
    "embedding": (lambda: nn.Embedding(3, 4)(torch.tensor([7])), "embedding", set()),
    "axis": (lambda: z(2, 3).sum(2), "index", set()),
    "bmm": (lambda: torch.bmm(z(2, 3, 4), z(2, 5, 6)), "matmul", {2, 4, 5}),
    "einsum": (lambda: torch.einsum("ij,jk->ik", z(2, 3), z(4, 5)), "einsum", {3, 4}),
    "attention": (lambda: nn.MultiheadAttention(8, 2)(z(1, 3, 6), z(1, 3, 6), z(1, 3, 6)), "attention", {8, 6}),
    "heads": (lambda: nn.MultiheadAttention(8, 3), "attention", set()),
    "lstm": (lambda: nn.LSTM(5, 4)(z(2, 3, 6)), "rnn", {5, 6}),
    "kernel": (lambda: nn.Conv2d(1, 1, 7)(z(1, 1, 5, 5)), "conv", set()),
    "pool": (lambda: F.max_pool2d(z(1, 1, 2, 2), 4), "pool", set()),
    "in place": (lambda: z(1, 3).add_(z(2, 3)), "inplace", set()),
    "expand": (lambda: z(2, 3).expand(2, 4), "expand", {4, 3}),
    "target": (lambda: F.cross_entropy(z(4, 3), torch.full((4,), 7)), "loss", set()),
    "first state": (lambda: nn.LSTM(4, 5)(z(3, 2, 4), (z(1, 3, 5), z(1, 3, 5))), "rnn", {3, 5}),
    "one sample": (lambda: nn.BatchNorm1d(4)(z(1, 4)), "norm", set()),
    "groups": (lambda: nn.GroupNorm(3, 8), "norm", {8, 3}),
    "split": (lambda: z(2, 7).split([3, 5], 1), "split", {7, 3, 5}),
    "unpack": (_unpacked, "split", set()),
    "state dict": (_loaded, "parameter", {4, 5, 3}),
    "mv": (lambda: torch.mv(z(2, 3), z(4)), "matmul", {3, 4}),
    "dot": (lambda: torch.dot(z(3), z(4)), "matmul", {3, 4}),
}


def message_of(action: Callable[[], Any]) -> str:
    try:
        action()
    except (RuntimeError, ValueError, IndexError, AssertionError) as error:
        return str(error)
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize("name", RAISED)
def test_what_torch_raises_is_understood(name: str) -> None:
    action, code, sizes = RAISED[name]
    text = message_of(action)
    understood = understand(f"RuntimeError: {text}\n")
    assert understood is not None, text
    assert understood.code == code and set(understood.sizes) == sizes, text
    assert "{" not in understood.meaning and understood.meaning.endswith(".")


def test_what_torch_warns_of_is_understood() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        F.mse_loss(z(4, 1), z(4))
    understood = understand(str(caught[0].message))
    assert understood is not None and understood.code == "loss" and set(understood.sizes) == {4}


def test_there_are_at_least_twenty_and_each_has_a_page() -> None:
    assert len(MESSAGES) >= 20
    assert {message.code for message in MESSAGES} <= CODES.keys()
    assert understand("cannot import name 'x' from 'y'") is None
