import torch
from einops.layers.torch import Rearrange
from torch import nn


def patch_embed(size, patch, dim, channels=3):
    return nn.Sequential(
        Rearrange("b c (h p1) (w p2) -> b (h w) (p1 p2 c)", p1=patch, p2=patch),
        nn.LayerNorm(channels * patch**2),  # bug: nn.LayerNorm(patch**2),
        nn.Linear(channels * patch**2, dim),
    )


embed = patch_embed(32, patch=8, dim=64)
tokens = embed(torch.rand(4, 3, 32, 32))  # error: [norm]
print(tokens.shape)
