import math

import torch
from torch import nn


class Attention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads, self.size = heads, dim // heads
        self.q, self.k, self.v = (nn.Linear(dim, dim) for _ in range(3))
        self.talk = nn.Linear(heads, heads)

    def forward(self, x):
        batch, time, dim = x.shape
        q = self.q(x).view(batch, time, self.heads, self.size).transpose(1, 2)
        k = self.k(x).view(batch, time, self.heads, self.size).transpose(1, 2)
        v = self.v(x).view(batch, time, self.heads, self.size).transpose(1, 2)
        scores = q @ k.transpose(2, 3) / math.sqrt(self.size)
        mixed = self.talk(scores.permute(0, 2, 3, 1))
        scores = mixed.permute(0, 3, 1, 2)  # bug: scores = mixed
        y = scores.softmax(-1) @ v  # error: [matmul|broadcast]
        return y.transpose(1, 2).reshape(batch, time, dim)


print(Attention(32, 4)(torch.randn(2, 7, 32)).shape)
