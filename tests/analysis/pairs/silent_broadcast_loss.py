import torch
import torch.nn as nn

torch.manual_seed(0)
X = torch.randn(100, 8)
y = torch.randn(100)

model = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Linear(16, 1))
opt = torch.optim.SGD(model.parameters(), lr=0.01)
criterion = nn.MSELoss()

for epoch in range(10):
    opt.zero_grad()
    pred = model(X).squeeze(1)  # bug: pred = model(X)
    loss = criterion(pred, y)  # warning: [silent-broadcast]
    loss.backward()
    opt.step()
