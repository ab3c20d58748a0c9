import torch
from torch import nn


class MixerBlock(nn.Module):
    def __init__(self, tokens, dim, token_hidden=64, channel_hidden=128):
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(dim), nn.LayerNorm(dim)
        self.token = nn.Sequential(nn.Linear(tokens, token_hidden), nn.GELU(), nn.Linear(token_hidden, tokens))
        self.channel = nn.Sequential(nn.Linear(dim, channel_hidden), nn.GELU(), nn.Linear(channel_hidden, dim))

    def forward(self, x):
        y = self.n1(x).transpose(1, 2)  # bug: y = self.n1(x)
        x = x + self.token(y).transpose(1, 2)  # error: [linear]
        return x + self.channel(self.n2(x))


mixer = nn.Sequential(*[MixerBlock(49, 32) for _ in range(3)])
out = mixer(torch.rand(8, 49, 32))
