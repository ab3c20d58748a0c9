# ruff: noqa: E501
"""Tensors without elements, and the smallest there are: torch often looks no further, and sometimes refuses them."""

from __future__ import annotations

import pytest
from conformance.oracle import Case, check_all, tensor

CALLS = [
    ("nn.ConvTranspose2d(2, 3, 2, output_padding=1)(x)", (0, 2, 3, 3), (1, 2, 3, 3)),
    ("nn.ConvTranspose2d(2, 3, 1, padding=1)(x)", (0, 2, 2, 2), (0, 2, 1, 1)),
    ("nn.ConvTranspose1d(2, 3, 4)(x)", (0, 2, 0), (1, 2, 0), (2, 0)),
    ("F.conv_transpose2d(x, torch.zeros(2, 3, 0, 2))", (0, 2, 3, 3), (1, 2, 3, 3)),
    ("F.conv_transpose2d(x, torch.zeros(2, 0, 2, 2))", (0, 2, 3, 3), (1, 2, 3, 3)),
    ("nn.Conv2d(2, 3, 4, padding=2)(x)", (0, 2, 0, 0), (1, 2, 0, 0), (2, 0, 3), (0, 2, 3, 0)),
    ("F.conv2d(x, torch.zeros(3, 2, 0, 2))", (0, 2, 3, 3), (1, 2, 3, 3)),
    ("nn.BatchNorm1d(0)(x)", (2, 0), (1, 0), (2, 0, 3), (0, 0, 3)),
    ("nn.BatchNorm1d(3)(x)", (2, 0), (1, 0), (0, 0, 3), (2, 0, 1)),
    ("nn.BatchNorm1d(0, affine=False)(x)", (2, 0), (0, 0, 3), (1, 0), (1, 0, 1)),
    ("nn.BatchNorm1d(2, track_running_stats=False).eval()(x)", (1, 0), (1, 0, 2), (0, 3)),
    ("F.batch_norm(x, None, None, torch.zeros(0))", (0,), (0, 2), (2, 0)),
    ("F.batch_norm(x, None, None, None, torch.zeros(5), training=True)", (0,), (0, 2), (1, 0), (1, 0, 2)),
    ("nn.InstanceNorm1d(2, track_running_stats=True).eval()(x)", (0, 1, 3), (2, 0, 0), (0, 3), (3, 0)),
    ("nn.InstanceNorm1d(2, track_running_stats=True)(x)", (0, 1, 3), (0, 3, 3), (2, 0, 0), (0, 3), (3, 0), (2, 1, 0)),
    ("nn.InstanceNorm1d(0, affine=True)(x)", (2, 0, 3), (2, 0, 0), (0, 0)),
    ("nn.SyncBatchNorm(0, affine=False).eval()(x)", (2, 0), (2, 1)),
    ("nn.SyncBatchNorm(1, track_running_stats=False).eval()(x)", (1, 1), (2, 1), (1, 1, 2)),
    ("F.adaptive_avg_pool3d(x, (None, 1, 1))", (1, 2, 1, 5, 0), (1, 2, 2, 5, 0), (0, 0, 1, 5, 2)),
    ("F.embedding_bag(x.long(), torch.zeros(0, 2), torch.zeros(0).long())", (3,), (0,)),
    ("F.embedding_bag(x.long(), torch.zeros(0, 2), torch.zeros(1).long())", (3,), (0,)),
    ("F.embedding_bag(x.long(), torch.zeros(0, 2), torch.zeros(2).long(), include_last_offset=True)", (3,), (0,)),
    ("F.embedding_bag(x.long(), torch.zeros(3, 2))", (2, 0), (0, 0), (0, 2)),
    ("nn.BatchNorm1d(2)(x)", (0, 2), (0, 2, 3), (3, 2, 0)),
    ("nn.InstanceNorm1d(2, affine=True)(x)", (0, 2, 3), (3, 2, 0), (2, 3)),
    ("nn.InstanceNorm1d(2)(x)", (0, 2, 3), (3, 2, 0)),
    ("F.adaptive_avg_pool1d(x, 2)", (1, 0, 4), (0, 4), (0, 2, 4), (2, 3, 0)),
    ("F.adaptive_avg_pool2d(x, 2)", (1, 0, 4, 4), (0, 4, 4), (0, 0, 4, 4)),
    ("F.adaptive_avg_pool3d(x, 2)", (1, 0, 4, 4, 4), (0, 4, 4, 4), (0, 2, 4, 4, 4)),
    ("F.adaptive_max_pool1d(x, 2)", (1, 0, 4), (0, 4), (0, 2, 4), (0, 0, 4)),
    ("F.adaptive_max_pool2d(x, 2)", (1, 0, 4, 4), (0, 4, 4), (0, 2, 4, 4)),
    ("nn.AdaptiveMaxPool1d(None)(x)", (1, 2, 4)),
    ("F.adaptive_avg_pool1d(x, (None,))", (1, 2, 4)),
    ("nn.GRU(3, 4)(x)", (0, 2, 3), (0, 3), (2, 0, 3), (0, 0, 3)),
    ("nn.LSTM(3, 4, batch_first=True)(x)", (0, 2, 3), (2, 0, 3)),
    ("nn.SyncBatchNorm(1).eval()(x)", (0, 5), (0, 5, 2), (2, 5, 2)),
    ("F.batch_norm(x, torch.zeros(1), torch.zeros(1), training=True)", (0, 5), (2, 5, 0), (2, 5)),
    ("F.instance_norm(x, weight=torch.zeros(7))", (3, 2, 0), (3, 2, 0, 5), (3, 2, 4), (3, 2)),
    ("nn.MultiheadAttention(4, 2, batch_first=True)(torch.zeros(2, 3, 4), x, x)", (2, 3, 4), (3, 0, 4), (0, 0, 4), (0, 3, 4)),
    ("nn.MultiheadAttention(4, 2)(torch.zeros(2, 3, 4), x, torch.zeros(0, 1, 4))", (0, 2, 4), (0, 1, 4)),
    ("nn.Conv1d(2, 4, 3, dilation=0)(x)", (0, 2, 5), (1, 2, 5), (2, 5)),
    ("nn.Conv1d(2, 4, 3, dilation=-1)(x)", (0, 2, 5)),
    ("F.conv1d(x, torch.zeros(4, 0, 0), dilation=0)", (0, 0, 5), (1, 0, 5), (0, 5)),
    ("F.conv2d(x, torch.zeros(4, 0, 3, 0), torch.zeros(4), padding='same')", (0, 0, 5, 5), (1, 0, 5, 5)),
    ("nn.Conv1d(2, 4, 3, padding=1, padding_mode='replicate')(x)", (0, 2, 5), (2, 0, 5), (2, 2, 0), (2, 0)),
    ("nn.Conv1d(2, 4, 3, padding=1, padding_mode='reflect')(x)", (0, 2, 5), (2, 2, 0), (2, 0)),
    ("nn.ConvTranspose1d(2, 4, 3, dilation=0)(x)", (0, 2, 5), (1, 2, 5), (2, 5)),
    ("nn.ConvTranspose1d(2, 4, 3, dilation=-1)(x)", (0, 2, 5), (1, 2, 5)),
    ("nn.init.kaiming_normal_(x)", (0,), (0, 3), (3,)),
    ("nn.init.xavier_normal_(x)", (0,), (0, 3), (3,)),
    ("torch.roll(x, 1, 5)", (0, 3), (2, 3)),
    ("torch.roll(x, (1, 2), (0,))", (0, 3), (2, 3)),
    ("x.mT", (), (3,), (2, 3)),
    ("x.mH", (), (3,)),
    ("F.scaled_dot_product_attention(x, torch.zeros(2, 3, 0, 4), torch.zeros(2, 3, 0, 1), torch.zeros(0))", (2, 3, 2, 4)),
    ("F.scaled_dot_product_attention(x, torch.zeros(0, 1, 0, 1), torch.zeros(3, 1, 3, 0))", (3, 1, 3, 4), (2, 2, 2, 2)),
    ("F.scaled_dot_product_attention(torch.zeros(3, 1, 1, 4), torch.zeros(3, 1, 1, 4), x)", (0, 1, 1, 1), (3, 1, 1, 0), (3, 1, 1, 2)),
    ("torch.linalg.tensorsolve(x, torch.zeros(0, 0))", (2, 1, 0), (2, 0, 0), (0, 1, 2)),
    ("torch._unsafe_masked_index(x, torch.ones(10).bool(), [torch.zeros(0).long(), torch.zeros(0).long()], 1.0).dim()", (2, 2)),
    ("F.interpolate(x, (1, 1), mode='area')", (1, 2, 0, 0), (2, 0, 0, 1), (1, 2, 3, 0)),
    ("F.interpolate(x, (1, 2), mode='area')", (1, 2, 0, 0), (2, 0, 3, 1), (0, 2, 3, 3)),
    ("F.conv2d(x, torch.zeros(2, 0, 1, 2), padding='same', dilation=2)", (2, 0, 3, 0), (2, 0, 3, 3)),
    ("F.conv2d(x, torch.zeros(2, 3, 1, 2), padding='same')", (0, 3, 3, 0), (0, 3, 3, 3)),
    ("F.max_unpool2d(x, torch.zeros(x.shape, dtype=torch.int64), 2)", (1, 0, 2, 3), (0, 2, 2, 3), (2, 0, 3), (0, 2, 3)),
    ("F.batch_norm(x, torch.zeros(2), torch.ones(()))", (2, 2), (2, 1)),
    ("F.batch_norm(x, None, None, torch.ones(1, 2), training=True)", (3, 2), (3, 1)),
    ("F.instance_norm(x, weight=torch.zeros(3))", (0, 3, 3), (2, 3, 0), (2, 0, 3)),
    ("F.instance_norm(x, bias=torch.zeros(0))", (2, 0, 3), (2, 3, 0)),
    ("F.group_norm(x, 1, torch.zeros(1, 2))", (3, 2)),
    ("F.bilinear(x, torch.zeros(2, 0), torch.zeros(3, 2, 0))", (2, 2), (0, 2)),
    ("x.cummax(-3)", (0, 4), (2, 4)),
    ("x.cummin(dim=4)", (0, 4), (2, 4)),
    ("x.tile((-1, 2))", (5, 0, 0, 3), (0, 3), (2, 3), (0, 0)),
    ("x.repeat(0, -1)", (5, 0), (2, 3)),
    ("F.fold(x, (3, 3), (2, 2))", (0, 8, 4), (1, 0, 4), (0, 4), (8, 4)),
    ("F.pixel_unshuffle(x, 2)", (0, 2, 4), (1, 2, 0), (1, 3, 0), (0, 3, 4)),
    ("nn.CrossMapLRN2d(2)(x)", (1, 0, 3, 3), (0, 2, 3, 3), (1, 2, 0, 3)),
    ("torch.addmv(x, torch.zeros(3, 0), torch.zeros(0))", (), (1,), (3,), (0,)),
    ("x.addmv_(torch.zeros(3, 0), torch.zeros(0))", (), (1,), (3,), (0,)),
    ("torch.addmv(x, torch.zeros(0, 2), torch.zeros(2))", (), (1,), (3,), (0,)),
    ("torch.fft.rfftfreq(-1)", ()),
    ("torch.fft.rfftfreq(-4)", ()),
]  # fmt: skip


@pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0])
def test_agreement(call: tuple) -> None:
    expression, *shapes = call
    check_all([Case(expression, {"x": tensor(*sizes)}) for sizes in shapes])


def test_embedding_bag_in_the_order_of_long_ago() -> None:
    table, ids = tensor(5, 4), tensor(2, 3, dtype="int64")
    check_all(
        [Case("F.embedding_bag(w, x)", {"w": table, "x": ids}), Case("F.embedding_bag(x, w)", {"w": table, "x": ids})]
    )
    check_all([Case("F.embedding_bag(w, x)", {"w": table, "x": tensor(2, 3, dtype="int32")})])
