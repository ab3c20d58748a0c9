import torch
from torch import nn, optim
from torch.utils.data import DataLoader, TensorDataset

x = torch.randn(500, 20)
y = torch.randn(500, 1)
loader = DataLoader(TensorDataset(x, y), batch_size=50, shuffle=True)

model = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 1))  # bug: model = nn.Sequential(nn.Linear(10, 64), nn.ReLU(), nn.Linear(64, 1))
opt = optim.Adam(model.parameters(), lr=1e-3)
loss_fn = nn.MSELoss()

for epoch in range(2):
    for xb, yb in loader:
        opt.zero_grad()
        pred = model(xb)  # error: [linear]
        loss = loss_fn(pred, yb)
        loss.backward()
        opt.step()
