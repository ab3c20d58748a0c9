import torch
from torch import nn


class DWConv(nn.Module):
    def __init__(self, cin, cout, k=3):
        super().__init__()
        self.depth = nn.Conv2d(cin, cin, k, padding=k // 2, groups=cin)  # bug: self.depth = nn.Conv2d(cin, cout, k, padding=k // 2, groups=cin)
        self.point = nn.Conv2d(cin, cout, 1)

    def forward(self, x):
        return self.point(self.depth(x))  # error: [conv]


class Mobile(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 32, 3, stride=2, padding=1), DWConv(32, 64), DWConv(64, 128), nn.AdaptiveAvgPool2d(1)
        )
        self.fc = nn.Linear(128, 10)

    def forward(self, x):
        return self.fc(self.features(x).flatten(1))


Mobile()(torch.rand(1, 3, 64, 64))
