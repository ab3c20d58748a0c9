from typing import Annotated

import torch
from torch import Tensor, nn


class Scorer(nn.Module):
    def __init__(self, d: int, classes: int):
        super().__init__()
        self.fc = nn.Linear(d, classes)

    def forward(self, x: Annotated[Tensor, "b t d"]) -> Annotated[Tensor, "b classes"]:
        return self.fc(x.mean(dim=1))  # bug: return self.fc(x).mean(dim=2)  # error: [annotation]


out = Scorer(4, 3)(torch.rand(2, 5, 4))
assert out.shape == (2, 3)
