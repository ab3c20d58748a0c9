import torch
from torch import nn


class Stages(nn.Module):
    def __init__(self, widths=(16, 32, 64)):
        super().__init__()
        self.n = len(widths)
        cin = 3
        for i, w in enumerate(widths):
            setattr(self, f"stage{i + 1}", nn.Sequential(nn.Conv2d(cin, w, 3, 2, 1), nn.ReLU()))
            cin = w
        self.head = nn.Linear(cin, 10)  # bug: self.head = nn.Linear(widths[0], 10)

    def forward(self, x):
        for i in range(self.n):
            x = getattr(self, f"stage{i + 1}")(x)
        return self.head(x.mean([2, 3]))  # error: [linear]


# run: Stages()(torch.rand(1, 3, 32, 32))
