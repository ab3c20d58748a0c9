import torch
from torch import nn
from torch.nn import functional as F


class VAE(nn.Module):
    def __init__(self, d=784, h=200, z=10):
        super().__init__()
        self.e = nn.Linear(d, h)
        self.m = nn.Linear(h, z)
        self.s = nn.Linear(h, z)
        self.d1 = nn.Linear(z, h)
        self.d2 = nn.Linear(h, d)
        self.d = d

    def forward(self, x):
        h = self.e(x.view(-1, self.d)).relu()
        mu, logvar = self.m(h), self.s(h)
        z = mu + (0.5 * logvar).exp() * torch.randn_like(mu)
        return self.d2(self.d1(z).relu()).sigmoid(), mu, logvar


def vae_loss(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x.view(-1, 784), reduction="sum")  # error: [loss]  # bug: bce = F.binary_cross_entropy(recon_x, x, reduction="sum")
    return bce - 0.5 * torch.sum(1 + logvar - mu**2 - logvar.exp())


model = VAE()
opt = torch.optim.Adam(model.parameters())
for i in range(2):
    images = torch.rand(32, 1, 28, 28)
    recon, mu, logvar = model(images)
    loss = vae_loss(recon, images, mu, logvar)
    opt.zero_grad(); loss.backward(); opt.step()
