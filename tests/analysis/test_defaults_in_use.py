"""A default that no call of the file leaves in place is no use of the class; one that is left in place is."""

from __future__ import annotations

from pathlib import Path

import pytest
from snippets import check_snippet

# The default of `norm` fits no images: the width would have to be both the last size and a half of it.
NET = """
from functools import partial

from torch import nn


class Norm2d(nn.LayerNorm):
    def forward(self, x):
        return super().forward(x.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)


class Down(nn.Module):
    def __init__(self, width, norm=nn.LayerNorm):
        super().__init__()
        self.before = norm(width)
        self.conv = nn.Conv2d(width, width, 3, stride=2, padding=1)
        self.after = norm(width + 1)

    def forward(self, x):
        return self.after(self.conv(self.before(x)))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = CALL

    def forward(self, x):
        return self.down(x).flatten()
"""


@pytest.mark.parametrize("call", ["Down(64, Norm1)", "Down(64, norm=Norm1)", "partial(Down, norm=Norm1)(64)"])
def test_a_default_that_every_call_replaces_proves_nothing(call: str, tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        NET.replace("CALL", call)
        .replace("Norm2d(nn.LayerNorm)", "Norm1(Any)")
        .replace("from torch import nn", "from torch import nn\nfrom somewhere import Any"),
    )


def test_a_default_that_a_call_leaves_in_place_is_judged(tmp_path: Path) -> None:
    line = "return self.after(self.conv(self.before(x)))"
    told = f"{line}  # error: [norm] LayerNorm expects a last dimension of width + 1"
    check_snippet(tmp_path, NET.replace("CALL", "Down(64)").replace(line, told))


def test_a_default_is_judged_where_nothing_calls_the_class(tmp_path: Path) -> None:
    line = "return self.after(self.conv(self.before(x)))"
    told = f"{line}  # error: [norm] LayerNorm expects a last dimension of width + 1"
    check_snippet(tmp_path, NET.partition("class Net(")[0].rstrip().replace(line, told))


def test_a_class_that_is_handed_on_may_never_be_made_with_its_defaults(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from torch import nn

        class Net(nn.Module):
            def __init__(self, widths=(), classes=10):
                super().__init__()
                self.stem = nn.Linear(3, widths[0])
                self.head = nn.Linear(widths[-1], classes)

        def build(cls, **arguments):
            return cls(**arguments)

        def small(**arguments):
            return build(Net, **dict(arguments, widths=(8, 16)))
        """,
    )


def test_a_class_that_is_only_asked_about_is_judged(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from torch import nn

        class Net(nn.Module):
            def __init__(self, widths=()):
                super().__init__()
                self.stem = nn.Linear(3, widths[0])  # error: [index] tuple index out of range

        def is_net(value):
            return isinstance(value, Net)
        """,
    )


STATE = """
import torch
from torch import nn


class Attention(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.dim = dim
        self.register_buffer("places", torch.zeros(1, 1, 3))
        self.head = nn.Linear(dim, dim)

    def forward(self, x):
        CHANGE
        return self.head(x)

    def distances(self, x):
        return self.places.squeeze()[:, :, -1]ERROR
"""


def test_a_method_is_not_judged_by_what_another_one_replaces(tmp_path: Path) -> None:
    for change in ("self.places = torch.zeros(4, 4, 3)", 'self.register_buffer("places", torch.zeros(4, 4, 3))'):
        check_snippet(tmp_path, STATE.replace("CHANGE", change).replace("ERROR", ""))


def test_a_method_that_nothing_calls_is_judged_by_what_stays(tmp_path: Path) -> None:
    told = "  # error: [index] too many indices"
    check_snippet(tmp_path, STATE.replace("CHANGE", "self.last = x").replace("ERROR", told))
