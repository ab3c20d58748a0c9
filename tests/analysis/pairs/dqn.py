import torch
import torch.nn as nn
import torch.nn.functional as F


class DQN(nn.Module):
    def __init__(self, n_observations, n_actions):
        super().__init__()
        self.layer1 = nn.Linear(n_observations, 128)
        self.layer2 = nn.Linear(128, 128)
        self.layer3 = nn.Linear(128, n_actions)

    def forward(self, x):
        x = F.relu(self.layer1(x))
        x = F.relu(self.layer2(x))
        return self.layer3(x)


def optimize(policy_net, target_net, gamma=0.99):
    state = torch.randn(32, 4)
    next_state = torch.randn(32, 4)
    action = torch.randint(0, 2, (32, 1))
    reward = torch.randn(32)
    q = policy_net(state).gather(1, action)
    with torch.no_grad():
        next_q = target_net(next_state).max(1)[0]
    expected = reward + gamma * next_q
    return F.smooth_l1_loss(q, expected.unsqueeze(1))  # bug: return F.smooth_l1_loss(q, expected)  # warning: [silent-broadcast]


if __name__ == "__main__":
    loss = optimize(DQN(4, 2), DQN(4, 2))
    loss.backward()
