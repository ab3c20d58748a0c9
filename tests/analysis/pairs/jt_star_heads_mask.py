# jaxtyped
import torch
from jaxtyping import Float
from torch import Tensor


def attend(q: Float[Tensor, "*h q d"], k: Float[Tensor, "*h k d"], v: Float[Tensor, "*h k e"], *, mask: Float[Tensor, "q k"] | None = None) -> Float[Tensor, "*h q e"]:
    s = q @ k.mT / q.shape[-1] ** 0.5
    if mask is not None:
        s = s + mask
    return s.softmax(-1) @ v


q, k, v = torch.rand(2, 4, 3, 8), torch.rand(2, 4, 5, 8), torch.rand(2, 4, 5, 6)
causal = torch.full((3, 5), float("-inf")).triu(1)  # bug: causal = torch.full((5, 3), float("-inf")).triu(1)
attend(q, k, v, mask=causal)  # error: [annotation]
