import torch
from torch import nn


class RNNModel(nn.Module):
    def __init__(self, ntoken, ninp, nhid, nlayers, tie_weights=False):
        super().__init__()
        self.encoder = nn.Embedding(ntoken, ninp)
        self.rnn = nn.LSTM(ninp, nhid, nlayers)
        self.decoder = nn.Linear(nhid, ntoken)
        if tie_weights:
            self.decoder.weight = self.encoder.weight
        self.nhid, self.nlayers = nhid, nlayers

    def forward(self, input, hidden):
        out, hidden = self.rnn(self.encoder(input), hidden)
        return self.decoder(out), hidden  # error: [linear]

    def init_hidden(self, bsz):
        weight = next(self.parameters())
        return (weight.new_zeros(self.nlayers, bsz, self.nhid), weight.new_zeros(self.nlayers, bsz, self.nhid))


model = RNNModel(100, 64, 64, 2, tie_weights=True)  # bug: model = RNNModel(100, 32, 64, 2, tie_weights=True)
hidden = model.init_hidden(5)
out, hidden = model(torch.randint(0, 100, (7, 5)), hidden)
