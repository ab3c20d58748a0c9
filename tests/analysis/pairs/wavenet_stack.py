import torch
from torch import nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, residual, gate, skip, dilation):
        super().__init__()
        self.pad = dilation
        self.conv = nn.Conv1d(residual, 2 * gate, 2, dilation=dilation)
        self.res = nn.Conv1d(gate, residual, 1)
        self.skip = nn.Conv1d(gate, skip, 1)

    def forward(self, x):
        h = self.conv(F.pad(x, (self.pad, 0)))  # bug: h = self.conv(x)
        a, b = h.chunk(2, 1)
        h = torch.tanh(a) * torch.sigmoid(b)
        return x + self.res(h), self.skip(h)  # error: [broadcast]


class WaveNet(nn.Module):
    def __init__(self, layers=4):
        super().__init__()
        self.inp = nn.Conv1d(1, 24, 1)
        self.blocks = nn.ModuleList(Block(24, 16, 32, 2**i) for i in range(layers))
        self.out = nn.Conv1d(32, 256, 1)

    def forward(self, x):
        x = self.inp(x)
        total = 0
        for block in self.blocks:
            x, s = block(x)
            total = total + s
        return self.out(F.relu(total))


WaveNet()(torch.randn(2, 1, 100))
