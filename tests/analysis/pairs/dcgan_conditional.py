import torch
from torch import nn


class CondG(nn.Module):
    def __init__(self, nz=64, n_classes=10, ngf=32):
        super().__init__()
        self.label_emb = nn.Embedding(n_classes, n_classes)
        self.net = nn.Sequential(
            nn.ConvTranspose2d(nz + n_classes, ngf * 2, 7, 1, 0),  # bug: nn.ConvTranspose2d(nz, ngf * 2, 7, 1, 0),
            nn.BatchNorm2d(ngf * 2), nn.ReLU(True),
            nn.ConvTranspose2d(ngf * 2, ngf, 4, 2, 1), nn.BatchNorm2d(ngf), nn.ReLU(True),
            nn.ConvTranspose2d(ngf, 1, 4, 2, 1), nn.Tanh(),
        )

    def forward(self, z, y):
        e = self.label_emb(y)
        zy = torch.cat((z, e), dim=1)[:, :, None, None]
        return self.net(zy)  # error: [conv]


g = CondG()
fake = g(torch.randn(8, 64), torch.randint(0, 10, (8,)))
assert fake.shape == (8, 1, 28, 28)
