import torch
from torch import nn
import torch.nn.functional as F


class AudioNet(nn.Module):
    def __init__(self, classes=35):
        super().__init__()
        self.conv1 = nn.Conv1d(1, 32, 80, stride=16)
        self.conv2 = nn.Conv1d(32, 64, 3)
        self.fc = nn.Linear(64 * 30, classes)  # bug: self.fc = nn.Linear(64 * 31, classes)

    def forward(self, wave):
        x = F.max_pool1d(F.relu(self.conv1(wave)), 4)
        x = F.max_pool1d(F.relu(self.conv2(x)), 4)
        return self.fc(x.flatten(1))  # error: [linear]


print(AudioNet()(torch.randn(2, 1, 8000)).shape)
