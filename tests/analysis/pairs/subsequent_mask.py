import torch
from torch import nn


class Decoder(nn.Module):
    def __init__(self, vocab, d):
        super().__init__()
        self.tok = nn.Embedding(vocab, d)
        layer = nn.TransformerDecoderLayer(d, 4, batch_first=True)
        self.dec = nn.TransformerDecoder(layer, 2)
        self.out = nn.Linear(d, vocab)

    def forward(self, tgt, memory):
        mask = nn.Transformer.generate_square_subsequent_mask(tgt.size(1))  # bug: mask = nn.Transformer.generate_square_subsequent_mask(tgt.size(0))
        h = self.dec(self.tok(tgt), memory, tgt_mask=mask)  # error: [attention]
        return self.out(h)


dec = Decoder(50, 32)
logits = dec(torch.randint(0, 50, (3, 12)), torch.randn(3, 7, 32))
