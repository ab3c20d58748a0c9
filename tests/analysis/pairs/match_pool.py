import torch
from torch import nn


class Pool(nn.Module):
    def __init__(self, kind):
        super().__init__()
        self.kind = kind

    def forward(self, x):
        match self.kind:
            case "cls":
                return x[:, 0]
            case "mean":
                return x.mean(1)
            case _:
                return x.flatten(1)


net = nn.Sequential(Pool("mean"), nn.Linear(24, 2))  # bug: net = nn.Sequential(Pool("all"), nn.Linear(24, 2))
net(torch.rand(4, 6, 24))  # error: [linear]
