import torch
from torch import nn


def rotate_half(x):
    x1, x2 = x.chunk(2, dim=-1)
    return torch.cat((-x2, x1), dim=-1)


class Rotary(nn.Module):
    def __init__(self, dim, base=10000):
        super().__init__()
        inv_freq = 1.0 / (base ** (torch.arange(0, dim, 2).float() / dim))
        self.register_buffer("inv_freq", inv_freq)

    def forward(self, seq_len):
        t = torch.arange(seq_len, device=self.inv_freq.device).type_as(self.inv_freq)
        freqs = torch.einsum("i,j->ij", t, self.inv_freq)
        emb = torch.cat((freqs, freqs), dim=-1)  # bug: emb = freqs
        return emb.cos()[None, None], emb.sin()[None, None]


class RotaryAttention(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads, self.hd = heads, dim // heads
        self.qk = nn.Linear(dim, 2 * dim)
        self.rot = Rotary(self.hd)

    def forward(self, x):
        B, T, C = x.shape
        q, k = self.qk(x).chunk(2, dim=-1)
        q = q.view(B, T, self.heads, self.hd).transpose(1, 2)
        k = k.view(B, T, self.heads, self.hd).transpose(1, 2)
        cos, sin = self.rot(T)
        q = q * cos + rotate_half(q) * sin  # error: [broadcast]
        k = k * cos + rotate_half(k) * sin
        return q @ k.transpose(-2, -1)


attn = RotaryAttention(64, 4)
attn(torch.randn(2, 10, 64))
