import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


class PackedLSTM(nn.Module):
    def __init__(self, inp, hid, out):
        super().__init__()
        self.lstm = nn.LSTM(inp, hid, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(2 * hid, out)  # bug: self.fc = nn.Linear(hid, out)

    def forward(self, x, lengths):
        packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
        packed_out, _ = self.lstm(packed)
        out, _ = pad_packed_sequence(packed_out, batch_first=True)
        return self.fc(out)  # error: [linear]


model = PackedLSTM(12, 20, 5)
y = model(torch.randn(4, 9, 12), torch.tensor([9, 7, 3, 2]))
