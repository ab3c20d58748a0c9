import torch

a = torch.rand(4, 5)
b = torch.rand(5, 6)
c = torch.einsum(a, [0, 1], b, [1, 2], [0, 2])  # bug: c = torch.einsum(a, [0, 1], b, [2, 1], [0, 2])  # error: [einsum]
print(c.shape)
