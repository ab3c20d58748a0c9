import torch
import torch.nn as nn


class MyLSTMCell(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.hidden_size = hidden_size
        self.i2h = nn.Linear(input_size, 4 * hidden_size)
        self.h2h = nn.Linear(hidden_size, 4 * hidden_size)  # bug: self.h2h = nn.Linear(hidden_size, 3 * hidden_size)

    def forward(self, x, state):
        h, c = state
        gates = self.i2h(x) + self.h2h(h)  # error: [broadcast]
        i, f, g, o = gates.chunk(4, 1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        h = o.sigmoid() * c.tanh()
        return h, (h, c)


class MyLSTM(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.cell = MyLSTMCell(input_size, hidden_size)
        self.hidden_size = hidden_size

    def forward(self, xs):
        b = xs.size(1)
        state = (torch.zeros(b, self.hidden_size), torch.zeros(b, self.hidden_size))
        outs = []
        for t in range(xs.size(0)):
            out, state = self.cell(xs[t], state)
            outs.append(out)
        return torch.stack(outs), state


rnn = MyLSTM(10, 20)
rnn(torch.randn(5, 3, 10))
