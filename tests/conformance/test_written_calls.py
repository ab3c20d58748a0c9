"""Calls that are seldom written so: arguments by name that mostly have a place, rows of no axes, small constants."""

from __future__ import annotations

import pytest
from conformance.oracle import Case, check_all, run_ours, run_real, tensor

CALLS = [
    ("torch.meshgrid(x, x)", (2,), (), (0,), (2, 3)),
    ("torch.meshgrid([x, torch.zeros(4)])", (2,), ()),
    ("torch.meshgrid(x, torch.zeros(4), indexing='xy')", (2,), ()),
    ("torch.randint(high=4, size=x.shape)", (2,), ()),
    ("torch.randint_like(x, high=4)", (2,), ()),
    ("torch.arange(end=3)", ()),
    ("torch.cond(True, lambda v: v.T, lambda v: v, (x,))", (2, 3)),
    ("torch.logsumexp(x, ())", (3,), (2, 3), ()),
    ("torch.logsumexp(x, [], keepdim=True)", (3,), (2, 3), ()),
    ("torch.logsumexp(x, dim=(0,))", (3,), (2, 3)),
    ("torch.index_select(x, 0, torch.zeros(2).long())", (0,), (2,), (0, 3), (3, 0)),
    ("torch.index_select(x, 0, torch.zeros(0).long())", (0,), (2,), (0, 3), (3, 0)),
    ("torch.combinations(x, -1)", (3,), (0,)),
    ("x.kthvalue(0)", (3,), ()),
    ("x.kthvalue(1)", (3,), (), (2, 0), (0, 2)),
    ("x.squeeze((0, -1))", (), (1,), (1, 1), (1, 2)),
    ("x.as_strided((2, 3), (1,))", (2, 3)),
    ("x.as_strided([2, 3], [1, 0])", (2, 3)),
    ("torch.gradient(x, dim=0)", (), (3,), (1,)),
    ("torch.gradient(x)", (), (3,)),
    ("F.linear(x, torch.zeros(2), torch.zeros(3))", (2,), (3, 2), (0, 2)),
    ("F.linear(x, torch.zeros(2))", (2,), (3, 2), (0, 2)),
    ("F.linear(x, torch.zeros(4, 2), torch.zeros(1, 4))", (3, 2), (5, 3, 2), (1, 2)),
    ("F.linear(x, torch.zeros(4, 2), torch.zeros(3, 4))", (3, 2), (5, 3, 2)),
    ("nn.LSTM(4, 5)(x, torch.zeros(2, 2, 5))", (3, 2, 4)),
    ("torch.gru_cell(x, torch.zeros(2, 3), torch.zeros(9, 4), torch.zeros(9, 3), torch.zeros(1))", (2, 4)),
    ("torch.gru_cell(x, torch.zeros(2, 3), torch.zeros(9, 4), torch.zeros(9, 3), torch.zeros(()))", (2, 4)),
    ("F.embedding_bag(x > 0, torch.zeros(5, 1), torch.tensor([0, 2]))", (4,)),
    ("F.embedding_bag(x > 0, torch.zeros(5, 1))", (4, 2)),
    ("F.embedding_bag(x, torch.zeros(5, 1), torch.tensor([0, 2]))", (4,)),
    ("torch.gru_cell(x, torch.zeros(2, 3), torch.zeros(9, 4), torch.zeros(9, 3), torch.zeros(8))", (2, 4)),
    ("nn.GRU(2, 2)(nn.utils.rnn.pack_padded_sequence(x, [3]))", (3, 1, 1, 2)),
    ("F.max_unpool1d(x, torch.zeros(x.shape, dtype=torch.int32), 2)", (1, 2, 3)),
    ("F.one_hot(torch.tensor([0, 4]))", ()),
    ("F.one_hot(torch.tensor([[0, 2]]), num_classes=5)", ()),
    ("F.one_hot(torch.tensor([0, 4]), 4)", ()),
    ("F.one_hot(torch.tensor([0, -1]), 4)", ()),
    ("torch.bincount(torch.tensor([1, 1, 4]))", ()),
    ("torch.bincount(torch.tensor([1, 1, 4]), minlength=8)", ()),
]  # fmt: skip


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
def test_agreement(call: tuple) -> None:
    expression, *shapes = call
    check_all([Case(expression, {"x": tensor(*sizes)}) for sizes in shapes])


def test_packed_rows_of_more_axes_are_not_followed_into_an_lstm() -> None:
    case = Case("nn.LSTM(2, 2)(nn.utils.rnn.pack_padded_sequence(x, [3]))[0].data", {"x": tensor(3, 1, 1, 2)})
    assert run_real(case).kind == "value"
    assert run_ours(case).text == "LSTM of packed rows of [3, 1, 2]"
