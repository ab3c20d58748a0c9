# jaxtyped
import torch
from jaxtyping import Float, Int
from torch import Tensor


def accuracy(logits: Float[Tensor, "b c"], labels: Int[Tensor, "b"]) -> Float[Tensor, ""]:
    return (logits.argmax(dim=1) == labels).float().mean()  # bug: return (logits.argmax(dim=1) == labels).sum()  # error: [annotation]


accuracy(torch.rand(4, 3), torch.tensor([0, 1, 2, 0]))
