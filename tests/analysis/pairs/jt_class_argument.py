# jaxtyped
import torch
from jaxtyping import Float
from torch import Tensor, nn


class Encoder(nn.Module):
    def __init__(self, d_model: int, d_latent: int):
        super().__init__()
        self.d_model, self.d_latent = d_model, d_latent
        self.down = nn.Linear(d_model, d_latent)
        self.up = nn.Linear(d_latent, d_model)

    def encode(self, x: Float[Tensor, "b {self.d_model}"]) -> Float[Tensor, "b {self.d_latent}"]:
        return self.down(x)

    def decode(self, z: Float[Tensor, "b {self.d_latent}"]) -> Float[Tensor, "b {self.d_model}"]:
        return self.up(z)  # bug: return z  # error: [annotation]

    def forward(self, x: Float[Tensor, "b {self.d_model}"]) -> Float[Tensor, "b {self.d_model}"]:
        return self.decode(self.encode(x))


Encoder(8, 3)(torch.rand(5, 8))
