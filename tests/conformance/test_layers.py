# ruff: noqa: E501
"""Layers against torch itself: the same parameters and buffers, the same output shape, the same refusal.

Each row is a layer as it is written, and the inputs it is called with (one shape, or a tuple of shapes and `Input`s).
Every call is also made with a symbol for each size, and the formulas then evaluated at the real ones.
"""

from __future__ import annotations

import pytest
from conformance.oracle import Case, Input, disagreement, tensor

I64 = "int64"


def t(*sizes: int, dtype: str = "float32", below: int = 1) -> Input:
    return tensor(*sizes, dtype=dtype, below=below)


def ids(*sizes: int, below: int = 1) -> Input:
    return tensor(*sizes, dtype=I64, below=below)


LAYERS = {
    "linear": {
        "nn.Linear(4, 6)": [t(4), t(2, 4), t(2, 3, 4), t(5), t(2, 5), t(0, 4), t(2, 1), t()],
        "nn.Linear(4, 6, bias=False)": [t(2, 4), t(2, 6)],
        "nn.Linear(in_features=4, out_features=0)": [t(2, 4)],
        "nn.Bilinear(3, 4, 5)": [(t(2, 3), t(2, 4)), (t(3), t(4)), (t(2, 6, 3), t(2, 6, 4)), (t(2, 3), t(3, 4)), (t(2, 3), t(2, 3)), (t(2, 3), t(4))],
        "nn.Bilinear(3, 4, 5, bias=False)": [(t(2, 3), t(2, 4))],
        "nn.Identity(54, unused=1)": [t(2, 3)],
        "nn.Flatten()": [t(2, 3, 4), t(2, 3), t(2), t(2, 3, 4, 5)],
        "nn.Flatten(0, 1)": [t(2, 3, 4), t(2)],
        "nn.Flatten(start_dim=0)": [t(2, 3, 4), t()],
        "nn.Unflatten(1, (2, 3))": [t(5, 6), t(5, 7), t(5, 6, 2)],
        "nn.Unflatten(1, (2, -1))": [t(5, 6), t(5, 7)],
    },
    "conv": {
        "nn.Conv1d(3, 8, 3)": [t(2, 3, 10), t(3, 10), t(2, 4, 10), t(2, 3, 2), t(2, 3, 3), t(3, 3, 3, 3), t(10), t(0, 3, 10)],
        "nn.Conv1d(4, 8, 5, stride=2, padding=2, dilation=2, groups=2)": [t(2, 4, 10), t(4, 9), t(2, 4, 4), t(2, 2, 10), t(2, 4, 5)],
        "nn.Conv1d(4, 8, 3, padding='same')": [t(2, 4, 10), t(2, 4, 1), t(4, 7)],
        "nn.Conv1d(4, 8, 4, padding='valid', bias=False)": [t(2, 4, 10), t(2, 4, 3)],
        "nn.Conv1d(4, 8, 3, padding=2, padding_mode='circular')": [t(2, 4, 10), t(2, 4, 1), t(2, 4, 2), t(4, 3)],
        "nn.Conv1d(4, 8, 3, padding=2, padding_mode='reflect')": [t(2, 4, 10), t(2, 4, 2), t(2, 4, 3)],
        "nn.Conv1d(4, 8, 3, padding=2, padding_mode='replicate')": [t(2, 4, 10), t(2, 4, 1)],
        "nn.Conv2d(3, 8, 3)": [t(2, 3, 8, 8), t(3, 8, 9), t(2, 4, 8, 8), t(2, 3, 2, 8), t(2, 3, 8, 2), t(8, 8), t(2, 2, 3, 8, 8), t(2, 3, 0, 8), t(0, 3, 8, 8), t(2, 0, 8, 8)],
        "nn.Conv2d(3, 8, (3, 5), (1, 2), (0, 2), (2, 1))": [t(2, 3, 8, 8), t(3, 4, 9), t(2, 3, 5, 1)],
        "nn.Conv2d(3, 8, [3, 5], stride=[2, 2])": [t(2, 3, 8, 8)],
        "nn.Conv2d(6, 6, 3, padding=1, groups=6)": [t(1, 6, 7, 7), t(1, 1, 7, 7), t(1, 3, 7, 7)],
        "nn.Conv2d(4, 8, 3, padding='same', dilation=2)": [t(1, 4, 7, 6), t(4, 1, 1)],
        "nn.Conv2d(4, 8, 1, bias=False)": [t(1, 4, 1, 1), t(1, 4, 7, 6)],
        "nn.Conv2d(4, 8, 16, 16)": [t(1, 4, 32, 48), t(1, 4, 31, 40), t(1, 4, 15, 16)],
        "nn.Conv2d(4, 8, 3, padding=(1, 2), padding_mode='circular')": [t(1, 4, 7, 6), t(4, 3, 3), t(1, 4, 7, 1)],
        "nn.Conv2d(4, 8, 3, padding=(1, 2), padding_mode='reflect')": [t(1, 4, 7, 6), t(4, 3, 3), t(1, 4, 7, 2)],
        "nn.Conv3d(2, 4, 3)": [t(1, 2, 5, 6, 7), t(2, 5, 6, 7), t(1, 3, 5, 6, 7), t(1, 2, 2, 6, 7), t(5, 6, 7)],
        "nn.Conv3d(2, 4, (1, 3, 3), padding=(0, 1, 1), stride=(1, 2, 2))": [t(1, 2, 5, 6, 7)],
        "nn.Conv3d(2, 4, 3, padding=1, padding_mode='replicate')": [t(1, 2, 5, 6, 7)],
        "nn.ConvTranspose1d(3, 8, 3)": [t(2, 3, 10), t(3, 10), t(2, 4, 10), t(10)],
        "nn.ConvTranspose1d(4, 8, 3, stride=2, padding=1, output_padding=1, groups=2, dilation=2)": [t(2, 4, 10), t(2, 2, 10)],
        "nn.ConvTranspose1d(4, 8, 3, padding=3)": [t(2, 4, 10), t(2, 4, 4), t(2, 4, 5), t(2, 4, 3)],
        "nn.ConvTranspose2d(3, 8, 2, 2)": [t(2, 3, 8, 8), t(3, 8, 9), t(2, 4, 8, 8), t(2, 8)],
        "nn.ConvTranspose2d(3, 8, (4, 3), 2, (1, 0), bias=False)": [t(2, 3, 8, 8)],
        "nn.ConvTranspose2d(3, 8, 3, 2, 1, output_padding=2)": [t(2, 3, 8, 8)],
        "nn.ConvTranspose2d(3, 8, 3, 2, 1, output_padding=2, dilation=3)": [t(2, 3, 8, 8)],
        "nn.ConvTranspose3d(3, 8, 2, 2)": [t(2, 3, 4, 4, 5), t(3, 4, 4, 5), t(2, 4, 4, 4, 5)],
    },
    "pool": {
        "nn.MaxPool1d(2)": [t(2, 3, 7), t(3, 7), t(7), t(2, 3, 1), t(2, 3, 2), t(2, 3, 4, 5)],
        "nn.MaxPool1d(3, 2, 1, ceil_mode=True)": [t(2, 3, 7), t(2, 3, 8), t(2, 3, 1)],
        "nn.MaxPool2d(2)": [t(2, 3, 7, 8), t(3, 7, 8), t(7, 8), t(2, 3, 1, 8), t(0, 3, 4, 4)],
        "nn.MaxPool2d(3, stride=2, padding=1)": [t(2, 3, 7, 8), t(2, 3, 1, 1), t(2, 3, 112, 112)],
        "nn.MaxPool2d(3, stride=2, ceil_mode=True)": [t(2, 3, 7, 8), t(2, 3, 6, 9), t(2, 3, 2, 2), t(2, 3, 1, 1), t(2, 3, 3, 4)],
        "nn.MaxPool2d(2, stride=3, ceil_mode=True, padding=1)": [t(2, 3, 7, 8), t(2, 3, 6, 9), t(2, 3, 2, 2), t(2, 3, 1, 1)],
        "nn.MaxPool2d((3, 2), stride=(2, 1), padding=(0, 1), dilation=(2, 1))": [t(2, 3, 7, 8), t(2, 3, 4, 8)],
        "nn.MaxPool2d(2, return_indices=True)": [t(2, 3, 7, 8)],
        "nn.MaxPool2d(2, padding=2)": [t(2, 3, 7, 8)],
        "nn.MaxPool3d(2)": [t(2, 3, 4, 5, 6), t(3, 4, 5, 6), t(4, 5, 6), t(2, 3, 1, 5, 6)],
        "nn.MaxPool3d((1, 2, 2), padding=(0, 1, 1), return_indices=True)": [t(2, 3, 4, 5, 6)],
        "nn.AvgPool1d(3, stride=2, padding=1)": [t(2, 3, 7), t(3, 7), t(2, 3, 1)],
        "nn.AvgPool2d(2)": [t(2, 3, 7, 8), t(3, 7, 8), t(7, 8), t(2, 3, 1, 8)],
        "nn.AvgPool2d(3, 2, 1, ceil_mode=True, count_include_pad=False)": [t(2, 3, 7, 8), t(2, 3, 1, 1)],
        "nn.AvgPool2d((3, 2), padding=(2, 0))": [t(2, 3, 7, 8)],
        "nn.AvgPool3d(2, divisor_override=2)": [t(2, 3, 4, 5, 6), t(3, 4, 5, 6), t(2, 3, 1, 5, 6)],
        "nn.LPPool1d(2, 3, stride=2)": [t(2, 3, 7), t(3, 7), t(2, 3, 2)],
        "nn.LPPool2d(2, 3)": [t(2, 3, 7, 8), t(3, 7, 8), t(2, 3, 2, 8)],
        "nn.LPPool2d(2, (3, 2), stride=(2, 1), ceil_mode=True)": [t(2, 3, 8, 8)],
        "nn.LPPool3d(2, 2)": [t(2, 3, 4, 5, 6)],
        "nn.AdaptiveAvgPool1d(1)": [t(2, 3, 7), t(3, 7), t(7), t(2, 3, 0)],
        "nn.AdaptiveAvgPool2d(1)": [t(2, 3, 7, 8), t(3, 7, 8), t(7, 8), t(2, 3, 4, 5, 6)],
        "nn.AdaptiveAvgPool2d((1, 1))": [t(2, 3, 7, 8), t(7, 8), t(2, 3, 0, 5), t(2, 3, 4, 5, 6)],
        "nn.AdaptiveAvgPool2d((3, None))": [t(2, 3, 7, 8), t(3, 7, 8)],
        "nn.AdaptiveAvgPool2d((3, 4, 5))": [t(2, 3, 7, 8)],
        "nn.AdaptiveAvgPool3d((1, None, 2))": [t(2, 3, 4, 5, 6), t(3, 4, 5, 6)],
        "nn.AdaptiveMaxPool1d(4)": [t(2, 3, 7), t(3, 3)],
        "nn.AdaptiveMaxPool2d((2, 1), return_indices=True)": [t(2, 3, 7, 8), t(7, 8)],
        "nn.AdaptiveMaxPool2d((None, 3))": [t(2, 3, 7, 8), t(2, 3, 0, 8)],
        "nn.AdaptiveMaxPool3d(2)": [t(2, 3, 4, 5, 6)],
        "nn.FractionalMaxPool2d(3, output_size=(4, 5))": [t(2, 3, 7, 8), t(3, 7, 8), t(2, 3, 5, 8), t(2, 3, 6, 7)],
        "nn.FractionalMaxPool2d(2, output_ratio=0.6, return_indices=True)": [t(2, 3, 7, 8)],
        "nn.FractionalMaxPool3d(2, output_size=3)": [t(2, 3, 5, 6, 7)],
        "nn.MaxUnpool1d(2, stride=2)": [(t(2, 3, 4), ids(2, 3, 4)), (t(3, 4), ids(3, 4)), (t(2, 3, 4), ids(2, 3, 5))],
        "nn.MaxUnpool2d(2)": [(t(2, 3, 4, 5), ids(2, 3, 4, 5)), (t(3, 4, 5), ids(3, 4, 5)), (t(4, 5), ids(4, 5))],
        "nn.MaxUnpool3d(3, 2, 1)": [(t(2, 3, 4, 5, 6), ids(2, 3, 4, 5, 6))],
    },
    "norm": {
        "nn.BatchNorm1d(3)": [t(2, 3), t(2, 3, 5), t(3), t(2, 4), t(2, 4, 5), t(1, 3), t(1, 3, 1), t(1, 3, 2), t(2, 3, 4, 4), t(0, 3)],
        "nn.BatchNorm1d(3, affine=False, track_running_stats=False)": [t(2, 3), t(2, 4), t(1, 3)],
        "nn.BatchNorm1d(3).eval()": [t(1, 3), t(1, 4), t(2, 3, 5)],
        "nn.BatchNorm1d(3, track_running_stats=False).eval()": [t(1, 3), t(1, 4), t(2, 3, 5)],
        "nn.BatchNorm2d(3)": [t(2, 3, 4, 5), t(3, 4, 5), t(2, 4, 4, 5), t(1, 3, 1, 1), t(1, 3, 1, 2)],
        "nn.BatchNorm2d(3, 1e-3, 0.01, False)": [t(2, 3, 4, 5), t(2, 4, 4, 5)],
        "nn.BatchNorm2d(3, bias=False)": [t(2, 3, 4, 5)],
        "nn.BatchNorm3d(3)": [t(2, 3, 4, 5, 6), t(2, 3, 4, 5)],
        "nn.SyncBatchNorm(3).eval()": [t(2, 3, 4), t(2, 3), t(2, 4), t(3)],
        "nn.InstanceNorm1d(3)": [t(2, 3, 5), t(3, 5), t(2, 4, 5), t(5), t(2, 3, 1)],
        "nn.InstanceNorm1d(3, affine=True)": [t(2, 3, 5), t(3, 5), t(2, 4, 5), t(4, 5)],
        "nn.InstanceNorm2d(3)": [t(2, 3, 5, 4), t(3, 5, 4), t(2, 3, 1, 1), t(2, 3, 1, 2), t(5, 4)],
        "nn.InstanceNorm2d(3, affine=True, track_running_stats=True)": [t(2, 3, 5, 4), t(3, 5, 4), t(2, 2, 5, 4)],
        "nn.InstanceNorm2d(3, track_running_stats=True).eval()": [t(2, 3, 1, 1)],
        "nn.InstanceNorm3d(3, affine=True, bias=False)": [t(2, 3, 5, 4, 2)],
        "nn.LayerNorm(4)": [t(4), t(2, 4), t(2, 3, 4), t(2, 5), t(), t(0, 4)],
        "nn.LayerNorm((3, 4))": [t(3, 4), t(2, 3, 4), t(2, 4, 4), t(4), t(2, 3, 5)],
        "nn.LayerNorm([3, 4], elementwise_affine=False)": [t(2, 3, 4), t(4, 3)],
        "nn.LayerNorm(torch.Size([4]), bias=False)": [t(2, 4), t(3)],
        "nn.RMSNorm(4)": [t(2, 4), t(2, 3)],
        "nn.RMSNorm([3, 4], elementwise_affine=False)": [t(2, 3, 4), t(2, 4)],
        "nn.GroupNorm(2, 4)": [t(2, 4, 5), t(2, 4), t(2, 4, 5, 5), t(2, 6, 5), t(4), t(2, 3, 5), t(1, 4, 1)],
        "nn.GroupNorm(4, 4)": [t(1, 4), t(2, 4), t(1, 4, 1, 1), t(1, 4, 2, 1)],
        "nn.GroupNorm(2, 4, affine=False)": [t(2, 4, 5), t(2, 6, 5), t(2, 3, 5)],
        "nn.GroupNorm(2, 4, bias=False)": [t(2, 4, 5)],
        "nn.LocalResponseNorm(2)": [t(2, 4, 5), t(2, 4, 5, 5), t(2, 4)],
        "nn.CrossMapLRN2d(2)": [t(2, 4, 5, 5)],
    },
    "embedding": {
        "nn.Embedding(10, 4)": [ids(5, below=10), ids(2, 3, below=10), ids(), ids(2, 3, 4, below=10), ids(0)],
        "nn.Embedding(10, 4, padding_idx=-1)": [ids(2, 3)],
        "nn.Embedding(10, 4, padding_idx=0, max_norm=1.0)": [ids(2, 3, below=10)],
        "nn.Embedding.from_pretrained(torch.zeros(7, 3))": [ids(2, 3, below=7)],
        "nn.Embedding.from_pretrained(torch.zeros(7, 3), freeze=False)": [ids(2, 3, below=7)],
        "nn.EmbeddingBag(10, 4)": [ids(2, 3), (ids(6), ids(2)), ids(6), (ids(2, 3), ids(2)), ids(2, 3, 4)],
        "nn.EmbeddingBag(10, 4, mode='sum', include_last_offset=True)": [(ids(6), ids(3)), ids(2, 3)],
    },
    "recurrent": {
        "nn.LSTM(3, 5)": [t(7, 2, 3), t(7, 3), t(7, 2, 4), t(3), t(7, 2, 3, 1)],
        "nn.LSTM(3, 5, 2, batch_first=True, bidirectional=True)": [t(7, 2, 3), t(7, 3)],
        "nn.LSTM(3, 5, num_layers=2, bias=False, proj_size=2, dropout=0.1)": [t(7, 2, 3), t(7, 3)],
        "nn.LSTM(3, 5, num_layers=2, proj_size=2, bidirectional=True)": [t(7, 2, 3)],
        "nn.GRU(3, 5, 3, batch_first=True)": [t(2, 7, 3), t(7, 3), t(2, 7, 2)],
        "nn.GRU(3, 5, bidirectional=True)": [t(7, 2, 3)],
        "nn.RNN(3, 5, nonlinearity='relu')": [t(7, 2, 3), (t(7, 2, 3), t(1, 2, 5)), (t(7, 2, 3), t(1, 3, 5)), (t(7, 2, 3), t(2, 2, 5)), (t(7, 3), t(1, 5)), (t(7, 3), t(1, 2, 5))],
        "nn.LSTMCell(3, 5)": [t(2, 3), t(3), t(2, 4), t(2, 2, 3)],
        "nn.GRUCell(3, 5)": [t(2, 3), (t(2, 3), t(2, 5)), (t(2, 3), t(3, 5)), (t(2, 3), t(2, 4)), (t(3), t(5)), (t(3), t(1, 5))],
        "nn.RNNCell(3, 5, bias=False, nonlinearity='relu')": [t(2, 3), t(3)],
    },
    "attention": {
        "nn.MultiheadAttention(8, 2)": [(t(5, 3, 8), t(6, 3, 8), t(6, 3, 8)), (t(5, 8), t(6, 8), t(6, 8)), (t(5, 3, 8), t(6, 2, 8), t(6, 2, 8)), (t(5, 3, 8), t(6, 3, 8), t(5, 3, 8)), (t(5, 3, 6), t(6, 3, 8), t(6, 3, 8)), (t(5, 3, 8), t(6, 3, 6), t(6, 3, 6)), (t(5, 3, 8), t(6, 8), t(6, 8))],
        "nn.MultiheadAttention(8, 4, bias=False, batch_first=True)": [(t(3, 5, 8), t(3, 6, 8), t(3, 6, 8)), (t(3, 5, 8), t(2, 6, 8), t(2, 6, 8))],
        "nn.MultiheadAttention(8, 4, add_bias_kv=True, add_zero_attn=True)": [(t(5, 3, 8), t(6, 3, 8), t(6, 3, 8))],
        "nn.MultiheadAttention(8, 2, kdim=6, vdim=4)": [(t(5, 3, 8), t(6, 3, 6), t(6, 3, 4)), (t(5, 3, 8), t(6, 3, 8), t(6, 3, 8))],
        "nn.MultiheadAttention(8, 3)": [],
        "nn.TransformerEncoderLayer(8, 2, 16)": [t(5, 3, 8), t(5, 8), t(5, 3, 7)],
        "nn.TransformerEncoderLayer(8, 2, 16, activation='gelu', batch_first=True, norm_first=True, bias=False)": [t(5, 3, 8)],
        "nn.TransformerDecoderLayer(8, 2, 16)": [(t(5, 3, 8), t(6, 3, 8)), (t(5, 3, 8), t(6, 2, 8))],
        "nn.TransformerDecoderLayer(8, 2, 16, norm_first=True, batch_first=True)": [(t(3, 5, 8), t(3, 6, 8))],
        "nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 3)": [t(5, 3, 8)],
        "nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 2, norm=nn.LayerNorm(8))": [t(5, 3, 8)],
        "nn.TransformerDecoder(nn.TransformerDecoderLayer(8, 2, 16), 2)": [(t(5, 3, 8), t(6, 3, 8))],
        "nn.Transformer(8, 2, 1, 1, 16)": [(t(5, 3, 8), t(6, 3, 8)), (t(5, 3, 8), t(6, 2, 8)), (t(5, 8), t(6, 8)), (t(5, 3, 7), t(6, 3, 8))],
        "nn.Transformer(d_model=8, nhead=2, num_encoder_layers=2, num_decoder_layers=1, dim_feedforward=16, batch_first=True)": [(t(3, 5, 8), t(3, 6, 8))],
    },
    "elementwise": {
        f"nn.{layer}": [t(2, 3), t(), t(2, 4, 6)]
        for layer in (
            "Threshold(0.1, 20)", "ReLU()", "ReLU(inplace=True)", "RReLU()", "Hardtanh()", "Hardtanh(-2, 2)", "ReLU6()", "Sigmoid()",
            "Hardsigmoid()", "Tanh()", "SiLU()", "Mish()", "Hardswish()", "ELU()", "CELU()", "SELU()", "GELU()", "GELU('tanh')",
            "Hardshrink()", "LeakyReLU(0.2)", "LogSigmoid()", "Softplus()", "Softshrink()", "Softsign()", "Tanhshrink()", "Softmin(dim=-1)",
            "Softmax(dim=1)", "LogSoftmax(dim=0)", "Softmax(-3)", "Dropout(0.5)", "Dropout()", "AlphaDropout()", "PReLU()", "GLU()", "GLU(1)",
        )
    },
    "channels": {
        "nn.PReLU(4)": [t(2, 4), t(2, 4, 5), t(2, 3), t(4), t(), t(1)],
        "nn.Softmax2d()": [t(2, 3, 4, 5), t(3, 4, 5), t(4, 5)],
        "nn.Dropout1d()": [t(2, 3, 4), t(3, 4), t(3), t(2, 3, 4, 5)],
        "nn.Dropout2d()": [t(2, 3, 4, 5), t(3, 4, 5), t(2, 3)],
        "nn.Dropout3d(0.2)": [t(2, 3, 4, 5, 6), t(2, 3, 4)],
        "nn.FeatureAlphaDropout()": [t(2, 3, 4, 5)],
        "nn.PixelShuffle(3)": [t(2, 9, 4, 5), t(9, 4, 5), t(2, 8, 4, 5), t(4, 5), t(1, 2, 18, 4, 5)],
        "nn.PixelUnshuffle(2)": [t(2, 3, 4, 6), t(2, 3, 5, 6), t(2, 3, 4, 7), t(3, 4, 6), t(4, 6)],
        "nn.ChannelShuffle(2)": [t(2, 4, 5, 5), t(2, 3, 5, 5), t(2, 4, 5), t(2, 4)],
        "nn.CosineSimilarity()": [(t(2, 3), t(2, 3)), (t(2, 3, 4), t(2, 3, 4)), (t(2, 3), t(2, 4)), (t(2, 3), t(1, 3)), (t(2), t(2))],
        "nn.CosineSimilarity(dim=-1)": [(t(2, 3), t(2, 3)), (t(5, 2, 3), t(2, 3)), (t(3), t(3))],
        "nn.PairwiseDistance()": [(t(2, 3), t(2, 3)), (t(2, 3), t(2, 4)), (t(3), t(2, 3)), (t(3), t(3))],
        "nn.PairwiseDistance(keepdim=True)": [(t(2, 3), t(2, 3))],
    },
    "resize": {
        "nn.Upsample(scale_factor=2)": [t(1, 2, 3), t(1, 2, 3, 5), t(1, 2, 3, 5, 2), t(3, 5)],
        "nn.Upsample(size=7)": [t(1, 2, 3), t(1, 2, 3, 5)],
        "nn.Upsample(size=(7, 8))": [t(1, 2, 3, 5), t(1, 2, 3), t(1, 2, 3, 5, 2)],
        "nn.Upsample(scale_factor=(2, 0.5), mode='bilinear')": [t(1, 2, 3, 5), t(1, 2, 3)],
        "nn.Upsample(scale_factor=1.3, mode='bicubic', align_corners=True)": [t(1, 2, 3, 5)],
        "nn.Upsample(scale_factor=2, mode='linear')": [t(1, 2, 3), t(1, 2, 3, 5)],
        "nn.Upsample(scale_factor=2, mode='trilinear')": [t(1, 2, 3, 5, 6), t(1, 2, 3, 5)],
        "nn.Upsample(scale_factor=0.1)": [t(1, 2, 3, 15), t(1, 2, 10, 20)],
        "nn.Upsample(scale_factor=2, mode='nearest', align_corners=True)": [t(1, 2, 3, 5)],
        "nn.UpsamplingNearest2d(scale_factor=2)": [t(1, 2, 3, 5)],
        "nn.UpsamplingBilinear2d(size=(4, 4))": [t(1, 2, 3, 5), t(1, 2, 3)],
        "nn.ZeroPad1d(1)": [t(2, 3, 4), t(3, 4), t(4)],
        "nn.ZeroPad2d((1, 2, 3, -1))": [t(2, 3, 4, 4), t(3, 4, 4), t(4, 4), t(4), t(2, 3, 1, 4)],
        "nn.ZeroPad2d(-2)": [t(2, 3, 4, 4), t(2, 3, 3, 4)],
        "nn.ZeroPad3d(1)": [t(2, 3, 4, 4, 5), t(3, 4, 4, 5), t(4, 5)],
        "nn.ConstantPad1d((3, 0), 2.5)": [t(2, 3, 4)],
        "nn.ConstantPad2d(1, 0)": [t(2, 3, 4, 4)],
        "nn.ConstantPad3d((1, 2, 3, 4, 5, 6), 1)": [t(2, 3, 4, 4, 5)],
        "nn.ReflectionPad1d(2)": [t(2, 3, 4), t(2, 3, 2), t(3, 4), t(4), t(2, 3, 3)],
        "nn.ReflectionPad2d((1, 2, 3, 0))": [t(2, 3, 4, 4), t(3, 4, 4), t(3, 3, 3), t(2, 3, 4, 2), t(4, 4)],
        "nn.ReflectionPad3d(1)": [t(2, 3, 4, 4, 5), t(2, 3, 4, 4, 1), t(2, 3, 4, 4)],
        "nn.ReplicationPad1d(3)": [t(2, 3, 4), t(3, 1), t(4)],
        "nn.ReplicationPad2d(3)": [t(2, 3, 4, 1), t(3, 1, 1)],
        "nn.ReplicationPad3d((1, 1, 2, 2, 0, 0))": [t(2, 3, 4, 4, 5)],
        "nn.CircularPad1d(3)": [t(2, 3, 4), t(2, 3, 3), t(2, 3, 2), t(3, 4)],
        "nn.CircularPad2d((1, 1, 0, 3))": [t(2, 3, 4, 4), t(2, 3, 2, 4)],
        "nn.CircularPad3d(1)": [t(2, 3, 4, 4, 5)],
        "nn.Unfold(3)": [t(2, 3, 5, 6), t(3, 5, 6), t(5, 6), t(2, 3, 2, 6)],
        "nn.Unfold((2, 3), dilation=2, padding=1, stride=(1, 2))": [t(2, 3, 5, 6)],
        "nn.Fold((4, 5), (2, 2))": [t(2, 12, 12), t(12, 12), t(2, 12, 11), t(2, 10, 12), t(12)],
        "nn.Fold(output_size=6, kernel_size=3, padding=1, stride=2)": [t(2, 9, 9)],
    },
}  # fmt: skip


