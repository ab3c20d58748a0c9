# jaxtyped
import torch
from jaxtyping import Float
from torch import Tensor


def glu(x: Float[Tensor, "b twice"]) -> Float[Tensor, "b twice//2"]:
    value, gate = x.chunk(2, dim=-1)
    return value * torch.sigmoid(gate)


def highway(x: Float[Tensor, "b d"], w: Float[Tensor, "d 2*d"]) -> Float[Tensor, "b d"]:
    return x + glu(x @ w)  # bug: return x + glu(w @ x.T)  # error: [matmul]


highway(torch.rand(3, 4), torch.rand(4, 8))
