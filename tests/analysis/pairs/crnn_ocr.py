import torch
from torch import nn


class CRNN(nn.Module):
    def __init__(self, classes, hidden=64):
        super().__init__()
        self.cnn = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d((2, 1)),
        )
        self.rnn = nn.LSTM(64 * 8, hidden, bidirectional=True, batch_first=True)
        self.fc = nn.Linear(2 * hidden, classes)

    def forward(self, x):
        f = self.cnn(x)
        b, c, h, w = f.shape
        f = f.permute(0, 3, 1, 2).reshape(b, w, c * h)  # bug: f = f.permute(0, 2, 1, 3).reshape(b, h, c * w)
        y, _ = self.rnn(f)  # error: [rnn]
        return self.fc(y).log_softmax(2)


model = CRNN(37)
logp = model(torch.rand(4, 1, 32, 100)).permute(1, 0, 2)
