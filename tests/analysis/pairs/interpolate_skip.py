import torch
from torch import nn
from torch.nn import functional as F


class FPN(nn.Module):
    def __init__(self, widths=(64, 128, 256), out=32):
        super().__init__()
        self.lateral = nn.ModuleList([nn.Conv2d(w, out, 1) for w in widths])
        self.smooth = nn.ModuleList([nn.Conv2d(out, out, 3, padding=1) for _ in widths])

    def forward(self, c1, c2, c3):
        p3 = self.lateral[2](c3)
        p2 = self.lateral[1](c2) + F.interpolate(p3, scale_factor=2, mode="nearest")  # error: [broadcast]  # bug: p2 = self.lateral[1](c2) + F.interpolate(p3, scale_factor=4, mode="nearest")
        p1 = self.lateral[0](c1) + F.interpolate(p2, size=c1.shape[-2:], mode="nearest")
        return [s(p) for s, p in zip(self.smooth, (p1, p2, p3))]


fpn = FPN()
outs = fpn(torch.rand(1, 64, 32, 32), torch.rand(1, 128, 16, 16), torch.rand(1, 256, 8, 8))
