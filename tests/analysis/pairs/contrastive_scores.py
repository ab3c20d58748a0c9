import torch
import torch.nn as nn
import torch.nn.functional as F


class CLIPLike(nn.Module):
    def __init__(self, image_dim, text_dim, embed_dim=64):
        super().__init__()
        self.image_proj = nn.Linear(image_dim, embed_dim)
        self.text_proj = nn.Linear(text_dim, embed_dim)
        self.logit_scale = nn.Parameter(torch.tensor(2.65))

    def forward(self, image, text):
        image = F.normalize(self.image_proj(image), dim=-1)
        text = F.normalize(self.text_proj(text), dim=-1)
        logits = self.logit_scale.exp() * image @ text.t()  # bug: logits = self.logit_scale.exp() * image @ text  # error: [matmul]
        labels = torch.arange(logits.shape[0])
        return F.cross_entropy(logits, labels)


model = CLIPLike(512, 300)
model(torch.randn(16, 512), torch.randn(16, 300))
