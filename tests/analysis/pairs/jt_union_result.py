# jaxtyped
import torch
from jaxtyping import Float
from torch import Tensor


def reduce_loss(errors: Float[Tensor, "b t"], reduction: str = "mean") -> Float[Tensor, ""] | Float[Tensor, "b t"]:
    if reduction == "mean":
        return errors.mean()  # bug: return errors.mean(dim=1)  # error: [annotation]
    return errors


reduce_loss(torch.rand(3, 4))
