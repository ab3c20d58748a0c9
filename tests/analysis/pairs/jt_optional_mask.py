# jaxtyped
import torch
from typing import Optional
from jaxtyping import Bool, Float
from torch import Tensor


def pool(x: Float[Tensor, "b t d"], keep: Optional[Bool[Tensor, "b t"]] = None) -> Float[Tensor, "b d"]:
    if keep is None:
        return x.mean(dim=1)
    weights = keep.float().unsqueeze(-1)
    return (x * weights).sum(dim=1) / weights.sum(dim=1)  # bug: return (x * weights).sum(dim=1) / weights.sum(dim=2)  # error: [broadcast|annotation]


pool(torch.rand(2, 5, 3), torch.ones(2, 5, dtype=torch.bool))
