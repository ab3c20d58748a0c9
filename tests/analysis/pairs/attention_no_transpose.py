import torch
import torch.nn as nn
import torch.nn.functional as F


class Attention(nn.Module):
    def __init__(self, dim, heads=8, dim_head=64):
        super().__init__()
        inner = heads * dim_head
        self.heads = heads
        self.scale = dim_head ** -0.5
        self.to_q = nn.Linear(dim, inner, bias=False)
        self.to_k = nn.Linear(dim, inner, bias=False)
        self.to_v = nn.Linear(dim, inner, bias=False)
        self.to_out = nn.Linear(inner, dim)  # bug: self.to_out = nn.Linear(dim_head, dim)

    def forward(self, x):
        b, n, _ = x.shape
        h = self.heads
        q = self.to_q(x).reshape(b, n, h, -1).permute(0, 2, 1, 3)
        k = self.to_k(x).reshape(b, n, h, -1).permute(0, 2, 1, 3)
        v = self.to_v(x).reshape(b, n, h, -1).permute(0, 2, 1, 3)
        dots = torch.matmul(q, k.transpose(-1, -2)) * self.scale
        attn = F.softmax(dots, dim=-1)
        out = torch.matmul(attn, v)
        out = out.permute(0, 2, 1, 3).reshape(b, n, -1)
        return self.to_out(out)  # error: [linear]


# run: Attention(48)(torch.randn(2, 5, 48))
