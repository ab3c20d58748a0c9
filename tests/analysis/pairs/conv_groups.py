import torch
import torch.nn as nn


class SeparableConv(nn.Module):
    def __init__(self, in_ch, out_ch, kernel_size=3):
        super().__init__()
        self.depthwise = nn.Conv2d(in_ch, in_ch, kernel_size, padding=kernel_size // 2, groups=in_ch)
        self.pointwise = nn.Conv2d(in_ch, out_ch, 1)

    def forward(self, x):
        return self.pointwise(self.depthwise(x))  # error: [conv]


class MobileNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 32, 3, stride=2, padding=1)
        self.b1 = SeparableConv(32, 64)
        self.b2 = SeparableConv(64, 128)  # bug: self.b2 = SeparableConv(32, 128)
        self.head = nn.Linear(128, 1000)

    def forward(self, x):
        x = self.stem(x)
        x = self.b1(x)
        x = self.b2(x)
        x = x.mean([2, 3])
        return self.head(x)


# run: MobileNet()(torch.randn(1, 3, 32, 32))
