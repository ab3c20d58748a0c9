# jaxtyped
import torch
from jaxtyping import Float
from torch import Tensor


def crop(x: Float[Tensor, "... h w"], margin: int) -> Float[Tensor, "... h-2*{margin} w-2*{margin}"]:
    return x[..., margin:-margin, margin:-margin]  # bug: return x[..., margin:, margin:-margin]  # error: [annotation]


def luminance(x: Float[Tensor, "... 3 h w"]) -> Float[Tensor, "... 1 h w"]:
    return x.mean(dim=-3, keepdim=True)


crop(torch.rand(2, 9, 9), 2)
luminance(torch.rand(3, 4, 4))
