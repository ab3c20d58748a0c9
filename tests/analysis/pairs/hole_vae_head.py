import torch
from jaxtyping import Float
from torch import Tensor, nn


class VAEHead(nn.Module):
    def __init__(self, width: int, latent: int):
        super().__init__()
        self.both = nn.Linear(width, 2 * latent)  # bug: self.both = nn.Linear(..., ...)  # error: [hole] must be width  # error: [hole] must be 2*latent

    def forward(self, h: Float[Tensor, "b width"]) -> tuple[Float[Tensor, "b latent"], Float[Tensor, "b latent"]]:
        mu, logvar = self.both(h).chunk(2, dim=-1)
        return mu, logvar


VAEHead(8, 3)(torch.rand(2, 8))
