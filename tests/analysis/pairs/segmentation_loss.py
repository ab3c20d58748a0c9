import torch
from torch import nn


class Seg(nn.Module):
    def __init__(self, n_classes):
        super().__init__()
        self.enc = nn.Sequential(nn.Conv2d(3, 16, 3, stride=2, padding=1), nn.ReLU(), nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.ReLU())
        self.dec = nn.Sequential(nn.ConvTranspose2d(32, 16, 2, stride=2), nn.ReLU(), nn.ConvTranspose2d(16, n_classes, 2, stride=2))

    def forward(self, x):
        return self.dec(self.enc(x))


model = Seg(21)
criterion = nn.CrossEntropyLoss(ignore_index=255)
images = torch.randn(2, 3, 64, 64)
masks = torch.randint(0, 21, (2, 64, 64))  # bug: masks = torch.randint(0, 21, (2, 1, 64, 64))
loss = criterion(model(images), masks)  # error: [loss]
