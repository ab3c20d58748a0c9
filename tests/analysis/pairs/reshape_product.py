import torch
import torch.nn as nn


class PatchMixer(nn.Module):
    def __init__(self, dim=192, heads=3):
        super().__init__()
        self.heads = heads
        self.dim = dim
        self.proj = nn.Linear(dim, dim)

    def forward(self, x):
        n, length, _ = x.shape
        y = self.proj(x)
        y = y.reshape(n, length, self.heads, self.dim // self.heads)  # bug: y = y.reshape(n, length, self.heads, self.dim)  # error: [reshape]
        return y.sum(dim=2)


mixer = PatchMixer()
mixer(torch.randn(2, 10, 192))
