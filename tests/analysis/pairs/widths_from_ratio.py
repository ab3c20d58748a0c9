import torch
from torch import nn


class Mixer(nn.Module):
    ratio = 3

    def __init__(self, width):
        super().__init__()
        self.inner = self.ratio * width
        self.up = nn.Linear(width, self.inner)
        self.gate = nn.Linear(width, self.inner)  # bug: self.gate = nn.Linear(width, 2 * width)
        self.down = nn.Linear(self.inner, width)

    def forward(self, x):
        return self.down(self.up(x) * torch.sigmoid(self.gate(x)))  # error: [broadcast]


print(Mixer(20)(torch.randn(5, 20)).shape)
