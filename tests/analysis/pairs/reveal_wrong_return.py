# jaxtyped
import torch
from jaxtyping import Float
from torch import Tensor, nn


class Head(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(channels, classes)

    def forward(self, x: Float[Tensor, "b channels h w"]) -> Float[Tensor, "b classes"]:
        x = self.pool(x)
        return self.fc(x.flatten(1))  # bug: return self.fc(x.permute(0, 2, 3, 1))  # error: [annotation]


Head(8, 3)(torch.rand(2, 8, 5, 5))
