import torch
import torch.nn as nn

HIDDEN = 300
N_CLASSES = 7
in_dim = 40


class Classifier(nn.Module):
    def __init__(self, dropout=0.5):
        super(Classifier, self).__init__()
        half = HIDDEN // 2
        self.hidden = HIDDEN
        self.encoder = nn.Sequential(
            nn.Linear(in_dim, HIDDEN),
            nn.ReLU(),
            nn.Dropout(dropout),
        )
        self.project = nn.Linear(self.hidden, half)
        self.out = nn.Linear(half, N_CLASSES)  # bug: self.out = nn.Linear(self.hidden, N_CLASSES)

    def forward(self, features):
        h = self.encoder(features)
        h = self.project(h).tanh()
        logits = self.out(h)  # error: [linear]
        return logits


# run: Classifier()(torch.randn(5, 40))
