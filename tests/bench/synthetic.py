"""A project of any size whose files look alike: the same work a line, however many files, lines or layers there are."""

from __future__ import annotations

from pathlib import Path

_MODEL = '''\
"""Model {number}."""

import torch
from torch import nn

from {package}.blocks_{block} import Block


class Net(nn.Module):
    def __init__(self, width={width}, classes=10):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 3, padding=1)
{layers}
        self.head = nn.Linear(width, classes)

    def forward(self, x):
        x = torch.relu(self.stem(x))
{calls}
        return self.head(x.mean((2, 3)))


def build(width={width}):
    return Net(width)
'''
_BLOCK = '''\
"""Blocks {number}."""

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.BatchNorm2d(width)
        self.first = nn.Conv2d(width, 2 * width, 1)
        self.second = nn.Conv2d(2 * width, width, 3, padding=1)

    def forward(self, x):
        y = torch.relu(self.first(self.norm(x)))
        return x + self.second(y)
'''


def write_project(folder: Path, files: int, *, layers: int = 3) -> int:
    """Write a project of so many files, every tenth of which the nine after it import; the number of its lines."""
    package = folder / "pack"
    package.mkdir(parents=True)
    (folder / "shapeproof.toml").write_text("")
    (package / "__init__.py").write_text("")
    lines = 0
    for number in range(files):
        if number % 10 == 0:
            name, text = f"blocks_{number // 10}", _BLOCK.format(number=number)
        else:
            name = f"net_{number}"
            text = _MODEL.format(
                number=number,
                package="pack",
                block=number // 10,
                width=8 * (number % 7 + 1),
                layers="\n".join(f"        self.block{each} = Block(width)" for each in range(layers)),
                calls="\n".join(f"        x = self.block{each}(x)" for each in range(layers)),
            )
        (package / f"{name}.py").write_text(text)
        lines += text.count("\n")
    return lines
