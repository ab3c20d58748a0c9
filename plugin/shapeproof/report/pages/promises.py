"""Pages of the findings about what the source itself promises."""

from shapeproof.report.pages.page import Page

PAGES = {
    "annotation": Page(
        "The names in a jaxtyping annotation stand for one size each within a function, and are promised to its "
        "callers: a returned or assigned value must have that shape for every size that the names can have.",
        """
from jaxtyping import Float
from torch import Tensor


def pairwise(x: Float[Tensor, "n d"]) -> Float[Tensor, "n d"]:
    return x @ x.T
""",
        """
from jaxtyping import Float
from torch import Tensor


def pairwise(x: Float[Tensor, "n d"]) -> Float[Tensor, "n n"]:
    return x @ x.T
""",
    ),
    "assert-type": Page(
        "`assert_type(value, annotation)` asks for a proof at this line; it fails where the shape is another one.",
        """
from typing import assert_type

from jaxtyping import Float
from torch import Tensor

assert_type(torch.rand(8, 10).T, Float[Tensor, "8 10"])
""",
        """
from typing import assert_type

from jaxtyping import Float
from torch import Tensor

assert_type(torch.rand(8, 10).T, Float[Tensor, "10 8"])
""",
    ),
    "hole": Page(
        "`...` where a size belongs asks shapeproof what it must be. The answer says which uses force it and "
        "offers the edit; where the uses leave it open or contradict each other, it says that.",
        """
from torch import nn

model = nn.Sequential(nn.Linear(784, 128), nn.Linear(..., 10))
""",
        """
from torch import nn

model = nn.Sequential(nn.Linear(784, 128), nn.Linear(128, 10))
""",
    ),
    "raises": Page(
        "The arguments of this call are known, and with them the program reaches its own `raise`, or an `assert` "
        "that does not hold.",
        """
def heads(d, n):
    if d % n:
        raise ValueError("heads must divide the width")
    return d // n


heads(100, 8)
""",
        """
def heads(d, n):
    if d % n:
        raise ValueError("heads must divide the width")
    return d // n


heads(96, 8)
""",
    ),
    "contract": Page(
        "What is called works only under a condition on its sizes, its contract (`requires d % heads == 0`), and "
        "with the sizes of this call the condition is false. The notes lead to the line that would raise.",
        """
from torch import nn


class Flat(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


Flat()(torch.rand(8, 1, 32, 32))
""",
        """
from torch import nn


class Flat(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(28 * 28, 10)

    def forward(self, x):
        return self.fc(x.flatten(1))


Flat()(torch.rand(8, 1, 28, 28))
""",
    ),
    "comment": Page(
        "A comment at a line's end that spells a shape, such as `# (B, T, C)`, is held against the value assigned "
        "or returned there; a name means one size within a function. Prose is left alone. It runs, so this is a "
        "warning.",
        """
def attend(x):
    B, T, C = x.shape
    return x.transpose(1, 2)  # (B, T, C)
""",
        """
def attend(x):
    B, T, C = x.shape
    return x.transpose(1, 2)  # (B, C, T)
""",
    ),
}
