import torch
import torch.nn as nn


class Embeddings(nn.Module):
    def __init__(self, vocab, max_len, d_model):
        super().__init__()
        self.tok = nn.Embedding(vocab, d_model)
        self.pos = nn.Embedding(max_len, d_model)  # bug: self.pos = nn.Embedding(d_model, max_len)
        self.drop = nn.Dropout(0.1)

    def forward(self, ids):
        n = ids.size(1)
        positions = torch.arange(n, device=ids.device).unsqueeze(0)
        x = self.tok(ids) + self.pos(positions)  # error: [broadcast]
        return self.drop(x)


emb = Embeddings(1000, 128, 64)
emb(torch.randint(0, 1000, (4, 20)))
