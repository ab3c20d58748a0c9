import torch
from torch import nn


class Regressor(nn.Module):
    def __init__(self, in_features):
        super().__init__()
        self.linear = nn.Linear(in_features, 1)

    def forward(self, x):
        return self.linear(x)


def train(n_steps=100):
    x = torch.randn(64, 5)
    w = torch.randn(5)
    target = x @ w
    net = Regressor(5)
    opt = torch.optim.Adam(net.parameters())
    for _ in range(n_steps):
        out = net(x)
        loss = ((out.squeeze(-1) - target) ** 2).mean()  # bug: loss = ((out - target) ** 2).mean()  # warning: [silent-broadcast]
        opt.zero_grad()
        loss.backward()
        opt.step()


train()
