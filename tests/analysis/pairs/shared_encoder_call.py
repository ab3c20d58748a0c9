import torch
from torch import nn


class Encoder(nn.Module):
    def __init__(self, in_dim, z_dim):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(in_dim, 64), nn.ReLU(), nn.Linear(64, z_dim))

    def forward(self, x):
        return self.net(x)  # error: [linear]


class Pair(nn.Module):
    def __init__(self, obs_dim=17, act_dim=6, z_dim=32):
        super().__init__()
        self.enc = Encoder(obs_dim + act_dim, z_dim)
        self.q = nn.Linear(z_dim, 1)

    def forward(self, obs, act):
        z = self.enc(torch.cat([obs, act], dim=-1))  # bug: z = self.enc(obs)
        return self.q(z)


critic = Pair()
critic(torch.randn(256, 17), torch.randn(256, 6))
