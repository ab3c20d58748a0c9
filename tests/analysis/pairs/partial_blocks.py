from functools import partial

import torch
from torch import nn


def conv_bn(cin, cout, *, k=3, act=nn.ReLU, norm=nn.BatchNorm2d):
    return nn.Sequential(nn.Conv2d(cin, cout, k, padding=k // 2, bias=False), norm(cout), act())


block = partial(conv_bn, k=5, act=partial(nn.LeakyReLU, 0.1))
net = nn.Sequential(block(3, 16), block(16, 32), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 2))  # bug: net = nn.Sequential(block(3, 16), block(32, 32), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 2))
net(torch.rand(2, 3, 16, 16))  # error: [conv]
