import torch


def mahalanobis(x, mean, precision):
    centred = x - mean
    return torch.einsum("...i,ij,...j->...", centred, precision, centred)  # error: [einsum]


x = torch.rand(5, 6, 3)
mean = x.mean(dim=(0, 1))
precision = torch.eye(3)  # bug: precision = torch.eye(x.shape[1])
print(mahalanobis(x, mean, precision).shape)
