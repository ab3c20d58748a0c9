import torch
from torch import nn


class Gen(nn.Module):
    def __init__(self, z=64, ch=32):
        super().__init__()
        self.ch = ch
        self.project = nn.Linear(z, ch * 4 * 4)  # bug: self.project = nn.Linear(z, ...)  # error: [hole] must be 16*ch
        self.up = nn.ConvTranspose2d(ch, 3, 4, stride=2, padding=1)

    def forward(self, noise):
        n = noise.size(0)
        seed = self.project(noise).reshape(n, self.ch, 4, 4)
        return self.up(seed)


Gen()(torch.rand(2, 64))
