import torch
import torch.nn as nn

encoder = nn.Sequential(
    nn.Linear(784, 128),
    nn.ReLU(),
    nn.Linear(128, 32),  # bug: nn.Linear(128, 64),
)
decoder = nn.Sequential(
    nn.Linear(32, 128),
    nn.ReLU(),
    nn.Linear(128, 784),
    nn.Sigmoid(),
)

x = torch.rand(64, 784)
z = encoder(x)
recon = decoder(z)  # error: [linear]
loss = nn.functional.mse_loss(recon, x)
loss.backward()
