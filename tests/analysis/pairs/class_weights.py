import torch
from torch import nn

CLASSES = 6
model = nn.Sequential(nn.Flatten(), nn.Linear(3 * 8 * 8, CLASSES))
weights = torch.ones(CLASSES)  # bug: weights = torch.ones(CLASSES - 1)
criterion = nn.CrossEntropyLoss(weight=weights)
loss = criterion(model(torch.randn(4, 3, 8, 8)), torch.randint(0, CLASSES, (4,)))  # error: [loss]
print(loss.item())
