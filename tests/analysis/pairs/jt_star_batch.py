# jaxtyped
import torch
from jaxtyping import Float
from torch import Tensor


def outer(a: Float[Tensor, "*batch n"], b: Float[Tensor, "*batch m"]) -> Float[Tensor, "*batch n m"]:
    return a[..., :, None] * b[..., None, :]  # bug: return a[:, None] * b[None, :]  # error: [annotation|broadcast]


outer(torch.rand(2, 7, 3), torch.rand(2, 7, 4))
