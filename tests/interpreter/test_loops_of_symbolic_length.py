"""Loops whose number of rounds is a symbol: one round stands for all where the rounds do not differ."""

from pathlib import Path

from shapeproof.project import Project
from snippets import check_snippet

STACK = """
import torch
from torch import nn

class Stack(nn.Module):
    def __init__(self, width, depth, scale=None):
        super().__init__()
        self.layers = nn.ModuleList()
        self.gains = nn.ModuleList()
        for _ in range(depth):
            self.layers.append(nn.Linear(width, width))
            self.gains.append(nn.LayerNorm(width) if scale else nn.Identity())

    def forward(self, x):
        for layer, gain in zip(self.layers, self.gains):
            x = gain(layer(x))
        return x
"""


def formula(root: Path, source: str, target: str) -> str:
    (root / "net.py").write_text(source)
    table = Project(root, use_cache=False).params(f"net.py:{target}")
    assert table.error is None, table.error
    assert table.total is not None
    return str(table.total.formula)


def test_layers_appended_in_a_loop_are_counted(tmp_path: Path) -> None:
    assert formula(tmp_path, STACK, "Stack(width, depth)") == "depth*width**2 + depth*width"
    assert formula(tmp_path, STACK, "Stack(width, depth, 1.0)") == "depth*width**2 + 3*depth*width"


def test_a_condition_that_no_round_changes_parts_ways_once(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn

        class Blocks(nn.Module):
            def __init__(self, width, number, gated):
                super().__init__()
                self.inner = nn.ModuleList()
                for _ in range(number):
                    self.inner.append(nn.Sequential(nn.Linear(width, width), nn.GELU() if gated else nn.Identity()))

            def forward(self, x):
                y = torch.stack([layer(x) for layer in self.inner]).sum(dim=0)
                return x + y
        """,
    )


def test_what_a_loop_that_is_not_followed_may_have_appended_is_not_missed(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn
        from somewhere import kinds

        class Bank(nn.Module):
            def __init__(self, width):
                super().__init__()
                self.inner = nn.ModuleList()
                self.names = []
                for kind in kinds:
                    self.inner.append(nn.Linear(width, width))
                    self.names.append(kind)

            def forward(self, x):
                return torch.stack([layer(x) for layer in self.inner]).sum(dim=0), self.names[0]
        """,
    )


def test_rows_filled_at_unknown_places_are_of_unknown_length(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch
        from torch import nn

        def zigzag(size):
            rows = [[] for _ in range(2 * size - 1)]
            found = []
            for i in range(size):
                for j in range(size):
                    rows[i + j].append(i * size + j)
            for row in rows:
                found.extend(row)
            return found

        class Scan(nn.Module):
            def __init__(self, size):
                super().__init__()
                self.order = zigzag(size)
                self.mean = nn.Parameter(torch.zeros(64))

            def forward(self, x):
                return x[:, self.order] - self.mean
        """,
    )


GROWING = """
import torch
from torch import nn

class Grown(nn.Module):
    def __init__(self, width, growth, number):
        super().__init__()
        layers = []
        for _ in range(number):
            layers.append(nn.Linear(width, width + growth))
            width += growth
        self.body = nn.Sequential(*layers)
        self.head = nn.Linear(width, 2)

    def forward(self, x):
        return self.head(self.body(x))


class Counted(nn.Module):
    def __init__(self, width, number):
        super().__init__()
        self.width = width
        self.layers = nn.ModuleList([self.next_layer() for _ in range(number)])

    def next_layer(self):
        self.width += 4
        return nn.Linear(self.width - 4, self.width)

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        return x


Grown(8, 4, 3)(torch.rand(2, 8))
Counted(8, 3)(torch.rand(2, 8))
"""


def test_layers_that_differ_from_round_to_round_are_no_rounds_of_one(tmp_path: Path) -> None:
    check_snippet(tmp_path, GROWING)
    (tmp_path / "net.py").write_text(GROWING)
    project = Project(tmp_path, use_cache=False)
    assert [project.params(f"net.py:{name}").total.formula for name in ("Grown", "Counted")] == [None, None]


def test_what_only_a_second_round_demands_is_asked_of_two(tmp_path: Path) -> None:
    source = """
    import torch
    from torch import nn

    class InRow(nn.Module):
        def __init__(self, width, out, number):
            super().__init__()
            self.layers = nn.Sequential(*[nn.Linear(width, out) for _ in range(number)])

        def forward(self, x):
            return self.layers(x)


    class InLoop(nn.Module):
        def __init__(self, width, out, number):
            super().__init__()
            self.layers = nn.ModuleList([nn.Linear(width, out) for _ in range(number)])

        def forward(self, x):
            for layer in self.layers:
                x = layer(x)
            return x


    class Halving(nn.Module):
        def __init__(self, width, number):
            super().__init__()
            self.layers = nn.Sequential(*[nn.Linear(2 * width, width) for _ in range(number)])

        def forward(self, x):
            return self.layers(x)  # error: [linear] expects a last dimension of 16, got 8


    Halving(8, 1)(torch.rand(2, 16))
    Halving(8, 2)(torch.rand(2, 16))
    """
    check_snippet(tmp_path, source)
    project = Project(tmp_path, use_cache=False)
    requires = [project.params(f"snippet.py:{name}").requires for name in ("InRow", "InLoop", "Halving")]
    sizes = ("out >= 0", "width >= 0")
    either = (*sizes, "out == width or number <= 1")
    assert requires == [either, either, ("width >= 0", "number <= 1")]


def test_views_of_a_constant_that_are_made_in_a_loop(tmp_path: Path) -> None:
    check_snippet(
        tmp_path,
        """
        import torch

        def views(count: int):
            grid = torch.arange(4.0)
            for _ in range(count):
                part = grid.view(2, 2)
            pair = grid.view(2, 2)
            grid[0] = 3
            reveal_type(pair)  # reveal: Tensor[2, 2]
            reveal_type(pair[0, 0].item())  # reveal: Unknown
            pair @ torch.zeros(3)  # error: [matmul]
            return grid.to(torch.float64)
        """,
    )
