import torch
from torch import nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, width, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(width, out, 3, stride, 1)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1)
        self.short = nn.Conv2d(width, out, 1, stride)  # bug: self.short = nn.Conv2d(width, out, 1)

    def forward(self, x):
        return F.relu(self.conv2(F.relu(self.conv1(x))) + self.short(x))  # error: [broadcast]


print(Block(8, 16, 2)(torch.randn(2, 8, 14, 14)).shape)
