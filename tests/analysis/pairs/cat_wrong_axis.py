import torch
from torch import nn


class TwoTower(nn.Module):
    def __init__(self, user_dim, item_dim, hidden):
        super().__init__()
        self.user = nn.Linear(user_dim, hidden)
        self.item = nn.Linear(item_dim, hidden)
        self.score = nn.Linear(2 * hidden, 1)

    def forward(self, user, item):
        u = torch.relu(self.user(user))
        i = torch.relu(self.item(item))
        both = torch.cat([u, i], dim=1)  # bug: both = torch.cat([u, i], dim=0)
        return self.score(both)  # error: [linear]


if __name__ == "__main__":
    tower = TwoTower(3, 4, 16)
    print(tower(torch.randn(5, 3), torch.randn(5, 4)))
