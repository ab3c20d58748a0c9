import torch
from torch import nn


class Experts(nn.Module):
    def __init__(self, dim, inner, number):
        super().__init__()
        self.gate = nn.Linear(dim, number)
        self.up = nn.Parameter(torch.randn(number, dim, inner))
        n = number
        self.down = nn.Parameter(torch.randn(n, inner, dim))  # bug: self.down = nn.Parameter(self.up.detach())

    def forward(self, x):
        share = self.gate(x).softmax(-1)
        h = torch.einsum("bd,edi->ebi", x, self.up).relu()
        y = torch.bmm(h, self.down)  # error: [matmul]
        return torch.einsum("ebd,be->bd", y, share)


print(Experts(6, 10, 3)(torch.randn(5, 6)).shape)
