import torch
import torch.nn as nn
import torch.nn.functional as F

N, D, C = 1000, 16, 4
data = torch.randn(N, D)
labels = torch.randint(0, C, (N,))
net = nn.Sequential(nn.Linear(D, 32), nn.Tanh(), nn.Linear(32, C))
optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)

for step in range(20):
    idx = torch.randint(0, N, (64,))
    logits = net(data[idx])
    loss = F.cross_entropy(logits, labels[idx])  # error: [loss]  # bug: loss = F.cross_entropy(logits, labels[:32])
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
