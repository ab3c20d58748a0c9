import torch

n, d, h = 64, 1000, 100
x = torch.randn(n, d)
y = torch.randn(n, 10)
w1 = torch.randn(d, h, requires_grad=True)
w2 = torch.randn(h, 10, requires_grad=True)  # bug: w2 = torch.randn(10, h, requires_grad=True)

lr = 1e-6
for t in range(500):
    hidden = x.mm(w1)
    y_pred = hidden.clamp(min=0).mm(w2)  # error: [matmul]
    loss = (y_pred - y).pow(2).sum()
    loss.backward()
    with torch.no_grad():
        w1 -= lr * w1.grad
        w2 -= lr * w2.grad
        w1.grad.zero_()
        w2.grad.zero_()
