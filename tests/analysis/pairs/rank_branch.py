import torch
from torch import nn


class Scaler(nn.Module):
    def __init__(self, features):
        super().__init__()
        self.norm = nn.BatchNorm1d(features)

    def forward(self, x):
        if x.dim() == 3:
            x = x.transpose(1, 2)  # bug: x = x.contiguous()
            return self.norm(x).transpose(1, 2)  # error: [norm]
        return self.norm(x)


print(Scaler(6)(torch.randn(4, 9, 6)).shape, Scaler(6)(torch.randn(4, 6)).shape)
