import torch
from torch import nn


class Res(nn.Module):
    def __init__(self, d, e):
        super().__init__()
        self.inner = nn.Sequential(nn.LayerNorm(d), nn.Linear(d, 4 * d), nn.GELU())
        self.back = nn.Linear(4 * d, d)  # bug: self.back = nn.Linear(4 * d, ...)  # error: [hole] no size fits here
        self.scale = nn.Parameter(torch.ones(d))  # bug: self.scale = nn.Parameter(torch.ones(2 * d))

    def forward(self, x):
        b, t, _ = x.shape
        y = self.back(self.inner(x))
        torch.stack([x, y])
        return torch.stack([y, self.scale.expand(b, t, -1)])


Res(6, 3)(torch.rand(2, 5, 6))
