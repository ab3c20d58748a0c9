# jaxtyped
import torch
from kinds import Heads, Scores


def scores(q: Heads, k: Heads) -> Scores:
    return torch.einsum("bhtd,bhsd->bhts", q, k)  # bug: return torch.einsum("bhtd,bhsd->bths", q, k)  # error: [annotation]


scores(torch.rand(2, 3, 5, 4), torch.rand(2, 3, 5, 4))
# file: kinds.py
from jaxtyping import Float
from torch import Tensor

Heads = Float[Tensor, "batch head time dim"]
Scores = Float[Tensor, "batch head time time"]
