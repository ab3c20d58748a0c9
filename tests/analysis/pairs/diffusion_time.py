import math
import torch
from torch import nn


class SinusoidalPosEmb(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.dim = dim

    def forward(self, t):
        half = self.dim // 2
        emb = math.log(10000) / (half - 1)
        emb = torch.exp(torch.arange(half, device=t.device) * -emb)
        emb = t[:, None] * emb[None, :]
        return torch.cat((emb.sin(), emb.cos()), dim=-1)


class ResBlock(nn.Module):
    def __init__(self, cin, cout, tdim, groups=8):
        super().__init__()
        self.time = nn.Sequential(nn.SiLU(), nn.Linear(tdim, cout * 2))
        self.norm = nn.GroupNorm(groups, cout)
        self.conv = nn.Conv2d(cin, cout, 3, padding=1)
        self.skip = nn.Conv2d(cin, cout, 1) if cin != cout else nn.Identity()

    def forward(self, x, t):
        scale, shift = self.time(t)[:, :, None, None].chunk(2, dim=1)  # bug: scale, shift = self.time(t).chunk(2, dim=1)
        h = self.norm(self.conv(x)) * (scale + 1) + shift  # error: [broadcast]
        return nn.functional.silu(h) + self.skip(x)


class Model(nn.Module):
    def __init__(self, dim=32):
        super().__init__()
        self.t = nn.Sequential(SinusoidalPosEmb(dim), nn.Linear(dim, dim * 4), nn.GELU(), nn.Linear(dim * 4, dim * 4))
        self.inp = nn.Conv2d(3, dim, 3, padding=1)
        self.b = ResBlock(dim, dim * 2, dim * 4)
        self.out = nn.Conv2d(dim * 2, 3, 1)

    def forward(self, x, t):
        return self.out(self.b(self.inp(x), self.t(t)))


noise = Model()(torch.randn(4, 3, 16, 16), torch.randint(0, 1000, (4,)))
