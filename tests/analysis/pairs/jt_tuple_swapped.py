# jaxtyped
import torch
from jaxtyping import Float
from torch import Tensor, nn


class Attention(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.q, self.k = nn.Linear(d, d), nn.Linear(d, d)

    def forward(self, x: Float[Tensor, "b t d"], memory: Float[Tensor, "b s d"]) -> tuple[Float[Tensor, "b t d"], Float[Tensor, "b t s"]]:
        weights = (self.q(x) @ self.k(memory).transpose(1, 2)).softmax(-1)
        return weights @ memory, weights  # bug: return weights, weights @ memory  # error: [annotation]


Attention(6)(torch.rand(2, 3, 6), torch.rand(2, 4, 6))
