import torch
from torch import nn


class ViT(nn.Module):
    def __init__(self, image_size=32, patch_size=4, dim=64, depth=2, heads=4, num_classes=10):
        super().__init__()
        num_patches = (image_size // patch_size) ** 2
        self.to_patch = nn.Conv2d(3, dim, kernel_size=patch_size, stride=patch_size)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, dim))
        self.pos_embedding = nn.Parameter(torch.randn(1, num_patches + 1, dim))  # bug: self.pos_embedding = nn.Parameter(torch.randn(1, num_patches, dim))
        layer = nn.TransformerEncoderLayer(dim, heads, dim * 4, batch_first=True)
        self.transformer = nn.TransformerEncoder(layer, depth)
        self.mlp_head = nn.Sequential(nn.LayerNorm(dim), nn.Linear(dim, num_classes))

    def forward(self, img):
        x = self.to_patch(img).flatten(2).transpose(1, 2)
        cls = self.cls_token.expand(x.shape[0], -1, -1)
        x = torch.cat((cls, x), dim=1)
        x = x + self.pos_embedding  # error: [broadcast]
        x = self.transformer(x)
        return self.mlp_head(x[:, 0])


if __name__ == "__main__":
    v = ViT()
    print(v(torch.randn(2, 3, 32, 32)).shape)
