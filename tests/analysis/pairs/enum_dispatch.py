from enum import Enum

import torch
from torch import nn


class Size(Enum):
    SMALL = 128
    BIG = 512


class Encoder(nn.Module):
    def __init__(self, size: Size):
        super().__init__()
        self.net = nn.Linear(32, size.value)

    def forward(self, x):
        return self.net(x)


enc = Encoder(Size.SMALL)  # bug: enc = Encoder(Size.BIG)
head = nn.Linear(128, 3)
logits = head(enc(torch.rand(7, 32)))  # error: [linear]
