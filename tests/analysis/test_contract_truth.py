"""``requires`` against torch: it holds exactly for the settings with which a class can be built and called."""

from __future__ import annotations

import random
import textwrap
import warnings
from pathlib import Path
from typing import Any

import pytest
import torch
from shapeproof.project import Project
from torch import nn

SETTINGS = 200
HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n\n"

# Each class with the expression of an input that fits every setting with which it works.
CLASSES = {
    "Attention": (
        "torch.zeros(2, 3, dim)",
        """
        class Attention(nn.Module):
            def __init__(self, dim, heads):
                super().__init__()
                self.attn = nn.MultiheadAttention(dim, heads, batch_first=True)

            def forward(self, x):
                return self.attn(x, x, x)[0]
        """,
    ),
    "ByHand": (
        "torch.zeros(2, 3, dim)",
        """
        class ByHand(nn.Module):
            def __init__(self, dim, heads):
                super().__init__()
                self.heads = heads
                self.qkv = nn.Linear(dim, 3 * dim)

            def forward(self, x):
                B, T, C = x.shape
                q, k, v = self.qkv(x).split(C, dim=2)
                q = q.view(B, T, self.heads, C // self.heads).transpose(1, 2)
                k = k.view(B, T, self.heads, C // self.heads).transpose(1, 2)
                return q @ k.transpose(-2, -1)
        """,
    ),
    "Grouped": (
        "torch.zeros(1, channels, 9, 9)",
        """
        class Grouped(nn.Module):
            def __init__(self, channels, out, groups):
                super().__init__()
                self.conv = nn.Conv2d(channels, out, 3, groups=groups)

            def forward(self, x):
                return self.conv(x)
        """,
    ),
    "Norms": (
        "torch.zeros(1, channels, 4, 4)",
        """
        class Norms(nn.Module):
            def __init__(self, groups, channels):
                super().__init__()
                self.norm = nn.GroupNorm(groups, channels)

            def forward(self, x):
                return self.norm(x)
        """,
    ),
    "Chain": (
        "torch.zeros(2, a)",
        """
        class Chain(nn.Module):
            def __init__(self, a, b, c):
                super().__init__()
                self.first = nn.Linear(a, b)
                self.second = nn.Linear(c, 2)

            def forward(self, x):
                return self.second(self.first(x))
        """,
    ),
    "Residual": (
        "torch.zeros(2, a)",
        """
        class Residual(nn.Module):
            def __init__(self, a, b):
                super().__init__()
                self.fc = nn.Linear(a, b)

            def forward(self, x):
                return torch.cat([x.unsqueeze(0), self.fc(x).unsqueeze(0)])
        """,
    ),
    "Shortcut": (
        "torch.zeros(1, inside, 8, 8)",
        """
        class Shortcut(nn.Module):
            def __init__(self, inside, out, stride):
                super().__init__()
                self.conv = nn.Conv2d(inside, out, 3, stride=stride, padding=1)
                self.down = None
                if stride != 1 or inside != out:
                    self.down = nn.Conv2d(inside, out, 1, stride=stride)

            def forward(self, x):
                return self.conv(x) + (x if self.down is None else self.down(x))
        """,
    ),
    "Careless": (
        "torch.zeros(1, inside, 8, 8)",
        """
        class Careless(nn.Module):
            def __init__(self, inside, out, stride):
                super().__init__()
                self.conv = nn.Conv2d(inside, out, 3, stride=stride, padding=1)
                self.down = nn.Conv2d(inside, out, 1, stride=stride) if stride != 1 else None

            def forward(self, x):
                return torch.stack([self.conv(x), x if self.down is None else self.down(x)])
        """,
    ),
    "Shuffle": (
        "torch.zeros(1, channels, 4, 4)",
        """
        class Shuffle(nn.Module):
            def __init__(self, channels, factor):
                super().__init__()
                self.conv = nn.Conv2d(channels, channels, 1)
                self.shuffle = nn.PixelShuffle(factor)

            def forward(self, x):
                return self.shuffle(self.conv(x))
        """,
    ),
    "Recurrent": (
        "torch.zeros(2, 5, n)",
        """
        class Recurrent(nn.Module):
            def __init__(self, n, hidden, out):
                super().__init__()
                self.rnn = nn.GRU(n, hidden, batch_first=True, bidirectional=True)
                self.fc = nn.Linear(out, 3)

            def forward(self, x):
                return self.fc(self.rnn(x)[0])
        """,
    ),
    "Asserted": (
        "torch.zeros(2, width)",
        """
        class Asserted(nn.Module):
            def __init__(self, width, parts):
                super().__init__()
                assert width % parts == 0, "parts must divide width"
                if parts > 4:
                    raise ValueError("too many parts")
                self.fc = nn.Linear(width // parts, 2)
                self.parts = parts

            def forward(self, x):
                return self.fc(x.view(x.size(0), self.parts, -1))
        """,
    ),
    "Squeezed": (
        "torch.zeros(1, channels, 4, 4)",
        """
        class Squeezed(nn.Module):
            def __init__(self, channels, ratio):
                super().__init__()
                self.fc1 = nn.Linear(channels, channels // ratio)
                self.fc2 = nn.Linear(channels // ratio, channels)

            def forward(self, x):
                b, c, _, _ = x.shape
                y = self.fc2(torch.relu(self.fc1(x.mean((2, 3)))))
                return x * y.view(b, c, 1, 1)
        """,
    ),
    "Tied": (
        "torch.zeros(2, 3, dtype=torch.long)",
        """
        class Tied(nn.Module):
            def __init__(self, vocab, emb, hidden):
                super().__init__()
                self.emb = nn.Embedding(vocab, emb)
                self.rnn = nn.LSTM(emb, hidden, batch_first=True)
                self.out = nn.Linear(emb, vocab)
                self.out.weight = self.emb.weight

            def forward(self, x):
                return self.out(self.rnn(self.emb(x))[0])
        """,
    ),
    "Split": (
        "torch.zeros(2, width)",
        """
        class Split(nn.Module):
            def __init__(self, width, left):
                super().__init__()
                self.sizes = [left, left + 1]
                self.norm = nn.LayerNorm(width)
                self.fc = nn.Linear(left, 2)

            def forward(self, x):
                batch, features = x.shape
                a, b = self.norm(x).split(self.sizes, dim=1)
                return self.fc(a)
        """,
    ),
    "Decoder": (
        "torch.zeros(1, deep, 4, 4)",
        """
        class Decoder(nn.Module):
            def __init__(self, deep, skip, total):
                super().__init__()
                self.up = nn.ConvTranspose2d(deep, skip, 2, stride=2)
                self.conv = nn.Conv2d(total, skip, 3, padding=1)

            def forward(self, x):
                batch, channels, height, width = x.shape
                y = self.up(x)
                return self.conv(torch.cat([y, torch.relu(y)], dim=1))
        """,
    ),
    "Kernel": (
        "torch.zeros(1, 3, 16, 16)",
        """
        class Kernel(nn.Module):
            def __init__(self, kernel, padding):
                super().__init__()
                self.pool = nn.MaxPool2d(kernel, padding=padding)

            def forward(self, x):
                return self.pool(x)
        """,
    ),
    "Basic": (
        "torch.zeros(2, inside, 1, 1)",
        """
        class Basic(nn.Module):
            def __init__(self, inside, planes, stride, groups, width):
                super().__init__()
                if groups != 1 or width > 6:
                    raise ValueError("only groups=1 and width up to 6 are supported")
                self.conv1 = nn.Conv2d(inside, planes, 3, stride, 1, bias=False)
                self.bn1 = nn.BatchNorm2d(planes)
                self.conv2 = nn.Conv2d(planes, planes, 3, 1, 1, bias=False)
                self.bn2 = nn.BatchNorm2d(planes)
                self.relu = nn.ReLU(inplace=True)

            def forward(self, x):
                out = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
                out += x
                return self.relu(out)
        """,
    ),
    "Inverted": (
        "torch.zeros(2, inp, 4, 4)",
        """
        class Inverted(nn.Module):
            def __init__(self, inp, oup, stride, expand):
                super().__init__()
                if stride not in [1, 2]:
                    raise ValueError(f"stride should be 1 or 2 instead of {stride}")
                hidden = int(round(inp * expand))
                self.use_res = stride == 1 and inp == oup
                layers = []
                if expand != 1:
                    layers.append(nn.Sequential(nn.Conv2d(inp, hidden, 1, bias=False), nn.BatchNorm2d(hidden)))
                layers.append(nn.Conv2d(hidden, hidden, 3, stride, 1, groups=hidden, bias=False))
                layers.append(nn.Conv2d(hidden, oup, 1, bias=False))
                self.conv = nn.Sequential(*layers)

            def forward(self, x):
                return x + self.conv(x) if self.use_res else self.conv(x)
        """,
    ),
    "Shuffled": (
        "torch.zeros(2, inp, 4, 4)",
        """
        class Shuffled(nn.Module):
            def __init__(self, inp, oup, stride):
                super().__init__()
                if not (1 <= stride <= 3):
                    raise ValueError("illegal stride value")
                self.stride = stride
                half = oup // 2
                if stride == 1 and inp != half * 2:
                    raise ValueError("inp must be oup")
                self.branch1 = nn.Sequential(nn.Conv2d(inp, half, 1)) if stride > 1 else nn.Sequential()
                self.branch2 = nn.Conv2d(inp if stride > 1 else half, half, 1)

            def forward(self, x):
                if self.stride == 1:
                    x1, x2 = x.chunk(2, dim=1)
                    return torch.cat((x1, self.branch2(x2)), dim=1)
                return torch.cat((self.branch1(x), self.branch2(x)), dim=1)
        """,
    ),
    "Head": (
        "torch.zeros(2, width, 4, 4)",
        """
        class Head(nn.Sequential):
            def __init__(self, width, classes):
                inside = width // 4
                super().__init__(
                    nn.Conv2d(width, inside, 3, padding=1),
                    nn.BatchNorm2d(inside),
                    nn.Conv2d(inside, classes, 1),
                )
        """,
    ),
    "Repeated": (
        "torch.zeros(2, width)",
        """
        class Repeated(nn.Module):
            def __init__(self, width, out, number):
                super().__init__()
                self.layers = nn.Sequential(*[nn.Linear(width, out) for _ in range(number)])

            def forward(self, x):
                return self.layers(x)
        """,
    ),
    "Windowed": (
        "torch.zeros(1, 7, 9, dim)",
        """
        class Windowed(nn.Module):
            def __init__(self, dim, heads, window):
                super().__init__()
                self.heads, self.window = heads, window
                self.qkv = nn.Linear(dim, 3 * dim)

            def forward(self, x):
                B, H, W, C = x.shape
                w = self.window
                x = F.pad(x, (0, 0, 0, (w - W % w) % w, 0, (w - H % w) % w))
                _, high, wide, _ = x.shape
                x = x.view(B, high // w, w, wide // w, w, C).permute(0, 1, 3, 2, 4, 5)
                x = self.qkv(x.reshape(B * (high // w) * (wide // w), w * w, C))
                x = x.reshape(x.size(0), x.size(1), 3, self.heads, C // self.heads).permute(2, 0, 3, 1, 4)
                return (x[0] @ x[1].transpose(-2, -1)) @ x[2]
        """,
    ),
    "Divided": (
        "torch.zeros(2, width)",
        """
        class Divided(nn.Module):
            def __init__(self, width, steps):
                super().__init__()
                self.fc = nn.Linear(width, width + width % (steps - 3) + 10)

            def forward(self, x):
                return self.fc(x)
        """,
    ),
    "Caught": (
        "torch.zeros(2, width)",
        """
        class Caught(nn.Module):
            def __init__(self, width, steps):
                super().__init__()
                try:
                    self.factor = width // (steps - 3)
                except ZeroDivisionError:
                    self.factor = 1
                if steps == 4:
                    raise ValueError("too few steps")
                self.fc = nn.Linear(width, 3)

            def forward(self, x):
                return self.fc(x)
        """,
    ),
    "Fired": (
        "torch.zeros(2, inplanes, 4, 4)",
        """
        class Fired(nn.Module):
            def __init__(self, inplanes, squeeze, first, second, total):
                super().__init__()
                self.squeeze = nn.Conv2d(inplanes, squeeze, 1)
                self.first = nn.Conv2d(squeeze, first, 1)
                self.second = nn.Conv2d(squeeze, second, 3, padding=1)
                self.norm = nn.BatchNorm2d(total)

            def forward(self, x):
                x = torch.relu(self.squeeze(x))
                return self.norm(torch.cat([self.first(x), self.second(x)], 1))
        """,
    ),
}


