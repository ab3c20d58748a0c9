import torch
from torch import nn


class TCN(nn.Module):
    def __init__(self, inputs, channels, classes):
        super().__init__()
        layers = []
        for i, c in enumerate(channels):
            prev = inputs if i == 0 else channels[i - 1]  # bug: prev = inputs if i == 0 else channels[i]
            layers += [nn.Conv1d(prev, c, 3, padding=2**i, dilation=2**i), nn.ReLU()]
        self.net = nn.Sequential(*layers)
        self.fc = nn.Linear(channels[-1], classes)

    def forward(self, x):
        return self.fc(self.net(x.transpose(1, 2))[:, :, -1])  # error: [conv]


TCN(12, [16, 32, 64], 5)(torch.randn(8, 40, 12))
