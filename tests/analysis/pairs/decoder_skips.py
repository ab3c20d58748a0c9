import torch
from torch import nn


class Net(nn.Module):
    def __init__(self, widths=(8, 16, 32)):
        super().__init__()
        a, b, c = widths
        self.e1, self.e2, self.e3 = nn.Conv2d(3, a, 3, 1, 1), nn.Conv2d(a, b, 3, 2, 1), nn.Conv2d(b, c, 3, 2, 1)
        self.u2 = nn.ConvTranspose2d(c, b, 2, 2)
        self.d2 = nn.Conv2d(2 * b, b, 3, 1, 1)
        self.u1 = nn.ConvTranspose2d(b, a, 2, 2)
        self.d1 = nn.Conv2d(2 * a, 1, 1)

    def forward(self, x):
        s1 = torch.relu(self.e1(x))
        s2 = torch.relu(self.e2(s1))
        y = torch.relu(self.e3(s2))
        y = torch.relu(self.d2(torch.cat([self.u2(y), s2], 1)))
        up = self.u1(y)
        return self.d1(torch.cat([up, s1], 1))  # error: [join|conv] # bug: return self.d1(torch.cat([up, s2], 1))


print(Net()(torch.randn(1, 3, 24, 24)).shape)
