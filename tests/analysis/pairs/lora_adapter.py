import torch
from torch import nn


class LoRA(nn.Module):
    def __init__(self, base, r):
        super().__init__()
        self.base = base
        self.a = nn.Parameter(torch.randn(r, base.in_features))
        self.b = nn.Parameter(torch.zeros(base.out_features, r))

    def forward(self, x):
        return self.base(x) + x @ self.a.T @ self.b.T  # error: [matmul]  # bug: return self.base(x) + x @ self.a.T @ self.b


model = nn.Sequential(nn.Linear(24, 48), nn.ReLU(), nn.Linear(48, 12))
for i, layer in enumerate(model):
    if isinstance(layer, nn.Linear):
        model[i] = LoRA(layer, 4)
model(torch.randn(3, 24))
