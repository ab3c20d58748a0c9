# file: blocks.py
import torch
from torch import nn


class ConvBlock(nn.Module):
    def __init__(self, in_ch, out_ch):
        super().__init__()
        self.conv = nn.Conv2d(in_ch, out_ch, 3, padding=1)
        self.norm = nn.GroupNorm(8, out_ch)

    def forward(self, x):
        return torch.relu(self.norm(self.conv(x)))


# file: backbone.py
from torch import nn
from blocks import ConvBlock


class Backbone(nn.Module):
    out_channels = 64

    def __init__(self):
        super().__init__()
        self.b1 = ConvBlock(3, 32)
        self.b2 = ConvBlock(32, self.out_channels)

    def forward(self, x):
        return self.b2(self.b1(x))


# file: train.py
import torch
from torch import nn, optim
from backbone import Backbone


class Model(nn.Module):
    def __init__(self, classes):
        super().__init__()
        self.backbone = Backbone()
        self.head = nn.Linear(Backbone.out_channels, classes)  # bug: self.head = nn.Linear(32, classes)

    def forward(self, x):
        f = self.backbone(x)
        return self.head(f.amax(dim=(-2, -1)))  # error: [linear]


def train():
    model = Model(4)
    opt = optim.AdamW(model.parameters(), lr=1e-4, weight_decay=0.01)
    for step in range(2):
        images, labels = torch.rand(8, 3, 24, 24), torch.randint(4, (8,))
        loss = nn.CrossEntropyLoss()(model(images), labels)
        opt.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()


if __name__ == "__main__":
    train()
