import torch
import torch.nn as nn


class Ensemble(nn.Module):
    def __init__(self, in_dim, n_models):
        super().__init__()
        self.models = nn.ModuleList(nn.Linear(in_dim, 10) for _ in range(n_models))
        self.extra = nn.Linear(in_dim, 10)  # bug: self.extra = nn.Linear(in_dim, 12)

    def forward(self, x):
        preds = [m(x) for m in self.models]
        preds.append(self.extra(x))
        return torch.stack(preds).mean(0)  # error: [join]


net = Ensemble(8, 3)
net(torch.rand(4, 8))