def _succeeds(cls: type[nn.Module], values: dict[str, int], fed: str) -> bool:
    try:
        with torch.no_grad(), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            model = cls(**values)
            model(*eval(f"({fed},)", {"torch": torch, **values}))
    except (RuntimeError, ValueError, AssertionError, ZeroDivisionError, IndexError):
        return False
    return True


@pytest.mark.parametrize("name", CLASSES)
def test_requires_holds_exactly_where_torch_succeeds(name: str, tmp_path: Path) -> None:
    fed, source = CLASSES[name]
    text = HEAD + textwrap.dedent(source).lstrip("\n")
    (tmp_path / "m.py").write_text(text, encoding="utf-8")
    table = Project(tmp_path, use_cache=False).params(f"m.py:{name}")
    assert table.error is None
    space: dict[str, Any] = {}
    exec(compile(text, "m.py", "exec"), space)
    cls = space[name]
    names = list(cls.__init__.__code__.co_varnames[1 : cls.__init__.__code__.co_argcount])
    random.seed(name)
    wrong = []
    succeeded = 0
    for _ in range(SETTINGS):
        values = {n: random.randint(1, 8) for n in names}
        told = all(eval(condition, {"max": max, "min": min, **values}) for condition in table.requires)
        real = _succeeds(cls, values, fed)
        succeeded += real
        if told != real:
            wrong.append((values, told, real))
    assert not wrong, (table.requires, wrong[:3], len(wrong))
    assert succeeded
