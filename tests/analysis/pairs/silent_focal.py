import torch
from torch import nn


class Detector(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.score = nn.Linear(d, 1)

    def forward(self, x):
        return self.score(x).squeeze(-1)  # bug: return self.score(x)


def focal(scores, targets, gamma=2.0):
    p = torch.sigmoid(scores)
    pt = p * targets + (1 - p) * (1 - targets)  # warning: [silent-broadcast]
    return (-((1 - pt) ** gamma) * pt.log()).mean()


model = Detector(7)
loss = focal(model(torch.rand(32, 7)), torch.randint(0, 2, (32,)).float())