def _calls(family: str) -> list[Case]:
    cases = []
    for layer, inputs in LAYERS[family].items():
        for given in inputs:
            row = given if isinstance(given, tuple) else (given,)
            names = "xyz"[: len(row)]
            cases.append(Case(f"{layer}({', '.join(names)})", dict(zip(names, row, strict=True))))
    return cases


FAMILIES = list(LAYERS)


@pytest.mark.parametrize("family", FAMILIES)
def test_parameters_buffers_and_modules(family: str) -> None:
    wrong = [text for layer in LAYERS[family] if (text := disagreement(Case(layer))) is not None]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("family", FAMILIES)
def test_calls(family: str) -> None:
    wrong = [text for case in _calls(family) if (text := disagreement(case)) is not None]
    assert not wrong, f"{len(wrong)} disagreements\n" + "\n".join(wrong)


@pytest.mark.parametrize("family", FAMILIES)
def test_calls_with_symbolic_sizes(family: str) -> None:
    wrong = [
        text
        for case in _calls(family)
        if (text := disagreement(case, symbolic=True, gaps=True, missed=family == "norm")) is not None
    ]
    assert not wrong, f"{len(wrong)} disagreements\n" + "\n".join(wrong)


@pytest.mark.parametrize("family", FAMILIES)
def test_calls_with_inputs_of_unknown_rank(family: str) -> None:
    """What a call solves about its inputs is true of every input that torch takes (but for a few that are rare)."""
    rare = (
        "nn.AdaptiveAvgPool2d(1)(x) with x=[7, 8]",
        "x=[2, 3, 4, 5, 6]",
        "with x=[]",
        "nn.Flatten()(x) with x=[2, 3]",
    )
    cases = [case for case in _calls(family) if not any(each in str(case) for each in rare)]
    wrong = [text for case in cases if (text := disagreement(case, open=True, gaps=True, missed=True)) is not None]
    assert not wrong, f"{len(wrong)} disagreements\n" + "\n".join(wrong)
