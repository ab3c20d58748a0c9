import torch
from torch import nn


class Mlp(nn.Module):
    def __init__(self, dim, ratio=4):
        super().__init__()
        hidden = dim * ratio
        self.gate = nn.Linear(dim, hidden)
        self.value = nn.Linear(dim, hidden)
        self.norm = nn.LayerNorm(hidden)  # bug: self.norm = nn.LayerNorm(...)  # error: [hole] must be dim*ratio
        self.back = nn.Linear(hidden, dim)

    def forward(self, x):
        return x + self.back(self.norm(torch.sigmoid(self.gate(x)) * self.value(x)))


print(Mlp(32)(torch.rand(2, 9, 32)).shape)
