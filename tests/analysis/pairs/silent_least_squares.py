import torch
from torch import nn

torch.manual_seed(0)
weights = torch.randn(6, 1)  # bug: weights = torch.randn(6)
x = torch.randn(100, 6)
y = x @ weights + 0.1

model = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 1))
optimiser = torch.optim.Adam(model.parameters())
for _ in range(3):
    residual = model(x) - y  # warning: [silent-broadcast] [100, 1] and [100] to [100, 100]
    loss = residual.pow(2).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
