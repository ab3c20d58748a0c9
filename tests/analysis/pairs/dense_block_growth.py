import torch
from torch import nn


class DenseLayer(nn.Module):
    def __init__(self, cin, growth):
        super().__init__()
        self.net = nn.Sequential(nn.BatchNorm2d(cin), nn.ReLU(), nn.Conv2d(cin, growth, 3, padding=1))

    def forward(self, x):
        return torch.cat([x, self.net(x)], 1)


class DenseNet(nn.Module):
    def __init__(self, growth=12, n=4, classes=10):
        super().__init__()
        c = 2 * growth
        self.stem = nn.Conv2d(3, c, 3, padding=1)
        layers = []
        for _ in range(n):
            layers.append(DenseLayer(c, growth))
            c += growth
        self.block = nn.Sequential(*layers)
        self.bn = nn.BatchNorm2d(c)  # bug: self.bn = nn.BatchNorm2d(c + growth)
        self.fc = nn.Linear(c, classes)

    def forward(self, x):
        x = self.bn(self.block(self.stem(x))).relu()  # error: [norm]
        return self.fc(x.mean((2, 3)))


# run: DenseNet()(torch.randn(2, 3, 16, 16))
