import math
import torch
from torch import nn


class PositionalEncoding(nn.Module):
    def __init__(self, d_model, dropout=0.1, max_len=500):
        super().__init__()
        self.dropout = nn.Dropout(p=dropout)
        pe = torch.zeros(max_len, d_model)
        position = torch.arange(0, max_len, dtype=torch.float).unsqueeze(1)
        div_term = torch.exp(torch.arange(0, d_model, 2).float() * (-math.log(10000.0) / d_model))
        pe[:, 0::2] = torch.sin(position * div_term)
        pe[:, 1::2] = torch.cos(position * div_term)
        self.register_buffer("pe", pe.unsqueeze(0))

    def forward(self, x):
        x = x + self.pe[:, : x.size(1)]
        return self.dropout(x)


class Model(nn.Module):
    def __init__(self, ntoken, d_model):
        super().__init__()
        self.emb = nn.Embedding(ntoken, d_model)
        self.pos = PositionalEncoding(d_model)
        self.out = nn.Linear(d_model, ntoken)

    def forward(self, src):
        return self.out(self.pos(self.emb(src)))  # error: [linear]  # bug: return self.out(self.pos(self.emb(src)).transpose(1, 2))


m = Model(100, 64)
m(torch.randint(0, 100, (4, 20)))
