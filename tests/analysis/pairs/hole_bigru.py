import torch
from torch import nn


class Tagger(nn.Module):
    def __init__(self, vocabulary, size, hidden, tags):
        super().__init__()
        self.embed = nn.Embedding(vocabulary, size)
        self.rnn = nn.GRU(size, hidden, num_layers=2, bidirectional=True, batch_first=True)
        self.start = nn.Linear(size, hidden)  # bug: self.start = nn.Linear(size, ...)  # error: [hole] must be hidden
        self.tags = nn.Linear(2 * hidden, tags)  # bug: self.tags = nn.Linear(..., tags)  # error: [hole] must be 2*hidden

    def forward(self, tokens):
        x = self.embed(tokens)
        h = self.start(x.mean(dim=1)).expand(4, -1, -1).contiguous()
        out, _ = self.rnn(x, h)
        return self.tags(out)


Tagger(100, 16, 8, 5)(torch.randint(100, (3, 7)))
