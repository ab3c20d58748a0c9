import torch
from torch import nn
import torch.nn.functional as F


class GATLayer(nn.Module):
    def __init__(self, in_f, out_f):
        super().__init__()
        self.W = nn.Linear(in_f, out_f, bias=False)
        self.a = nn.Linear(2 * out_f, 1, bias=False)

    def forward(self, h, adj):
        Wh = self.W(h)
        N = Wh.size(0)
        left = Wh.repeat_interleave(N, dim=0)
        right = Wh.repeat(N, 1)
        e = F.leaky_relu(self.a(torch.cat([left, right], dim=1))).view(N, N)  # error: [linear]  # bug: e = F.leaky_relu(self.a(torch.cat([left, right], dim=0))).view(N, N)
        att = torch.where(adj > 0, e, torch.full_like(e, -9e15)).softmax(dim=1)
        return att @ Wh


g = GATLayer(8, 4)
g(torch.rand(5, 8), torch.ones(5, 5))
