import torch
from torch import nn
import torch.nn.functional as F


class Pyramid(nn.Module):
    def __init__(self, width, bins=(1, 2, 4)):
        super().__init__()
        self.bins = bins
        self.convs = nn.ModuleList([nn.Conv2d(width, width // 4, 1) for _ in bins])
        self.fuse = nn.Conv2d(width + len(bins) * (width // 4), width, 3, padding=1)

    def forward(self, x):
        size = x.shape[2:]
        maps = [x]
        for n, conv in zip(self.bins, self.convs):
            maps.append(F.interpolate(conv(F.adaptive_avg_pool2d(x, n)), size=size, mode="bilinear"))
        return self.fuse(torch.cat(maps, dim=1))  # error: [join|conv] # bug: return self.fuse(torch.cat(maps, dim=2))


print(Pyramid(16)(torch.randn(2, 16, 9, 9)).shape)
