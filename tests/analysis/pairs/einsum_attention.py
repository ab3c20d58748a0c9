import torch
from torch import nn


class EinsumAttention(nn.Module):
    def __init__(self, d_model, n_heads):
        super().__init__()
        self.h = n_heads
        self.d = d_model // n_heads
        self.wq = nn.Parameter(torch.randn(n_heads, d_model, self.d))
        self.wk = nn.Parameter(torch.randn(n_heads, d_model, self.d))
        self.wv = nn.Parameter(torch.randn(n_heads, d_model, self.d))
        self.wo = nn.Parameter(torch.randn(n_heads, self.d, d_model))  # bug: self.wo = nn.Parameter(torch.randn(n_heads, d_model, self.d))

    def forward(self, x):
        q = torch.einsum("btm,hmd->bhtd", x, self.wq)
        k = torch.einsum("btm,hmd->bhtd", x, self.wk)
        v = torch.einsum("btm,hmd->bhtd", x, self.wv)
        a = torch.einsum("bhqd,bhkd->bhqk", q, k).softmax(-1)
        o = torch.einsum("bhqk,bhkd->bhqd", a, v)
        return torch.einsum("bhtd,hdm->btm", o, self.wo)  # error: [einsum]


attn = EinsumAttention(64, 4)
y = attn(torch.randn(2, 9, 64))
