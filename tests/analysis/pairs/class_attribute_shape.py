# jaxtyped
import torch
from jaxtyping import Float
from torch import Tensor, nn


class Codebook(nn.Module):
    codes: Float[Tensor, "entries width"]

    def __init__(self, entries: int, width: int):
        super().__init__()
        self.register_buffer("codes", torch.randn(entries, width))

    def nearest(self, x: Float[Tensor, "b width"]) -> Float[Tensor, "b width"]:
        distances: Float[Tensor, "b entries"] = torch.cdist(x, self.codes)
        return self.codes[distances.argmin(dim=1)]  # bug: return self.codes[distances.argmin(dim=0)]  # error: [annotation]


Codebook(16, 4).nearest(torch.rand(3, 4))
