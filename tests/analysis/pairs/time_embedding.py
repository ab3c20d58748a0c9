import math

import torch
import torch.nn as nn


def timestep_embedding(t, dim, max_period=10000):
    half = dim // 2
    freqs = torch.exp(-math.log(max_period) * torch.arange(0, half) / half)
    args = t[:, None].float() * freqs[None]
    return torch.cat([torch.cos(args), torch.sin(args)], dim=-1)


class ResBlock(nn.Module):
    def __init__(self, ch, time_dim):
        super().__init__()
        self.conv = nn.Conv2d(ch, ch, 3, padding=1)
        self.time = nn.Linear(time_dim, ch)

    def forward(self, x, t):
        h = self.conv(x)
        emb = self.time(timestep_embedding(t, self.time.in_features))
        return x + h + emb[:, :, None, None]  # bug: return x + h + emb  # error: [broadcast]


blk = ResBlock(32, 128)
blk(torch.randn(4, 32, 16, 16), torch.randint(0, 1000, (4,)))
