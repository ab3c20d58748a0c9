import torch
from torch import nn


class Tower(nn.Module):
    def __init__(self, depth=3, hidden=24):
        super().__init__()
        self.first = nn.Linear(10, hidden)
        self.rest = nn.ModuleList(nn.Linear(hidden, hidden) for _ in range(depth))  # bug: self.rest = nn.ModuleList(nn.Linear(..., ...) for _ in range(depth))  # error: [hole] must be hidden  # error: [hole]
        self.last = nn.Linear(hidden, 2)

    def forward(self, x):
        x = self.first(x)
        for layer in self.rest:
            x = x + layer(x).relu()
        return self.last(x)


Tower()(torch.rand(4, 10))
