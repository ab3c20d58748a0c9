import torch
from torch import nn


class Inception(nn.Module):
    def __init__(self, channels: int):
        super().__init__()
        self.one = nn.Conv2d(channels, 16, kernel_size=1)
        self.three = nn.Conv2d(channels, 24, kernel_size=3, padding=1)  # bug: self.three = nn.Conv2d(channels, 24, kernel_size=3)
        self.five = nn.Conv2d(channels, 24, kernel_size=5, padding=2)

    def forward(self, x):
        outs = [self.one(x), self.three(x), self.five(x)]
        return torch.cat(outs, dim=1)  # error: [join]


# run: Inception(8)(torch.randn(2, 8, 14, 14))
