import torch
from torch import nn


class Hyper(nn.Module):
    def __init__(self, z, a, b):
        super().__init__()
        self.a, self.b = a, b
        self.gen = nn.Linear(z, a * b + b)  # bug: self.gen = nn.Linear(z, a * b)

    def forward(self, z, x):
        w, bias = self.gen(z).split([self.a * self.b, self.b], dim=-1)  # error: [split]
        w = w.view(-1, self.a, self.b)
        return torch.bmm(x.unsqueeze(1), w).squeeze(1) + bias


h = Hyper(8, 6, 4)
h(torch.rand(3, 8), torch.rand(3, 6))
