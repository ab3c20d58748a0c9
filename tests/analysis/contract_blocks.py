"""Classes whose contract is measured against torch: blocks that choose between ways and check what they are given."""

# Each class with the expression of an input that fits every setting with which it works.
CLASSES = {
    "Basic": (
        "torch.zeros(2, inside, 1, 1)",
        """
        class Basic(nn.Module):
            def __init__(self, inside, planes, stride, groups, width):
                super().__init__()
                if groups != 1 or width > 6:
                    raise ValueError("only groups=1 and width up to 6 are supported")
                self.conv1 = nn.Conv2d(inside, planes, 3, stride, 1, bias=False)
                self.bn1 = nn.BatchNorm2d(planes)
                self.conv2 = nn.Conv2d(planes, planes, 3, 1, 1, bias=False)
                self.bn2 = nn.BatchNorm2d(planes)
                self.relu = nn.ReLU(inplace=True)

            def forward(self, x):
                out = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
                out += x
                return self.relu(out)
        """,
    ),
    "Inverted": (
        "torch.zeros(2, inp, 4, 4)",
        """
        class Inverted(nn.Module):
            def __init__(self, inp, oup, stride, expand):
                super().__init__()
                if stride not in [1, 2]:
                    raise ValueError(f"stride should be 1 or 2 instead of {stride}")
                hidden = int(round(inp * expand))
                self.use_res = stride == 1 and inp == oup
                layers = []
                if expand != 1:
                    layers.append(nn.Sequential(nn.Conv2d(inp, hidden, 1, bias=False), nn.BatchNorm2d(hidden)))
                layers.append(nn.Conv2d(hidden, hidden, 3, stride, 1, groups=hidden, bias=False))
                layers.append(nn.Conv2d(hidden, oup, 1, bias=False))
                self.conv = nn.Sequential(*layers)

            def forward(self, x):
                return x + self.conv(x) if self.use_res else self.conv(x)
        """,
    ),
    "Shuffled": (
        "torch.zeros(2, inp, 4, 4)",
        """
        class Shuffled(nn.Module):
            def __init__(self, inp, oup, stride):
                super().__init__()
                if not (1 <= stride <= 3):
                    raise ValueError("illegal stride value")
                self.stride = stride
                half = oup // 2
                if stride == 1 and inp != half * 2:
                    raise ValueError("inp must be oup")
                self.branch1 = nn.Sequential(nn.Conv2d(inp, half, 1)) if stride > 1 else nn.Sequential()
                self.branch2 = nn.Conv2d(inp if stride > 1 else half, half, 1)

            def forward(self, x):
                if self.stride == 1:
                    x1, x2 = x.chunk(2, dim=1)
                    return torch.cat((x1, self.branch2(x2)), dim=1)
                return torch.cat((self.branch1(x), self.branch2(x)), dim=1)
        """,
    ),
    "Head": (
        "torch.zeros(2, width, 4, 4)",
        """
        class Head(nn.Sequential):
            def __init__(self, width, classes):
                inside = width // 4
                super().__init__(
                    nn.Conv2d(width, inside, 3, padding=1),
                    nn.BatchNorm2d(inside),
                    nn.Conv2d(inside, classes, 1),
                )
        """,
    ),
    "Rounded": (
        "torch.zeros(2, inp, 4, 4)",
        """
        def make_divisible(v, divisor, min_value=None):
            if min_value is None:
                min_value = divisor
            new_v = max(min_value, int(v + divisor / 2) // divisor * divisor)
            if new_v < 0.9 * v:
                new_v += divisor
            return new_v


        class ConvNorm(nn.Sequential):
            def __init__(self, inp, oup, kernel, stride=1, groups=1):
                if isinstance(kernel, int):
                    padding = (kernel - 1) // 2
                else:
                    padding = tuple((k - 1) // 2 for k in kernel)
                super().__init__(
                    nn.Conv2d(inp, oup, kernel, stride, padding, groups=groups, bias=False),
                    nn.BatchNorm2d(oup),
                )


        class Rounded(nn.Module):
            def __init__(self, inp, oup, kernel, stride, groups):
                super().__init__()
                if not (1 <= stride <= 2):
                    raise ValueError("illegal stride value")
                self.use_res = stride == 1 and inp == oup
                inside = make_divisible(inp * 1.7, 4)
                layers = [ConvNorm(inp, inside, 1)] if inside != inp else []
                layers.append(ConvNorm(inside, inside, kernel, stride, groups))
                layers.append(nn.Conv2d(inside, oup, 1))
                self.layers = nn.Sequential(*layers)

            def forward(self, x):
                y = self.layers(x)
                if self.use_res:
                    y += x
                return y
        """,
    ),
    "PooledAndPadded": (
        "torch.zeros(2, 3, 64, 64)",
        """
        class PooledAndPadded(nn.Module):
            def __init__(self, kernel, padding, dilation):
                super().__init__()
                self.pool = nn.MaxPool2d(kernel, padding=padding, dilation=dilation)

            def forward(self, x):
                return self.pool(x)
        """,
    ),
    "Defaulted": (
        "torch.zeros(2, inp, 4, 4)",
        """
        class Defaulted(nn.Module):
            def __init__(self, inp, out, groups):
                super().__init__()
                out = out or inp
                self.conv = nn.Conv2d(inp, out, 1, groups=groups)

            def forward(self, x):
                return self.conv(x)
        """,
    ),
    "Repeated": (
        "torch.zeros(2, width)",
        """
        class Repeated(nn.Module):
            def __init__(self, width, out, number):
                super().__init__()
                self.layers = nn.Sequential(*[nn.Linear(width, out) for _ in range(number)])

            def forward(self, x):
                return self.layers(x)
        """,
    ),
    "Windowed": (
        "torch.zeros(1, 7, 9, dim)",
        """
        class Windowed(nn.Module):
            def __init__(self, dim, heads, window):
                super().__init__()
                self.heads, self.window = heads, window
                self.qkv = nn.Linear(dim, 3 * dim)

            def forward(self, x):
                B, H, W, C = x.shape
                w = self.window
                x = F.pad(x, (0, 0, 0, (w - W % w) % w, 0, (w - H % w) % w))
                _, high, wide, _ = x.shape
                x = x.view(B, high // w, w, wide // w, w, C).permute(0, 1, 3, 2, 4, 5)
                x = self.qkv(x.reshape(B * (high // w) * (wide // w), w * w, C))
                x = x.reshape(x.size(0), x.size(1), 3, self.heads, C // self.heads).permute(2, 0, 3, 1, 4)
                return (x[0] @ x[1].transpose(-2, -1)) @ x[2]
        """,
    ),
    "Divided": (
        "torch.zeros(2, width)",
        """
        class Divided(nn.Module):
            def __init__(self, width, steps):
                super().__init__()
                self.fc = nn.Linear(width, width + width % (steps - 3) + 10)

            def forward(self, x):
                return self.fc(x)
        """,
    ),
    "Caught": (
        "torch.zeros(2, width)",
        """
        class Caught(nn.Module):
            def __init__(self, width, steps):
                super().__init__()
                try:
                    self.factor = width // (steps - 3)
                except ZeroDivisionError:
                    self.factor = 1
                if steps == 4:
                    raise ValueError("too few steps")
                self.fc = nn.Linear(width, 3)

            def forward(self, x):
                return self.fc(x)
        """,
    ),
    "Fired": (
        "torch.zeros(2, inplanes, 4, 4)",
        """
        class Fired(nn.Module):
            def __init__(self, inplanes, squeeze, first, second, total):
                super().__init__()
                self.squeeze = nn.Conv2d(inplanes, squeeze, 1)
                self.first = nn.Conv2d(squeeze, first, 1)
                self.second = nn.Conv2d(squeeze, second, 3, padding=1)
                self.norm = nn.BatchNorm2d(total)

            def forward(self, x):
                x = torch.relu(self.squeeze(x))
                return self.norm(torch.cat([self.first(x), self.second(x)], 1))
        """,
    ),
}
