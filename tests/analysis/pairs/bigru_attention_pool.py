import torch
from torch import nn


class Pooler(nn.Module):
    def __init__(self, inp, hidden, classes):
        super().__init__()
        self.gru = nn.GRU(inp, hidden, num_layers=2, bidirectional=True, batch_first=True)
        self.score = nn.Linear(2 * hidden, 1)
        self.out = nn.Linear(2 * hidden, classes)  # bug: self.out = nn.Linear(hidden, classes)

    def forward(self, x):
        states, _ = self.gru(x)
        weights = self.score(states).softmax(dim=1)
        return self.out((weights * states).sum(dim=1))  # error: [linear]


print(Pooler(10, 20, 3)(torch.randn(4, 7, 10)).shape)
