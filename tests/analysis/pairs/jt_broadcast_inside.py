# jaxtyped
import torch
from beartype import beartype
from jaxtyping import Float, jaxtyped
from torch import Tensor


@jaxtyped(typechecker=beartype)
def advantage(returns: Float[Tensor, "b"], values: Float[Tensor, "b 1"]) -> Float[Tensor, "b"]:
    return returns - values.squeeze(-1)  # bug: return returns - values  # error: [annotation] returns [b, b]  # warning: [silent-broadcast]


advantage(torch.rand(6), torch.rand(6, 1))
