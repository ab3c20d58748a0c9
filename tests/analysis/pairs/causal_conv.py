import torch
from torch import nn
import torch.nn.functional as F


class TemporalBlock(nn.Module):
    def __init__(self, n_in, n_out, k, dilation):
        super().__init__()
        self.pad = (k - 1) * dilation
        self.conv1 = nn.Conv1d(n_in, n_out, k, padding=self.pad, dilation=dilation)
        self.conv2 = nn.Conv1d(n_out, n_out, k, padding=self.pad, dilation=dilation)
        self.down = nn.Conv1d(n_in, n_out, 1) if n_in != n_out else None

    def forward(self, x):
        y = self.conv1(x)[:, :, : -self.pad].relu()
        y = self.conv2(y)[:, :, : -self.pad].relu()  # bug: y = self.conv2(y).relu()
        res = x if self.down is None else self.down(x)
        return (y + res).relu()  # error: [broadcast]


class TCN(nn.Module):
    def __init__(self, num_inputs, num_channels, kernel_size=2):
        super().__init__()
        layers = []
        for i in range(len(num_channels)):
            dilation = 2**i
            inp = num_inputs if i == 0 else num_channels[i - 1]
            layers += [TemporalBlock(inp, num_channels[i], kernel_size, dilation)]
        self.network = nn.Sequential(*layers)

    def forward(self, x):
        return self.network(x)


tcn = TCN(3, [8, 8, 16])
out = tcn(torch.randn(4, 3, 50))
