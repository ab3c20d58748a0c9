from typing import assert_type

import torch
from jaxtyping import Float
from torch import Tensor, nn


def patches(image: Float[Tensor, "b 3 224 224"], embed: nn.Conv2d | None = None) -> None:
    embed = nn.Conv2d(3, 768, 16, stride=16)
    x = embed(image).flatten(2).transpose(1, 2)  # bug: x = embed(image).flatten(2)
    assert_type(x, Float[Tensor, "b 196 768"])  # error: [assert-type]


patches(torch.rand(1, 3, 224, 224))
