from dataclasses import dataclass

import torch
import torch.nn as nn


@dataclass
class Config:
    vocab_size: int = 1000
    block_size: int = 64
    n_embd: int = 48
    n_hidden: int = 192


class Block(nn.Module):
    def __init__(self, config: Config):
        super().__init__()
        self.ln = nn.LayerNorm(config.n_embd)
        self.fc = nn.Linear(config.n_embd, config.n_hidden)
        self.proj = nn.Linear(config.n_hidden, config.n_embd)  # bug: self.proj = nn.Linear(config.n_hidden, config.block_size)

    def forward(self, x):
        return x + self.proj(torch.relu(self.fc(self.ln(x))))  # error: [broadcast]


class TinyLM(nn.Module):
    def __init__(self, config):
        super().__init__()
        self.wte = nn.Embedding(config.vocab_size, config.n_embd)
        self.block = Block(config)
        self.head = nn.Linear(config.n_embd, config.vocab_size, bias=False)

    def forward(self, idx):
        return self.head(self.block(self.wte(idx)))


def main():
    model = TinyLM(Config())
    idx = torch.randint(0, 1000, (2, 16))
    print(model(idx).shape)


if __name__ == "__main__":
    main()
