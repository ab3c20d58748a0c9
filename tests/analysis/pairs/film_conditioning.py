import torch
from torch import nn


class FiLM(nn.Module):
    def __init__(self, channels, cond):
        super().__init__()
        self.to_scale = nn.Linear(cond, channels * 2)
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x, c):
        scale, shift = self.to_scale(c).chunk(2, dim=1)
        h = self.conv(x)
        return h * scale[:, :, None, None] + shift[:, :, None, None]  # error: [broadcast]  # bug: return h * scale[:, None, None] + shift[:, :, None, None]


net = FiLM(16, 10)
out = net(torch.randn(4, 16, 8, 8), torch.randn(4, 10))
