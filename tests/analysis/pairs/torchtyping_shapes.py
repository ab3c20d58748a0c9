from __future__ import annotations

import torch
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torchtyping import TensorType


def covariance(x: TensorType["n", "d"]) -> TensorType["d", "d"]:
    centred = x - x.mean(dim=0)
    return centred.T @ centred / (x.shape[0] - 1)  # bug: return centred @ centred.T / (x.shape[0] - 1)  # error: [annotation]


assert covariance(torch.rand(7, 3)).shape == (3, 3)
