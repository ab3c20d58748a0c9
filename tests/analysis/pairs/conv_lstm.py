import torch
from torch import nn


class ConvLSTMCell(nn.Module):
    def __init__(self, cin, hid, k=3):
        super().__init__()
        self.hid = hid
        self.conv = nn.Conv2d(cin + hid, 4 * hid, k, padding=k // 2)

    def forward(self, x, state):
        h, c = state
        i, f, o, g = torch.split(self.conv(torch.cat([x, h], dim=1)), self.hid, dim=1)  # error: [join]
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh(), c

    def init(self, b, size):
        h, w = size
        return torch.zeros(b, self.hid, h, w), torch.zeros(b, self.hid, h, w)


cell = ConvLSTMCell(1, 16)
frames = torch.rand(2, 5, 1, 24, 32)
state = cell.init(2, (24, 32))  # bug: state = cell.init(2, (32, 24))
for t in range(frames.size(1)):
    out, c = cell(frames[:, t], state)
    state = (out, c)
