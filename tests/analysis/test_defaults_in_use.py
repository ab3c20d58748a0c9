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


def test_a_default_of_nothing_proves_nothing_where_no_call_is_in_sight(tmp_path: Path) -> None:
    """``Net(widths=(8, 16))`` may stand in any other file; one that works with nothing in it is judged with nothing."""
    source = """
        from torch import nn

        class Net(nn.Module):
            def __init__(self, widths=()):
                super().__init__()
                self.stem = nn.Linear(3, widths[0])
                self.head = nn.Linear(widths[-1], 10)

            def forward(self, x):
                return self.head(self.stem(x))

        class Mlp(nn.Module):
            def __init__(self, hidden=None):
                super().__init__()
                self.up = nn.Linear(8, hidden or 32)
                self.down = nn.Linear(16, 8)

            def forward(self, x):
                return self.down(self.up(x))  # error: [linear] expects a last dimension of 16

        def is_net(value):
            return isinstance(value, Net)
        """
    check_snippet(tmp_path, source)


def test_a_container_that_is_made_empty_may_be_filled(tmp_path: Path) -> None:
    source = """
        import torch
        from torch import nn

        class Ensemble(nn.ModuleList):
            def forward(self, x):
                return torch.cat([each(x) for each in self], 1)

        class Pair(nn.ModuleList):
            def __init__(self):
                super().__init__([nn.Linear(4, 8), nn.Linear(6, 8)])

            def forward(self, x):
                return torch.cat([each(x) for each in self], 1)  # error: [linear] got 4

        class Nothing(nn.Module):
            def __init__(self):
                super().__init__()
                self.row = nn.ModuleList()

            def forward(self, x):
                return torch.cat([each(x) for each in self.row], 1)  # error: [join] at least one tensor
        """
    check_snippet(tmp_path, source)


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


HEAD = """
import torch.nn.functional as F
from torch import nn


class Head(nn.Module):
    def forward(self, x, size=None):
        return F.interpolate(x, size=size)ERROR


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = Head()

    def forward(self, x, other):
        return CALL
"""


@pytest.mark.parametrize("call", ["self.head(x, other.shape[-2:])", "self.head(x, size=other.shape[-2:])"])
def test_an_input_that_every_call_gives_is_not_judged_by_its_default(call: str, tmp_path: Path) -> None:
    check_snippet(tmp_path, HEAD.replace("CALL", call).replace("ERROR", ""))


@pytest.mark.parametrize("call", ["self.head(x)", "self.head(x) + self.head(x, other.shape[-2:])"])
def test_an_input_that_some_call_leaves_out_is_judged_by_its_default(call: str, tmp_path: Path) -> None:
    told = "  # error: [pool] F.interpolate needs either a size or a scale_factor"
    check_snippet(tmp_path, HEAD.replace("CALL", call).replace("ERROR", told))


def test_an_input_of_nothing_that_no_call_of_the_file_leaves_out_is_not_judged(tmp_path: Path) -> None:
    check_snippet(tmp_path, HEAD.replace("CALL", "x").replace("ERROR", ""))


def test_what_is_done_where_nothing_is_given_stays_judged(tmp_path: Path) -> None:
    """No call is in sight; with a mask all is well, and without one, as it stands, nothing is."""
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn

        def attend(q, mask=None):
            q = torch.cat([q, torch.zeros(2, 3)])
            if mask is None:
                return q @ torch.ones(4, 5)  # error: [matmul] the inner sizes 3 and 4 differ
            return q * mask

        class Head(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.Linear(8, 32)
                self.down = nn.Linear(16, 8)

            def forward(self, x, mask=None):
                x = self.up(x)
                if mask is None:
                    return self.down(x)  # error: [linear] expects a last dimension of 16, got 32
                return x * mask
        """,
    )


@pytest.mark.parametrize(("call", "is_told"), [("grown(x, 8)", False), ("grown(x)", True), ("x", False)])
def test_a_function_is_judged_by_a_default_that_some_call_leaves_in_place(
    call: str, is_told: bool, tmp_path: Path
) -> None:
    told = "  # error: [pool] F.interpolate needs either a size or a scale_factor" if is_told else ""
    check_snippet(
        tmp_path,
        f"""
        import torch.nn.functional as F

        def grown(x, size=None):
            return F.interpolate(x, size=size){told}

        def use(x):
            return {call}
        """,
    )


def test_what_an_always_given_input_has_no_part_in_stays_an_error(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        from torch import nn

        class Block(nn.Module):
            def __init__(self):
                super().__init__()
                self.up = nn.Linear(8, 32)
                self.down = nn.Linear(16, 8)

            def forward(self, x, mask=None):
                if mask is not None:
                    x = x.masked_fill(mask == 0, 0.0)
                return self.down(self.up(x))  # error: [linear] expects a last dimension of 16, got 32

        class Net(nn.Module):
            def __init__(self):
                super().__init__()
                self.block = Block()

            def forward(self, x, mask=None):
                return self.block(x, mask)
        """,
    )
