import torch
from torch import nn


class CrossAttention(nn.Module):
    def __init__(self, dim, ctx_dim, heads=4):
        super().__init__()
        self.heads = heads
        self.q = nn.Linear(dim, dim)
        self.kv = nn.Linear(ctx_dim, 2 * dim)
        self.out = nn.Linear(dim, dim)

    def forward(self, x, ctx):
        b, n, d = x.shape
        m = ctx.size(1)
        q = self.q(x).reshape(b, n, self.heads, d // self.heads).permute(0, 2, 1, 3)
        kv = self.kv(ctx).reshape(b, m, 2, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)  # error: [reshape]  # bug: kv = self.kv(ctx).reshape(b, n, 2, self.heads, d // self.heads).permute(2, 0, 3, 1, 4)
        k, v = kv[0], kv[1]
        a = (q @ k.transpose(-1, -2)).softmax(-1)
        return self.out((a @ v).transpose(1, 2).reshape(b, n, d))


layer = CrossAttention(64, 48)
layer(torch.randn(2, 10, 64), torch.randn(2, 7, 48))
