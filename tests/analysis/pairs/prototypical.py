import torch
from torch import nn

way, shot, query, d = 5, 3, 4, 64
encoder = nn.Sequential(nn.Flatten(), nn.Linear(28 * 28, d))
support = encoder(torch.rand(way * shot, 1, 28, 28))
queries = encoder(torch.rand(way * query, 1, 28, 28))
protos = support.view(way, shot, d).mean(1)  # error: [reshape]  # bug: protos = support.view(way, query, d).mean(1)
dists = torch.cdist(queries, protos)
labels = torch.arange(way).repeat_interleave(query)
loss = nn.functional.cross_entropy(-dists, labels)
