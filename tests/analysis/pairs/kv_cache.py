import torch
from torch import nn


class Cached(nn.Module):
    def __init__(self, dim, heads):
        super().__init__()
        self.heads, self.size = heads, dim // heads
        self.qkv = nn.Linear(dim, 3 * dim)

    def forward(self, x, past=None):
        b, t, c = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, self.size).permute(2, 0, 3, 1, 4)
        if past is not None:
            k = torch.cat([past[0], k], dim=2)
            v = torch.cat([past[1], v], dim=2)  # error: [join] # bug: v = torch.cat([past[1], v], dim=3)
        y = (q @ k.transpose(-2, -1)).softmax(-1) @ v
        return y.transpose(1, 2).reshape(b, t, c), (k, v)


model = Cached(32, 4)
y, past = model(torch.randn(2, 6, 32))
y, past = model(torch.randn(2, 1, 32), past)
print(y.shape)
