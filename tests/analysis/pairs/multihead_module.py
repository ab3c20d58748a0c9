import torch
import torch.nn as nn


class CrossAttention(nn.Module):
    def __init__(self, q_dim, kv_dim, heads):
        super().__init__()
        self.attn = nn.MultiheadAttention(q_dim, heads, kdim=kv_dim, vdim=kv_dim, batch_first=True)  # bug: self.attn = nn.MultiheadAttention(q_dim, heads, batch_first=True)
        self.norm = nn.LayerNorm(q_dim)

    def forward(self, queries, context):
        out, _ = self.attn(queries, context, context)  # error: [attention]
        return self.norm(queries + out)


block = CrossAttention(64, 96, 4)
block(torch.randn(2, 5, 64), torch.randn(2, 11, 96))
