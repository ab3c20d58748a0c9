"""A part-of-speech tagger: word embeddings, a two-way LSTM, one score for each tag."""

import torch
import torch.nn.functional as F
from torch import nn


class LSTMTagger(nn.Module):
    def __init__(self, vocab_size, tagset_size, embedding_dim=64, hidden_dim=128, num_layers=2):
        super().__init__()
        self.embedding = nn.Embedding(vocab_size, embedding_dim, padding_idx=0)
        self.lstm = nn.LSTM(
            embedding_dim,
            hidden_dim,
            num_layers=num_layers,
            batch_first=True,
            bidirectional=True,
        )
        self.hidden2tag = nn.Linear(2 * hidden_dim, tagset_size)

    def forward(self, sentences):
        embedded = self.embedding(sentences)
        states, _ = self.lstm(embedded)
        return F.log_softmax(self.hidden2tag(states), dim=-1)


if __name__ == "__main__":
    model = LSTMTagger(vocab_size=1000, tagset_size=12)
    sentences = torch.randint(0, 1000, (4, 9))
    tags = torch.randint(0, 12, (4, 9))
    scores = model(sentences)
    loss = F.nll_loss(scores.flatten(0, 1), tags.flatten())
    loss.backward()
    print(scores.shape, loss.item())
