# jaxtyped
import torch
from jaxtyping import Float
from torch import Tensor


def kernel(x: Float[Tensor, "n d"], y: Float[Tensor, "m d"]) -> Float[Tensor, "n m"]:
    differences: Float[Tensor, "n m d"] = x[:, None] - y[None]
    squares: Float[Tensor, "n m"] = differences.square().sum(-1)  # bug: squares: Float[Tensor, "n m"] = differences.square().sum(0)  # error: [annotation]
    return torch.exp(-squares)


kernel(torch.rand(4, 3), torch.rand(5, 3))
