import torch
from torch import nn

keys, values = torch.randn(500, 32), torch.randn(500, 16)
query = nn.Linear(64, 32)(torch.randn(8, 64))
sim = query @ keys.t()
top, idx = sim.topk(5, dim=1)
picked = values[idx]
out = (top.softmax(1).unsqueeze(-1) * picked).sum(1)  # error: [broadcast]  # bug: out = (top.softmax(1).unsqueeze(1) * picked).sum(1)
final = nn.Linear(16, 3)(out)
