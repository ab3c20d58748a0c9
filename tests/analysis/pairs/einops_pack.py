import torch
from einops import pack, unpack
from torch import nn


class Fusion(nn.Module):
    def __init__(self, d_text=48, d_image=48):  # bug: def __init__(self, d_text=48, d_image=64):
        super().__init__()
        self.text = nn.Embedding(100, d_text)
        self.image = nn.Conv2d(3, d_image, kernel_size=4, stride=4)
        self.mix = nn.Linear(d_text, d_text)

    def forward(self, ids, img):
        words = self.text(ids)
        patches = self.image(img).flatten(2).transpose(1, 2)
        tokens, ps = pack([words, patches], "b * d")  # error: [einops]
        words, patches = unpack(self.mix(tokens), ps, "b * d")
        return words + patches.mean(1, keepdim=True)


Fusion()(torch.randint(0, 100, (2, 5)), torch.rand(2, 3, 16, 16))
