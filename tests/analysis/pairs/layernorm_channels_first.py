import torch
import torch.nn as nn


class ConvNeXtBlock(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.dwconv = nn.Conv2d(dim, dim, kernel_size=7, padding=3, groups=dim)
        self.norm = nn.LayerNorm(dim)
        self.pwconv1 = nn.Linear(dim, 4 * dim)
        self.pwconv2 = nn.Linear(4 * dim, dim)

    def forward(self, x):
        shortcut = x
        x = self.dwconv(x)
        x = x.permute(0, 2, 3, 1)  # bug: x = x.permute(0, 2, 1, 3)
        x = self.norm(x)  # error: [norm]
        x = self.pwconv2(torch.relu(self.pwconv1(x)))
        x = x.permute(0, 3, 1, 2)
        return shortcut + x


block = ConvNeXtBlock(96)
block(torch.randn(1, 96, 14, 14))
