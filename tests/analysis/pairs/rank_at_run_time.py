import torch
from torch import nn


class PoolHead(nn.Module):
    def __init__(self, dim=512, classes=3):
        super().__init__()
        self.norm = nn.LayerNorm(dim)
        self.fc = nn.Linear(dim, classes)

    def forward(self, x):
        if x.dim() == 4:
            x = x.flatten(2).transpose(1, 2)  # bug: x = x.flatten(2)
        if x.dim() == 3:
            x = x.mean(dim=1)
        return self.fc(self.norm(x))  # error: [norm]


head = PoolHead()
head(torch.randn(2, 512, 7, 7))
head(torch.randn(2, 10, 512))
