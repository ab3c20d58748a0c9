import torch
from torch import nn


class Stack(nn.Module):
    def __init__(self, width, depth):
        super().__init__()
        self.convs = nn.ModuleList(
            [nn.Conv1d(width, 2 * width, 3, padding=2**i, dilation=2**i) for i in range(depth)]
        )

    def forward(self, x):
        for conv in self.convs:
            a, b = conv(x).chunk(2, dim=1)  # bug: a, b = conv(x).chunk(2, dim=2)
            x = x + torch.tanh(a) * torch.sigmoid(b)  # error: [broadcast]
        return x


print(Stack(8, 4)(torch.randn(2, 8, 50)).shape)
