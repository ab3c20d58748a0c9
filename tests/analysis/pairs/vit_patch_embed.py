import torch
import torch.nn as nn


class PatchEmbed(nn.Module):
    def __init__(self, img_size=224, patch_size=16, in_chans=3, embed_dim=768):
        super().__init__()
        self.num_patches = (img_size // patch_size) ** 2
        self.proj = nn.Conv2d(in_chans, embed_dim, kernel_size=patch_size, stride=patch_size)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class ViT(nn.Module):
    def __init__(self, embed_dim=192, depth=4, heads=3, n_classes=10):
        super().__init__()
        self.patch_embed = PatchEmbed(img_size=32, patch_size=4, embed_dim=embed_dim)
        n = self.patch_embed.num_patches
        self.cls_token = nn.Parameter(torch.zeros(1, 1, embed_dim))
        self.pos_embed = nn.Parameter(torch.zeros(1, n + 1, embed_dim))  # bug: self.pos_embed = nn.Parameter(torch.zeros(1, n, embed_dim))
        layer = nn.TransformerEncoderLayer(embed_dim, heads, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, depth)
        self.head = nn.Linear(embed_dim, n_classes)

    def forward(self, x):
        x = self.patch_embed(x)
        cls = self.cls_token.expand(x.shape[0], -1, -1)
        x = torch.cat((cls, x), dim=1)
        x = x + self.pos_embed  # error: [broadcast]
        x = self.encoder(x)
        return self.head(x[:, 0])


vit = ViT()
print(vit(torch.randn(2, 3, 32, 32)).shape)
