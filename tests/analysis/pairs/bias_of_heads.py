import torch
from torch import nn


class Biased(nn.Module):
    def __init__(self, heads, length):
        super().__init__()
        self.slopes = nn.Parameter(torch.ones(heads, 1, 1))  # bug: self.slopes = nn.Parameter(torch.ones(heads))
        self.register_buffer("distance", torch.arange(length)[None, :] - torch.arange(length)[:, None])

    def forward(self, scores):
        return scores + self.slopes * self.distance  # error: [broadcast]


print(Biased(4, 10)(torch.randn(2, 4, 10, 10)).shape)
