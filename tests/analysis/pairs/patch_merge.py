import torch
from torch import nn


class Merge(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.norm = nn.LayerNorm(4 * dim)
        self.reduce = nn.Linear(4 * dim, 2 * dim, bias=False)

    def forward(self, x):
        b, h, w, c = x.shape
        x = x.view(b, h // 2, 2, w // 2, 2, c).permute(0, 1, 3, 2, 4, 5)
        x = x.reshape(b, h // 2, w // 2, 4 * c)  # bug: x = x.reshape(b, h // 2, w // 2, 2 * c)  # error: [reshape]
        return self.reduce(self.norm(x))


print(Merge(12)(torch.randn(2, 8, 8, 12)).shape)
