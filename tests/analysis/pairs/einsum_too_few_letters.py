import torch
from torch import nn


class Bilinear(nn.Module):
    def __init__(self, left, right, relations):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(relations, left, right))

    def forward(self, subject, object):
        scores = torch.einsum("bi,rij,bj->br", subject, self.weight, object)  # bug: scores = torch.einsum("bi,rij,bj->br", subject, self.weight, object.unsqueeze(1))  # error: [einsum]
        return scores.log_softmax(dim=-1)


Bilinear(3, 4, 5)(torch.rand(2, 3), torch.rand(2, 4))
