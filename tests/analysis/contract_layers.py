"""Small classes whose contract is measured against torch: layers, and arithmetic on their sizes."""

# Each class with the expression of an input that fits every setting with which it works.
CLASSES = {
    "Attention": (
        "torch.zeros(2, 3, dim)",
        """
        class Attention(nn.Module):
            def __init__(self, dim, heads):
                super().__init__()
                self.attn = nn.MultiheadAttention(dim, heads, batch_first=True)

            def forward(self, x):
                return self.attn(x, x, x)[0]
        """,
    ),
    "ByHand": (
        "torch.zeros(2, 3, dim)",
        """
        class ByHand(nn.Module):
            def __init__(self, dim, heads):
                super().__init__()
                self.heads = heads
                self.qkv = nn.Linear(dim, 3 * dim)

            def forward(self, x):
                B, T, C = x.shape
                q, k, v = self.qkv(x).split(C, dim=2)
                q = q.view(B, T, self.heads, C // self.heads).transpose(1, 2)
                k = k.view(B, T, self.heads, C // self.heads).transpose(1, 2)
                return q @ k.transpose(-2, -1)
        """,
    ),
    "Grouped": (
        "torch.zeros(1, channels, 9, 9)",
        """
        class Grouped(nn.Module):
            def __init__(self, channels, out, groups):
                super().__init__()
                self.conv = nn.Conv2d(channels, out, 3, groups=groups)

            def forward(self, x):
                return self.conv(x)
        """,
    ),
    "Norms": (
        "torch.zeros(1, channels, 4, 4)",
        """
        class Norms(nn.Module):
            def __init__(self, groups, channels):
                super().__init__()
                self.norm = nn.GroupNorm(groups, channels)

            def forward(self, x):
                return self.norm(x)
        """,
    ),
    "Chain": (
        "torch.zeros(2, a)",
        """
        class Chain(nn.Module):
            def __init__(self, a, b, c):
                super().__init__()
                self.first = nn.Linear(a, b)
                self.second = nn.Linear(c, 2)

            def forward(self, x):
                return self.second(self.first(x))
        """,
    ),
    "Residual": (
        "torch.zeros(2, a)",
        """
        class Residual(nn.Module):
            def __init__(self, a, b):
                super().__init__()
                self.fc = nn.Linear(a, b)

            def forward(self, x):
                return torch.cat([x.unsqueeze(0), self.fc(x).unsqueeze(0)])
        """,
    ),
    "Shortcut": (
        "torch.zeros(1, inside, 8, 8)",
        """
        class Shortcut(nn.Module):
            def __init__(self, inside, out, stride):
                super().__init__()
                self.conv = nn.Conv2d(inside, out, 3, stride=stride, padding=1)
                self.down = None
                if stride != 1 or inside != out:
                    self.down = nn.Conv2d(inside, out, 1, stride=stride)

            def forward(self, x):
                return self.conv(x) + (x if self.down is None else self.down(x))
        """,
    ),
    "Careless": (
        "torch.zeros(1, inside, 8, 8)",
        """
        class Careless(nn.Module):
            def __init__(self, inside, out, stride):
                super().__init__()
                self.conv = nn.Conv2d(inside, out, 3, stride=stride, padding=1)
                self.down = nn.Conv2d(inside, out, 1, stride=stride) if stride != 1 else None

            def forward(self, x):
                return torch.stack([self.conv(x), x if self.down is None else self.down(x)])
        """,
    ),
    "Shuffle": (
        "torch.zeros(1, channels, 4, 4)",
        """
        class Shuffle(nn.Module):
            def __init__(self, channels, factor):
                super().__init__()
                self.conv = nn.Conv2d(channels, channels, 1)
                self.shuffle = nn.PixelShuffle(factor)

            def forward(self, x):
                return self.shuffle(self.conv(x))
        """,
    ),
    "Recurrent": (
        "torch.zeros(2, 5, n)",
        """
        class Recurrent(nn.Module):
            def __init__(self, n, hidden, out):
                super().__init__()
                self.rnn = nn.GRU(n, hidden, batch_first=True, bidirectional=True)
                self.fc = nn.Linear(out, 3)

            def forward(self, x):
                return self.fc(self.rnn(x)[0])
        """,
    ),
    "Asserted": (
        "torch.zeros(2, width)",
        """
        class Asserted(nn.Module):
            def __init__(self, width, parts):
                super().__init__()
                assert width % parts == 0, "parts must divide width"
                if parts > 4:
                    raise ValueError("too many parts")
                self.fc = nn.Linear(width // parts, 2)
                self.parts = parts

            def forward(self, x):
                return self.fc(x.view(x.size(0), self.parts, -1))
        """,
    ),
    "Squeezed": (
        "torch.zeros(1, channels, 4, 4)",
        """
        class Squeezed(nn.Module):
            def __init__(self, channels, ratio):
                super().__init__()
                self.fc1 = nn.Linear(channels, channels // ratio)
                self.fc2 = nn.Linear(channels // ratio, channels)

            def forward(self, x):
                b, c, _, _ = x.shape
                y = self.fc2(torch.relu(self.fc1(x.mean((2, 3)))))
                return x * y.view(b, c, 1, 1)
        """,
    ),
    "Tied": (
        "torch.zeros(2, 3, dtype=torch.long)",
        """
        class Tied(nn.Module):
            def __init__(self, vocab, emb, hidden):
                super().__init__()
                self.emb = nn.Embedding(vocab, emb)
                self.rnn = nn.LSTM(emb, hidden, batch_first=True)
                self.out = nn.Linear(emb, vocab)
                self.out.weight = self.emb.weight

            def forward(self, x):
                return self.out(self.rnn(self.emb(x))[0])
        """,
    ),
    "Split": (
        "torch.zeros(2, width)",
        """
        class Split(nn.Module):
            def __init__(self, width, left):
                super().__init__()
                self.sizes = [left, left + 1]
                self.norm = nn.LayerNorm(width)
                self.fc = nn.Linear(left, 2)

            def forward(self, x):
                batch, features = x.shape
                a, b = self.norm(x).split(self.sizes, dim=1)
                return self.fc(a)
        """,
    ),
    "Decoder": (
        "torch.zeros(1, deep, 4, 4)",
        """
        class Decoder(nn.Module):
            def __init__(self, deep, skip, total):
                super().__init__()
                self.up = nn.ConvTranspose2d(deep, skip, 2, stride=2)
                self.conv = nn.Conv2d(total, skip, 3, padding=1)

            def forward(self, x):
                batch, channels, height, width = x.shape
                y = self.up(x)
                return self.conv(torch.cat([y, torch.relu(y)], dim=1))
        """,
    ),
    "Kernel": (
        "torch.zeros(1, 3, 16, 16)",
        """
        class Kernel(nn.Module):
            def __init__(self, kernel, padding):
                super().__init__()
                self.pool = nn.MaxPool2d(kernel, padding=padding)

            def forward(self, x):
                return self.pool(x)
        """,
    ),
}
