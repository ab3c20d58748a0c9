import torch
import torch.nn as nn
import torch.nn.functional as F


class QNet(nn.Module):
    def __init__(self, n_obs, n_act):
        super().__init__()
        self.l1 = nn.Linear(n_obs, 128)
        self.l2 = nn.Linear(128, n_act)

    def forward(self, x):
        return self.l2(F.relu(self.l1(x)))


policy, target = QNet(4, 2), QNet(4, 2)
states, nxt = torch.randn(32, 4), torch.randn(32, 4)
actions = torch.randint(0, 2, (32, 1))
rewards = torch.randn(32)
q = policy(states).gather(1, actions)
with torch.no_grad():
    best = target(nxt).max(1)[0]
expected = rewards + 0.99 * best
loss = F.smooth_l1_loss(q, expected.unsqueeze(1))  # warning: [silent-broadcast]  # bug: loss = F.smooth_l1_loss(q, expected)
loss.backward()
