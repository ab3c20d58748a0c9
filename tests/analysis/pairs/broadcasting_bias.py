import torch
import torch.nn as nn


class ScaledLinear(nn.Module):
    def __init__(self, in_features, out_features):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(out_features, in_features))
        self.scale = nn.Parameter(torch.ones(out_features, 1))
        self.bias = nn.Parameter(torch.zeros(out_features))  # bug: self.bias = nn.Parameter(torch.zeros(in_features))

    def forward(self, x):
        w = self.weight * self.scale
        y = x @ w.t()
        return y + self.bias  # error: [broadcast]


layer = ScaledLinear(12, 20)
print(layer(torch.randn(8, 12)).shape)
