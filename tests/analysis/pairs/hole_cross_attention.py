import torch
from torch import nn


class Cross(nn.Module):
    def __init__(self, query_dim=32, memory_dim=20):
        super().__init__()
        self.attn = nn.MultiheadAttention(query_dim, 4, kdim=memory_dim, vdim=memory_dim, batch_first=True)  # bug: self.attn = nn.MultiheadAttention(..., 4, kdim=memory_dim, vdim=memory_dim, batch_first=True)  # error: [hole] must be query_dim
        self.query = nn.Linear(5, query_dim)

    def forward(self, x, memory):
        return self.attn(self.query(x), memory, memory)[0]


Cross()(torch.rand(2, 3, 5), torch.rand(2, 9, 20))
