import torch
from einops.layers.torch import EinMix
from torch import nn

block = nn.Sequential(
    EinMix("b t c -> b t h", weight_shape="c h", bias_shape="h", c=24, h=48),
    nn.GELU(),
    EinMix("b t h -> b t c", weight_shape="h c", h=48, c=24),  # bug: EinMix("b t h -> b t c", weight_shape="h c", h=24, c=48),
)
y = block(torch.rand(2, 7, 24))  # error: [einops]
