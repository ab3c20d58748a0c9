import torch
import torch.nn as nn


class TiedLM(nn.Module):
    def __init__(self, ntoken, ninp, nhid):
        super().__init__()
        self.encoder = nn.Embedding(ntoken, ninp)
        self.rnn = nn.LSTM(ninp, nhid)
        self.project = nn.Linear(nhid, ninp)
        self.decoder = nn.Linear(ninp, ntoken)
        self.decoder.weight = self.encoder.weight

    def forward(self, input):
        emb = self.encoder(input)
        output, hidden = self.rnn(emb)
        output = self.project(output)  # bug: pass
        return self.decoder(output)  # error: [linear]


model = TiedLM(100, 32, 64)
model(torch.randint(0, 100, (5, 2)))
