import torch
import torch.nn as nn


class DeepMLP(nn.Module):
    def __init__(self, sizes=(64, 128, 256, 10)):
        super().__init__()
        layers = []
        for i in range(len(sizes) - 1):
            layers.append(nn.Linear(sizes[i], sizes[i + 1]))
            if i < len(sizes) - 2:
                layers.append(nn.BatchNorm1d(sizes[i + 1]))  # bug: layers.append(nn.BatchNorm1d(sizes[i]))
                layers.append(nn.ReLU())
        self.net = nn.Sequential(*layers)

    def forward(self, x):
        return self.net(x)  # error: [norm]


# run: DeepMLP()(torch.randn(3, 64))
