import torch
from torch import nn

layer = nn.TransformerEncoderLayer(d_model=32, nhead=4, batch_first=True)
encoder = nn.TransformerEncoder(layer, num_layers=2)
src = torch.rand(8, 20, 32)
lengths = torch.randint(1, 20, (8,))
mask = torch.arange(20)[None, :] >= lengths[:, None]  # bug: mask = torch.arange(32)[None, :] >= lengths[:, None]
out = encoder(src, src_key_padding_mask=mask)  # error: [attention]
