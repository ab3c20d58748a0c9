"""The rules of judgement, each both ways: code that must be told, and its nearest neighbour that must be silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from snippets import check_snippet

HEAD = "import torch\nfrom torch import nn\nimport torch.nn.functional as F\n\n\n"

CASES = {
    "0: what is not known makes no error": """
    from somewhere import width

    layer = nn.Linear(width(), 4)
    layer(torch.zeros(2, 3))
    nn.Linear(5, 4)(torch.zeros(2, 3))  # error: [linear]
    """,
    "1: a class, a function, the module and the main guard are ways in": """
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(4, 8)
            self.b = nn.Linear(4, 2)

        def forward(self, x):
            return self.b(self.a(x))  # error: [linear]

    def scores():
        return torch.zeros(2, 3) @ torch.zeros(2, 3)  # error: [matmul]

    torch.zeros(2) + torch.zeros(3)  # error: [broadcast]

    if __name__ == "__main__":
        torch.zeros(6).view(4, 2)  # error: [reshape]
        torch.zeros(8).view(4, 2)
    """,
    "1: builders whose arguments have defaults are called": """
    class Net(nn.Module):
        def __init__(self, a, b):
            super().__init__()
            self.first = nn.Linear(3, a)
            self.second = nn.Linear(b, 2)

        def forward(self, x):
            return self.second(self.first(x))  # error: [linear]

    def net(a=4, b=5):
        return Net(a, b)
    """,
    "2: a refusal that other sizes escape is no error": """
    class Net(nn.Module):
        def __init__(self, a, b):
            super().__init__()
            self.first = nn.Linear(3, a)
            self.second = nn.Linear(b, 2)

        def forward(self, x):
            return self.second(self.first(x))
    """,
    "2: known arguments that cannot meet it are": """
    class Net(nn.Module):
        def __init__(self, a, b):
            super().__init__()
            self.first = nn.Linear(3, a)
            self.second = nn.Linear(b, 2)

        def forward(self, x):
            return self.second(self.first(x))  # error: [linear] last dimension of 5, got 4

    Net(4, 4)(torch.zeros(1, 3))
    Net(4, 5)(torch.zeros(1, 3))
    """,
    "2: a path that works makes the other a condition": """
    class Net(nn.Module):
        def __init__(self, wide):
            super().__init__()
            self.wide = wide
            self.a = nn.Linear(4, 8)
            self.b = nn.Linear(4, 8)
            self.out = nn.Linear(8, 2)

        def forward(self, x):
            x = self.a(x)
            if self.wide:
                x = self.b(x)
            return self.out(x)
    """,
    "3: what is refused makes no second finding": """
    x = torch.zeros(2, 3) @ torch.zeros(4, 5)  # error: [matmul]
    nn.Linear(7, 2)(x)
    x.view(10)
    """,
    "4: names of annotations are promised at returns": """
    def f(x: "Float[torch.Tensor, 'b d']", w: "Float[torch.Tensor, 'd e']"):
        return x @ w

    def g(x: "Float[torch.Tensor, 'b d']", w: "Float[torch.Tensor, 'e d']"):
        return x @ w.T
    """,
    "5: sizes are at least 1, a constant of 0 is one too": """
    empty = torch.zeros(0, 3)
    empty.view(3, 0)
    empty.view(1, 3)  # error: [reshape]

    class Grow(nn.Module):
        def __init__(self, n):
            super().__init__()
            self.a = nn.Linear(n, n + 1)
            self.b = nn.Linear(n, 2)

        def forward(self, x):
            return self.b(self.a(x))  # error: [linear] got n + 1
    """,
    "6: broadcasting does not solve": """
    def add(x, y):
        z = x + y
        b, c = x.shape
        d, e = y.shape
        return z

    class Scale(nn.Module):
        def __init__(self, n):
            super().__init__()
            self.fc = nn.Linear(4, n)
            self.scale = nn.Parameter(torch.ones(2 * n + 1))

        def forward(self, x):
            return self.fc(x) * self.scale

    class Never(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(4, 6)
            self.scale = nn.Parameter(torch.ones(7))

        def forward(self, x):
            return self.fc(x) * self.scale  # error: [broadcast]
    """,
    "7: an open rank takes what its uses ask for": """
    class Any(nn.Module):
        def __init__(self, d):
            super().__init__()
            self.norm = nn.LayerNorm(d)
            self.fc = nn.Linear(d, d)

        def forward(self, x):
            return x + self.fc(self.norm(x))

    class Three(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(8, 5)

        def forward(self, x):
            B, T, C = x.shape
            y = self.fc(x)
            return y.view(B, T, 5)

    class Fixed(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(8, 5)

        def forward(self, x):
            B, T, C = x.shape
            y = self.fc(x)
            return y.reshape(B, T, 8)  # error: [reshape]
    """,
    "7: a view of many sizes waits for its next use": """
    class Flat(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 8, 3)
            self.fc = nn.Linear(8 * 13 * 13, 10)

        def forward(self, x):
            return self.fc(F.max_pool2d(self.conv(x), 2).flatten(1))  # error: [linear] 1352, got 1152

    Flat()(torch.zeros(2, 1, 28, 28))
    Flat()(torch.zeros(2, 1, 26, 26))
    """,
    "8: arithmetic of heads": """
    class Heads(nn.Module):
        def __init__(self, d, h):
            super().__init__()
            assert d % h == 0
            self.h = h
            self.fc = nn.Linear(d, d)

        def forward(self, x):
            B, T, C = x.shape
            y = x.view(B, T, self.h, C // self.h).transpose(1, 2)
            return self.fc(y.transpose(1, 2).reshape(B, T, C))
    """,
    "9: loops of symbolic length": """
    class Deep(nn.Module):
        def __init__(self, d, n):
            super().__init__()
            self.layers = nn.ModuleList([nn.Linear(d, d) for _ in range(n)])
            self.out = nn.Linear(2 * d, 1)

        def forward(self, x):
            for layer in self.layers:
                x = torch.relu(layer(x))
            return self.out(x)  # error: [linear]
    """,
    "9: a loop that is given up on forgets what it fills": """
    class Collect(nn.Module):
        def __init__(self, d, n, flag):
            super().__init__()
            self.layers = nn.ModuleList()
            for i in range(n):
                if unclear(i):
                    self.layers.append(nn.Linear(d, d))

        def forward(self, x):
            found = []
            for layer in self.layers:
                x = layer(x)
                found.append(x)
            return torch.stack(found)
    """,
    "10: what nobody has set is not known": """
    class Late(nn.Module):
        def __init__(self):
            super().__init__()
            self.fc = nn.Linear(4, 4)

        def build(self, n):
            self.extra = nn.Linear(n, n)

        def forward(self, x, mask=None):
            x = self.extra(self.fc(x))
            if mask is not None:
                x = x + mask
            return x

    class Modes(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(4, 8)
            self.b = nn.Linear(8, 2)

        def forward(self, x):
            x = self.a(x)
            if self.training:
                return self.b(x)
            return x

    model = Modes()
    nn.Linear(2, 1)(model(torch.zeros(1, 4)))
    model.eval()
    nn.Linear(2, 1)(model(torch.zeros(1, 4)))  # error: [linear]
    """,
    "11: an unknown decorator or patch hides what passes through it": """
    from somewhere import patched

    @patched
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a = nn.Linear(4, 8)

    nn.Linear(3, 2)(patched(nn.Linear(4, 5))(torch.zeros(1, 4)))
    nn.Linear(3, 2)(nn.Linear(4, 5)(torch.zeros(1, 4)))  # error: [linear]
    """,
    "12: what a handler catches is silent": """
    import contextlib
    import pytest

    try:
        torch.zeros(2) + torch.zeros(3)
    except RuntimeError:
        torch.zeros(2) @ torch.zeros(3)  # error: [matmul]

    with pytest.raises(RuntimeError):
        torch.zeros(2) + torch.zeros(3)

    with contextlib.suppress(Exception):
        torch.zeros(2) + torch.zeros(3)

    try:
        torch.zeros(4) + torch.zeros(3)  # error: [broadcast]
    except KeyError:
        pass
    """,
    "12: unpacking and indexing of sizes": """
    x = torch.zeros(2, 3, 4)
    a, b, c = x.shape
    a, b = x.shape  # error: [split] too many values to unpack
    first = x.shape[2]
    last = x.shape[3]  # error: [index]

    try:
        a, b = x.shape
    except ValueError:
        a = 1
    """,
    "12: the program's own raise": """
    class Net(nn.Module):
        def __init__(self, dim, heads=8):
            super().__init__()
            if dim % heads:
                raise ValueError("dim must be divisible by heads")  # error: [raises] ValueError: dim must be
            self.fc = nn.Linear(dim, dim)

        def forward(self, x):
            return self.fc(x)

    Net(64)
    Net(60)
    """,
    "12: a raise that a caller may avoid": """
    class Net(nn.Module):
        def __init__(self, dim=None, heads=8):
            super().__init__()
            if dim is None:
                raise ValueError("dim must be given")
            assert dim % heads == 0
            self.fc = nn.Linear(dim, dim)

        def forward(self, x):
            raise NotImplementedError
    """,
    "13: in place": """
    x = torch.zeros(3, 1)
    x += torch.zeros(3, 1)
    x += torch.zeros(3, 4)  # error: [inplace]
    y = torch.zeros(3, 1)
    z = y
    y.squeeze_(1)
    z @ torch.zeros(3)
    """,
    "14: nothing runs": """
    class Boom:
        def __init__(self):
            while True:
                pass

    x = Boom()
    torch.zeros(2) + torch.zeros(3)  # error: [broadcast]
    """,
    "16: warnings need every path": """
    net = nn.Linear(8, 1)
    data, target = torch.zeros(5, 8), torch.zeros(5)
    loss = F.mse_loss(net(data), target)  # warning: [silent-broadcast] stretches both [5, 1] and [5] to [5, 5]
    right = F.mse_loss(net(data).squeeze(1), target)
    also = F.mse_loss(net(data), target.unsqueeze(1))
    pairs = target.view(-1, 1) - target
    outer = target[:, None] - target
    centred = data.mean(1, keepdim=True) - target
    different = torch.zeros(4, 1) + target
    """,
    "17: names people can read": """
    def f(x):
        batch, time, width = x.shape
        reveal_type(x.flatten(1))  # reveal: Tensor[batch, time*width]
        return x
    """,
}


@pytest.mark.parametrize("name", CASES)
def test_rule(name: str, tmp_path: Path) -> None:
    import textwrap

    check_snippet(tmp_path, HEAD + textwrap.dedent(CASES[name]).lstrip("\n"))


def test_findings_in_imported_files_lie_at_the_call(tmp_path: Path) -> None:
    """1: a mismatch in a file that is not checked lies at the innermost call inside one that is."""
    layers = """
    from torch import nn


    class Block(nn.Module):
        def __init__(self, n, m):
            super().__init__()
            self.a = nn.Linear(n, m)
            self.b = nn.Linear(n, 2)

        def forward(self, x):
            return self.b(self.a(x))
    """
    source = """
    import torch
    from layers import Block

    good = Block(4, 4)(torch.zeros(1, 4))
    bad = Block(4, 5)(torch.zeros(1, 4))  # error: [linear]
    """
    check_snippet(tmp_path, source, files={"layers.py": layers})


def test_a_change_of_one_file_shows_in_its_importers(tmp_path: Path) -> None:
    source = """
    import torch
    from layers import WIDTH, make

    make(WIDTH)(torch.zeros(2, 8)){mark}
    """
    wide = "from torch import nn\n\nWIDTH = 8\n\n\ndef make(n):\n    return nn.Linear(n, 2)\n"
    check_snippet(tmp_path, source.replace("{mark}", ""), files={"layers.py": wide})
    narrow = wide.replace("WIDTH = 8", "WIDTH = 9")
    check_snippet(tmp_path, source.replace("{mark}", "  # error: [linear]"), files={"layers.py": narrow})


def test_inputs_of_the_configuration_are_checked_as_a_call_would_be(tmp_path: Path) -> None:
    source = """
    from torch import nn


    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(1, 4, 5)
            self.fc = nn.Linear(4 * 24 * 24, 10)

        def forward(self, x):
            return self.fc(self.conv(x).flatten(1)){mark}
    """
    settings = '[tool.shapeproof.inputs]\n"snippet.py:Net" = "x=b,1,{size},{size}"\n'
    check_snippet(tmp_path, source.replace("{mark}", ""), files={"pyproject.toml": settings.replace("{size}", "28")})
    check_snippet(
        tmp_path,
        source.replace("{mark}", "  # error: [linear]"),
        files={"pyproject.toml": settings.replace("{size}", "32")},
    )
