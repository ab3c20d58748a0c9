import torch
from torch import nn


class AudioNet(nn.Module):
    def __init__(self, n_classes=35):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(1, 32, 80, stride=4),
            nn.BatchNorm1d(32),
            nn.ReLU(),
            nn.MaxPool1d(4),
            nn.Conv1d(32, 64, 3),
            nn.BatchNorm1d(64),
            nn.ReLU(),
            nn.MaxPool1d(4),
        )
        self.fc = nn.Linear(64 * 123, n_classes)  # bug: self.fc = nn.Linear(64 * 124, n_classes)

    def forward(self, wave):
        h = self.body(wave)
        h = h.view(h.shape[0], -1)
        return self.fc(h)  # error: [linear]


net = AudioNet()
logits = net(torch.randn(2, 1, 8000))
