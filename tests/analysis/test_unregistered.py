"""Layers in plain containers are told; the nearest code that means it is silent."""

from __future__ import annotations

from pathlib import Path

import pytest
from snippets import check_snippet

HEAD = "import torch\nfrom torch import nn\n\n\n"

TOLD = {
    "list": """
class Net(nn.Module):
    def __init__(self, d, n=3):
        super().__init__()
        self.layers = [nn.Linear(d, d) for _ in range(n)]  # warning: [unregistered] (Linear) in a plain list

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
""",
    "appended": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = []  # warning: [unregistered]
        for i in range(4):
            self.blocks.append(nn.Sequential(nn.Linear(8, 8), nn.ReLU()))

    def forward(self, x):
        for i, block in enumerate(self.blocks):
            x = block(x)
        return x
""",
    "dict": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.heads = {"a": nn.Linear(4, 2), "b": nn.Linear(4, 3)}  # warning: [unregistered] plain dict

    def forward(self, x, name):
        return self.heads[name](x)
""",
    "parameters": """
class Net(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.scales = (nn.Parameter(torch.ones(d)), nn.Parameter(torch.ones(d)))  # warning: [unregistered] parameters

    def forward(self, x):
        return x * self.scales[0] * self.scales[1]
""",
    "before the parent": """
class Net(nn.Module):
    def __init__(self, d):
        self.fc = nn.Linear(d, d)  # warning: [unregistered] cannot assign module before Module.__init__() call
        super().__init__()

    def forward(self, x):
        return self.fc(x)
""",
}

SILENT = {
    "ModuleList": """
class Net(nn.Module):
    def __init__(self, d, n=3):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(d, d) for _ in range(n)])

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x
""",
    "registered as well": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = [nn.Linear(8, 8), nn.ReLU()]
        self.net = nn.Sequential(*self.parts)

    def forward(self, x):
        return self.net(x)
""",
    "by add_module": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.parts = [nn.Linear(8, 8) for _ in range(2)]
        for i, part in enumerate(self.parts):
            self.add_module(f"part{i}", part)

    def forward(self, x):
        return self.parts[1](self.parts[0](x))
""",
    "without parameters": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.activations = [nn.ReLU(), nn.Tanh()]

    def forward(self, x):
        return self.activations[0](x)
""",
    "handed in": """
class Student(nn.Module):
    def __init__(self, teacher):
        super().__init__()
        self.teacher = [teacher]
        self.fc = nn.Linear(4, 4)

    def forward(self, x):
        return self.fc(x)
""",
    "parameters of its own": """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.hidden = [nn.Linear(4, 4)]

    def parameters(self, recurse=True):
        yield from self.hidden[0].weight

    def forward(self, x):
        return self.hidden[0](x)
""",
    "no module": """
class Plain:
    def __init__(self):
        self.layers = [nn.Linear(2, 2)]
""",
    "unknown parent": """
from somewhere import Base


class Net(Base, nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
""",
}


@pytest.mark.parametrize("name", TOLD)
def test_told(name: str, tmp_path: Path) -> None:
    check_snippet(tmp_path, HEAD + TOLD[name])


@pytest.mark.parametrize("name", SILENT)
def test_silent(name: str, tmp_path: Path) -> None:
    check_snippet(tmp_path, HEAD + SILENT[name])
