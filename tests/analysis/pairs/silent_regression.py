import torch
import torch.nn.functional as F
from torch import nn

model = nn.Sequential(nn.Linear(5, 16), nn.Tanh(), nn.Linear(16, 1))
optimizer = torch.optim.Adam(model.parameters())
x, y = torch.randn(32, 5), torch.randn(32)
for _ in range(3):
    optimizer.zero_grad()
    loss = F.l1_loss(model(x).squeeze(1), y)  # bug: loss = F.l1_loss(model(x), y)  # warning: [silent-broadcast]
    loss.backward()
    optimizer.step()
