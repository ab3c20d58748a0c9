# ruff: noqa: E501
"""What people read when a layer refuses its input: each message whole, with its code."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from conformance.oracle import Case, Input, Outcome, run_ours, tensor


def t(*sizes: int) -> Input:
    return tensor(*sizes)


def ids(*sizes: int) -> Input:
    return tensor(*sizes, dtype="int64")


MESSAGES: list[tuple[str, list[Input], str, str]] = [
    ('nn.Linear(4, 6)(x)', [t(2, 5)], 'linear', 'Linear expects a last dimension of 4, got 5'),
    ('nn.Linear(4, 6)(x)', [t()], 'linear', 'Linear expects at least 1 dimension, got a scalar'),
    ('nn.Conv2d(3, 8, 3)(x)', [t(2, 4, 8, 8)], 'conv', 'Conv2d expects 3 input channels, got 4'),
    ('nn.Conv2d(3, 8, 3)(x)', [t(8, 8)], 'conv', 'Conv2d expects 3 or 4 dimensions, got [8, 8]'),
    ('nn.Conv2d(3, 8, 5, padding=1)(x)', [t(2, 3, 2, 8)], 'conv', 'Conv2d has a kernel of 5 for an axis of 2 with a padding of 1'),
    ('nn.Conv1d(3, 8, 3, dilation=3)(x)', [t(2, 3, 6)], 'conv', 'Conv1d has a kernel of 3 (it reaches over 7) for an axis of 6'),
    ('nn.Conv2d(3, 8, 3, groups=2)', [], 'parameter', 'Conv2d cannot divide 3 input channels into 2 groups'),
    ("nn.Conv2d(4, 8, 3, padding=2, padding_mode='reflect')(x)", [t(1, 4, 2, 8)], 'conv', 'Conv2d reflects 2 at an axis of 2'),
    ('nn.ConvTranspose2d(3, 8, 2, 2)(x)', [t(1, 4, 8, 8)], 'conv', 'ConvTranspose2d expects 3 input channels, got 4'),
    ('nn.ConvTranspose2d(3, 8, 3, 2, 1, output_padding=2)(x)', [t(1, 3, 8, 8)], 'conv', 'ConvTranspose2d needs an output_padding below its stride or dilation of 2, got 2'),
    ('nn.ConvTranspose2d(3, 8, 3, 2, 1, output_padding=-1)(x)', [t(1, 3, 8, 8)], 'conv', 'ConvTranspose2d needs an output_padding of at least 0, got -1'),
    ('nn.ConvTranspose2d(3, 8, 1, dilation=-1)(x)', [t(1, 3, 8, 8)], 'conv', 'ConvTranspose2d needs a dilation of at least 0, got -1'),
    ('nn.Unfold(2, padding=-1)(x)', [t(1, 3, 8, 8)], 'pool', 'Unfold needs a padding of at least 0, got -1'),
    ('nn.Fold((4, 0), 2)(x)', [t(1, 12, 3)], 'pool', 'Fold needs an output_size of at least 1, got 0'),
    ('nn.Bilinear(0, 3, 4)', [], 'parameter', 'Bilinear needs in1_features of at least 1, got 0'),
    ('nn.MaxPool2d(3)(x)', [t(1, 3, 2, 8)], 'pool', 'MaxPool2d has a window of 3 for an axis of 2'),
    ('nn.MaxPool2d(2, padding=2)(x)', [t(1, 3, 8, 8)], 'pool', 'MaxPool2d can pad at most half of its window of 2, got 2'),
    ('nn.AdaptiveAvgPool2d((3, 4))(x)', [t(7, 8)], 'pool', 'AdaptiveAvgPool2d expects 3 or 4 dimensions, got [7, 8]'),
    ('nn.FractionalMaxPool2d(3, output_size=(4, 5))(x)', [t(1, 2, 5, 8)], 'pool', 'FractionalMaxPool2d cannot place 4 windows of 3 on 5 values'),
    ('nn.BatchNorm2d(3)(x)', [t(2, 4, 5, 5)], 'norm', 'BatchNorm2d expects 3 channels, got 4'),
    ('nn.BatchNorm1d(3)(x)', [t(1, 3)], 'norm', 'BatchNorm1d needs more than one value per channel in training'),
    ('nn.LayerNorm(64)(x)', [t(2, 128)], 'norm', 'LayerNorm expects a last dimension of 64, got 128'),
    ('nn.LayerNorm((3, 4))(x)', [t(2, 4, 4)], 'norm', 'LayerNorm expects last dimensions of [3, 4], got [4, 4]'),
    ('nn.GroupNorm(2, 4)(x)', [t(2, 6, 5)], 'norm', 'GroupNorm expects 4 channels, got 6'),
    ('nn.GroupNorm(3, 4)', [], 'parameter', 'GroupNorm cannot divide 4 channels into 3 groups'),
    ('nn.InstanceNorm2d(3)(x)', [t(2, 3, 1, 1)], 'norm', 'InstanceNorm2d needs more than one place per channel, got [1, 1]'),
    ('nn.Embedding(5, 2, padding_idx=7)', [], 'parameter', 'a padding_idx of 7 lies outside 5 embeddings'),
    ('nn.EmbeddingBag(10, 4)(x)', [ids(6)], 'embedding', 'EmbeddingBag needs offsets for an input of 1 dimension'),
    ('nn.LSTM(3, 5)(x)', [t(7, 2, 4)], 'rnn', 'LSTM expects a last dimension of 3, got 4'),
    ('nn.GRU(3, 5)(x, y)', [t(7, 2, 3), t(1, 3, 5)], 'rnn', 'GRU expects a hidden state of [1, 2, 5], got [1, 3, 5]'),
    ('nn.LSTM(3, 0)', [], 'parameter', 'LSTM needs a hidden_size of at least 1, got 0'),
    ('nn.GRUCell(3, 5)(x, y)', [t(2, 3), t(2, 4)], 'rnn', 'GRUCell expects a hidden state of [2, 5], got [2, 4]'),
    ('nn.MultiheadAttention(8, 3)', [], 'parameter', 'MultiheadAttention cannot divide an embed_dim of 8 into 3 heads'),
    ('nn.MultiheadAttention(8, 2)(x, y, y)', [t(5, 3, 8), t(6, 2, 8)], 'attention', 'MultiheadAttention expects a key with a batch of 3, got 2'),
    ('nn.MultiheadAttention(8, 2)(x, x, x, attn_mask=m)', [t(5, 3, 8), t(5, 6)], 'attention', 'MultiheadAttention expects an attn_mask with a last dimension of 5, got 6'),
    ('F.scaled_dot_product_attention(x, y, y)', [t(2, 4, 5, 8), t(2, 4, 6, 7)], 'attention', "F.scaled_dot_product_attention expects a key whose last dimension is the query's 8, got 7"),
    ('F.scaled_dot_product_attention(x, x, x, m)', [t(2, 4, 5, 8), t(2, 5, 5)], 'attention', 'F.scaled_dot_product_attention cannot apply a mask of [2, 5, 5] to scores of [2, 4, 5, 5]'),
    ('nn.Transformer(8, 2, 1, 1, 16)(x, y)', [t(5, 3, 8), t(6, 2, 8)], 'attention', 'Transformer expects a tgt with a batch of 3, got 2'),
    ('F.cross_entropy(x, y)', [t(2, 3), ids(2, 1)], 'loss', 'F.cross_entropy expects a target of [2] for an input of [2, 3], got [2, 1]'),
    ('F.cross_entropy(x, y)', [t(2, 3), t(2, 4)], 'loss', 'F.cross_entropy expects a target of [2, 3] (probabilities), got [2, 4]'),
    ('nn.MSELoss()(x, y)', [t(2, 3), t(2, 4)], 'loss', 'MSELoss cannot broadcast input and target: [2, 3] and [2, 4]'),
    ('nn.BCELoss()(x, y)', [t(2, 1), t(2)], 'loss', 'BCELoss expects a target of [2, 1], got [2]'),
    ('F.cross_entropy(x, y, w)', [t(2, 3), ids(2), t(2)], 'loss', 'F.cross_entropy has weights for 2 classes of 3'),
    ("F.interpolate(x, scale_factor=2, mode='linear')", [t(1, 2, 4, 4)], 'pool', 'F.interpolate expects 3 dimensions, got [1, 2, 4, 4]'),
    ('F.interpolate(x, scale_factor=0.1)', [t(1, 2, 4)], 'pool', 'F.interpolate would make an axis of 0'),
    ('F.pad(x, (1, 2, 3, 4))', [t(5)], 'pool', 'F.pad pads 2 axes, got [5]'),
    ("F.pad(x, (3, 3), mode='reflect')", [t(1, 2, 3)], 'pool', 'F.pad reflects 3 at an axis of 3'),
    ('F.pad(x, (-3, -2))', [t(4)], 'pool', 'F.pad cannot cut 5 from an axis of 4'),
    ('nn.PixelShuffle(2)(x)', [t(1, 6, 3, 4)], 'reshape', 'PixelShuffle needs channels divisible by 4, got 6'),
    ('nn.PixelUnshuffle(2)(x)', [t(1, 6, 3, 4)], 'reshape', 'PixelUnshuffle needs a height divisible by 2, got 3'),
    ('nn.ChannelShuffle(2)(x)', [t(1, 3, 4, 4)], 'reshape', 'ChannelShuffle cannot divide 3 channels into 2 groups'),
    ('F.fold(x, 4, 2, stride=2)', [t(2, 12, 5)], 'pool', 'F.fold expects 4 blocks, got 5'),
    ('F.unfold(x, 7)', [t(2, 3, 5, 6)], 'pool', 'F.unfold has a kernel of 7 for an axis of 5'),
    ('F.grid_sample(x, y)', [t(2, 3, 4, 5), t(2, 6, 7, 3)], 'pool', 'F.grid_sample expects a grid whose last dimension is 2, got 3'),
    ('F.affine_grid(x, (2, 3, 4, 5))', [t(2, 3, 3)], 'pool', 'F.affine_grid expects a theta of [2, 2, 3], got [2, 3, 3]'),
    ('F.glu(x)', [t(2, 3)], 'split', 'F.glu halves an axis of even size, got 3'),
    ('nn.PReLU(4)(x)', [t(2, 3)], 'broadcast', 'PReLU has 4 slopes for 3 channels'),
    ('nn.Softmax(2)(x)', [t(2, 3)], 'index', 'Softmax: dimension 2 is out of range for a tensor of 2 dimensions [2, 3]'),
    ('nn.Dropout1d()(x)', [t(3)], 'broadcast', 'Dropout1d expects 2 or 3 dimensions, got [3]'),
    ('nn.init.xavier_uniform_(x)', [t(3)], 'parameter', 'torch.nn.init.xavier_uniform_ needs a tensor of at least 2 dimensions, got [3]'),
    ('nn.Linear(-1, 3)', [], 'parameter', 'Linear cannot make a weight of [3, -1]'),
    ('F.bilinear(x, y, w)', [t(2, 3), t(2, 4), t(5, 3, 3)], 'linear', 'F.bilinear expects a last dimension of 3 for input2, got 4'),
    ('nn.CosineSimilarity()(x, y)', [t(2, 3), t(2, 4)], 'broadcast', 'CosineSimilarity cannot broadcast x1 and x2: [2, 3] and [2, 4]'),
]  # fmt: skip


def _inputs(expression: str, tensors: list[Input]) -> dict[str, Any]:
    nodes = [node for node in ast.walk(ast.parse(expression)) if isinstance(node, ast.Name) and node.id in "xymw"]
    nodes.sort(key=lambda node: node.col_offset)
    return dict(zip(dict.fromkeys(node.id for node in nodes), tensors, strict=True))


@pytest.mark.parametrize(("expression", "tensors", "code", "message"), MESSAGES)
def test_messages(expression: str, tensors: list[Input], code: str, message: str) -> None:
    ours = run_ours(Case(expression, _inputs(expression, tensors)))
    assert ours == Outcome("refused", code, message)
