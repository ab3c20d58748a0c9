import torch
from einops import einsum, pack, rearrange, repeat, unpack
from torch import nn


class Perceiver(nn.Module):
    def __init__(self, n_latents, d):
        super().__init__()
        self.latents = nn.Parameter(torch.randn(n_latents, d))
        self.to_kv = nn.Linear(d, 2 * d)

    def forward(self, x):
        latents = repeat(self.latents, "n d -> b n d", b=x.shape[0])  # bug: latents = repeat(self.latents, "n d -> n b d", b=x.shape[0])
        tokens, sizes = pack([x, latents], "b * d")  # error: [einops]
        k, v = self.to_kv(tokens).chunk(2, dim=-1)
        weights = einsum(latents, k, "b i d, b j d -> b i j").softmax(-1)
        _, tail = unpack(tokens, sizes, "b * d")
        return einsum(weights, v, "b i j, b j d -> b i d") + tail


Perceiver(6, 8)(torch.rand(2, 5, 8))
