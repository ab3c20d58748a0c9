import torch
from torch import nn


class MultiTask(nn.Module):
    def __init__(self, n_in, tasks):
        super().__init__()
        self.trunk = nn.Sequential(nn.Linear(n_in, 64), nn.ReLU())
        self.heads = nn.ModuleDict({name: nn.Linear(64, n) for name, n in tasks.items()})  # bug: self.heads = nn.ModuleDict({name: nn.Linear(n_in, n) for name, n in tasks.items()})

    def forward(self, x):
        h = self.trunk(x)
        return {name: head(h) for name, head in self.heads.items()}  # error: [linear]


TASKS = {"age": 1, "gender": 2, "emotion": 7}
net = MultiTask(128, TASKS)
out = net(torch.randn(4, 128))
loss = sum(o.mean() for o in out.values())
