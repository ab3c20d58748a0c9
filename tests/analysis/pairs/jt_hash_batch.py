# jaxtyped
import torch
from jaxtyping import Float
from torch import Tensor


def logits(x: Float[Tensor, "#batch d"], prototypes: Float[Tensor, "#batch k d"]) -> Float[Tensor, "*_ k"]:
    return (prototypes @ x[..., None]).squeeze(-1)


def main():
    x = torch.rand(8, 5)
    prototypes = torch.rand(1, 3, 5)  # bug: prototypes = torch.rand(2, 3, 5)
    logits(x, prototypes)  # error: [annotation]


main()
