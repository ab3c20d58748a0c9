import torch
from torch import nn


class Attn(nn.Module):
    def __init__(self, d, heads, buckets=32):
        super().__init__()
        self.h = heads
        self.qkv = nn.Linear(d, 3 * d, bias=False)
        self.bias = nn.Embedding(buckets, heads)

    def forward(self, x):
        b, t, d = x.shape
        q, k, v = (y.view(b, t, self.h, d // self.h).transpose(1, 2) for y in self.qkv(x).chunk(3, -1))
        pos = torch.arange(t)
        rel = (pos[None, :] - pos[:, None]).clamp(0, 31)
        att = q @ k.transpose(-1, -2) + self.bias(rel).permute(2, 0, 1)  # error: [broadcast]  # bug: att = q @ k.transpose(-1, -2) + self.bias(rel)
        return (att.softmax(-1) @ v).transpose(1, 2).reshape(b, t, d)


Attn(64, 4)(torch.randn(2, 10, 64))
