import torch
import torch.nn as nn


class GRUTagger(nn.Module):
    def __init__(self, vocab_size, emb=100, hidden=128, tags=9):
        super().__init__()
        self.emb = nn.Embedding(vocab_size, emb)
        self.gru = nn.GRU(emb, hidden, num_layers=2, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(hidden * 2, tags)  # bug: self.fc = nn.Linear(hidden, tags)

    def forward(self, tokens):
        e = self.emb(tokens)
        out, h = self.gru(e)
        return self.fc(out)  # error: [linear]


# run: GRUTagger(50)(torch.randint(0, 50, (3, 7)))
