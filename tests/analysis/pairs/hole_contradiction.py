import torch
from torch import nn


class Tied(nn.Module):
    def __init__(self, n_items, n_users, k):
        super().__init__()
        self.items = nn.Embedding(n_items, k)
        self.users = nn.Embedding(n_users, k)
        self.project = nn.Parameter(torch.empty(k, k))  # bug: self.project = nn.Parameter(torch.empty(k, ...))  # error: [hole] no size fits here: one use needs k, another 2*k
        self.wide = nn.Parameter(torch.empty(k, 2 * k))

    def forward(self, user, item):
        u, i = self.users(user), self.items(item)
        first = u @ self.project + i
        second = torch.cat([u, i], dim=-1) @ self.project.t() if False else i  # bug: second = torch.cat([u, i], dim=-1) @ self.project.t()
        return first + second


Tied(10, 20, 4)(torch.tensor([1]), torch.tensor([2]))
