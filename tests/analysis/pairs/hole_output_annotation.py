import torch
from jaxtyping import Float
from torch import Tensor, nn


class Policy(nn.Module):
    def __init__(self, observations: int, actions: int):
        super().__init__()
        self.body = nn.Linear(observations, 64)
        self.mean = nn.Linear(64, actions)  # bug: self.mean = nn.Linear(64, ...)  # error: [hole] must be actions
        self.spread = nn.Linear(64, 1)

    def forward(self, x: Float[Tensor, "*batch observations"]) -> tuple[Float[Tensor, "*batch actions"], Float[Tensor, "*batch 1"]]:
        h = torch.tanh(self.body(x))
        return self.mean(h), self.spread(h).exp()


Policy(5, 2)(torch.zeros(3, 5))
