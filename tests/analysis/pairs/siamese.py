import torch
import torch.nn as nn
import torch.nn.functional as F


class Siamese(nn.Module):
    def __init__(self):
        super().__init__()
        self.cnn = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        )
        self.embed = nn.Linear(32 * 26 * 26, 128)
        self.out = nn.Linear(128, 1)  # bug: self.out = nn.Linear(256, 1)

    def forward_once(self, x):
        x = self.cnn(x)
        return self.embed(x.view(x.size(0), -1))

    def forward(self, a, b):
        ea, eb = self.forward_once(a), self.forward_once(b)
        return torch.sigmoid(self.out(torch.abs(ea - eb)))  # error: [linear]


# run: Siamese()(torch.randn(2, 1, 105, 105), torch.randn(2, 1, 105, 105))
