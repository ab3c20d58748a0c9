"""A small image classifier: three convolution blocks and a two-layer head."""

import torch
import torch.nn.functional as F
from torch import nn


class ConvBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, out_channels, kernel_size=3, stride=stride, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        return F.relu(self.norm(self.conv(x)))


class ConvClassifier(nn.Module):
    def __init__(self, in_channels=3, width=32, num_classes=10, dropout=0.1):
        super().__init__()
        self.features = nn.Sequential(
            ConvBlock(in_channels, width),
            nn.MaxPool2d(2),
            ConvBlock(width, 2 * width, stride=2),
            ConvBlock(2 * width, 4 * width),
            nn.AdaptiveAvgPool2d((4, 4)),
        )
        self.hidden = nn.Linear(4 * width, 128)
        self.dropout = nn.Dropout(dropout)
        self.classifier = nn.Linear(128, num_classes)

    def forward(self, images):
        x = self.features(images)
        x = torch.flatten(x, 1)
        x = F.relu(self.hidden(x))  # error: [linear] 64*width
        return self.classifier(self.dropout(x))


if __name__ == "__main__":
    model = ConvClassifier()
    images = torch.randn(8, 3, 32, 32)
    labels = torch.randint(0, 10, (8,))
    loss = F.cross_entropy(model(images), labels)
    loss.backward()
    print(loss.item())
