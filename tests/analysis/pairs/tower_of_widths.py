import torch
from torch import nn


def tower(widths, last):
    layers = []
    for i in range(len(widths) - 1):
        layers += [nn.Linear(widths[i], widths[i + 1]), nn.LayerNorm(widths[i + 1]), nn.GELU()]
    layers.append(nn.Linear(widths[-1], last))  # bug: layers.append(nn.Linear(widths[-2], last))
    return nn.Sequential(*layers)


model = tower([12, 48, 24], 5)
print(model(torch.randn(3, 12)).shape)  # error: [linear]
