import torch
from torch import nn


class Decoder(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.embed = nn.Embedding(vocab, d)
        self.cell = nn.LSTMCell(d, 2 * d)
        self.head = nn.Linear(2 * d, vocab)
        self.width = 2 * d

    def forward(self, tokens):
        batch, steps = tokens.shape
        h = torch.zeros(batch, self.width)  # bug: h = torch.zeros(batch, ...)  # error: [hole] must be 16
        c = torch.zeros(batch, self.width)
        outputs = []
        for step in range(steps):
            h, c = self.cell(self.embed(tokens[:, step]), (h, c))
            outputs.append(self.head(h))
        return torch.stack(outputs, dim=1)


Decoder(11, 8)(torch.randint(11, (2, 5)))
