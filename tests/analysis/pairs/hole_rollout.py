import torch
from torch import nn


class Rollout(nn.Module):
    def __init__(self, obs, act, hidden=20):
        super().__init__()
        self.cell = nn.LSTMCell(obs + act, hidden)  # bug: self.cell = nn.LSTMCell(..., hidden)  # error: [hole] must be act + obs
        self.policy = nn.Linear(hidden, act)
        self.hidden = hidden

    def forward(self, obs, steps: int = 3):
        b, _ = obs.shape
        a = obs.new_zeros(b, self.policy.out_features)
        h = c = obs.new_zeros(b, self.hidden)
        for _ in range(steps):
            h, c = self.cell(torch.cat([obs, a], -1), (h, c))
            a = self.policy(h).tanh()
        return a


class Env(nn.Module):
    def __init__(self, obs, act):
        super().__init__()
        self.agent = Rollout(obs, act)
        self.enc = nn.Linear(50, obs)

    def forward(self, x):
        return self.agent(self.enc(x))


Env(4, 2)(torch.rand(5, 50))
