import torch
from torch import nn


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2), nn.Conv2d(6, 16, 5), nn.Sigmoid(), nn.AvgPool2d(2), nn.Flatten()
        )
        self.head = nn.Sequential(
            nn.Linear(400, 120),  # bug: nn.Linear(..., 120),  # error: [hole] must be 400
            nn.Sigmoid(),
            nn.Linear(120, 84),
            nn.Sigmoid(),
            nn.Linear(84, 10),
        )

    def forward(self, x):
        return self.head(self.features(x))


net = LeNet()
images = torch.rand(256, 1, 28, 28)
loss = nn.functional.cross_entropy(net(images), torch.randint(10, (256,)))
loss.backward()
