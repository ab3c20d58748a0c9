# jaxtyped
import torch
from jaxtyping import Float, Int
from torch import Tensor


def gather_rows(table: Float[Tensor, "n d"], index: Int[Tensor, "k"]) -> Float[Tensor, "k d"]:
    return table[index]


def mix(weights: Float[Tensor, "q k"], values: Float[Tensor, "k d"]) -> Float[Tensor, "q d"]:
    return weights @ values


def attend(q: Float[Tensor, "q d"], k: Float[Tensor, "k d"], v: Float[Tensor, "k e"]) -> Float[Tensor, "q e"]:
    weights = torch.softmax(q @ k.T, dim=-1)
    return mix(weights, v)  # bug: return mix(weights.T, v)  # error: [annotation]


attend(gather_rows(torch.rand(9, 4), torch.tensor([1, 3])), torch.rand(5, 4), torch.rand(5, 6))
