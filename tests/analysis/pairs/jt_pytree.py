# jaxtyped
import torch
from jaxtyping import Float, PyTree
from torch import Tensor


def pyramid(image: Float[Tensor, "b c h w"]) -> dict[str, PyTree[Float[Tensor, "b c _ _"]]]:
    levels = [image]
    for _ in range(2):
        levels.append(torch.nn.functional.avg_pool2d(levels[-1], 2))
    return {"levels": levels, "mean": image.mean(dim=(2, 3), keepdim=True)}  # bug: return {"levels": levels, "mean": image.mean(dim=(2, 3))}  # error: [annotation]


pyramid(torch.rand(2, 3, 8, 8))
