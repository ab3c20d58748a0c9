# file: layers.py
from torch import nn


class FeedForward(nn.Module):
    def __init__(self, dim, mult=4):
        super().__init__()
        self.up = nn.Linear(dim, dim * mult)
        self.act = nn.GELU()
        self.down = nn.Linear(dim * mult, dim)

    def forward(self, x):
        return self.down(self.act(self.up(x)))  # error: [linear]


# file: model.py
import torch
from torch import nn

from layers import FeedForward


class Model(nn.Module):
    def __init__(self, d_model=64):
        super().__init__()
        self.inp = nn.Linear(20, d_model)
        self.ff = FeedForward(d_model)  # bug: self.ff = FeedForward(2 * d_model)
        self.out = nn.Linear(d_model, 2)

    def forward(self, x):
        x = self.inp(x)
        x = x + self.ff(x)
        return self.out(x)


# run: Model()(torch.randn(3, 20))
