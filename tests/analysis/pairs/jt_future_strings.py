# jaxtyped
from __future__ import annotations

import torch
from jaxtyping import Float
from torch import Tensor, nn


class Rotate(nn.Module):
    def __init__(self, size: int):
        super().__init__()
        self.register_buffer("frequency", 1.0 / 10000 ** (torch.arange(0, size, 2) / size))

    def forward(self, positions: "Float[Tensor, 't']") -> "Float[Tensor, 't 2*half']":
        angle = positions[:, None] * self.frequency
        return torch.cat([angle.cos(), angle.sin()], dim=-1)


def turn(angle: Float[Tensor, "t half"], x: Float[Tensor, "b t 2*half"]) -> Float[Tensor, "b t 2*half"]:
    first, second = x.chunk(2, dim=-1)
    cos, sin = angle.cos(), angle.sin()
    return torch.cat([first * cos - second * sin, first * sin + second * cos], dim=-1)  # bug: return torch.stack([first * cos - second * sin, first * sin + second * cos], dim=-1)  # error: [annotation]


turn(torch.rand(5, 4), torch.rand(2, 5, 8))
