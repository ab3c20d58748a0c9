import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.ln = nn.LayerNorm(dim)
        self.attn = nn.MultiheadAttention(dim, heads, batch_first=True)  # error: [parameter]

    def forward(self, x):
        h = self.ln(x)
        a, _ = self.attn(h, h, h)
        return x + a


model = Block(96, 8)  # bug: model = Block(100, 8)
print(model(torch.randn(2, 5, 96)).shape)
