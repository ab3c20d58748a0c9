# jaxtyped
import torch
from jaxtyping import Float
from torch import nn, Tensor


class Encoder(nn.Module):
    def __init__(self, inp, latent):
        super().__init__()
        self.body = nn.Linear(inp, 64)
        self.mu = nn.Linear(64, latent)
        self.logvar = nn.Linear(64, latent)  # bug: self.logvar = nn.Linear(64, 1)

    def forward(self, x: Float[Tensor, "b inp"]) -> tuple[Float[Tensor, "b latent"], Float[Tensor, "b latent"]]:
        h = self.body(x).tanh()
        return self.mu(h), self.logvar(h)  # error: [annotation]


Encoder(12, 5)(torch.rand(3, 12))
