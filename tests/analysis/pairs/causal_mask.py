import torch
import torch.nn as nn


class CausalAttention(nn.Module):
    def __init__(self, dim, block_size):
        super().__init__()
        self.q = nn.Linear(dim, dim)
        self.k = nn.Linear(dim, dim)
        self.v = nn.Linear(dim, dim)
        self.register_buffer("mask", torch.tril(torch.ones(block_size, block_size)).view(1, block_size, block_size))

    def forward(self, x):
        b, t, d = x.shape
        w = self.q(x) @ self.k(x).transpose(1, 2)
        w = w.masked_fill(self.mask[:, :t, :t] == 0, float("-inf"))  # bug: w = w.masked_fill(self.mask == 0, float("-inf"))  # error: [broadcast]
        return w.softmax(-1) @ self.v(x)


model = CausalAttention(16, 128)
model(torch.randn(3, 40, 16))
