import torch
import torch.nn as nn


class Forecaster(nn.Module):
    def __init__(self, n_features=6, hidden=32, horizon=4):
        super().__init__()
        self.hidden = hidden
        self.rnn = nn.RNN(n_features, hidden, batch_first=True)  # bug: self.rnn = nn.RNN(n_features, hidden)
        self.head = nn.Linear(hidden, horizon)

    def forward(self, series):
        h0 = torch.zeros(1, series.size(0), self.hidden)
        out, _ = self.rnn(series, h0)  # error: [rnn]
        return self.head(out[:, -1])


if __name__ == "__main__":
    m = Forecaster()
    print(m(torch.randn(16, 30, 6)).shape)
