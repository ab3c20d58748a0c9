import torch
from torch import nn


class VQ(nn.Module):
    def __init__(self, n, dim):
        super().__init__()
        self.codebook = nn.Embedding(n, dim)

    def forward(self, z):
        flat = z.permute(0, 2, 3, 1).reshape(-1, z.shape[1])  # bug: flat = z.reshape(-1, z.shape[2])
        d = torch.cdist(flat, self.codebook.weight)  # error: [matmul]
        idx = d.argmin(1)
        q = self.codebook(idx).view(z.shape[0], z.shape[2], z.shape[3], -1).permute(0, 3, 1, 2)
        return z + (q - z).detach()


enc = nn.Conv2d(3, 24, 4, 4)
dec = nn.ConvTranspose2d(24, 3, 4, 4)
dec(VQ(128, 24)(enc(torch.rand(2, 3, 32, 64))))
