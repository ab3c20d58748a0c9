import torch
from torch import nn
import torch.nn.functional as F


class TextCNN(nn.Module):
    def __init__(self, vocab, emb_dim, n_filters, sizes, n_out):
        super().__init__()
        self.embedding = nn.Embedding(vocab, emb_dim)
        self.convs = nn.ModuleList([nn.Conv1d(emb_dim, n_filters, fs) for fs in sizes])
        self.fc = nn.Linear(len(sizes) * n_filters, n_out)

    def forward(self, text):
        embedded = self.embedding(text).permute(0, 2, 1)
        conved = [F.relu(conv(embedded)) for conv in self.convs]
        pooled = [F.max_pool1d(c, c.shape[2]).squeeze(2) for c in conved]
        return self.fc(torch.cat(pooled, dim=1))  # error: [linear]  # bug: return self.fc(torch.stack(pooled, dim=1))


m = TextCNN(1000, 50, 100, [3, 4, 5], 2)
m(torch.randint(0, 1000, (8, 30)))
