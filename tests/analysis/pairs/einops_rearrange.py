import torch
from torch import nn
from einops import rearrange, repeat
from einops.layers.torch import Rearrange


class Patches(nn.Module):
    def __init__(self, p, c, dim):
        super().__init__()
        self.embed = nn.Sequential(Rearrange("b c (h p1) (w p2) -> b (h w) (p1 p2 c)", p1=p, p2=p), nn.Linear(p * p * c, dim))
        self.cls = nn.Parameter(torch.randn(1, 1, dim))

    def forward(self, img):
        x = self.embed(img)  # error: [einops]
        cls = repeat(self.cls, "1 1 d -> b 1 d", b=img.shape[0])
        return torch.cat([cls, x], dim=1)


Patches(8, 3, 64)(torch.rand(2, 3, 32, 32))  # bug: Patches(8, 3, 64)(torch.rand(2, 3, 30, 32))
