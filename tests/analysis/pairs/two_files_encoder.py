import torch
from encoder import Encoder
from torch import nn


class Classifier(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.encoder = Encoder(3, base=16)
        self.fc = nn.Linear(self.encoder.out_features, classes)  # bug: self.fc = nn.Linear(self.encoder.base, classes)

    def forward(self, x):
        return self.fc(self.encoder(x))  # error: [linear]


print(Classifier(7)(torch.randn(2, 3, 32, 32)).shape)
# file: encoder.py
from torch import nn


class Encoder(nn.Module):
    def __init__(self, channels, base):
        super().__init__()
        self.base = base
        self.out_features = 4 * base
        self.body = nn.Sequential(
            nn.Conv2d(channels, base, 3, 2, 1), nn.ReLU(), nn.Conv2d(base, 4 * base, 3, 2, 1), nn.ReLU()
        )

    def forward(self, x):
        return self.body(x).mean(dim=(2, 3))
