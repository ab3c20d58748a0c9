import torch
from torch import nn


class SE(nn.Module):
    def __init__(self, channel, reduction=16):
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Sequential(
            nn.Linear(channel, channel // reduction, bias=False),
            nn.ReLU(inplace=True),
            nn.Linear(channel // reduction, channel, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, x):
        b, c, _, _ = x.size()
        y = self.avg_pool(x).view(b, c)
        y = self.fc(y).view(b, c, 1, 1)  # bug: y = self.fc(y).view(b, 1, 1, c)
        return x * y.expand_as(x)  # error: [expand]


net = nn.Sequential(nn.Conv2d(3, 64, 3), SE(64))
net(torch.rand(2, 3, 16, 16))
