import torch
from torch import nn


class Expert(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(d, h), nn.ReLU(), nn.Linear(h, d))

    def forward(self, x):
        return self.net(x)


class MoE(nn.Module):
    def __init__(self, d=32, h=64, n_experts=4):
        super().__init__()
        self.experts = nn.ModuleList([Expert(d, h) for _ in range(n_experts)])
        self.gate = nn.Linear(d, n_experts)  # bug: self.gate = nn.Linear(d, h)

    def forward(self, x):
        weights = self.gate(x).softmax(dim=-1)
        outs = torch.stack([e(x) for e in self.experts], dim=-2)
        return (weights.unsqueeze(-1) * outs).sum(dim=-2)  # error: [broadcast]


if __name__ == "__main__":
    layer = MoE()
    print(layer(torch.randn(10, 32)).shape)
