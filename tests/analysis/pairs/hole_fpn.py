import torch
import torch.nn.functional as F
from torch import nn


class TopDown(nn.Module):
    def __init__(self, widths, out):
        super().__init__()
        self.low = nn.Conv2d(3, widths[0], 3, stride=2, padding=1)
        self.high = nn.Conv2d(widths[0], widths[1], 3, stride=2, padding=1)
        self.lateral = nn.Conv2d(widths[0], out, 1)
        self.top = nn.Conv2d(widths[1], out, 1)
        self.fuse = nn.Conv2d(2 * out, out, 3, padding=1)  # bug: self.fuse = nn.Conv2d(..., out, 3, padding=1)  # error: [hole] must be 2*out

    def forward(self, image):
        low = self.low(image)
        top = self.top(self.high(low))
        up = F.interpolate(top, size=low.shape[-2:])
        return self.fuse(torch.cat((self.lateral(low), up), dim=1))


TopDown([16, 32], 24)(torch.rand(1, 3, 64, 64))
