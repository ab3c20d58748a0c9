import torch
from torch import nn


class ResMLP(nn.Module):
    def __init__(self, dim, depth, expansion=2):
        super().__init__()
        self.layers = nn.ModuleList()
        for _ in range(depth):
            self.layers.append(
                nn.ModuleDict(
                    {
                        "norm": nn.LayerNorm(dim),
                        "up": nn.Linear(dim, dim * expansion),
                        "down": nn.Linear(dim * expansion, dim),  # bug: "down": nn.Linear(dim, dim * expansion),
                    }
                )
            )

    def forward(self, x):
        for layer in self.layers:
            h = layer["up"](layer["norm"](x))
            x = x + layer["down"](torch.relu(h))  # error: [linear]
        return x


# run: ResMLP(16, 3)(torch.randn(2, 16))
