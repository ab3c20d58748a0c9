import torch
from torch import nn
import torch.nn.functional as F


class Hyper(nn.Module):
    def __init__(self):
        super().__init__()
        self.s1 = nn.Conv2d(3, 16, 3, stride=2, padding=1)
        self.s2 = nn.Conv2d(16, 32, 3, stride=2, padding=1)
        self.s3 = nn.Conv2d(32, 64, 3, stride=2, padding=1)
        self.head = nn.Conv2d(112, 21, 1)

    def forward(self, x):
        a = self.s1(x)
        b = self.s2(a)
        c = self.s3(b)
        size = a.shape[-2:]
        cols = [a] + [F.interpolate(t, size=size, mode="bilinear") for t in (b, c)]  # bug: cols = [a] + [F.interpolate(t, scale_factor=2, mode="bilinear") for t in (b, c)]
        return self.head(torch.cat(cols, 1))  # error: [join]


Hyper()(torch.rand(2, 3, 64, 64))
