# ruff: noqa: E501
"""Parameters of layers as formulas of their arguments: evaluated at numbers, they are what torch counts."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from shapeproof import Project
from torch import nn

LAYERS = (
    "nn.Linear(d, 4 * d, bias=flag)",
    "nn.Bilinear(d, e, n, bias=flag)",
    "nn.Conv2d(d, 2 * d, n, bias=flag)",
    "nn.Conv1d(2 * d, 4 * d, n, groups=2, bias=flag)",
    "nn.ConvTranspose3d(d, e, (n, 2, 3), bias=flag)",
    "nn.BatchNorm2d(d, affine=flag)",
    "nn.GroupNorm(1, d, affine=flag)",
    "nn.LayerNorm((d, e), bias=flag)",
    "nn.Embedding(n, d)",
    "nn.EmbeddingBag(n, d)",
    "nn.PReLU(d)",
    "nn.RNN(e, d, n, bias=flag)",
    "nn.GRU(e, d, num_layers=n, bidirectional=True, bias=flag)",
    "nn.LSTM(e, d, num_layers=n, bidirectional=flag)",
    "nn.LSTM(e, 3 * d, n, proj_size=d, bidirectional=True)",
    "nn.LSTMCell(e, d, bias=flag)",
    "nn.MultiheadAttention(2 * d, 2, bias=flag)",
    "nn.MultiheadAttention(2 * d, 2, kdim=3, vdim=5, add_bias_kv=flag)",
    "nn.TransformerEncoderLayer(2 * d, 2, e, bias=flag)",
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(2 * d, 2, e), n)",
    "nn.TransformerDecoder(nn.TransformerDecoderLayer(2 * d, 2, e), n, nn.LayerNorm(2 * d))",
    "nn.Transformer(2 * d, 2, n, n, e)",
    "nn.ModuleList([nn.Linear(d, e, bias=flag) for _ in range(n)])",
)


@pytest.mark.parametrize("layer", LAYERS)
def test_formulas(layer: str, tmp_path: Path) -> None:
    source = f"from torch import nn\n\ndef build(d: int, e: int, n: int, flag: bool):\n    return {layer}\n"
    (tmp_path / "layers.py").write_text(source)
    project = Project(tmp_path)
    pick = random.Random(layer)
    for flag in (True, False):
        made = project.params(f"layers.py:build(d, e, n, {flag})")
        assert made.error is None and not made.unknown and made.total is not None
        for _ in range(3):
            numbers = {name: pick.randint(2, 5) for name in ("d", "e", "n")}
            with torch.device("meta"):
                real: nn.Module = eval(layer, {"nn": nn, "flag": flag, **numbers})
            counted = eval(str(made.total.formula), {"min": min, "max": max, **numbers})
            assert counted == sum(p.numel() for p in real.parameters()), (flag, numbers)


OPEN = """
from torch import nn

def build(d, k, act, rate):
    return nn.Sequential(
        nn.Conv2d(3, d, k), nn.MaxPool2d(k), nn.AvgPool1d(k), nn.ZeroPad2d(k), nn.FractionalMaxPool3d(k, k), nn.LayerNorm(d, eps=rate),
        nn.LSTM(d, d, 2, dropout=rate), nn.TransformerEncoderLayer(d, 2, 4 * d, rate, act), nn.CrossEntropyLoss(label_smoothing=rate),
    )
"""


def test_arguments_of_which_nothing_is_known(tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_text(OPEN)
    made = Project(tmp_path).params("layers.py:build")
    assert made.error is None and not made.unknown and made.total is not None
    space: dict[str, Callable[..., nn.Module]] = {}
    exec(OPEN, space)
    for d, k in ((4, 2), (6, 3)):
        real = space["build"](d, k, "gelu", 0.1)
        assert eval(str(made.total.formula), {"d": d, "k": k}) == sum(p.numel() for p in real.parameters())
