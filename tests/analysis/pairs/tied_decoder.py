import torch
from torch import nn
import torch.nn.functional as F


class TiedAutoencoder(nn.Module):
    def __init__(self, width, code):
        super().__init__()
        self.encode = nn.Linear(width, code)
        self.bias = nn.Parameter(torch.zeros(width))

    def forward(self, x):
        z = torch.sigmoid(self.encode(x))
        weight = self.encode.weight.t()  # bug: weight = self.encode.weight
        return F.linear(z, weight, self.bias)  # error: [linear]


print(TiedAutoencoder(30, 8)(torch.randn(4, 30)).shape)
