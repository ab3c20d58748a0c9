import torch
from torch import nn


class Tagger(nn.Module):
    def __init__(self, vocab_size, tag_size, emb=50, hidden=64):
        super().__init__()
        self.word_embeds = nn.Embedding(vocab_size, emb)
        self.lstm = nn.LSTM(emb, hidden // 2, num_layers=1, bidirectional=True, batch_first=True)
        self.hidden2tag = nn.Linear(hidden, tag_size)  # bug: self.hidden2tag = nn.Linear(hidden // 2, tag_size)

    def forward(self, sentence):
        embeds = self.word_embeds(sentence)
        lstm_out, (h, c) = self.lstm(embeds)
        feats = self.hidden2tag(lstm_out)  # error: [linear]
        return feats


# run: Tagger(100, 9)(torch.randint(0, 100, (2, 6)))
