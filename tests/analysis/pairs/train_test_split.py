import torch
from torch import nn

X, y = torch.rand(150, 4), torch.randint(0, 3, (150,))
perm = torch.randperm(len(X))
n_train = int(0.8 * len(X))
train_idx, test_idx = perm[:n_train], perm[n_train:]
X_train, y_train = X[train_idx], y[train_idx]
X_test, y_test = X[test_idx], y[test_idx]  # bug: X_test, y_test = X[test_idx], y[train_idx]
net = nn.Linear(4, 3)
with torch.no_grad():
    acc = (net(X_test).argmax(1) == y_test).float().mean()  # error: [broadcast]
