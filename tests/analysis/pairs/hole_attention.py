import torch
from dataclasses import dataclass
from torch import nn


@dataclass
class Config:
    width: int = 48
    heads: int = 4
    window: int = 16


class Block(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.config = config
        self.qkv = nn.Linear(config.width, 3 * config.width)  # bug: self.qkv = nn.Linear(config.width, ...)  # error: [hole] must be 3*config.width
        self.norm = nn.LayerNorm(config.width)
        self.out = nn.Linear(config.width, config.width)

    def forward(self, x):
        B, T, C = x.shape
        q, k, v = self.qkv(self.norm(x)).split(C, dim=2)
        q, k, v = (y.view(B, T, self.config.heads, C // self.config.heads).transpose(1, 2) for y in (q, k, v))
        y = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
        return x + self.out(y.transpose(1, 2).reshape(B, T, C))


Block(Config())(torch.rand(2, 16, 48))
