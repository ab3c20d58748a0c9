import torch
from einops import einsum, rearrange
from torch import nn


class Experts(nn.Module):
    def __init__(self, n, d, h):
        super().__init__()
        self.up = nn.Parameter(torch.randn(n, d, h))
        self.down = nn.Parameter(torch.randn(n, h, d))
        self.gate = nn.Linear(d, n)

    def forward(self, x):
        gates = self.gate(x).softmax(dim=-1)
        hidden = einsum(x, self.up, "b t d, n d h -> b t n h").relu()
        out = einsum(hidden, self.down, "b t n h, n h d -> b t n d")  # bug: out = einsum(hidden, self.up, "b t n h, n h d -> b t n d")  # error: [einsum|einops]
        return einsum(out, gates, "b t n d, b t n -> b t d")


Experts(3, 4, 7)(torch.rand(2, 5, 4))
