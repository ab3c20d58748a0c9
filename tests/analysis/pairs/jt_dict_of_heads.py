# jaxtyped
import torch
from jaxtyping import Float
from torch import nn, Tensor


class TwoHeads(nn.Module):
    def __init__(self, width=32, outs=4):
        super().__init__()
        self.heads = nn.ModuleDict({k: nn.Linear(width, outs) for k in ("mean", "scale")})

    def forward(self, z: Float[Tensor, "b w"]) -> dict[str, Float[Tensor, "b 4"]]:
        return {k: head(z) for k, head in self.heads.items()}  # bug: return {k: head(z).sum(-1) for k, head in self.heads.items()}  # error: [annotation]


TwoHeads()(torch.rand(6, 32))
