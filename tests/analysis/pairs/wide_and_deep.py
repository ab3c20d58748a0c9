import torch
from torch import nn


class WideAndDeep(nn.Module):
    def __init__(self, fields, vocab, dim, wide):
        super().__init__()
        self.tables = nn.ModuleList([nn.Embedding(vocab, dim) for _ in range(fields)])
        self.deep = nn.Sequential(nn.Linear(fields * dim, 64), nn.ReLU(), nn.Linear(64, 32))
        self.out = nn.Linear(32 + wide, 1)  # bug: self.out = nn.Linear(32, 1)

    def forward(self, ids, features):
        rows = [table(ids[:, i]) for i, table in enumerate(self.tables)]
        deep = self.deep(torch.cat(rows, dim=1))
        return self.out(torch.cat([deep, features], dim=1))  # error: [linear]


model = WideAndDeep(4, 100, 8, 12)
print(model(torch.randint(0, 100, (6, 4)), torch.randn(6, 12)).shape)
