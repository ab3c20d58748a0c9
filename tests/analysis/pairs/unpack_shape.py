import torch
import torch.nn as nn


class TemporalConv(nn.Module):
    def __init__(self, channels=16):
        super().__init__()
        self.conv = nn.Conv2d(3, channels, 3, padding=1)
        self.fc = nn.Linear(channels, 2)

    def forward(self, video):
        b, t, c, h, w = video.shape  # bug: b, t, c, h = video.shape  # error: [split]
        frames = video.view(b * t, c, h, -1)
        feats = self.conv(frames).mean(dim=[2, 3])
        return self.fc(feats.view(b, t, -1).mean(1))


net = TemporalConv()
net(torch.randn(2, 8, 3, 32, 32))
