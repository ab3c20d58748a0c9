import torch
from torch import nn


def build(n_in, n_out):
    layers, w = [], n_in
    while (nxt := w // 2) > n_out:
        layers += [nn.Linear(w, nxt), nn.ReLU()]
        w = nxt
    layers.append(nn.Linear(w, n_out))  # bug: layers.append(nn.Linear(nxt, n_out))
    return nn.Sequential(*layers)


net = build(128, 10)
print(net(torch.rand(2, 128)).shape)  # error: [linear]
