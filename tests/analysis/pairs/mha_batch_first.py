import torch
from torch import nn


class Retriever(nn.Module):
    def __init__(self, dim=32):
        super().__init__()
        self.attn = nn.MultiheadAttention(dim, 4, batch_first=True)  # bug: self.attn = nn.MultiheadAttention(dim, 4)
        self.query = nn.Linear(16, dim)

    def forward(self, q, memory):
        q = self.query(q)
        out, weights = self.attn(q, memory, memory)  # error: [attention]
        return out


r = Retriever()
r(torch.randn(5, 3, 16), torch.randn(5, 9, 32))
