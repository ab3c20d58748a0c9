"""Small models that the tests of the mypy plugin check."""

BROKEN = """\
from torch import Tensor, nn


class Net(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first = nn.Linear(784, 128)
        self.second = nn.Linear(64, 10)

    def forward(self, x: Tensor) -> Tensor:
        x = self.first(x)
        return self.second(x)
"""
MENDED = BROKEN.replace("nn.Linear(64, 10)", "nn.Linear(128, 10)")
ERROR = "error: Linear expects a last dimension of 64, got 128 (linear)  [shape]"
FOUND = f"net.py:12:16: {ERROR}"

WITHOUT_ANNOTATIONS = """\
import torch
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(784, 128)

    def forward(self, x):
        return self.first(x) @ torch.zeros(64, 10)
"""
FUNCTION_ALONE = """\
import torch as t


def joined(x):
    return t.zeros(3, 4) @ t.zeros(5, 6)
"""
AT_THE_TOP = """\
from torch import zeros

é = "müßig"; sum_of_both = (
    zeros(3, 4) + zeros(
        5, 4)
)
"""
LAYERS = """\
import torch


def head(x):
    return x @ torch.zeros(30, 4)
"""
USES_LAYERS = """\
from layers import head
from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(10, 20)

    def forward(self, x):
        return head(self.body(x))
"""
REVEALS = """\
from torch import nn


def embed(x, d: int):
    y = nn.Linear(3, 4 * d)(x)
    reveal_type(y)
"""
SIZED = "from sizes import WIDTH\n" + BROKEN.replace("nn.Linear(64, 10)", "nn.Linear(WIDTH, 10)")
FOUND_SIZED = f"net.py:13:16: {ERROR}"
