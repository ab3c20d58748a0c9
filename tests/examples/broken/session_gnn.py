"""A session as a graph of items: one gated graph layer, then attention in two steps.

Every item of a session has a state of size d. Messages travel along the incoming and outgoing edges, gates decide how
much of each state they replace, and two rounds of attention, the second of which knows what the first one found, sum
the session up as one vector that scores the items.
"""

import math

import torch
from torch import nn


class GatedGNN(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.w_in = nn.Parameter(torch.empty(d, d))
        self.w_out = nn.Parameter(torch.empty(d, d))
        self.b_in = nn.Parameter(torch.empty(d))
        self.b_out = nn.Parameter(torch.empty(d))
        self.w_z = nn.Parameter(torch.empty(d, d))
        self.w_r = nn.Parameter(torch.empty(d, 2 * d))
        self.w_h = nn.Parameter(torch.empty(d, 2 * d))
        self.u_z = nn.Parameter(torch.empty(d, d))
        self.u_r = nn.Parameter(torch.empty(d, d))
        self.u_h = nn.Parameter(torch.empty(d, d))

    def forward(self, h, adjacency_in, adjacency_out):
        incoming = adjacency_in @ (h @ self.w_in + self.b_in)
        outgoing = adjacency_out @ (h @ self.w_out + self.b_out)
        a = torch.cat([incoming, outgoing], dim=-1)
        z = torch.sigmoid(a @ self.w_z.t() + h @ self.u_z.t())  # error: [matmul] the inner sizes 200 and 100 differ
        r = torch.sigmoid(a @ self.w_r.t() + h @ self.u_r.t())
        candidate = torch.tanh(a @ self.w_h.t() + (r * h) @ self.u_h.t())
        return (1 - z) * h + z * candidate


class SessionGNN(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.gnn = GatedGNN(d)
        self.w_q1 = nn.Parameter(torch.empty(d, d))
        self.w_k1 = nn.Parameter(torch.empty(d, d))
        self.w_q2 = nn.Parameter(torch.empty(d, 2 * d))
        self.w_k2 = nn.Parameter(torch.empty(d, 2 * d))
        self.scale = 1 / math.sqrt(d)
        for weight in self.parameters():
            nn.init.uniform_(weight, -self.scale, self.scale)

    def forward(self, items, adjacency_in, adjacency_out):
        h = self.gnn(items, adjacency_in, adjacency_out)
        last = h[:, -1:]

        query = last @ self.w_q1.t()
        keys = h @ self.w_k1.t()
        weights = torch.softmax(query @ keys.transpose(1, 2) * self.scale, dim=-1)
        context = weights @ h

        query = torch.cat([last, context], dim=-1) @ self.w_q2.t()
        keys = torch.cat([h, context.expand_as(h)], dim=-1) @ self.w_k2.t()
        weights = torch.softmax(query @ keys.transpose(1, 2) * self.scale, dim=-1)
        session = weights @ h

        return (session @ items.transpose(1, 2)).squeeze(1)


if __name__ == "__main__":
    model = SessionGNN(d=100)
    items = torch.randn(4, 7, 100)
    adjacency = torch.rand(4, 7, 7)
    print(model(items, adjacency, adjacency.transpose(1, 2)).shape)
