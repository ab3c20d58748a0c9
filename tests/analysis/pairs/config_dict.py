import torch
from torch import nn

CONFIG = {"vocab": 50, "dim": 24, "heads": 3, "layers": 2, "ffn": 96}


class Layer(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.attn = nn.MultiheadAttention(cfg["dim"], cfg["heads"], batch_first=True)
        self.ffn = nn.Sequential(nn.Linear(cfg["dim"], cfg["ffn"]), nn.ReLU(), nn.Linear(cfg["ffn"], cfg["dim"]))

    def forward(self, x):
        x = x + self.attn(x, x, x)[0]
        return x + self.ffn(x)


class Model(nn.Module):
    def __init__(self, cfg):
        super().__init__()
        self.embed = nn.Embedding(cfg["vocab"], cfg["dim"])
        self.layers = nn.ModuleList(Layer(cfg) for _ in range(cfg["layers"]))
        self.head = nn.Linear(cfg["dim"], cfg["vocab"])  # bug: self.head = nn.Linear(cfg["ffn"], cfg["vocab"])

    def forward(self, ids):
        x = self.embed(ids)
        for layer in self.layers:
            x = layer(x)
        return self.head(x)  # error: [linear]


print(Model(CONFIG)(torch.randint(0, 50, (2, 9))).shape)
