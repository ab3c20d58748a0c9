import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, inp=10, hid=20, layers=2):
        super().__init__()
        self.hid, self.layers = hid, layers
        self.lstm = nn.LSTM(inp, hid, layers, batch_first=True)
        self.fc = nn.Linear(hid, 1)

    def forward(self, x):
        h0 = torch.zeros(self.layers, x.size(0), self.hid)  # bug: h0 = torch.zeros(self.layers, x.size(1), self.hid)
        c0 = torch.zeros(self.layers, x.size(0), self.hid)
        out, _ = self.lstm(x, (h0, c0))  # error: [rnn]
        return self.fc(out[:, -1, :])


Net()(torch.randn(4, 7, 10))
