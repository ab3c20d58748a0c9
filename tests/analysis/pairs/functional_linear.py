import torch
import torch.nn.functional as F
from torch import nn


class HyperLinear(nn.Module):
    def __init__(self, n_in, n_out, rank):
        super().__init__()
        self.a = nn.Parameter(torch.empty(rank, n_in))
        self.b = nn.Parameter(torch.empty(n_out, rank))
        nn.init.kaiming_uniform_(self.a)
        nn.init.zeros_(self.b)

    def forward(self, x):
        w = self.b @ self.a  # bug: w = (self.b @ self.a).T
        return F.linear(x, w)  # error: [linear]


layer = HyperLinear(6, 9, 2)
layer(torch.randn(4, 6))
